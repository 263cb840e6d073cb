"""What was hidden at once and for which nobody has given the reason yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from folkmoot.web.hall.models import Decision, Hidden, ReportLine
from folkmoot.web.meetings.models import Moot, Note, Statement

_OF_STATEMENTS = (Decision.Rule.DUPLICATE, Decision.Rule.UNCLEAR)
_STILL = (
    Q(note__isnull=False, note__released_at=None)
    | Q(line__isnull=False, line__released_at=None)
    | Q(statement__moderation=Statement.Moderation.REJECTED)
)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something hidden that waits for its reason: its kind and words, who hid it, what may be the reason."""

    hidden: Hidden
    kind: str
    words: str
    by: str
    rules: tuple[tuple[str, str], ...]


def owing(moot: Moot) -> QuerySet[Hidden]:
    """What was hidden without a reason and is not to be seen again, the first hidden first.

    A statement that was taken off once more, with its reason, owes none.
    """
    waits = Hidden.objects.filter(_STILL, moot=moot, rule="")
    given = Decision.objects.filter(statement__moot=moot, verb=Decision.Verb.REJECTED)
    said = given.exclude(rule=Decision.Rule.AT_ONCE).values("statement")
    return waits.exclude(statement__in=said).order_by("at", "pk")


def owed(moot: Moot) -> list[Owed]:
    """The same as a page shows it."""
    rows = owing(moot).select_related("note", "line__table", "statement", "who", "badge")
    return [_shown(row) for row in rows]


def rules_for(hidden: Hidden) -> tuple[tuple[str, str], ...]:
    """The reasons there are for hiding it: the rules of the house, and for a statement what makes it none."""
    left_out = [Decision.Rule.AT_ONCE, *(() if hidden.statement_id else _OF_STATEMENTS)]
    return tuple((rule.value, str(rule.label)) for rule in Decision.Rule if rule not in left_out)


def _shown(row: Hidden) -> Owed:
    by = row.who.name if row.who else row.badge.name if row.badge else ""
    match row.thing:
        case Note() as note:
            kind, words = str(note.get_kind_display()), (note.words, note.so_that, note.other_side)
        case ReportLine() as line:
            kind, words = str(line.get_kind_display()), (line.words, line.other_side)
        case Statement() as statement:
            kind, words = _("Statement %(n)d") % {"n": statement.number}, (statement.words,)
    return Owed(row, kind, " / ".join(filter(None, words)), by, rules_for(row))
