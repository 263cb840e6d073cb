"""The store: what went in comes out, later revisions replace earlier ones, nothing is half done."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.errors import NotFound, StoreBusy
from folkmoot.record.reading import Report, read
from folkmoot.record.store import Store
from folkmoot.record.store.writing import Writer

from ..conftest import DEBATE, PEOPLE, publicwhip, speech

GID = "example/debate/2026-05-12a"


def test_a_contribution_comes_back_as_it_was_read(store: Store) -> None:
    c = store.contribution(f"{GID}.1.4")
    assert (c.speaker_name, c.person_id, c.party) == ("Bea Quill", "example/person/2", "Unity")
    assert (c.debate_title, c.chamber, c.date) == ("Street Lights", "Commons", dt.date(2026, 5, 12))
    assert c.mentions[0].words == "the hon. Member for Wendlebury, North (Ada Marsh)"
    assert c.text == "We keep the hon. Member for Wendlebury, North (Ada Marsh) informed."


def test_an_unknown_id_says_what_was_searched_and_what_to_do(store: Store) -> None:
    with pytest.raises(NotFound, match=r"among 1 sittings, 2026-05-12 to 2026-05-12; read the sitting"):
        store.contribution("example/debate/2020-01-01a.1.1")


def test_a_debate_has_the_headings_around_it(store: Store) -> None:
    page = store.debate(f"{GID}.1.2")
    assert [d.title for d in page.above] == ["Oral Answers", "HOME DEPARTMENT"]
    assert (page.previous and page.previous.title, page.next and page.next.title) == (
        "HOME DEPARTMENT",
        "Social Housing",
    )
    assert [c.seq for c in page.contributions] == sorted(c.seq for c in page.contributions)
    assert [d.title for d in store.debate(f"{GID}.1.1").below] == ["Street Lights"]
    assert store.debate(f"{GID}.2.0").divisions[0].votes[0].party == "Commonweal"


def test_an_exchange_is_found_from_either_side(store: Store) -> None:
    for gid in (f"{GID}.1.3", f"{GID}.1.4"):
        found = store.exchange(gid)
        assert found is not None
        assert [c.id for c in (*found.asked, *found.answered)] == [f"{GID}.1.3", f"{GID}.1.4"]
    intervention = store.exchange(f"{GID}.2.3")
    assert intervention is not None and intervention.kind == "intervention"
    assert store.exchange(f"{GID}.2.1") is None


def test_people_and_days_are_listed(store: Store) -> None:
    assert [p.name() for p in store.people("ada")] == ["Ada Marsh"]
    assert [p.name() for p in store.people()] == ["Ada Marsh", "Bea Quill"]
    assert store.days() == (dt.date(2026, 5, 12),)
    assert [c.id for c in store.contributions_of("example/person/1", limit=2)] == [f"{GID}.1.3", f"{GID}.2.2"]
    assert store.sittings()[0].contributions == 5
    assert [d.title for d in store.debates(day=dt.date(2026, 5, 12))][-1] == "Social Housing"


def test_reading_again_changes_nothing_and_reports_the_same(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    first = reading(parliament)
    before = _everything(folder)
    generation = _generation(folder)
    assert reading(parliament) == first
    assert _everything(folder) == before
    assert _generation(folder) == generation


def test_the_order_of_what_is_given_does_not_matter(parliament: Path, tmp_path: Path) -> None:
    files = sorted(parliament.iterdir())
    read(files, tmp_path / "one")
    for file in reversed(files):
        read([file], tmp_path / "other")
    assert _everything(tmp_path / "one") == _everything(tmp_path / "other")


def test_a_new_roll_looks_everybody_up_again(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    reading(parliament)
    changed = json.loads(json.dumps(PEOPLE))
    changed["memberships"][0]["on_behalf_of_id"] = "unity"
    changed["memberships"][2]["person_id"] = "example/person/1"
    (parliament / "people.json").write_text(json.dumps(changed))
    reading(parliament / "people.json")
    with Store.open(folder) as store:
        assert store.contribution(f"{GID}.2.2").party == "Unity"
        assert store.contribution(f"{GID}.1.4").person_id == "example/person/1"
        assert store.search("party:commonweal").total == 0
        assert store.search("party:unity").total == 5


def _revised(parliament: Path) -> Path:
    later = parliament / "debates2026-05-12b.xml"
    later.write_text(
        DEBATE.replace("2026-05-12a", "2026-05-12b").replace(
            "Repairs come first", "Repairs shall come first"
        ),
        encoding="utf-8",
    )
    return later


def test_a_corrected_revision_replaces_its_predecessor_and_links_keep_working(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    reading(parliament)
    report = reading(_revised(parliament))
    assert (report.sittings, report.superseded) == (1, 0)
    with Store.open(folder) as store:
        assert store.stats()["sittings"] == 1
        assert store.search("repairs").total == 3
        assert store.search("shall").hits[0].contribution.id == "example/debate/2026-05-12b.2.4"
        assert store.contribution(f"{GID}.2.2").id == "example/debate/2026-05-12b.2.2"
        assert store.debate(f"{GID}.2.0").debate.id == "example/debate/2026-05-12b.2.0"
        assert store.division(f"{GID}.2.5").id == "example/debate/2026-05-12b.2.5"


def test_an_older_revision_given_later_is_superseded(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    reading(_revised(parliament))
    report = reading(parliament / "debates2026-05-12a.xml")
    assert (report.superseded, report.sittings, report.contributions) == (1, 0, 0)
    with Store.open(folder) as store:
        assert store.sittings()[0].revision == "b"


def test_of_two_revisions_given_together_the_later_counts(
    parliament: Path, reading: Callable[..., Report]
) -> None:
    _revised(parliament)
    report = reading(parliament)
    assert (report.files, report.superseded, report.sittings) == (4, 1, 1)
    assert reading(parliament) == report


def test_redirects_are_followed_through_every_revision(tmp_path: Path, folder: Path) -> None:
    def redirect(old: str, new: str) -> str:
        return (
            f'<gidredirect oldgid="example/debate/2026-05-12{old}" newgid="example/debate/2026-05-12{new}"/>'
        )

    given = tmp_path / "given"
    given.mkdir()
    (given / "debates2026-05-12a.xml").write_text(publicwhip(redirect("a.1.1", "b.1.1"), latest="no"))
    (given / "debates2026-05-12b.xml").write_text(publicwhip(redirect("b.1.1", "c.1.2"), latest="no"))
    (given / "debates2026-05-12c.xml").write_text(
        publicwhip(
            speech("1.2", "words", who="A", day="2026-05-12c"),
            redirect("c.8.8", "c.9.9"),
            redirect("c.9.9", "c.8.8"),
        )
    )
    read([given], folder)
    with Store.open(folder) as store:
        assert store.contribution("example/debate/2026-05-12a.1.1").id == "example/debate/2026-05-12c.1.2"
        assert store.contributions(["nothing", "example/debate/2026-05-12b.1.1"])[0].text == "words"
        with pytest.raises(NotFound):
            store.contribution("example/debate/2026-05-12c.8.8")


def test_two_writers_are_one_too_many(folder: Path, parliament: Path) -> None:
    with Writer(folder), pytest.raises(StoreBusy, match="Another process is writing"):
        read([parliament], folder)


def test_a_lost_index_is_made_again_from_the_rows(store: Store, parliament: Path, folder: Path) -> None:
    shutil.rmtree(folder / "index")
    read([parliament], folder)
    with Store.open(folder) as again:
        assert again.search("repairs").total == 3


def test_where_there_is_no_record_it_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="read one with 'folkmoot record read PATH'"), Store.open(tmp_path):
        pass


def test_a_store_seen_while_another_reads_shows_what_is_new(
    store: Store, parliament: Path, reading: Callable[..., Report]
) -> None:
    assert store.search("shall").total == 0
    reading(_revised(parliament))
    assert store.search("shall").total == 1


# What a search finds


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("repairs", ["2.2", "2.3", "2.4"]),
        ("repair", []),
        ("repai*", ["2.2", "2.3", "2.4"]),
        ("repairs -rents", ["2.3", "2.4"]),
        ("-repairs", ["1.3", "1.4", "2.1"]),
        ("rents OR lights", ["1.3", "2.2"]),
        ('"give way"', ["2.3"]),
        ("rents NEAR/2 repairs", ["2.2"]),
        ("repairs NEAR/0 wait", []),
        ("tenants NEAR/2 repairs", ["2.2"]),
        ("speaker:quill", ["1.4", "2.3"]),
        ("speaker:holt", ["1.4", "2.3"]),
        ("speaker:example/person/1 repairs", ["2.2", "2.4"]),
        ("party:unity", ["1.4", "2.3"]),
        ('department:"Home Department" lights', ["1.3"]),
        ("mentions:marsh", ["1.4"]),
        ("mentions:example/person/1", ["1.4"]),
        ("kind:procedural", ["2.1"]),
        ("chamber:commons lights", ["1.3"]),
        ("chamber:lords", []),
        ('in:"social housing" repairs', ["2.2", "2.3", "2.4"]),
        ('in:"oral answers"', ["1.3", "1.4"]),
        (f"in:{GID}.1.1", ["1.3", "1.4"]),
        ("date:2026-05 lights", ["1.3"]),
        ("from:2026-05-13 lights", []),
        ("to:2026-05-12 lights", ["1.3"]),
        ("HON", ["1.4"]),
        ("(rents (up OR down)) OR (lights -steps)", ["2.2"]),
    ],
)
def test_a_search_finds_exactly(store: Store, query: str, places: list[str]) -> None:
    found = store.search(query)
    assert sorted(h.contribution.id.removeprefix(f"{GID}.") for h in found.hits) == places
    assert found.total == len(places)


def test_a_snippet_is_verbatim_and_marks_what_matched(store: Store) -> None:
    (hit,) = store.search('tenants "go up"').hits
    words = [hit.snippet.text[a:b] for a, b in hit.snippet.matches]
    assert words == ["Tenants", "go up"]
    paragraph = hit.contribution.paragraphs[hit.snippet.paragraph].text
    assert paragraph[hit.snippet.start :].startswith(hit.snippet.text)


def test_words_with_accents_are_marked_though_they_were_asked_for_without(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    (parliament / "debates2026-05-13a.xml").write_text(
        publicwhip(speech("1.1", "A café on the corner.", who="A", day="2026-05-13a")), encoding="utf-8"
    )
    reading(parliament)
    with Store.open(folder) as store:
        (hit,) = store.search("cafe").hits
        assert [hit.snippet.text[a:b] for a, b in hit.snippet.matches] == ["café"]


def test_newest_first_keeps_the_order_of_the_day(store: Store) -> None:
    found = store.search("repairs", order="newest")
    assert [h.contribution.seq for h in found.hits] == sorted(h.contribution.seq for h in found.hits)
    assert store.search("repairs", limit=1, offset=2, order="newest").hits[0].contribution.id == f"{GID}.2.4"


def test_nothing_found_still_says_what_was_searched(store: Store) -> None:
    searched = store.search("zebra").searched
    assert (searched.first, searched.last, searched.chambers) == (
        dt.date(2026, 5, 12),
        dt.date(2026, 5, 12),
        ("Commons",),
    )


def test_ranking_by_weighted_stems_leaves_procedure_out(store: Store) -> None:
    ranked = store.ranked({"repair": 2.0, "tenant": 3.0, "motion": 9.0, "zebra": 1.0, "nothing": 0.0})
    assert ranked[0].id == f"{GID}.2.2"
    assert ranked[0].before and ranked[0].heading and ranked[0].text
    assert {one.id for one in ranked} == {f"{GID}.2.2", f"{GID}.2.3", f"{GID}.2.4"}
    assert (store.frequency("repair"), store.frequency("zebra"), store.size()) == (3, 0, 6)
    assert store.ranked({}) == []


def test_all_words_of_a_stem_are_found_and_weigh_as_the_stem_does(
    reading: Callable[..., Report], folder: Path, tmp_path: Path
) -> None:
    said = ["The tenants rented here.", "Renting is dear.", "Rents rose, rents fell.", "Nobody spoke of it."]
    given = tmp_path / "debates2026-05-13a.xml"
    elements = (speech(f"1.{n}", words, who="A", day="2026-05-13a") for n, words in enumerate(said))
    given.write_text(publicwhip(*elements), encoding="utf-8")
    reading(given)
    with Store.open(folder) as store:
        assert (store.frequency("rent"), store.frequency("tenant"), store.frequency("rents")) == (3, 1, 1)
        ranked = store.ranked({"rent": 1.0})
        assert [one.id.rpartition(".")[2] for one in ranked] == ["2", "1", "0"]
        assert store.search("rents").total == 1


def test_several_threads_may_ask_one_store(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        totals = list(pool.map(lambda _: store.search("repairs").total, range(40)))
    assert totals == [3] * 40


def _generation(folder: Path) -> object:
    import sqlite3

    with sqlite3.connect(folder / "record.sqlite3") as db:
        return db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()


def _everything(folder: Path) -> object:
    from ..equal import contents

    return contents(folder)
