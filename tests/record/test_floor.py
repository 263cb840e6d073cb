"""Who holds the floor."""

from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.record import floor
from folkmoot.record.debates import Contribution, Paragraph


def said(number: int, who: str, words: str, kind: str = "speech") -> Contribution:
    return Contribution(
        id=f"c{number}",
        kind=kind,  # type: ignore[arg-type]
        sitting_id="s",
        date=dt.date(2014, 12, 2),
        chamber="Commons",
        debate_id="d",
        debate_title="Bill",
        seq=number,
        person_id=who,
        paragraphs=(Paragraph(f"p{number}", words),),
    )


def test_a_sentence_broken_off_is_taken_up_by_the_same_speaker() -> None:
    turns = [
        said(1, "may", "It will also be raising the legal test for imposing a TPIM—"),
        said(2, "", "Yvette Cooper rose—", kind="procedural"),
        said(3, "may", "Will the right hon. Lady at least allow me to get to the end of the paragraph?"),
        said(4, "cooper", "I have a simple inquiry."),
    ]
    assert floor.taken_up(turns) == {"c1": "c3"}


def test_a_sentence_broken_off_for_good_is_taken_up_nowhere() -> None:
    turns = [
        said(1, "sturmey", "That was not—"),
        said(2, "chair", "Order."),
        said(3, "thorne", "Whether he has."),
    ]
    assert floor.taken_up(turns) == {}


def test_rising_is_a_request_and_no_broken_sentence() -> None:
    turns = [said(1, "wragg", "rose—"), said(2, "churchill", "No."), said(3, "wragg", "I am grateful.")]
    assert floor.asks_for_floor(turns[0])
    assert floor.taken_up(turns) == {}
    assert not floor.asks_for_floor(turns[2])


# First words that follow a request on the real days, and what they do.
REPLIES = {
    "I shall give way to my hon. Friend.": "given",
    "Of course.": "given",
    "I will, to my hon. Friend, for the last time.": "given",
    "No, I have to make some progress. I shall now set out those measures.": "not yet",
    "No, I will not give way at the moment.": "refused",
    "I shall not take any more interventions.": "refused",
    "I will not, because I need to bring my remarks to a close.": "refused",
    "I shall give way to the Minister in a minute.": "not yet",
    "Let me make a couple more points and then I shall gladly give way to the hon. Gentleman.": "not yet",
    "If the right hon. Gentleman will forgive me, I am coming to a conclusion.": "not yet",
    "I have only just started my speech.": "not said",
}


@pytest.mark.parametrize(("words", "outcome"), REPLIES.items())
def test_what_was_said_to_a_request_is_told_by_its_first_words(words: str, outcome: str) -> None:
    assert floor.outcome(said(1, "minister", words)) == outcome
