from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.manifesto import planks
from folkmoot.manifesto.trail import Change, Wording, between_versions, from_sources, pieces, purpose_in
from folkmoot.text import normal

TOWN = Path(__file__).parents[2] / "examples"


def changes(before: Wording, now: Wording) -> set[Change]:
    return {hint.change for hint in between_versions(before, now).hints}


SHOPS = Wording("Empty shops should be used to house the homeless, so that nobody sleeps in a doorway.")


def test_a_dropped_purpose_is_shown_with_the_words_it_was_said_in() -> None:
    plank = Wording("Empty shops will be offered to startups, cooperative businesses and community projects.")
    hint = from_sources([SHOPS], plank).hints[0]
    assert hint.change is Change.PURPOSE_DROPPED
    assert hint.before == "so that nobody sleeps in a doorway"
    found = from_sources([SHOPS], plank)
    assert {"homeless", "house"} <= set(found.dropped)
    assert {"startups", "community"} <= set(found.added)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("Every bus runs until midnight.", "A bus runs until midnight on weekdays only.", {Change.NARROWED}),
        ("Free meals for children under 8.", "Free meals for all children.", {Change.WIDENED}),
        (
            "The council must repair the lights.",
            "The council will explore repairing the lights.",
            {Change.SOFTENED},
        ),
        ("Landlords should mend damp.", "Landlords must mend damp.", {Change.HARDENED}),
        ("A reply in 14 days.", "A reply in 28 days.", {Change.NUMBER_CHANGED}),
        ("The council may let an empty shop.", "An empty shop may be let by the council.", {Change.REWORDED}),
    ],
)
def test_what_changed_is_told_apart(before: str, now: str, expected: set[Change]) -> None:
    assert changes(Wording(before), Wording(now)) == expected


def test_a_purpose_that_was_changed_shows_both() -> None:
    before = Wording("Open it.", "so that children can do homework")
    (hint,) = between_versions(before, Wording("Open it.", "so that footfall recovers")).hints[:1]
    assert hint.change is Change.PURPOSE_CHANGED
    assert (hint.before, hint.now) == ("so that children can do homework", "so that footfall recovers")


def test_a_purpose_said_in_other_words_is_kept() -> None:
    before = Wording("Open it.", "so that children can do homework in the evening")
    assert changes(before, Wording("Open it.", "so children do their homework somewhere quiet")) <= {
        Change.REWORDED,
        Change.UNCLEAR,
    }


def test_a_purpose_may_stand_in_the_words_themselves() -> None:
    assert purpose_in("Light the lane so that people can see. Soon.") == "so that people can see"
    assert purpose_in("Light the lane so people can see.") == "so people can see"
    assert purpose_in("It is so cold.") == ""


def test_a_word_said_in_a_note_is_not_added_and_need_not_be_kept() -> None:
    found = from_sources(
        [Wording("Open the library late.")], Wording("Open the library late, with a librarian."),
        heard=[Wording("With one proper librarian, and tea.")],
    )  # fmt: skip
    assert found.added == ()
    assert "tea" not in found.dropped


def test_the_planted_drifts_of_the_example_show() -> None:
    found = planks.read((TOWN / "town" / "planks.csv").read_bytes(), file="planks.csv")
    versions = {(v.plank, v.number): Wording(v.words, v.purpose) for v in found.versions}
    told = {"reworded without change": Change.REWORDED, "added": Change.ADDED}
    for drift in json.loads((TOWN / "planted.json").read_text())["drifts"]:
        if drift["from"] == drift["to"]:
            continue
        found = between_versions(
            versions[drift["plank"], drift["from"]], versions[drift["plank"], drift["to"]]
        )
        seen = {hint.change for hint in found.hints}
        expected = told.get(drift["kind"]) or Change(drift["kind"])
        assert expected in seen, drift["plank"]
        if drift["kind"] in told:
            assert seen == {expected}, drift["plank"]


@given(st.text(), st.text())
def test_pieces_put_together_are_both_texts(before: str, now: str) -> None:
    found = pieces(before, now)
    old = "".join(piece.text for piece in found if piece.state != "added")
    new = "".join(piece.text for piece in found if piece.state != "dropped")
    assert new.split() == now.split()
    assert [normal(word) for word in old.split()] == [normal(word) for word in before.split()]


@given(st.text(min_size=1))
def test_nothing_changes_between_a_version_and_itself(text: str) -> None:
    assert between_versions(Wording(text), Wording(text)).unchanged
