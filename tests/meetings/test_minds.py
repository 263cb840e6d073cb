from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.minds import Minds, minds

answers = st.dictionaries(st.integers(0, 20), st.sampled_from([-1, 0, 1]), max_size=15)


def test_those_who_answered_both_times_are_counted() -> None:
    assert minds({1: 1, 2: -1, 3: 0, 9: 1}, {1: 1, 2: 1, 3: 1, 8: -1}) == Minds(3, 1, 3, 2)


@given(answers, answers)
def test_turned_round_the_counts_change_places(before: dict[int, int], after: dict[int, int]) -> None:
    there, back = minds(before, after), minds(after, before)
    assert (there.both, there.changed) == (back.both, back.changed)
    assert (there.agreed_before, there.agreed_after) == (back.agreed_after, back.agreed_before)
    assert there.changed <= there.both <= min(len(before), len(after))
