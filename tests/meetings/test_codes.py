from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.meetings.codes import BITS, code, digest, read_code


@given(st.integers(0, 2**BITS - 1))
def test_a_code_reads_back_however_it_is_typed(number: int) -> None:
    spelled = code(number)
    assert read_code(spelled) == spelled
    assert read_code(spelled.replace("-", " ").upper()) == spelled
    assert read_code(spelled.replace("-", "")) == spelled


@given(st.sets(st.integers(0, 2**BITS - 1), min_size=2, max_size=2))
def test_two_numbers_are_two_codes_and_two_digests(numbers: set[int]) -> None:
    first, second = numbers
    assert code(first) != code(second)
    assert digest(code(first)) != digest(code(second))


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_is_refused(typed: str) -> None:
    with contextlib.suppress(Unreadable):
        assert len(read_code(typed)) == 17


def test_a_number_too_large_has_no_code() -> None:
    with pytest.raises(ValueError, match="bits"):
        code(2**BITS)


def test_the_published_example_of_the_spelling_holds() -> None:
    """127.0.0.1 is lusab-babad in the paper; ours has sixteen bits more before it."""
    assert code(0x7F000001) == "babab-lusab-babad"
