"""Editions: what goes into one, and what a page shows of one."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from folkmoot.manifesto import editions
from folkmoot.meetings.voting import Tally, is_few
from folkmoot.web.manifesto.models import Edition, Plank
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.meetings.queries import tallies

VERSION_FIELDS = (
    "title", "words", "purpose", "route", "state", "why", "parameters", "variants", "place", "horizon",
    "lead", "supporters", "dispute", "decided_by", "decided_where", "withdraws",
)  # fmt: skip
CITATION_FIELDS = (
    "kind", "title", "publisher", "address", "published_on", "quote", "reply", "reply_by", "reply_on",
    "added_at",
)  # fmt: skip
AMENDMENT_FIELDS = (
    "number", "based_on", "words", "purpose", "why", "proposed_by", "proposed_at", "state", "decision",
    "decided_by", "decided_where", "decided_on", "became",
)  # fmt: skip
REMARK_FIELDS = ("words", "said_by", "said_at")


@dataclass(frozen=True, slots=True)
class Gathered:
    """An edition before it is kept: the sealed part, the opened notes by name, and their rows."""

    edition: dict[str, Any]
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    note_keys: dict[str, int] = field(default_factory=dict)


def gather(*, number: int, published_at: dt.datetime, body: str) -> Gathered:
    """Every plank with its versions, and the public way back to the tables."""
    planks = list(
        Plank.objects.filter(versions__isnull=False)
        .distinct()
        .select_related("split_from")
        .prefetch_related("versions__made_by", "citations", "statements__moot", "amendments__remarks")
        .order_by("position", "slug")
    )
    found = Gathered({"number": number, "body": body, "published_at": published_at.isoformat()})
    found.edition["planks"] = [_plank(plank) for plank in planks]
    found.edition["moots"] = _moots({s.pk for plank in planks for s in _public(plank)}, found)
    return found


def _public(plank: Plank) -> list[Statement]:
    accepted = [s for s in plank.statements.all() if s.moderation != Statement.Moderation.REJECTED]
    return sorted(accepted, key=lambda s: (s.moot.slug, s.number))


def _plank(plank: Plank) -> dict[str, Any]:
    return {
        "plank": plank.slug,
        "position": plank.position,
        "section": plank.section,
        "split_from": plank.split_from.slug if plank.split_from else "",
        "statements": [f"{statement.moot.slug}:{statement.number}" for statement in _public(plank)],
        "versions": [_version(version) for version in plank.versions.all()],
        "citations": [_row(cited, CITATION_FIELDS) for cited in plank.citations.all()],
        "amendments": [
            {
                **_row(amendment, AMENDMENT_FIELDS),
                "remarks": [_row(remark, REMARK_FIELDS) for remark in amendment.remarks.all()],
            }
            for amendment in plank.amendments.all()
        ],
    }


def _row(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name)) for name in names}


def _version(version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        **{name: getattr(version, name) for name in VERSION_FIELDS},
        "decided_on": _plain(version.decided_on),
        "made_at": version.made_at.isoformat(),
        "made_by": version.made_by.name if version.made_by else version.made_by_name,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _moots(statements: Iterable[int], found: Gathered) -> list[dict[str, Any]]:
    every = Note.objects.select_related("table", "moot").prefetch_related("fates").order_by("number")
    chosen = Statement.objects.filter(pk__in=list(statements)).select_related("moot").order_by("number")
    counted = tallies(chosen)
    by_moot: dict[int, list[dict[str, Any]]] = {}
    for statement in chosen.prefetch_related(Prefetch("notes", every)):
        released = [note for note in statement.notes.all() if note.released_at]
        told = {
            "number": statement.number,
            "words": statement.words,
            "is_seed": statement.is_seed,
            "votes": _votes(counted.get(statement.pk, Tally())),
            "notes": [_note(note, found) for note in released],
            "withheld": len(statement.notes.all()) - len(released),
        }
        by_moot.setdefault(statement.moot_id, []).append(told)
    moots = Moot.objects.filter(pk__in=by_moot).order_by("slug")
    return [
        {
            "moot": moot.slug,
            "title": moot.title,
            "place": moot.place,
            "held_on": _plain(moot.held_on),
            "statements": by_moot[moot.pk],
        }
        for moot in moots
    ]


def _votes(tally: Tally) -> dict[str, int | None]:
    """Counts as they may be shown: None for one that may point at somebody."""
    return {
        name: None if is_few(n) else n
        for name in ("agree", "disagree", "passes")
        for n in [getattr(tally, name)]
    }


def _note(note: Note, found: Gathered) -> dict[str, str]:
    name = f"{note.moot.slug}:{note.number}"
    if name not in found.notes:
        found.notes[name] = {
            "key": secrets.token_hex(16), "id": str(note.key), "number": note.number,
            "table": note.table.number if note.table else None,
            "table_name": note.table.name if note.table else "",
            "kind": note.kind, "words": note.words, "so_that": note.so_that, "other_side": note.other_side,
            "role": note.role, "released_at": note.released_at.isoformat(),
            "noted_at": note.noted_at.isoformat() if note.noted_at else None,
            "answers": [_row(answer, ("because", "answered_at")) for answer in note.fates.all()],
        }  # fmt: skip
        found.note_keys[name] = note.pk
    return {"name": name, "seal": editions.seal(found.notes[name])}


def whole(edition: Edition) -> dict[str, Any]:
    """The file of an edition; notes that were hidden or erased since stay out of it."""
    shown = edition.notes.filter(note__released_at__isnull=False)
    sealed = json.loads(edition.document)
    return {
        "format": editions.FORMAT,
        "edition": sealed,
        "sha256": edition.digest,
        "notes": {note.name: note.opened for note in shown},
    }


def neighbours(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The editions before and after one."""
    every = Edition.objects.only("number", "published_at", "digest")
    before = every.filter(number__lt=edition.number).last()
    return before, every.filter(number__gt=edition.number).first()
