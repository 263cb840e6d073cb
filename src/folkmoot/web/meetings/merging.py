"""What a reading adds to a moot that is kept already, and where the two differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from folkmoot.meetings import moots as values
from folkmoot.web.meetings.models import Moot, Note, Statement, Table, Vote

MOOT_FIELDS = ("title", "place", "held_on", "summary", "source")
NOTE_FIELDS = (
    "kind", "words", "so_that", "other_side", "role", "late", "noted_at", "second_hand", "where_and_when",
    "who_could_act", "settled_by",
)  # fmt: skip
STATEMENT_FIELDS = ("words", "is_meta", "is_seed", "moderation", "written_at")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as it was kept: the object's kind and key, and both values."""

    kind: str
    key: str
    field: str
    kept: str
    read: str


def aware(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment on the hall's clock as a moment anywhere."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment)


def note_from(moot: Moot, tables: dict[int, Table], read: values.Note) -> Note:
    fields = {name: getattr(read, name) for name in NOTE_FIELDS}
    fields["noted_at"] = aware(read.noted_at)
    return Note(moot=moot, number=read.number, table=tables[read.table] if read.table else None, **fields)


def statement_from(moot: Moot, read: values.Statement) -> Statement:
    fields = {name: getattr(read, name) for name in STATEMENT_FIELDS}
    fields["written_at"] = aware(read.written_at)
    return Statement(moot=moot, number=read.number, **fields)


def changed(kept: Any, read: Any, fields: Sequence[str]) -> list[tuple[str, Any, Any]]:
    """The fields in which two objects differ, with both values; times count to the minute."""
    found = []
    for name in fields:
        old, new = getattr(kept, name), getattr(read, name)
        if _comparable(old) != _comparable(new):
            found.append((name, old, new))
    return found


def _comparable(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.replace(second=0, microsecond=0)
    return value


def votes_to_add(moot: Moot, read: Iterable[values.Vote], *, otherwise: dt.datetime) -> list[values.Vote]:
    """The votes not kept yet, in the order they were cast, each with a time.

    The same vote of the same person at the same moment is one vote; one without a time is known
    by what it says. otherwise: the moment of those without a time.
    """
    kept = Counter(
        Vote.objects.filter(participant__moot=moot).values_list(
            "participant__number", "statement__number", "value", "cast_at"
        )
    )
    timed = [vote._replace(cast_at=aware(vote.cast_at)) for vote in read if vote.cast_at]
    new = [vote for vote in timed if not _crossed_off(kept, tuple(vote))]
    left: Counter[tuple[int, int, int]] = Counter()
    for (participant, statement, value, _), count in kept.items():
        left[participant, statement, value] += count
    untimed = [vote for vote in read if not vote.cast_at and not _crossed_off(left, tuple(vote)[:3])]
    new += [vote._replace(cast_at=otherwise) for vote in untimed]
    return sorted(new, key=lambda vote: vote.cast_at)


def _crossed_off(kept: Counter[Any], vote: Any) -> bool:
    """Whether a vote was kept, taking it off the list if so."""
    if not kept[vote]:
        return False
    kept[vote] -= 1
    return True
