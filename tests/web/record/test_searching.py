"""Search: the page, its language, what it says when nothing is found, and what it gives to take away."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote

import lxml.etree
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.record.store import Store
from folkmoot.web.record.queries import searching
from tests.web.record.conftest import NELL, Visitor


def ids(visitor: Visitor, query: str, **more: str) -> list[str]:
    asked = "&".join([f"q={quote(query)}", *(f"{k}={v}" for k, v in more.items())])
    answer = visitor.get(f"/record/search/results.json?{asked}")
    return [row["id"] for row in json.loads(answer.content)["results"]]


def test_words_are_found_and_marked_in_their_place(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/search/?q=bus+evening"))
    hit = page.xpath('//ol[@class="found"]/li')[0]
    assert {mark.lower() for mark in hit.xpath(".//mark/text()")} <= {"bus", "evening"}
    assert hit.xpath(".//mark")
    link = hit.xpath(".//h3/a/@href")[0]
    debate, _, fragment = link.partition("#")
    assert f'id="{fragment}"' in visitor.page(debate)


def test_newest_first_and_by_debate(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/search/?q=bus&order=newest&group=debate"))
    dates = [text.split("·")[1].strip() for text in page.xpath('//ol[@class="found"]/li/p[1]/text()')]
    assert dates[0] == "15 September 2026"
    assert dates[-1] == "12 May 2026"


def test_the_form_writes_the_language_for_you(visitor: Visitor) -> None:
    answer = visitor.get(
        f"/record/search/?words=bus&phrase=town+centre&without=tax&speaker={NELL}&from=2026-05-01"
    )
    assert answer.status_code == 302
    assert (
        "q=bus+%22town+centre%22+-tax+speaker%3Aexample%2Fperson%2F15+from%3A2026-05-01" in answer["Location"]
    )
    assert visitor.get(answer["Location"]).status_code == 200


def test_an_error_names_the_place_and_shows_a_search_that_works(visitor: Visitor) -> None:
    answer = visitor.get("/record/search/?q=housing+(rent")
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content.decode())
    error = page.xpath('//div[@role="alert"]')[0]
    assert "bracket is never closed" in error.text_content()
    assert error.xpath(".//code/mark/text()") == ["("]
    works = error.xpath(".//a/@href")[0]
    assert visitor.get(f"/record/search/{works}").status_code == 200


def test_nothing_found_names_what_was_searched_and_what_would_find_something(visitor: Visitor) -> None:
    page = visitor.page("/record/search/?q=bus+zeppelin")
    assert "Nothing found. Searched: Commons, 12 May 2026 to 15 September 2026." in page
    suggested = lxml.html.fromstring(page).xpath('//div[@class="empty"]//li/a/text()')
    assert "bus" in suggested
    assert "zeppelin" not in suggested


def test_related_forms_stand_beside_the_exact_word(record_folder: object) -> None:
    with Store.open(record_folder) as store:  # type: ignore[arg-type]
        assert {"house", "housing"} <= set(searching.forms(store, "house"))
        assert searching.forms(store, "zeppelin") == ["zeppelin"]


def test_results_as_a_table_carry_the_notice_and_no_formula(visitor: Visitor) -> None:
    answer = visitor.get("/record/search/results.csv?q=bus")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == len(ids(visitor, "bus"))
    assert rows[0]["notice"] == "A fictional parliament, written for this project"
    assert rows[0]["source"] and rows[0]["read_on"]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_results_as_data_say_what_was_searched(visitor: Visitor) -> None:
    told = json.loads(visitor.get("/record/search/results.json?q=bus").content)
    assert told["total"] == len(told["results"]) > 3
    assert told["searched"]["first"] == "2026-05-12"
    assert told["notice"] == "A fictional parliament, written for this project"
    assert told["source"] and told["read_on"]
    wrong = visitor.get("/record/search/results.json?q=(")
    assert wrong.status_code == 400
    assert json.loads(wrong.content)["error"]["at"] == 0


def test_results_as_a_feed_are_atom_newest_first(visitor: Visitor) -> None:
    feed = lxml.etree.fromstring(visitor.get("/record/search/feed.xml?q=bus").content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    updated = feed.xpath("//a:entry/a:updated/text()", namespaces=space)
    assert len(updated) > 3
    assert updated == sorted(updated, reverse=True)


def test_every_example_of_the_language_works(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/search/how/"))
    examples = page.xpath("//td/a/@href")
    assert len(examples) > 12
    for address in examples:
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "two", "", "1e3", "٣"])
def test_a_page_that_is_none_is_the_first_or_last(visitor: Visitor, page: str) -> None:
    for address in [
        "/record/search/?q=the",
        "/record/people/?all=1",
        "/record/?x=1",
        f"/record/people/{NELL}/?x=1",
    ]:
        assert visitor.get(f"{address}&page={page}").status_code == 200


_OPERATORS = [*'()"*:-', "OR", "AND", "NOT", "NEAR/5", "NEAR/"]
_CONDITIONS = ["speaker:", "from:", "date:2009-13", "in:x", "kind:question"]
_pieces = st.sampled_from([*_OPERATORS, *_CONDITIONS, "hous*", "the", "£", "é", "\x00", "—"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(max_size=60), st.lists(_pieces, max_size=12).map(" ".join)))
def test_no_query_whatever_breaks_the_page(visitor: Visitor, query: str) -> None:
    for address in ["/record/search/", "/record/search/results.json", "/record/search/feed.xml"]:
        assert visitor.client.get(address, {"q": query}).status_code in (200, 400)
    expected = 400 if "\0" in query else 200  # a null character goes no further: `NoNulls`
    assert visitor.client.get("/record/people/", {"q": query, "letter": query}).status_code == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gid=st.text(min_size=1, max_size=40))
def test_no_address_whatever_breaks_a_page(visitor: Visitor, gid: str) -> None:
    for room in ["days", "debates", "contributions", "divisions", "people", "departments"]:
        status = visitor.get(f"/record/{room}/{quote(gid, safe='')}/").status_code
        expected = (400,) if "\0" in gid else (200, 301, 302, 404)
        assert status in expected, f"{room} {gid!r} answered {status}"


def test_facets_count_what_was_found_and_narrow_to_it(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/search/?q=bus"))
    shown = {
        (facet.xpath("string(h3)"), link.text): (
            int(link.getparent().xpath('string(*[@class="count"])')),
            link,
        )
        for facet in page.xpath('//section[@class="facet"]')
        for link in facet.xpath(".//li/a")
    }
    number, link = shown["Party that day", "Commonweal"]
    narrowed = json.loads(visitor.get(f"/record/search/results.json{link.get('href')}").content)
    assert narrowed["total"] == number > 0
    assert {row["party"] for row in narrowed["results"]} == {"Commonweal"}
