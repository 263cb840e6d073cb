"""What each source wants for a span of days, from listings and answers written here."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.record.sources import SOURCES, Wanted

FIRST, LAST = dt.date(2026, 11, 18), dt.date(2026, 11, 19)
BASE = "http://here.example"


class Answers:
    """Pages by address; an address that nobody wrote is an empty page. Remembers what was asked."""

    def __init__(self, pages: dict[str, object] | Callable[[str, dict[str, str]], object]) -> None:
        self.pages, self.asked = pages, list[str]()

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if callable(self.pages):
            parts = urlsplit(url)
            answer = self.pages(parts.path, dict(parse_qsl(parts.query)))
        else:
            answer = self.pages.get(url.removeprefix(BASE))
        if isinstance(answer, bytes):
            return answer
        return b"" if answer is None else json.dumps(answer).encode()


def wanted(name: str, answers: Answers, first: dt.date = FIRST, last: dt.date = LAST) -> list[Wanted]:
    return list(SOURCES[name].files(first, last, answers, BASE))


def listing(*rows: str) -> bytes:
    return f"<html><body><table>{''.join(rows)}</table></body></html>".encode()


def row(name: str, said: str = "2026-11-20 06:00  1.2M") -> str:
    return f'<tr><td><a href="{name}">{name}</a></td></tr> {said}\n'


# Public Whip


def test_all_revisions_of_the_days_are_wanted_in_the_order_of_the_days() -> None:
    folder = "/pwdata/scrapedxml/"
    answers = Answers(
        {
            f"{folder}debates/": listing(
                *map(row, ["debates2026-11-17a.xml", "debates2026-11-18a.xml", "debates2026-11-18b.xml"]),
                *map(row, ["debates2026-11-19a.xml", "debates2026-11-20a.xml"]),
            ),
            f"{folder}lordspages/": listing(row("daylord2026-11-18a.xml")),
            f"{folder}standing/": listing(row("standing2026-10-20_HOUSING_05-0_2026-11-19a.xml")),
        }
    )
    assert [one.path for one in wanted("publicwhip", answers)] == [
        "publicwhip/debates/debates2026-11-18a.xml",
        "publicwhip/debates/debates2026-11-18b.xml",
        "publicwhip/lordspages/daylord2026-11-18a.xml",
        "publicwhip/debates/debates2026-11-19a.xml",
        "publicwhip/standing/standing2026-10-20_HOUSING_05-0_2026-11-19a.xml",
    ]


def test_a_listing_says_which_version_a_file_is() -> None:
    plain = (
        b'<html><pre><a href="debates2026-11-18a.xml">deb..</a>  19-Nov-2026 08:00   123456\n</pre></html>'
    )
    page = Answers({"/pwdata/scrapedxml/debates/": plain})
    assert wanted("publicwhip", page)[0].version == "19-Nov-2026 08:00 123456"


@pytest.mark.parametrize(
    "name",
    [
        "../debates2026-11-18a.xml",
        "..%2f..%2fdebates2026-11-18a.xml",
        "/etc/debates2026-11-18a.xml",
        "http://evil.example/debates2026-11-18a.xml",
        "debates2026-11-18a.xml/",
        "debates2026-11-18a.xml?x=1",
        "debates2026-11-31a.xml",
        "debates2026-11-18a.xml%00.html",
        "javascript:alert(1)",
        "wrans2026-11-18a.xml",
        "debates2026-11-18a.xml.part",
    ],
)
def test_a_hostile_name_in_a_listing_is_not_wanted(name: str) -> None:
    assert wanted("publicwhip", Answers({"/pwdata/scrapedxml/debates/": listing(row(name))})) == []


def test_a_long_hostile_listing_is_read_quickly() -> None:
    for piece in (b'<a href="', b'<a href="x">', b"<a <a ", b'<a href="debates2026-11-18aaaaaaaaaaaaaaaaaaa'):
        assert wanted("publicwhip", Answers({"/pwdata/scrapedxml/debates/": piece * 20_000})) == []


# People


def test_people_and_offices_are_wanted_whatever_the_days() -> None:
    names = [one.path for one in wanted("people", Answers({}))]
    assert names == ["people/people.json", "people/ministers.json", "people/ministers-2010.json"]


# The Hansard API


def tree(*items: tuple[int, int | None, str]) -> list[dict[str, object]]:
    found = [{"Id": i, "ParentId": p, "ExternalId": e, "Title": "t"} for i, p, e in items]
    return [{"Title": "Commons Chamber", "SectionTreeItems": found}]


def test_every_debate_at_the_top_of_a_day_is_wanted_and_those_inside_it_are_not() -> None:
    answers = Answers(
        {
            "/overview/sectionsforday.json?date=2026-11-18&house=Commons": ["Debate", "WestHall"],
            "/overview/sectiontrees.json?section=Debate&date=2026-11-18&house=Commons": tree(
                (1, None, "ROOT"), (2, 1, "AAA-1"), (3, 2, "INSIDE"), (4, 1, "BBB-2"), (5, 1, "AAA-1")
            ),
            "/overview/sectiontrees.json?section=WestHall&date=2026-11-18&house=Commons": tree(
                (9, None, "CCC-3")
            ),
        }
    )
    found = wanted("hansard-api", answers)
    assert [one.path.removeprefix("hansard-api/2026-11-18/commons/") for one in found] == [
        "AAA-1.json",
        "BBB-2.json",
        "CCC-3.json",
    ]
    assert found[0].url == f"{BASE}/debates/debate/AAA-1.json"
    assert found[0].day == FIRST


def test_a_day_without_a_sitting_wants_nothing() -> None:
    assert wanted("hansard-api", Answers({})) == []
    assert SOURCES["hansard-api"].may_be_absent


# Written questions and statements


def results(*values: dict[str, object], total: int) -> dict[str, object]:
    return {"totalResults": total, "results": [{"value": value, "links": []} for value in values]}


def question(number: int, **about: object) -> dict[str, object]:
    return {"id": number, "dateTabled": "2026-11-18T00:00:00", "questionText": "To ask...", **about}


def test_each_question_is_wanted_whole_and_once() -> None:
    def pages(_path: str, asked: dict[str, str]) -> object:
        if asked.get("tabledWhenFrom") == "2026-11-18":
            return results(question(1), question(2), total=2)
        return (
            results(question(2), question(3), total=2)
            if asked.get("answeredWhenFrom") == "2026-11-18"
            else None
        )

    found = wanted("written-questions", Answers(pages))
    assert [one.path for one in found] == [f"written-questions/2026-11-18/{n}.json" for n in (1, 2, 3)]
    assert found[0].url == f"{BASE}/api/writtenquestions/questions/1?expandMember=true"


def test_a_question_that_was_answered_since_has_another_version() -> None:
    def version(answered: str | None) -> str:
        page = Answers(lambda _p, asked: results(question(1, dateAnswered=answered), total=1))
        return wanted("written-questions", page)[0].version

    assert version(None) == version(None)
    assert version(None) != version("2026-11-20T00:00:00")


def test_a_list_goes_on_where_a_short_page_ended() -> None:
    everything = [question(n) for n in range(1, 46)]

    def pages(_path: str, asked: dict[str, str]) -> object:
        if asked.get("tabledWhenFrom") != "2026-11-18":
            return None
        start = int(asked["skip"])
        return results(*everything[start : start + 20], total=45)  # 20 a page, whatever `take` says

    assert len(wanted("written-questions", Answers(pages))) == 45


def test_a_server_that_repeats_a_page_for_ever_is_left() -> None:
    answers = Answers(lambda _path, _asked: results(question(1), total=10**9))
    assert len(wanted("written-questions", answers, FIRST, FIRST)) == 1
    assert len(answers.asked) == 4


def test_each_statement_is_wanted_whole() -> None:
    page = Answers(
        lambda path, asked: (
            results({"id": 77, "title": "Housing"}, total=1)
            if path == "/api/writtenstatements/statements" and asked["madeWhenFrom"] == "2026-11-19"
            else None
        )
    )
    assert [(one.path, one.day) for one in wanted("written-statements", page)] == [
        ("written-statements/2026-11-19/77.json", LAST)
    ]


# Members


def test_members_come_by_the_page_with_their_history_and_one_by_one_with_their_offices() -> None:
    def pages(_path: str, asked: dict[str, str]) -> object:
        assert asked["MembershipInDateRange.WasMemberOnOrAfter"] == "2026-11-18"
        start = int(asked["skip"])
        items = [{"value": {"id": n}} for n in range(start + 100, min(start + 120, 123))]
        return {"items": items, "totalResults": 23, "skip": start, "take": 20}

    found = wanted("members", Answers(pages))
    assert [one.path for one in found if "biographies" not in one.path] == [
        "members/search-00000.json",
        "members/history-00000.json",
        "members/search-00020.json",
        "members/history-00020.json",
    ]
    assert sum("biographies" in one.path for one in found) == 23
    assert found[1].url.startswith(f"{BASE}/api/Members/History?ids=100&ids=101")


# Divisions


def test_divisions_of_both_houses_are_wanted() -> None:
    def pages(path: str, asked: dict[str, str]) -> object:
        if path.endswith("divisions.json/search") and asked["queryParameters.startDate"] == "2026-11-18":
            return [{"DivisionId": 900, "PublicationUpdated": "2026-11-18T19:00:00"}]
        return (
            [{"divisionId": 31}]
            if path.endswith("Divisions/search") and asked["StartDate"] == "2026-11-19"
            else []
        )

    assert [one.path for one in wanted("divisions", Answers(pages))] == [
        "divisions/2026-11-18/commons-900.json",
        "divisions/2026-11-19/lords-31.json",
    ]


def test_lords_divisions_are_on_a_server_of_their_own() -> None:
    asked: list[str] = []
    list(
        SOURCES["divisions"].files(
            FIRST, FIRST, lambda url: asked.append(url) or b"", SOURCES["divisions"].base
        )
    )
    assert [urlsplit(url).netloc for url in asked] == [
        "commonsvotes-api.parliament.uk",
        "lordsvotes-api.parliament.uk",
    ]


# Bulk


def test_archives_put_up_from_the_first_day_until_a_month_after_the_last_are_wanted() -> None:
    def entry(number: int, updated: str, link: str | None = None) -> str:
        href = link or f"http://api.data.parliament.uk/resources/files/{number}.zip"
        return f'<entry><id>{href}</id><updated>{updated}</updated><link href="{href}"/></entry>'

    feed = '<feed xmlns="http://www.w3.org/2005/Atom">' + "".join(
        [
            entry(1, "2026-11-17T06:00:00Z"),
            entry(2, "2026-11-19T06:00:00Z"),
            entry(3, "2026-12-01T06:00:00+01:00"),
            entry(4, "2027-03-01T06:00:00Z"),
            entry(5, "2026-11-19T06:00:00Z", "http://evil.example/../../x.zip"),
            entry(6, "not a day"),
        ]
    )
    page = Answers({"/resources/files/feed?dataset=12&take=all": f"{feed}</feed>".encode()})
    found = wanted("bulk", page)
    assert [(one.url, one.path, one.version) for one in found] == [
        (f"{BASE}/resources/files/2.zip", "bulk/2.zip", "2026-11-19T06:00:00Z"),
        (f"{BASE}/resources/files/3.zip", "bulk/3.zip", "2026-12-01T06:00:00+01:00"),
    ]


# Whatever comes

_words = st.sampled_from(
    ["Id", "ParentId", "ExternalId", "SectionTreeItems", "results", "items", "value", "id"]
)
_leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["../x", "a" * 99, "Debate"])
)
_anything = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words | st.text(), inner, max_size=4),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(SOURCES)),
    st.binary(max_size=300) | _anything.map(lambda v: json.dumps(v).encode()),
)
def test_whatever_a_server_answers_nothing_but_safe_names_comes_of_it(name: str, body: bytes) -> None:
    for one in SOURCES[name].files(FIRST, FIRST, lambda _url: body, BASE):
        assert one.url.startswith(BASE + "/")
        assert re.fullmatch(r"[A-Za-z0-9/_.-]+", one.path)
        assert ".." not in one.path
