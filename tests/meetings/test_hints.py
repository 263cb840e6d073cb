from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.hints import hints


@pytest.mark.parametrize(
    ("words", "kind", "quote"),
    [
        ("Ask Jane Fielding about it", "name", "Ask Jane Fielding"),
        ("Mr Patel said so", "name", "Mr Patel"),
        ("It was Sean O'Brien", "name", "Sean O'Brien"),
        ("ring 07700 900123 after six", "phone", "07700 900123"),
        ("ring +44 7700 900123", "phone", "+44 7700 900123"),
        ("write to a.b@example.org please", "email", "a.b@example.org"),
        ("we live at AB1 2CD", "postcode", "AB1 2CD"),
        ("since her diagnosis", "health", "diagnosis"),
        ("a six or 7 year old waits", "child", "7 year old"),
        ("my daughter is only 9", "child", "my daughter is only 9"),
        ("he stole it", "accusation", "stole"),
    ],
)
def test_what_may_be_private_is_pointed_at(words: str, kind: str, quote: str) -> None:
    assert [(hint.kind, hint.quote) for hint in hints(words)] == [(kind, quote)]


@pytest.mark.parametrize(
    "words",
    [
        "The High Street is shut",
        "Every Tuesday Morning",
        "We want buses",
        "open till 8, 7 days a week",
        "costs £1200 a year",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert hints(words) == ()


def test_the_name_of_the_place_is_nobodys_name() -> None:
    assert hints("The tank at Nether Kettle", places="The Nether Kettle Moot") == ()
    assert hints("The tank at Nether Kettle")[0].kind == "name"


@given(st.text(max_size=200))
def test_hints_stand_where_they_say_and_do_not_overlap(words: str) -> None:
    found = hints(words)
    assert all(words[hint.start : hint.end] == hint.quote for hint in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
