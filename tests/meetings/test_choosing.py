from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.choosing import Ballot, next_ballot, remaining

ballots = st.lists(
    st.builds(Ballot, st.integers(1, 50), st.just(1), st.just("x"), st.booleans(), st.floats(0, 1e6)),
    unique_by=lambda ballot: ballot.id,
    max_size=12,
)


@given(ballots, st.sets(st.integers(1, 50)), st.floats(0, 1, exclude_max=True))
def test_one_is_asked_what_one_has_not_answered_until_nothing_remains(
    floor: list[Ballot], answered: set[int], draw: float
) -> None:
    chosen = next_ballot(floor, answered, draw)
    left = remaining(floor, answered)
    assert (chosen is None) == (not left)
    if chosen is not None:
        assert chosen in left
        assert chosen.is_meta <= all(ballot.is_meta for ballot in left)


def test_the_one_that_teaches_more_comes_first_more_often() -> None:
    floor = [Ballot(1, 1, "a", priority=1.0), Ballot(2, 2, "b", priority=9.0)]
    first = Counter(next_ballot(floor, (), draw / 1000).id for draw in range(1000))  # type: ignore[union-attr]
    assert first == {1: 100, 2: 900}
