"""Offices of before, and offices in the words of a law, in both parliaments."""

from __future__ import annotations

import pytest

from folkmoot.record.people import Office
from tests.record.references.parliaments import PARLIAMENTS, Parliament, meant

both = pytest.mark.parametrize("parliament", PARLIAMENTS, ids=lambda p: p.name)


def office(parliament: Parliament, *turns: tuple[str, str]) -> tuple[str, ...]:
    """Whom the one office of the last turn means: Ada leads since 2020, before her Ivo Jessop ("old"),
    who has left the House, and until June 2012 Dov."""
    prime = parliament.roles["prime"]
    before = (
        Office("o/4", "old", role=prime, start="2012-07-01", end="2019-12-31"),
        Office("o/5", "dov", role=prime, start="2008-01-01", end="2012-06-30"),
    )
    (one,) = [r for r in meant(parliament, *turns, offices=before) if r.kind == "office"]
    return one.persons


@both
@pytest.mark.parametrize(
    ("when", "persons"), [("2015", ("old",)), ("2009", ("dov",)), ("1999", ()), ("2021", ("ada",))]
)
def test_a_year_in_the_same_sentence_says_who_held_it(
    parliament: Parliament, when: str, persons: tuple[str, ...]
) -> None:
    assert office(parliament, ("eve", f"{when}: {{then_prime}} {{says}}")) == persons


@both
def test_a_year_in_which_two_held_it_names_both_and_a_month_or_day_the_one(parliament: Parliament) -> None:
    june, july = parliament.customs.calendar["months"][5:7]
    assert set(office(parliament, ("eve", "2012: {then_prime} {says}"))) == {"old", "dov"}
    assert office(parliament, ("eve", f"{june} 2012: {{then_prime}} {{says}}")) == ("dov",)
    assert office(parliament, ("eve", f"1 {july} 2012: {{then_prime}} {{says}}")) == ("old",)
    assert office(parliament, ("eve", f"31 {june} 2012: {{then_prime}} {{says}}")) == ()


@both
def test_a_year_of_another_sentence_or_still_to_come_says_nothing(parliament: Parliament) -> None:
    assert office(parliament, ("eve", "2015. {then_prime} {says}")) == ()
    assert office(parliament, ("eve", "2030: {then_prime} {says}")) == ()
    assert office(parliament, ("eve", "{then_prime} {says}")) == ()


@both
def test_the_previous_one_is_who_held_it_until_the_present_one(parliament: Parliament) -> None:
    assert office(parliament, ("eve", "{previous_prime} {says}")) == ("old",)


@both
def test_a_name_just_after_says_who(parliament: Parliament) -> None:
    assert office(parliament, ("eve", "{then_prime}, Ivo Jessop, {says}")) == ("old",)
    assert office(parliament, ("eve", "{then_prime} Dov Errant {says}")) == ("dov",)


@both
def test_one_who_spoke_just_before_and_held_it_once_is_meant(parliament: Parliament) -> None:
    assert office(parliament, ("dov", "Salt."), ("eve", "{I} {thank} {then_prime}.")) == ("dov",)
    assert office(parliament, ("ada", "Salt."), ("eve", "{I} {thank} {then_prime}.")) == ()


@both
def test_in_the_words_of_a_law_nobody_is_meant(parliament: Parliament) -> None:
    assert office(parliament, ("eve", "(2) {water} {may} {says}")) == ()
    assert office(parliament, ("eve", "\u201c{water} {may} {says}\u201d")) == ()
    assert office(parliament, ("eve", "{water} {may} {by_order} {says}")) == ()


@both
def test_what_somebody_may_or_must_do_outside_a_law_is_theirs(parliament: Parliament) -> None:
    assert office(parliament, ("eve", "{water} {may} {says}")) == ("ben",)
    assert office(parliament, ("eve", "(2) {water} {says}")) == ("ben",)


@both
def test_one_still_to_come_is_nobody_even_where_one_who_held_it_spoke(parliament: Parliament) -> None:
    assert office(parliament, ("dov", "Salt."), ("eve", "{next_prime} {says}")) == ()
    assert office(parliament, ("eve", "2015: {next_prime} {says}")) == ()
