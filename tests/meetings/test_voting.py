from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.moots import Vote
from folkmoot.meetings.voting import Tally, in_words, tally

COUNTS = st.integers(0, 40)


def test_a_change_of_mind_counts_once_and_the_last_counts() -> None:
    votes = [Vote(1, 7, 1), Vote(2, 7, 1), Vote(1, 7, -1), Vote(1, 8, 0)]
    assert tally(votes) == {7: Tally(agree=1, disagree=1), 8: Tally(passes=1)}


def test_counts_from_one_to_four_are_not_shown() -> None:
    assert [in_words(count) for count in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]


@given(COUNTS, COUNTS, COUNTS)
def test_a_hidden_count_cannot_be_worked_out_from_what_is_shown(
    agree: int, disagree: int, passes: int
) -> None:
    one = Tally(agree, disagree, passes)
    small = next(
        (
            name
            for name, count in zip(("agree", "disagree", "passes"), one.parts, strict=True)
            if 0 < count < 5
        ),
        None,
    )
    if small is None:
        assert (one.hides, one.at_least) == (False, one.total)
        return
    for count in range(1, 5):
        other = Tally(**{"agree": agree, "disagree": disagree, "passes": passes, small: count})
        assert (other.at_least, other.shares, other.hides) == (one.at_least, one.shares, True)


@given(COUNTS, COUNTS, COUNTS)
def test_a_bar_is_full_or_not_drawn(agree: int, disagree: int, passes: int) -> None:
    shares = Tally(agree, disagree, passes).shares
    assert abs(sum(shares) - (1 if agree + disagree + passes else 0)) < 1e-9
