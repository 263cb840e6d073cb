"""The room beside the census: counted, told with care, and refused with the line where it cannot be read."""

from __future__ import annotations

import pytest

from folkmoot.errors import BadRow
from folkmoot.opinion.room import beside, read_room

TABLE = "question,answer,room,census\nAge,under 30,14,4000\nAge,30 and over,26,6000\nStreet,North,2,10\n"


def test_shares_of_the_room_stand_beside_those_of_the_census():
    told = beside(read_room(TABLE))
    young, old = told["Age"]
    assert (young.room_share, young.census_share) == (0.35, 0.4)
    assert old.room.count == 26


def test_a_small_count_is_not_told_nor_to_be_taken_from_the_others():
    told = beside(read_room("question,answer,room,census\nAge,a,2,5\nAge,b,30,5\nAge,c,12,5\n"))["Age"]
    assert [one.room.kind for one in told] == ["few", "about", "about"]
    assert all(one.room_share is None for one in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "question is missing|question, answer"),
        ("question,answer,room\nAge,a,1\n", "census is missing"),
        ("question,answer,room,census\nAge,a,some,5\n", "Line 2: room and census"),
        ("question,answer,room,census\n,a,1,5\n", "Line 2 has no question"),
        ("question,answer,room,census\n", "0 rows"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(text, told):
    with pytest.raises(BadRow, match=told):
        read_room(text)


@pytest.mark.parametrize("text", ["a\rb", "question,answer,room,census\nAge,a\rb,1,2\n"])
def test_what_is_not_csv_is_refused_and_no_traceback(text):
    with pytest.raises(BadRow):
        read_room(text)
