"""What the room can see now, so that somebody can hide it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.web.hall.models import Evening, ReportLine
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.meetings.queries import RELEASED

MOST_NOTES = 60
_ON_WALLS = ("statements", "agree", "divided")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that can be seen. `name` is what a form sends for it; `where` says on which page."""

    name: str
    kind: str
    words: str
    where: str
    thing: Note | ReportLine | Statement


def seen(moot: Moot) -> list[Seen]:
    """Lines the tables told the room, statements on the floor, released notes: what is on the wall first."""
    evening = Evening.objects.filter(moot=moot).first()
    page = evening.on_the_wall if evening else ""
    found = [*_lines(moot, evening), *_statements(moot, page in _ON_WALLS), *_notes(moot)]
    on_the_wall = _("on the wall now")
    return sorted(found, key=lambda each: each.where != on_the_wall)


def one_seen(moot: Moot, name: str) -> Seen | None:
    """What a form names; None where it is not to be seen (any more)."""
    return next((each for each in seen(moot) if each.name == name), None)


def _lines(moot: Moot, evening: Evening | None) -> list[Seen]:
    released = ReportLine.objects.filter(table__moot=moot, released_at__isnull=False)
    speaking = evening.speaking_id if evening and evening.on_the_wall == "reports" else None
    return [
        Seen(
            f"line:{line.pk}",
            str(line.get_kind_display()),
            f"{line.words} / {line.other_side}" if line.other_side else line.words,
            _("on the wall now") if line.table_id == speaking else str(line.table),
            line,
        )
        for line in released.select_related("table__moot")
    ]


def _statements(moot: Moot, on_the_wall: bool) -> list[Seen]:
    where = _("on the wall now") if on_the_wall else _("on every phone that votes")
    floor = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED).select_related("moot")
    return [
        Seen(f"statement:{statement.number}", _("Statement"), statement.words, where, statement)
        for statement in floor
    ]


def _notes(moot: Moot) -> list[Seen]:
    released = moot.notes.filter(RELEASED).select_related("moot", "table")
    newest = released.order_by(F("released_at").desc(), "-number")[:MOST_NOTES]
    return [
        Seen(
            f"note:{note.key}",
            str(note.get_kind_display()),
            " / ".join(filter(None, (note.words, note.so_that, note.other_side))),
            str(note.table) if note.table else _("on the pages of the moot"),
            note,
        )
        for note in newest
    ]
