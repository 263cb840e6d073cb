"""What recurs where, which names may be shown, and what says nearly the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.opinion.themes.duplicates import near_duplicates
from folkmoot.opinion.themes.finding import Theme
from folkmoot.opinion.themes.names import BY_TITLE, MAYBE, recurring_names
from folkmoot.opinion.themes.recurring import recurrence, town_of
from folkmoot.opinion.themes.sayings import STATEMENT, Saying, telling_words


def at(
    number: int, words: str, *, table: int, moot: str = "hall", place: str = "The Hall, Arlesby"
) -> Saying:
    return Saying(f"{moot}:{number}", words, moot=moot, place=place, table=table, number=number)


def test_a_theme_is_counted_by_tables_moots_and_towns() -> None:
    sayings = [
        at(1, "The bus is late", table=1),
        at(2, "A late bus again", table=1),
        at(3, "No bus", table=2),
        at(1, "Buses", table=1, moot="mill", place="Brackwater"),
    ]
    theme = Theme("bus", ("bus",), tuple(saying.key for saying in sayings))
    found = recurrence(theme, {saying.key: saying for saying in sayings})
    assert (found.tables, found.towns) == (3, ("Arlesby", "Brackwater"))
    assert [(place.moot, place.notes, place.tables) for place in found.moots] == [
        ("hall", 3, (1, 2)),
        ("mill", 1, (1,)),
    ]
    assert found.moots[0].words[0] == "bus"


def test_a_town_is_what_stands_last_in_a_place() -> None:
    assert town_of("The Railway Institute, Kettleford") == "Kettleford"
    assert town_of("Kettleford") == "Kettleford"
    assert town_of("") == ""


def test_companies_councils_and_places_are_named() -> None:
    found = recurring_names(
        [
            at(1, "We wrote to Kettle Valley Homes twice.", table=1),
            at(2, "Our flat is owned by Kettle Valley Homes.", table=2),
            at(3, "Then Arlesby Council said no.", table=1),
            at(4, "Ask Arlesby Council.", table=3),
            at(5, "There was work in Castlebury.", table=1),
            at(6, "My sister lives in Castlebury.", table=2),
        ]
    )
    assert {(name.name, name.kind, name.tables) for name in found.names} == {
        ("Kettle Valley Homes", "company", 2),
        ("Arlesby Council", "council", 2),
        ("Castlebury", "place", 2),
    }


def test_a_private_persons_name_is_left_out_and_only_counted() -> None:
    found = recurring_names(
        [
            at(1, "My landlord is Mr Harding and he never comes.", table=1),
            at(2, "I rang Mr Harding.", table=2),
            at(3, "Then Nora Pell from next door helped.", table=1),
            at(4, "Ask Nora Pell.", table=2),
        ]
    )
    assert found.names == ()
    assert found.left_out == {BY_TITLE: 1, MAYBE: 1}


def test_a_name_at_one_table_only_does_not_recur() -> None:
    found = recurring_names([at(n, "It is in Castlebury.", table=1) for n in (1, 2, 3)])
    assert found.names == ()


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    found = recurring_names([at(n, "Potholes everywhere. Potholes again.", table=n) for n in (1, 2)])
    assert (found.names, found.left_out) == ((), {})


def statement(number: int, words: str) -> Saying:
    return Saying(f"hall:s{number}", words, STATEMENT, "hall", number=number)


def test_nearly_the_same_sentence_is_proposed() -> None:
    (pair,) = near_duplicates(
        [
            statement(1, "The council should build more houses."),
            statement(2, "More houses: the council should build!"),
            statement(3, "The library should open late."),
        ]
    )
    assert (pair.one, pair.other) == ("hall:s1", "hall:s2")
    assert pair.alike >= 0.6


def test_a_sentence_and_its_denial_are_no_pair() -> None:
    denied = [
        statement(1, "The High Street should be closed to cars on Saturdays."),
        statement(2, "The High Street should not be closed to cars on Saturdays."),
    ]
    assert near_duplicates(denied) == ()


def test_two_figures_are_no_pair() -> None:
    incomes = [statement(n, f"My household income is less than ${n}0,000") for n in (5, 9)]
    assert near_duplicates(incomes) == ()


def test_a_note_and_a_statement_are_no_pair() -> None:
    assert (
        near_duplicates([at(1, "Close the road to cars", table=1), statement(1, "Close the road to cars")])
        == ()
    )


@given(st.text(max_size=200))
def test_telling_words_stand_in_the_text(text: str) -> None:
    for root, said in telling_words(text):
        assert root
        assert said in text


@given(st.lists(st.text(max_size=80), max_size=8))
def test_names_and_duplicates_take_any_text(texts: list[str]) -> None:
    sayings = [at(number, words, table=number) for number, words in enumerate(texts)]
    recurring_names(sayings)
    for pair in near_duplicates(sayings):
        assert pair.one < pair.other
        assert 0.6 <= pair.alike <= 1
