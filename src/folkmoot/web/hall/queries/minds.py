"""Questions that were asked before and after, and what became of the answers."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.meetings.minds import Minds, minds
from folkmoot.web.hall.models import Repeat
from folkmoot.web.meetings.models import Moot, Statement, Vote


@dataclass(frozen=True, slots=True)
class Change:
    """A question asked twice, and how the answers of those who gave both compare."""

    statement: Statement
    minds: Minds


def changes(moot: Moot) -> list[Change]:
    """The questions of a moot that were asked twice."""
    asked = Repeat.objects.filter(before__moot=moot).select_related("before", "after")
    return [Change(each.after, minds(_answers(each.before), _answers(each.after))) for each in asked]


def _answers(statement: Statement) -> dict[int, int]:
    votes = Vote.objects.filter(statement=statement).order_by("id")
    return dict(votes.values_list("participant_id", "value"))
