"""What changed is told apart: the story of the empty shops, and pairs of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.manifesto.aims import purpose_in, without_aim
from folkmoot.manifesto.drift import Change, Wording, hints, split
from folkmoot.manifesto.trail import between_versions, from_sources, marked

TABLE = Wording("Give the council the power to take back vacant shopfronts, to house the homeless.")
POLICY = Wording(
    "Councils may take over properties that have stood vacant for twelve months and offer them to startups, "
    "co-operatives and community projects."
)


def kinds(before: str | Wording, now: str | Wording) -> set[Change]:
    one, other = (w if isinstance(w, Wording) else Wording(w) for w in (before, now))
    return {hint.change for hint in hints(one, other)}


def test_the_empty_shops_lost_what_they_were_asked_for_and_nobody_had_to_say_so() -> None:
    found = from_sources([TABLE], POLICY).hints
    assert found[0].change is Change.PURPOSE_DROPPED
    assert found[0].before == "to house the homeless"
    assert found[0].confidence < 0.9, "a plain “to” is less sure than “so that”"
    assert any(hint.change is Change.ADDED and "startups" in hint.now for hint in found)


def test_a_purpose_noted_beside_the_words_is_missed_as_surely() -> None:
    note = Wording("Take back the empty shops.", "so that rough sleepers have a door of their own")
    (dropped,) = [h for h in hints(note, POLICY) if h.change is Change.PURPOSE_DROPPED]
    assert dropped.confidence > 0.9


def test_a_plank_that_still_houses_people_has_kept_the_purpose_in_other_words() -> None:
    kept = "Local authorities turn unused shops into homes for rough sleepers."
    assert not kinds(TABLE, kept) & {Change.PURPOSE_DROPPED, Change.PURPOSE_CHANGED}


def test_a_new_purpose_in_the_place_of_the_old_is_a_changed_one() -> None:
    now = "Councils may take back vacant shopfronts so that the high street looks busy."
    assert Change.PURPOSE_CHANGED in kinds(TABLE, now)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("Bus passes for pensioners, carers and students.", "Bus passes for pensioners.", Change.NARROWED),
        ("Warm homes for everyone.", "Warm homes for eligible homeowners.", Change.NARROWED),
        ("A doctor in a week for people over 65.", "A doctor in a week for anybody.", Change.WIDENED),
        ("A pilot of free lunches in one school.", "Free lunches in every school.", Change.WIDENED),
        ("The company must end spills.", "The company will aim to end spills.", Change.SOFTENED),
        ("We will light the lane.", "We could light the lane.", Change.SOFTENED),
        ("We will look into lighting the lane.", "We will light the lane.", Change.HARDENED),
        ("Rents rise once a year.", "Rents rise once in two years.", Change.ADDED),
        ("Open the baths at six. Warm the changing rooms.", "Open the baths at six.", Change.DROPPED),
        ("Open the baths at six.", "Open the baths at six. Warm the changing rooms.", Change.ADDED),
        (
            "The council mends the street within five days.",
            "Within five days, roads are repaired by the council.",
            Change.REWORDED,
        ),
        ("Cars in the market square.", "No cars in the market square.", Change.REVERSED),
        ("Swings by the river.", "A skate park at the station.", Change.DROPPED),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_told_from_the_others(before: str, now: str, kind: Change) -> None:
    found = kinds(before, now)
    assert kind in found
    if kind in (Change.NARROWED, Change.WIDENED, Change.SOFTENED, Change.HARDENED, Change.REWORDED):
        assert found == {kind}


def test_up_to_limits_only_what_is_counted() -> None:
    assert Change.WIDENED in kinds("Grants of up to £500 for a shop.", "Grants for a shop.")
    opened = "Empty shops should be opened up to house the homeless."
    found = kinds(opened, "Empty shops should be offered to startups.")
    assert Change.WIDENED not in found and Change.PURPOSE_DROPPED in found


def test_a_purpose_is_not_kept_by_a_word_or_two_that_stand_there_by_chance() -> None:
    before = Wording("The builder should pay.", "so that families can sleep without a fire patrol outside")
    assert Change.PURPOSE_DROPPED in kinds(
        before, "The builder should pay, nor leaseholders for fire patrols."
    )


def test_every_finding_has_a_reason_and_a_confidence() -> None:
    for hint in hints(TABLE, POLICY):
        assert hint.reason
        assert 0 < hint.confidence < 1


def test_one_that_became_two_is_seen_only_in_the_two_together() -> None:
    whole = Wording("Put the last bus after the last train, and light the lane to the school.")
    bus, lane = Wording("The last bus leaves after the last train."), Wording("Light the lane to the school.")
    found = split(whole, [bus, lane])
    assert found is not None and found.change is Change.SPLIT
    assert split(whole, [bus]) is None
    assert split(whole, [whole, lane]) is None, "one carries it all: nothing was split"
    assert split(whole, [Wording("Plant trees."), Wording("Clean the river.")]) is None


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Use empty shops to house the homeless.", "to house the homeless"),
        ("We want to house the homeless.", ""),
        ("The council should be able to open the shops.", ""),
        ("Ask the company to mend the tank.", ""),
        ("Allow councils to take shops to shelter families.", "to shelter families"),
        ("Offer them to startups.", ""),
        ("Open it in order to keep people warm.", "in order to keep people warm"),
        ("Light the lane to make sure nobody falls.", "to make sure nobody falls"),
        ("Turn the shops into homes for rough sleepers.", "into homes for rough sleepers"),
        ("Empty shops should be opened up to house the homeless.", "to house the homeless"),
        ("Empty shops are used to house the homeless.", "to house the homeless"),
        ("The council used to house the homeless.", ""),
        ("The council has to house the homeless.", ""),
        ("The council is to house the homeless.", ""),
    ],
)
def test_a_purpose_is_found_and_what_only_looks_like_one_is_not(text: str, purpose: str) -> None:
    assert purpose_in(text) == purpose
    assert purpose not in without_aim(text) or not purpose


def test_words_that_the_other_side_has_nowhere_are_marked_and_the_text_stays_whole() -> None:
    found = marked("Open the shops for the homeless.", ["Shops open."], state="dropped")
    assert "".join(piece.text for piece in found) == "Open the shops for the homeless."
    assert [piece.text for piece in found if piece.state == "dropped"] == ["homeless"]


SOME_WORDS = """
council shops bus all every only must may will consider river school children under 8 doctor no pilot some
everyone pensioners , . and light mend so that in order to house the homeless 12 months
"""
SENTENCES = st.lists(
    st.sampled_from(SOME_WORDS.split()),
    max_size=14,
).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_the_way_back_is_the_mirror_of_the_way_there(one: str, other: str) -> None:
    there = {(h.change, h.before, h.now) for h in hints(Wording(one), Wording(other))}
    back = {(h.change, h.before, h.now) for h in (h.mirrored() for h in hints(Wording(other), Wording(one)))}
    assert there == back


@given(
    st.lists(st.sampled_from(["shops", "river", "light", "bus", "lane", "doctor"]), min_size=1).map(" ".join)
)
def test_a_purpose_taken_away_is_always_missed(words: str) -> None:
    with_it = Wording(words, "so that nobody is cold in winter")
    assert hints(with_it, Wording(words))[0].change is Change.PURPOSE_DROPPED
    assert hints(Wording(words), with_it)[0].change is Change.PURPOSE_ADDED


@given(SENTENCES, SENTENCES)
def test_whatever_differs_is_said_to_have_changed(one: str, other: str) -> None:
    found = between_versions(Wording(one), Wording(other))
    assert bool(found.hints) == (one != other)
