from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.errors import NotFound, Refused
from folkmoot.record.store import Store
from folkmoot.web.journal.models import Line
from folkmoot.web.journal.queries import verify
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import decide, propose, tie

ASKED = "example/debate/2026-05-12a.1.7"


def states(plank: Plank) -> dict[str, str]:
    return {link.passage: link.state for link in plank.links.all()}


def test_a_program_proposes_and_confirms_nothing(plank: Plank, record: Store) -> None:
    waiting = propose(None, plank, record)
    assert waiting
    assert set(states(plank).values()) == {"proposed"}
    assert all(link.score and link.words and link.quote and link.decided_by is None for link in waiting)
    assert ASKED in {link.passage.partition("#")[0] for link in waiting}


def test_proposing_again_changes_nothing_and_writes_no_line(plank: Plank, record: Store) -> None:
    propose(None, plank, record)
    before, lines = states(plank), Line.objects.count()
    propose(None, plank, record)
    assert (states(plank), Line.objects.count()) == (before, lines)


def test_a_decision_outlives_the_next_proposal(
    plank: Plank, record: Store, staff: Callable[..., Any]
) -> None:
    editor = staff("editor")
    first, second = propose(None, plank, record)[:2]
    decide(editor, first, "confirm", kind="asks")
    decide(editor, second, "reject")
    plank.versions.update(words="Something else altogether about shops that stand empty")
    propose(None, plank, record)
    assert states(plank)[first.passage] == "confirmed"
    assert states(plank)[second.passage] == "rejected"


def test_who_decided_what_is_on_the_link_and_in_the_journal(
    plank: Plank, record: Store, staff: Callable[..., Any]
) -> None:
    editor = staff("editor")
    link = decide(editor, propose(None, plank, record)[0], "confirm", kind="asks")
    assert (link.decided_by, link.kind, link.state) == (editor, "asks", "confirmed")
    withdrawn = decide(editor, link, "withdraw")
    assert withdrawn.state == "withdrawn"
    lines = Line.objects.filter(object_kind="link").order_by("number")
    assert [(line.verb, line.who) for line in lines] == [("confirmed", editor), ("withdrawn", editor)]
    assert verify().lines == Line.objects.count()


@pytest.mark.parametrize(
    ("first", "then"), [("confirm", "confirm"), ("confirm", "reject"), ("reject", "withdraw")]
)
def test_a_decision_that_makes_no_sense_is_refused(
    plank: Plank, record: Store, staff: Callable[..., Any], first: str, then: str
) -> None:
    editor = staff("editor")
    link = decide(editor, propose(None, plank, record)[0], first)
    with pytest.raises(Refused):
        decide(editor, link, then)


def test_an_unknown_kind_is_refused(plank: Plank, record: Store, staff: Callable[..., Any]) -> None:
    with pytest.raises(Refused, match="loathes"):
        decide(staff("editor"), propose(None, plank, record)[0], "confirm", kind="loathes")


def test_a_passage_tied_by_hand_is_confirmed_and_quoted(
    plank: Plank, record: Store, staff: Callable[..., Any]
) -> None:
    link = tie(staff("editor"), plank, ASKED, record, kind="asks", reason="In its own words.")
    assert link.state == "confirmed"
    assert link.quote in record.contribution(ASKED).text


def test_tying_a_proposed_passage_by_hand_keeps_one_link(
    plank: Plank, record: Store, staff: Callable[..., Any]
) -> None:
    propose(None, plank, record)
    tie(staff("editor"), plank, ASKED, record, kind="asks")
    assert [s for p, s in states(plank).items() if p.partition("#")[0] == ASKED] == ["confirmed"]


def test_a_passage_the_record_does_not_hold_cannot_be_tied(plank: Plank, record: Store, staff: Any) -> None:
    with pytest.raises(NotFound):
        tie(staff("editor"), plank, "example/debate/1999-01-01a.1.1", record, kind="asks")
    assert not plank.links.exists()
