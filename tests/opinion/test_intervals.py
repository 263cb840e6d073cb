"""The intervals beside percentages: against worked examples of their authors, and what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.opinion import intervals


def test_newcombes_own_example_is_reproduced(monkeypatch):
    monkeypatch.setattr(intervals, "Z", 1.959964)
    assert float(
        intervals.least_gap((np.array(56), np.array(70)), (np.array(48), np.array(80)))
    ) == pytest.approx(0.0524, abs=5e-5)
    low, high = intervals.wilson(np.array([15]), np.array([148]))
    assert (float(low[0]), float(high[0])) == pytest.approx((0.0624, 0.1605), abs=5e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval(votes):
    agree, sides = votes
    share = intervals.share_of(agree, sides - agree)
    assert 0 <= share.low <= share.share <= share.high <= 1
    turned = intervals.share_of(sides - agree, agree)
    assert (turned.low, turned.high) == pytest.approx((1 - share.high, 1 - share.low))


def test_nobody_on_either_side_is_no_share_and_no_difference():
    share = intervals.share_of(0, 0, 5)
    assert (share.share, share.low, share.high) == (None, 0.0, 1.0)
    assert intervals.least_gap((np.array(0), np.array(0)), (np.array(3), np.array(9))) == -1.0


def test_nine_intervals_in_ten_hold_the_share_they_are_about():
    draw = np.random.default_rng(1)
    held = []
    for share in np.linspace(0.05, 0.95, 37):
        low, high = intervals.wilson(draw.binomial(25, share, 4_000), np.full(4_000, 25))
        held.append(((low <= share) & (share <= high)).mean())
    assert 0.88 <= np.mean(held) <= 0.92
    assert min(held) > 0.8
