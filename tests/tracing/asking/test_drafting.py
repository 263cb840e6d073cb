from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.tracing.asking import drafting
from folkmoot.tracing.asking.checks import Asked, Rule, State, check, is_question, open_findings
from folkmoot.tracing.asking.drafting import (
    Addressed,
    Quotation,
    draft,
    opening,
    stands_in,
    unfounded,
    without_opening,
)
from folkmoot.tracing.asking.rules import westminster

SAID = Quotation("I wash the bedroom wall on Sunday and it’s black again by Thursday.", "table 1", "note-1")
HOUSE = Quotation(
    "A mother said, “It is black again by Thursday.” Why?",
    "Nell Garraway",
    "x.1",
    "record",
    "https://h.example/1",
)
TO = Addressed("Secretary of State for Transport", "Ann Other", "Kettleford")
POLICY = "A landlord must begin to put right damp within fourteen days."


@pytest.mark.parametrize("form", westminster().forms, ids=lambda form: form.key)
def test_every_draft_is_frames_and_quotations_that_stand_in_their_sources(form: object) -> None:
    made = draft(form, TO, said=[SAID], recorded=[HOUSE], policy=POLICY)  # type: ignore[arg-type]
    whole = f"{made.text}\n{made.beside_text}"
    assert unfounded(whole, [SAID.words, HOUSE.words, POLICY]) == ()
    for piece in (*made.words, *made.beside):
        if piece.quotation is not None:
            assert piece.text.startswith("“") and stands_in(piece.text, piece.quotation.words)
    assert "https://h.example/1" in whole and "table 1" in whole


def test_a_question_is_put_to_the_office_and_a_letter_to_its_holder() -> None:
    rules = westminster()
    written = draft(rules.form("written"), TO, said=[], question="when the bus will run.").text
    assert written == "To ask the Secretary of State for Transport, when the bus will run."
    letter = draft(rules.form("own-member"), TO, said=[SAID], policy=POLICY, by="Ada Lowe").text
    assert letter.startswith("To Ann Other, Member for Kettleford")
    assert letter.endswith("Ada Lowe") and "Please put this to the Minister" in letter


@pytest.mark.parametrize(
    ("office", "begins"),
    [
        ("Secretary of State for Transport", "To ask the Secretary of State for Transport, "),
        ("The Secretary of State for Transport", "To ask the Secretary of State for Transport, "),
        ("The Minister for Housing", "To ask the Minister for Housing, "),
    ],
)
def test_an_office_is_spoken_of_inside_a_sentence_however_the_roll_writes_it(
    office: str, begins: str
) -> None:
    assert opening(westminster().form("written"), Addressed(office=office)) == begins


def test_the_name_of_a_company_is_left_as_it_writes_itself() -> None:
    assert opening(westminster().form("company"), Addressed(office="The Riverside Group")) == (
        "To The Riverside Group"
    )


def test_a_changed_quotation_is_found_and_a_marked_cut_is_not() -> None:
    assert unfounded("“I wash the bedroom wall on Monday and it’s black”", [SAID.words])
    assert unfounded("“I wash the bedroom wall … black again by Thursday”", [SAID.words]) == ()
    assert unfounded("“black again by Thursday … I wash the bedroom wall”", [SAID.words])
    assert unfounded("so-called “affordable” rents", [SAID.words]) == ()


@given(st.text(st.characters(exclude_characters='“”"…[]()', exclude_categories=["C"]), max_size=200))
def test_words_always_stand_in_themselves(words: str) -> None:
    assert unfounded(f"“{words}”", [words]) == ()


def test_whom_it_is_put_to_is_taken_off() -> None:
    asked = "To ask the Secretary of State for Towns, Homes and Communities, what steps he is taking."
    assert without_opening(asked) == "what steps he is taking."
    rivers = "To ask the Secretary of State for Rivers, Farming and Food, on how many days it was so."
    assert without_opening(rivers) == "on how many days it was so."
    assert without_opening("Will you act?") == "Will you act?"


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("To ask the Minister, when.", True),
        ("What steps he is taking to mend it.", True),
        ("Mend it.", False),
        ("We are cold. Will you mend it?", True),
        ("", False),
    ],
)
def test_what_asks_is_told_from_what_does_not(words: str, asks: bool) -> None:
    assert is_question(words) is asks


def found(asked: Asked, form: str) -> dict[Rule, State]:
    return {one.rule: one.state for one in check(asked, westminster().form(form))}


def test_the_checks_of_a_written_question() -> None:
    bare = found(Asked("Mend it, said “the wall is black again by Thursday”."), "written")
    assert bare == {
        Rule.QUESTION: State.LOOK, Rule.RESPONSIBILITY: State.LOOK, Rule.ASKED_ALREADY: State.UNKNOWN,
        Rule.OWN_MEMBER: State.LOOK, Rule.LENGTH: State.HOLDS, Rule.QUOTATIONS: State.LOOK,
        Rule.SOURCES: State.LOOK,
    }  # fmt: skip
    good = Asked(
        "To ask the Secretary of State for Transport, when the bus will run.",
        office="Secretary of State for Transport", through="Nell Garraway", times_before=0,
    )  # fmt: skip
    assert open_findings(check(good, westminster().form("written"))) == ()
    assert found(Asked("To ask …, when it will be mended."), "written")[Rule.WHOLE] == State.LOOK
    assert found(Asked("x", office="Minister for Lamps"), "written")[Rule.RESPONSIBILITY] == State.UNKNOWN
    assert found(Asked("word " * 200), "oral")[Rule.LENGTH] == State.LOOK


def test_a_letter_has_a_name_that_answers_for_it() -> None:
    assert found(Asked("Will you?", office="The company"), "company")[Rule.SIGNED] == State.LOOK
    assert (
        found(Asked("Will you?", office="The company", signed_by="Ada"), "company")[Rule.SIGNED]
        == State.HOLDS
    )


def test_nested_quotation_marks_become_single_ones() -> None:
    assert drafting.inside(HOUSE.words) == "A mother said, ‘It is black again by Thursday.’ Why?"
