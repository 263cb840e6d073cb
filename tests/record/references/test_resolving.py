"""Who is meant, in two parliaments whose customs are data: the same tests for both."""

from __future__ import annotations

import pytest

from folkmoot.record.references import Reference
from tests.record.references.parliaments import PARLIAMENTS, WESTMINSTER, Parliament, meant

both = pytest.mark.parametrize("parliament", PARLIAMENTS, ids=lambda p: p.name)


def only(found: list[Reference], kind: str) -> Reference:
    (one,) = [r for r in found if r.kind == kind]
    return one


@both
def test_a_seat_means_who_held_it_that_day(parliament: Parliament) -> None:
    found = only(meant(parliament, ("cyd", "{member_for} Millbridge {is_right}")), "constituency")
    assert found.persons == ("ada",)
    assert found.text == parliament.say("{member_for} Millbridge")


@both
def test_the_name_in_brackets_belongs_to_the_reference_and_confirms_it(parliament: Parliament) -> None:
    words = "{friend_for} Tarn and Vale (" + parliament.title + " Corrow) {is_right}"
    confirmed = only(meant(parliament, ("ada", words)), "constituency")
    assert confirmed.persons == ("ben",)
    assert confirmed.text.endswith("Corrow)")
    assert (
        confirmed.confidence
        > only(meant(parliament, ("ada", "{friend_for} Tarn and Vale")), "constituency").confidence
    )


@both
def test_a_name_that_is_not_the_holders_makes_it_two(parliament: Parliament) -> None:
    words = "{member_for} Millbridge (" + parliament.title + " Errant) {is_right}"
    assert set(only(meant(parliament, ("eve", words)), "constituency").persons) == {"ada", "dov"}


@both
def test_several_seats_are_several_references(parliament: Parliament) -> None:
    words = "{members_for} Oakhaven North (Cyd Dapple) {and_for} King's Ford (Dov Errant) {says}"
    found = [r for r in meant(parliament, ("ada", words)) if r.kind == "constituency"]
    assert [r.persons for r in found] == [("cyd",), ("dov",)]


@both
def test_a_former_member_is_not_the_present_one(parliament: Parliament) -> None:
    found = meant(parliament, ("eve", "{former_member} Millbridge {says}"))
    assert all("ada" not in r.persons for r in found)


@both
def test_a_seat_nobody_holds_means_nobody(parliament: Parliament) -> None:
    assert only(meant(parliament, ("eve", "{member_for} Nowhere {says}")), "constituency").persons == ()


@both
def test_a_form_of_address_means_who_spoke_before(parliament: Parliament) -> None:
    assert only(meant(parliament, ("dov", "Water."), ("ada", "{I} {thank} {gentleman}")), "form").persons == (
        "dov",
    )


@both
def test_a_lady_is_never_a_gentleman(parliament: Parliament) -> None:
    found = meant(parliament, ("dov", "Water."), ("eve", "Salt."), ("ada", "{I} {thank} {gentleman}"))
    assert only(found, "form").persons == ("dov",)


@both
def test_a_friend_is_of_the_speakers_own_side(parliament: Parliament) -> None:
    found = meant(parliament, ("ben", "Water."), ("cyd", "Wine."), ("ada", "{Friend} {is_right}"))
    assert only(found, "form").persons == ("ben",)


@both
def test_where_nobody_fits_nobody_is_meant(parliament: Parliament) -> None:
    found = only(meant(parliament, ("cyd", "Water."), ("eve", "{I} {thank} {friend}")), "form")
    assert found.persons == ()
    assert found.reason


@both
def test_the_chair_is_not_who_spoke_before(parliament: Parliament) -> None:
    found = meant(parliament, ("dov", "Water."), ("gus", "Order."), ("ada", "{I} {thank} {gentleman}"))
    assert only(found, "form").persons == ("dov",)


@both
def test_another_member_is_nobody_in_particular(parliament: Parliament) -> None:
    found = meant(parliament, ("dov", "Water."), ("ada", "{another} {says}"))
    assert [r for r in found if r.kind == "form"] == []


