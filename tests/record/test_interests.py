"""Where a speaker declares an interest, in their own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkmoot.record.debates import Paragraph
from folkmoot.record.interests import declares
from folkmoot.record.store import Store
from tests.record.test_questions import said


@pytest.mark.parametrize(
    "words",
    [
        "I declare an interest as a landlord.",
        "I should declare that I am a patron of the ferry.",
        "My Lords, I, too, declare an interest as president of the association.",
        "I refer Members to my entry in the Register of Members’ Financial Interests.",
        "I have declared my business interests in the Register of Members' Financial Interests.",
        "Here, I must declare an interest.",
    ],
)
def test_a_declaration_is_the_sentence_it_stands_in(words: str) -> None:
    assert declares(said("1", "a", f"It rains. {words} And so on.")) == words


@pytest.mark.parametrize(
    "words",
    [
        "The hon. Gentleman should declare an interest.",
        "He declared an interest last week.",
        "Has the Minister declared an interest in this?",
        "I have no interest to declare.",
        "I have an interest in trains.",
        "They will declare war, and lose interest.",
        "We declare the result on Friday.",
    ],
)
def test_what_is_said_of_others_or_of_something_else_is_none(words: str) -> None:
    assert declares(said("1", "a", words)) == ""


def test_a_procedural_note_declares_nothing() -> None:
    paragraphs = (Paragraph("1", "I declare an interest."),)
    assert declares(said("1", "", kind="procedural", paragraphs=paragraphs)) == ""


def test_the_real_days_hold_thirty(real_store: Path) -> None:
    """Read one by one by hand: all thirty are declarations."""
    with Store.open(real_store) as store:
        found = [c for s in store.sittings() for c in store.contributions_in(s.id) if declares(c)]
        assert len(found) == 30
