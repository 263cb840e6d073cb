"""Whom words mean, on the pages: quiet links, reasons below the turn, a list of who speaks of somebody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from folkmoot.record.reading import read
from folkmoot.record.store import Store
from tests.web.record.conftest import PARLIAMENT, Visitor


@pytest.fixture
def debate(record_folder: Path) -> str:
    """The debate with most references."""
    with Store.open(record_folder) as store:
        held = [(d.id, store.debate(d.id).contributions) for d in store.debates()]
        return max(held, key=lambda one: sum(map(len, store.references(one[1]).values())))[0]


@pytest.fixture
def rows(visitor: Visitor, debate: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(visitor.page(f"/record/debates/{debate}/references.json"))[
        "references"
    ]
    return found


def _links(visitor: Visitor, debate: str) -> list[Any]:
    return list(html.fromstring(visitor.page(f"/record/debates/{debate}/")).cssselect(".words a.meant"))


def test_words_that_mean_one_person_lead_to_them_and_say_why(
    visitor: Visitor, debate: str, rows: list[dict[str, Any]]
) -> None:
    links = _links(visitor, debate)
    assert len(links) > 20
    sure = [link for link in links if "sure" in link.get("class").split()]
    texts = {(row["text"], *row["persons"]) for row in rows if len(row["persons"]) == 1}
    for link in sure:
        person = link.get("href").removeprefix("/record/people/").rstrip("/")
        assert (link.text_content(), person) in texts
        assert "% sure" in link.get("title")


def test_every_reference_is_listed_below_its_turn_with_its_reason(
    visitor: Visitor, debate: str, rows: list[dict[str, Any]]
) -> None:
    page = html.fromstring(visitor.page(f"/record/debates/{debate}/"))
    listed = page.cssselect(".who-is-meant li")
    assert len(listed) == len(rows)
    assert all(one.cssselect(".reason")[0].text_content().strip() for one in listed)


def test_a_pronoun_is_listed_and_no_link(visitor: Visitor, debate: str, rows: list[dict[str, Any]]) -> None:
    assert any(row["kind"] == "pronoun" for row in rows)
    assert not {"he", "she", "his", "her", "him"} & {
        a.text_content().lower() for a in _links(visitor, debate)
    }


def test_the_json_has_the_one_shape_of_a_reference(rows: list[dict[str, Any]]) -> None:
    shape = [
        *("contribution", "pid", "start", "end", "text", "kind", "persons", "office"),
        *("confidence", "reason", "decided"),
    ]
    assert rows and all(list(row) == ["paragraph", *shape] for row in rows)


def test_a_members_page_leads_to_who_speaks_of_them_by_debate(
    visitor: Visitor, rows: list[dict[str, Any]]
) -> None:
    row = next(r for r in rows if len(r["persons"]) == 1 and r["kind"] == "constituency")
    person = row["persons"][0]
    assert f'href="/record/people/{person}/spoken-of/"' in visitor.page(f"/record/people/{person}/")
    page = html.fromstring(visitor.page(f"/record/people/{person}/spoken-of/"))
    assert row["text"] in {mark.text_content() for mark in page.cssselect("mark")}
    debates = [time.get("datetime") for time in page.cssselect(".spoken-of > .meta time")]
    assert debates == sorted(debates, reverse=True)


def test_nobody_speaking_of_somebody_says_what_was_searched(visitor: Visitor, record_folder: Path) -> None:
    with Store.open(record_folder) as store:
        quiet = next(p.id for p in store.roll() if not store.times_spoken_of(p.id).references)
    assert "No words here were found to mean" in visitor.page(f"/record/people/{quiet}/spoken-of/")


def test_a_record_that_was_not_derived_says_how_and_shows_the_sources_own_marks(
    db: None, settings: Any, tmp_path: Path
) -> None:
    settings.RECORD_FOLDER = tmp_path / "record"
    read([PARLIAMENT], settings.RECORD_FOLDER)
    page = Visitor().page("/record/people/example/person/15/spoken-of/")
    assert "folkmoot record derive" in page
