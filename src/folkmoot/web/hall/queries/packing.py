"""An evening as one file: everything of a moot that was held on another machine."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import Model, QuerySet

from folkmoot.web.hall.models import (
    AtRisk,
    Decision,
    Evening,
    HandCount,
    Hidden,
    Part,
    ReportLine,
    Slip,
    Withdrawn,
)
from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, StatementOrigin, Table, Vote
from folkmoot.web.opinion.models import AskedTwice

VERSION = 1


def pack(moot: Moot) -> bytes:
    """A moot and its evening as JSON. Objects are named by their keys or numbers, never by a row's id."""
    return json.dumps(
        {"folkmoot": "evening", "version": VERSION, "moot": _moot(moot), **_parts(moot)},
        default=_plain,
        ensure_ascii=False,
    ).encode()


def _plain(value: Any) -> str:
    """A day or a moment to the microsecond, a key in its usual spelling."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _moot(moot: Moot) -> dict[str, Any]:
    return {name: getattr(moot, name) for name in ("slug", "title", "place", "held_on", "summary", "source")}


def _parts(moot: Moot) -> dict[str, list[dict[str, Any]]]:
    """Every table of an evening; fields with two underscores follow a relation to a name that travels."""
    note = ("key", "table__number", "kind", "words", "so_that", "other_side", "role", "late", "second_hand")
    note += ("where_and_when", "settled_by", "who_could_act", "noted_at", "released_at", "released_by__email")
    report = (
        "key",
        "table__number",
        "kind",
        "place",
        "words",
        "other_side",
        "released_at",
        "released_by__email",
    )
    risk = ("key", "table__number", "words", "noted_at", "told", "seen_at", "seen_by__email", "seen_as")
    evening = tuple(
        field.attname
        for field in Evening._meta.concrete_fields
        if field.attname not in ("id", "moot_id", "speaking_id")
    )
    statement = ("number", "words", "moderation", "is_meta", "is_seed", "written_at")
    decision = ("statement__number", "verb", "other__number", "rule", "at", "who__email")
    hidden = ("note__key", "line__key", "statement__number", "at", "who__email", "rule", "reasoned_at")
    hands = ("statement__number", "agree", "disagree", "passes", "taken_at")
    vote = ("key", "participant__key", "statement__number", "value", "cast_at")
    return {
        "tables": _rows(Table.objects.filter(moot=moot), "number", "name"),
        "notes": _rows(Note.objects.filter(moot=moot).order_by("number"), *note),
        "answers": _rows(
            Note.concerns.through.objects.filter(from_note__moot=moot), "from_note__key", "to_note__key"
        ),
        "statements": _rows(Statement.objects.filter(moot=moot), *statement),
        "origins": _rows(
            StatementOrigin.objects.filter(statement__moot=moot), "statement__number", "note__key"
        ),
        "participants": _rows(Participant.objects.filter(moot=moot), "key", "way", "token", "sheet"),
        "votes": _rows(Vote.objects.filter(participant__moot=moot).order_by("id"), *vote),
        "evenings": _rows(Evening.objects.filter(moot=moot), *evening),
        "slips": _rows(Slip.objects.filter(moot=moot), "digest", "batch", "used", "cancelled"),
        "hands": _rows(HandCount.objects.filter(statement__moot=moot), *hands),
        "reports": _rows(ReportLine.objects.filter(table__moot=moot), *report),
        "at_risk": _rows(AtRisk.objects.filter(moot=moot), *risk),
        "withdrawn": _rows(Withdrawn.objects.filter(moot=moot), "key"),
        "parts": _rows(
            Part.objects.filter(moot=moot), "place", "kind", "title", "minutes", "began_at", "ended_at"
        ),
        "repeats": _rows(AskedTwice.objects.filter(before__moot=moot), "before__number", "after__number"),
        "decisions": _rows(Decision.objects.filter(statement__moot=moot), *decision),
        "hidden": _rows(Hidden.objects.filter(moot=moot), *hidden),
    }


def _rows(rows: QuerySet[Model], *fields: str) -> list[dict[str, Any]]:
    return list(rows.values(*fields))
