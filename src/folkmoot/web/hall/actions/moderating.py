"""Hide what the room should not see: one press, whatever it is, and a line in the journal."""

from __future__ import annotations

from folkmoot.web.accounts.models import User
from folkmoot.web.hall.actions.desk import take_off
from folkmoot.web.hall.actions.wall import hide_line, may_moderate
from folkmoot.web.hall.models import Badge, Decision, ReportLine
from folkmoot.web.hall.queries.seen import Seen
from folkmoot.web.hall.queries.wall import forget_snapshots
from folkmoot.web.meetings.actions import hide_note, hide_note_for
from folkmoot.web.meetings.models import Note, Statement


def hide(who: User | Badge, seen: Seen) -> None:
    """Take it off every public page and off the wall; it is kept, and its staff can release it again.

    A statement leaves the floor without a reason at first; whoever has a moment gives it one.
    Raises Refused for who may not.
    """
    match seen.thing:
        case Note() as note:
            _hide_note(who, note)
        case ReportLine() as line:
            hide_line(who, line)
        case Statement() as statement:
            if isinstance(who, Badge):
                may_moderate(who, statement.moot)
            take_off(who, statement, Decision.Rule.AT_ONCE)
    forget_snapshots()


def _hide_note(who: User | Badge, note: Note) -> None:
    if isinstance(who, Badge):
        may_moderate(who, note.moot)
        hide_note_for(who.name, note)
    else:
        hide_note(who, note)