@both
def test_the_floor_is_given_to_who_speaks_next(parliament: Parliament) -> None:
    found = meant(parliament, ("cyd", "Wine."), ("ada", "{I} {give_way} {lady}"), ("eve", "Salt."), turn=1)
    assert only(found, "form").persons == ("eve",)


@both
def test_who_was_named_stays_meant_until_another_is(parliament: Parliament) -> None:
    words = "{friend_for} Tarn and Vale {says} {Friend} {is_right}"
    found = meant(parliament, ("cyd", "Wine."), ("ada", words))
    assert only(found, "form").persons == ("ben",)


@both
def test_an_office_means_who_held_it_that_day(parliament: Parliament) -> None:
    found = only(meant(parliament, ("cyd", "{prime} {says}")), "office")
    assert found.persons == ("ada",)
    assert found.office


@both
def test_a_shadow_is_not_whom_it_shadows(parliament: Parliament) -> None:
    assert only(meant(parliament, ("eve", "{shadow_water} {says}")), "office").persons == ("cyd",)
    assert only(meant(parliament, ("eve", "{water} {says}")), "office").persons == ("ben",)


@both
def test_a_friend_with_an_office_is_one_reference_of_the_most_precise_kind(parliament: Parliament) -> None:
    found = meant(parliament, ("ben", "{friend_prime} {says}"))
    assert only(found, "office").text == parliament.say("{friend_prime}")
    assert only(found, "first_person").persons == ("ben",)


@both
def test_the_speaker_is_who_sits_in_the_chair(parliament: Parliament) -> None:
    assert only(meant(parliament, ("ada", "{speaker}, water.")), "chair").persons == ("gus",)


@both
def test_the_first_person_is_who_speaks_but_not_in_a_quotation(parliament: Parliament) -> None:
    found = [r for r in meant(parliament, ("ada", "So “{I} said” and {I} said")) if r.kind == "first_person"]
    assert [r.persons for r in found] == [(), ("ada",)]


@both
def test_a_pronoun_takes_the_nearest_that_fits(parliament: Parliament) -> None:
    words = "{friend_for} Tarn and Vale {says} {member_for} Oakhaven North {says} So {he} {thinks}"
    assert only(meant(parliament, ("ada", words)), "pronoun").persons == ("ben",)


@both
def test_a_pronoun_after_somebody_unnamed_means_nobody_on_the_roll(parliament: Parliament) -> None:
    words = "{member_for} Oakhaven North {says} {a_woman} came and {she} {says}"
    assert only(meant(parliament, ("ada", words)), "pronoun").persons == ()


@both
def test_every_reference_stands_where_it_says(parliament: Parliament) -> None:
    words = parliament.say(
        "{Friend} {is_right} {lady} {says} {I} {thank} {friend_for} Tarn and Vale (Ben Corrow)."
    )
    for r in meant(parliament, ("ben", "Water."), ("cyd", "Wine."), ("ada", words)):
        assert words[r.start : r.end] == r.text
        assert 0 <= r.confidence <= 1
        assert r.reason


def test_a_bare_minister_is_the_one_in_the_debate() -> None:
    found = meant(WESTMINSTER, ("ben", "Water."), ("dov", "Will the Minister say more?"))
    assert only(found, "office").persons == ("ben",)


def test_the_minister_of_the_day_and_of_another_land_are_nobody() -> None:
    for words in ("the Prime Minister of the day", "the Prime Minister of Ruritania", "the First Minister"):
        assert [r for r in meant(WESTMINSTER, ("dov", words)) if r.kind == "office"] == []


def test_may_i_ask_names_nobody() -> None:
    assert [r.kind for r in meant(WESTMINSTER, ("ada", "May I ask whether the sum is right?"))] == [
        "first_person"
    ]


def test_somebody_with_letters_after_the_name_stays_outside() -> None:
    words = "I met Ada Brindle QC, and Ada Brindle told me."
    found = [r for r in meant(WESTMINSTER, ("dov", words)) if r.kind == "name"]
    assert [r.persons for r in found] == [(), ()]


def test_gratitude_for_giving_way_goes_to_who_held_the_floor_whatever_the_party() -> None:
    found = meant(WESTMINSTER, ("cyd", "Wine."), ("ada", "I am grateful to my hon. Friend for giving way."))
    assert only(found, "form").persons == ("cyd",)
