from __future__ import annotations

import time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.manifesto.merging import merged

BEFORE = "Cladding should come off and the builder should pay.\nLeaseholders should not pay."
WORDS = st.lists(
    st.sampled_from(["shops", "open", "let", "them", "for", "a", "year", "no"]), max_size=12
).map(" ".join)


def test_two_changes_in_different_places_both_stand() -> None:
    mine = BEFORE.replace("come off", "come off by June")
    theirs = BEFORE.replace("not pay.", "not pay, nor for fire patrols.")
    assert merged(BEFORE, mine, theirs) == (
        "Cladding should come off by June and the builder should pay.\n"
        "Leaseholders should not pay, nor for fire patrols."
    )


def test_two_changes_of_the_same_words_are_for_a_person() -> None:
    mine, theirs = BEFORE.replace("builder", "freeholder"), BEFORE.replace("builder", "council")
    assert merged(BEFORE, mine, theirs) is None


def test_two_additions_at_one_place_are_for_a_person() -> None:
    assert merged("", "so that nobody sleeps out", "so that people can work") is None


def test_the_same_change_made_twice_is_made_once() -> None:
    mine = BEFORE.replace("builder", "freeholder")
    assert merged(BEFORE, mine, mine) == mine


@given(WORDS, WORDS)
def test_a_change_beside_none_stands_as_it_is(before: str, now: str) -> None:
    assert merged(before, now, before) == now
    assert merged(before, before, now) == now


@given(WORDS, WORDS, WORDS)
def test_it_is_the_same_whoever_came_first(before: str, one: str, other: str) -> None:
    assert merged(before, one, other) == merged(before, other, one)


@given(WORDS, WORDS, WORDS)
def test_nothing_is_put_together_that_nobody_wrote(before: str, one: str, other: str) -> None:
    both = merged(before, one, other)
    written = {*before.split(), *one.split(), *other.split()}
    assert both is None or set(both.split()) <= written


def test_texts_as_long_as_a_plank_may_be_are_put_together_at_once() -> None:
    vocabulary = [f"word{number}" for number in range(60)]
    before, mine, theirs = (
        " ".join(Random(seed).choices(vocabulary, k=1_400)) for seed in ("before", "mine", "theirs")
    )
    began = time.process_time()
    assert merged(before, mine, theirs) is None
    assert time.process_time() - began < 1
