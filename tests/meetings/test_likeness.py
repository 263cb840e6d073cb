from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.about_people import ABOUT_PEOPLE
from folkmoot.meetings.likeness import alike, gathered


def test_the_same_in_another_order_is_proposed_and_another_subject_is_not() -> None:
    found = alike(
        {
            1: "The number 4 bus should run after eight.",
            2: "After eight the number 4 bus should run!",
            3: "The library should open on Sundays.",
        }
    )
    assert [(pair.first, pair.second) for pair in found] == [(1, 2)]


def test_sentences_that_share_only_how_one_asks_for_things_are_not_alike() -> None:
    found = alike(
        {1: "The river path should be lit.", 2: "Rents should be capped.", 3: "Bins should be emptied."},
        at_least=0.42,
    )
    assert found == []


@given(st.dictionaries(st.integers(0, 99), st.text(max_size=30), max_size=8))
def test_every_pair_is_proposed_once_the_most_alike_first(sentences: dict[int, str]) -> None:
    found = alike(sentences)
    assert all(pair.first < pair.second for pair in found)
    assert len({(pair.first, pair.second) for pair in found}) == len(found)
    assert [pair.likeness for pair in found] == sorted((pair.likeness for pair in found), reverse=True)


def test_the_fixed_list_asks_nothing_about_party_past_votes_faith_health_or_origin() -> None:
    forbidden = (
        "party",
        "vote",
        "labour",
        "conservative",
        "faith",
        "church",
        "religio",
        "ill",
        "disab",
        "born",
    )
    assert not [
        words for words in ABOUT_PEOPLE.values() if any(word in words.lower().split() for word in forbidden)
    ]


@given(st.dictionaries(st.integers(0, 99), st.text(max_size=30), max_size=8), st.floats(0.1, 0.9))
def test_every_sentence_stands_in_one_bundle(sentences: dict[int, str], at_least: float) -> None:
    found = gathered(sentences, at_least=at_least)
    assert sorted(number for bundle in found for number in bundle) == sorted(sentences)


def test_one_sentence_that_touches_two_subjects_chains_them_not() -> None:
    bus = {n: f"late bus to the hospital {n}" for n in range(4)}
    rent = {n: f"cap private rents {n}" for n in range(10, 14)}
    found = gathered({**bus, **rent, 20: "late bus and private rents"}, at_least=0.3)
    assert not [bundle for bundle in found if 0 in bundle and 10 in bundle]
    assert any({0, 1, 2, 3} <= set(bundle) for bundle in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The High Street should be closed to cars.", "The High Street should not be closed to cars."),
        ("My household has less than 50,000 a year.", "My household has less than 100,000 a year."),
        ("I identify as male.", "I identify as female."),
    ],
)
def test_a_denial_another_figure_or_another_word_makes_no_pair(one: str, other: str) -> None:
    assert alike({1: one, 2: other}) == []


def test_a_slip_of_the_pen_is_the_same_sentence() -> None:
    (pair,) = alike({1: "Private landlords charge too much.", 2: "Private landlrods charge too much."})
    assert pair.likeness > 0.9


def test_the_first_of_many_copies_stands_for_them() -> None:
    found = alike({n: "Fix the lights" for n in range(1, 301)}, most=None)
    assert [(pair.first, pair.second) for pair in found] == [(1, n) for n in range(2, 301)]


def test_every_pair_above_the_bar_is_found_and_none_below() -> None:
    draw = random.Random(2)
    subjects = [f"w{n}" for n in range(40)]
    texts = {n: " ".join(draw.sample(subjects, draw.randint(2, 9))) for n in range(80)}
    everything = {(p.first, p.second): p.likeness for p in alike(texts, at_least=0.01, most=None)}
    for bar in (0.3, 0.6, 0.8):
        found = {(p.first, p.second) for p in alike(texts, at_least=bar, most=None)}
        assert found == {pair for pair, likeness in everything.items() if likeness >= bar}
