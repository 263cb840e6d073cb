"""No count under five can be had from a page, neither read nor by subtraction."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.meetings.voting import Tally
from folkmoot.opinion.disclosure import Told, told, told_tallies


def consistent(everybody, shown, unknown):
    """Every set of counts from which exactly this would be told beside this total."""
    spans = []
    for one in shown:
        spans.append(range(1, 5) if one.kind == "few" else [one.count] if one.kind == "exact" else range(60))
    for counts in itertools.product(*spans):
        rest = everybody - sum(counts)
        if 0 <= rest <= unknown and told(everybody, list(counts), unknown=unknown) == shown:
            yield counts


@given(st.lists(st.integers(0, 30), min_size=2, max_size=3), st.sampled_from([0, 0, 2, 12]), st.data())
@settings(max_examples=300, deadline=None)
def test_a_small_count_is_always_left_open(counts, unknown, data):
    everybody = sum(counts) + data.draw(st.integers(0, unknown))
    shown = told(everybody, counts, unknown=unknown)
    if everybody < 5:
        return
    worlds = list(consistent(everybody, shown, unknown))
    assert tuple(counts) in worlds
    for at, count in enumerate(counts):
        if 0 < count < 5:
            assert len({world[at] for world in worlds}) > 1


def test_the_largest_count_is_told_about_where_a_small_one_could_be_taken_from_the_total():
    assert told(13, [11, 2]) == [Told("about", 10), Told("few")]
    assert told(19, [12, 7]) == [Told("exact", 12), Told("exact", 7)]
    assert told(13, [13, 0]) == [Told("exact", 13), Told("exact", 0)]


@given(st.integers(5, 60), st.integers(1, 4), st.integers(0, 40))
def test_about_is_near(large, few, other):
    counts = [large, few, other]
    for count, one in zip(counts, told(sum(counts), counts), strict=True):
        assert one.kind != "about" or abs(one.count - count) <= 5


def test_a_group_too_small_is_not_told_of_at_all():
    shown = told_tallies(Tally(20, 3, 0), [Tally(17, 2, 0), None], unknown=4)
    assert shown[1] is None
    assert shown[0].disagree.kind == "few"
    assert not shown[0].is_exact
