"""What a table sends from its phones: each thing once, by the key it was given where it was typed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.hall.models import AtRisk, ReportLine, Withdrawn
from folkmoot.web.meetings.models import Moot, Note, Table

MOST_AT_ONCE = 100
MOST_WORDS = 4000
_LENGTHS = {
    "so_that": 2000,
    "other_side": MOST_WORDS,
    "role": 120,
    "where_and_when": 200,
    "who_could_act": 200,
}
_PLACES = {ReportLine.Kind.CONCERN: 3, ReportLine.Kind.PROPOSAL: 3, ReportLine.Kind.DISAGREEMENT: 1}


@dataclass(slots=True)
class Taken:
    """What came of a sending: the keys that are kept now, and why others cannot be."""

    kept: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class NotTaken(ValueError):
    """One thing of a sending that can never be kept as it is."""


def take(table: Table, items: Iterable[Any]) -> Taken:
    """Keep what a table sent, in its order. Sending it again changes nothing and answers the same.

    items: mappings with `op` (note, withdraw, risk, report), `key`, and what belongs to it. All that can be
    kept is on the disk when this returns.
    """
    must_be_declared("hall.table_notes")
    taken = Taken()
    with transaction.atomic():
        Moot.objects.select_for_update().get(pk=table.moot_id)
        for item in items:
            key = str(item.get("key", ""))[:64] if isinstance(item, Mapping) else ""
            try:
                _take_one(table, item)
            except NotTaken as error:
                taken.refused[key] = str(error)
            else:
                taken.kept.append(key)
    return taken


def _take_one(table: Table, item: Any) -> None:
    if not isinstance(item, Mapping):
        raise NotTaken("not a thing with a key")
    operations = {"note": _note, "withdraw": _withdraw, "risk": _risk, "report": _report}
    operation = operations.get(str(item.get("op")))
    if operation is None:
        raise NotTaken("nothing we know of")
    operation(table, _key(item.get("key")), item)


def _key(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError as error:
        raise NotTaken("no key") from error


def _text(item: Mapping[str, Any], name: str, most: int) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise NotTaken(f"{name} is not text")
    if len(value) > most:
        raise NotTaken(f"{name} is longer than {most} characters")
    return value.strip()


def _moment(item: Mapping[str, Any]) -> dt.datetime:
    """When it was typed by the phone's own clock; now where that makes no sense."""
    try:
        said = parse_datetime(str(item.get("at", "")))
        if said is not None and timezone.is_aware(said) and 2000 < said.year < 2200:
            return said
    except (ValueError, OverflowError):
        pass
    return timezone.now()


def _note(table: Table, key: uuid.UUID, item: Mapping[str, Any]) -> None:
    if Note.objects.filter(key=key).exists() or Withdrawn.objects.filter(key=key).exists():
        return
    words = _text(item, "words", MOST_WORDS)
    if not words:
        raise NotTaken("no words")
    kind = str(item.get("kind"))
    answers = item.get("answers")
    concerns = [_key(answer) for answer in answers[:20]] if isinstance(answers, list) else []
    last = Note.objects.filter(moot=table.moot_id).aggregate(last=Max("number"))["last"]
    note = Note.objects.create(
        moot_id=table.moot_id,
        table=table,
        key=key,
        number=(last or 0) + 1,
        kind=kind if kind in Note.Kind.values else Note.Kind.ISSUE,
        words=words,
        late=item.get("late") is True,
        second_hand=item.get("second_hand") is True,
        noted_at=_moment(item),
        **{name: _text(item, name, most) for name, most in _LENGTHS.items()},
    )
    if concerns:
        note.answers.set(Note.objects.filter(table=table, key__in=concerns))


def _withdraw(table: Table, _own: uuid.UUID, item: Mapping[str, Any]) -> None:
    """Take a note back that nobody has released; it does not come again, however late it is sent."""
    key = _key(item.get("note"))
    note = Note.objects.filter(key=key).first()
    if note is not None and note.table_id != table.pk:
        raise NotTaken("that note is not this table's")
    if note is not None and note.released_at is not None:
        raise NotTaken("that note is public already; ask the organiser to hide it")
    if note is not None:
        note.delete()
    Withdrawn.objects.get_or_create(key=key, defaults={"moot_id": table.moot_id})


def _risk(table: Table, key: uuid.UUID, item: Mapping[str, Any]) -> None:
    must_be_declared("hall.at_risk")
    words = _text(item, "words", MOST_WORDS)
    if not words:
        raise NotTaken("no words")
    noted = {"moot_id": table.moot_id, "table": table, "words": words, "noted_at": _moment(item)}
    found, new = AtRisk.objects.get_or_create(key=key, defaults=noted)
    if new:
        from folkmoot.web.hall.tasks import tell_of_risk  # the queue is only needed here

        transaction.on_commit(lambda: tell_of_risk.enqueue(found.pk))


def _report(table: Table, _own: uuid.UUID, item: Mapping[str, Any]) -> None:
    """One line of the report-back; an empty one takes it away. A changed line is released anew."""
    kind, place = str(item.get("kind")), item.get("place")
    if kind not in _PLACES or not isinstance(place, int) or not 1 <= place <= _PLACES[kind]:
        raise NotTaken("no place in a report-back")
    words, other = _text(item, "words", 600), _text(item, "other_side", 600)
    lines = ReportLine.objects.filter(table=table, kind=kind, place=place)
    kept = lines.first()
    if not words:
        lines.delete()
    elif kept is None:
        ReportLine.objects.create(table=table, kind=kind, place=place, words=words, other_side=other)
    elif (kept.words, kept.other_side) != (words, other):
        lines.update(words=words, other_side=other, released_at=None, released_by=None)
