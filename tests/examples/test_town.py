"""The town: what a newcomer is promised is there, whole and joined up."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime

import pytest

from tests.examples.example import MOOTS, TOWN, day_of, rows, sheet, turns

HEADERS = {
    "moot": ["key", "value"],
    "notes": [
        "number", "table", "kind", "words", "so_that", "other_side", "role", "late", "noted_at",
    ],
    "statements": ["number", "words", "notes", "is_meta", "is_seed", "moderation", "written_at"],
    "votes": ["participant", "statement", "vote", "cast_at"],
}  # fmt: skip
KINDS = {"issue", "proposal", "disagreement", "experience", "claim", "complaint", "practice"}
PARTIES = re.compile(r"\b(Unity|Commonweal|Free Shires|Garraway|Farrowby|Tory|Labour|Conservative)\b")
POINTS_AT_SOMEBODY = re.compile(
    r"@|\b0\d{3,4}[ -]?\d{5,6}\b|\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b|\b(Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]"
)


def test_the_town_is_as_large_as_promised() -> None:
    tables = {(moot, note["table"]) for moot in MOOTS for note in sheet(moot, "notes")}
    assert len(tables) >= 20
    assert sum(len(sheet(moot, "notes")) for moot in MOOTS) >= 200
    assert sum(len(sheet(moot, "statements")) for moot in MOOTS) == 60
    assert all(len({v["participant"] for v in sheet(moot, "votes")}) == 60 for moot in MOOTS)


@pytest.mark.parametrize("moot", MOOTS)
@pytest.mark.parametrize("name", HEADERS)
def test_every_sheet_has_the_documented_header(moot: str, name: str) -> None:
    with (TOWN / moot / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == HEADERS[name]


@pytest.mark.parametrize("moot", MOOTS)
def test_a_moot_says_what_where_and_when_it_was(moot: str) -> None:
    about = {row["key"]: row["value"] for row in sheet(moot, "moot")}
    assert set(about) == {"title", "place", "held_on", "summary", "source"}
    assert all(about.values())
    assert date(2026, 3, 1) <= date.fromisoformat(about["held_on"]) <= date(2026, 5, 31)


@pytest.mark.parametrize("moot", MOOTS)
def test_notes_are_numbered_once_and_fill_the_fields_of_their_kind(moot: str) -> None:
    notes = sheet(moot, "notes")
    assert [note["number"] for note in notes] == [str(n) for n in range(1, len(notes) + 1)]
    assert {note["kind"] for note in notes} == KINDS
    for note in notes:
        assert note["words"].strip() == note["words"] != ""
        assert bool(note["so_that"]) == (note["kind"] == "proposal"), note
        assert bool(note["other_side"]) == (note["kind"] == "disagreement"), note
        assert bool(note["role"]) == (note["kind"] == "experience"), note
        assert note["late"] in ("", "yes")
        assert not note["so_that"] or note["so_that"].startswith("so that ")


@pytest.mark.parametrize("moot", MOOTS)
def test_everything_was_written_on_the_day_and_in_order(moot: str) -> None:
    held = next(row["value"] for row in sheet(moot, "moot") if row["key"] == "held_on")
    notes = [datetime.fromisoformat(note["noted_at"]) for note in sheet(moot, "notes")]
    votes = [datetime.fromisoformat(vote["cast_at"]) for vote in sheet(moot, "votes")]
    written = [datetime.fromisoformat(s["written_at"]) for s in sheet(moot, "statements") if not s["is_seed"]]
    assert {str(at.date()) for at in (*notes, *votes, *written)} == {held}
    assert all(at.tzinfo for at in (*notes, *votes, *written))
    assert max(notes) < min(written) < max(written) < min(votes)
    assert votes == sorted(votes)


@pytest.mark.parametrize("moot", MOOTS)
def test_late_notes_came_after_the_others(moot: str) -> None:
    late = [n["noted_at"] for n in sheet(moot, "notes") if n["late"]]
    rest = [n["noted_at"] for n in sheet(moot, "notes") if not n["late"]]
    assert late
    assert min(late) > max(rest)


@pytest.mark.parametrize("moot", MOOTS)
def test_no_two_notes_say_the_same(moot: str) -> None:
    words = [note["words"] for note in sheet(moot, "notes")]
    assert len(set(words)) == len(words)


def test_nothing_in_the_town_names_a_party_or_points_at_a_private_person() -> None:
    for moot in MOOTS:
        for row in (*sheet(moot, "notes"), *sheet(moot, "statements")):
            text = " ".join(row.values())
            assert not PARTIES.search(text), text
            assert not POINTS_AT_SOMEBODY.search(text), text


@pytest.mark.parametrize("moot", MOOTS)
def test_statements_are_one_sentence_each_and_come_from_notes_that_exist(moot: str) -> None:
    numbers = {note["number"] for note in sheet(moot, "notes")}
    for statement in sheet(moot, "statements"):
        assert re.fullmatch(r"[^.?!]+\.", statement["words"]), statement["words"]
        named = [n for n in statement["notes"].split(";") if n]
        assert set(named) <= numbers
        assert bool(named) != (statement["is_seed"] == "yes"), statement


def test_there_are_seeds_meta_questions_and_one_rejected_statement() -> None:
    statements = [s for moot in MOOTS for s in sheet(moot, "statements")]
    assert 2 <= sum(s["is_seed"] == "yes" for s in statements) <= 6
    assert 1 <= sum(s["is_meta"] == "yes" for s in statements) <= 2
    assert [s["moderation"] for s in statements].count("rejected") == 1


def test_planks_come_from_statements_that_were_accepted_or_say_that_they_have_none() -> None:
    accepted = {
        f"{moot}:{s['number']}"
        for moot in MOOTS
        for s in sheet(moot, "statements")
        if s["moderation"] == "accepted"
    }
    without = set()
    for plank in rows(TOWN / "planks.csv"):
        origins = [origin for origin in plank["statements"].split(";") if origin]
        assert set(origins) <= accepted
        if not origins:
            without.add(plank["plank"])
    assert without == {"town-app"}


def test_planks_are_versions_in_order_with_one_dropped() -> None:
    planks = rows(TOWN / "planks.csv")
    slugs = list(dict.fromkeys(plank["plank"] for plank in planks))
    assert 8 <= len(slugs) <= 10
    for slug in slugs:
        versions = [plank for plank in planks if plank["plank"] == slug]
        assert [v["version"] for v in versions] == [str(n) for n in range(1, len(versions) + 1)]
        assert [v["made_at"] for v in versions] == sorted(v["made_at"] for v in versions)
        assert len({(v["position"], v["section"]) for v in versions}) == 1
        assert all(v["why"] for v in versions)
    assert {plank["route"] for plank in planks} == {"government", "council", "company", "ourselves"}
    assert [plank["plank"] for plank in planks if plank["state"] == "dropped"] == ["free-parking"]


def test_links_tie_planks_that_exist_to_passages_that_exist() -> None:
    planks = {plank["plank"] for plank in rows(TOWN / "planks.csv")}
    links = rows(TOWN / "links.csv")
    assert 8 <= len(links) <= 12
    assert len({(link["plank"], link["passage"]) for link in links}) == len(links)
    for link in links:
        assert link["plank"] in planks
        assert link["kind"] in {"raises", "asks", "answers", "promises", "supports", "opposes", "decides"}
        assert link["state"] in {"confirmed", "rejected"}
        contribution, _, pid = link["passage"].partition("#")
        assert contribution in turns(), link
        assert not pid or pid in turns()[contribution].paragraphs, link
        assert day_of(contribution) in ("2026-05-12", "2026-09-15")
        assert link["reason"]
