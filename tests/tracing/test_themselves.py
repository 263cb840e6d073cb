from __future__ import annotations

import pytest

from folkmoot.tracing.themselves import of_themselves


@pytest.mark.parametrize(
    "sentence",
    [
        "I live in a city",
        "I’m 40 or older.",
        "I voted to Leave.",
        "I consider myself working class.",
        "My household income is £20,000 or less",
        "I own or run a business in the town.",
    ],
)
def test_who_somebody_is_raises_no_matter(sentence: str) -> None:
    assert of_themselves(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I cannot see a doctor",
        "I am worried about security issues with online voting.",
        "I live in a flat that is damp",
        "I am a carer and get no respite",
        "I live here and the bus never comes",
        "My age should not matter to the bank",
        "Rents should be capped",
        "I think the library should open on Sundays",
        "In my street nobody collects the bins",
        "",
    ],
)
def test_a_wish_or_a_complaint_is_a_matter_in_the_first_person_too(sentence: str) -> None:
    assert not of_themselves(sentence)


def test_a_long_account_is_more_than_who_somebody_is() -> None:
    assert not of_themselves("I live in " + "a very " * 20 + "old house")
