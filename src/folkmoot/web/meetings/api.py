"""Moots under /api/: what is public of them, as their pages show it. Nobody's vote, no note not released."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from folkmoot.meetings.voting import Tally, is_few
from folkmoot.web.answering import ERRORS, Many, One, Paging, many, ours, site
from folkmoot.web.meetings import queries
from folkmoot.web.meetings.models import Moot, Note, Statement

router = Router()


class Votes(Schema):
    """What a statement came to. A count from 1 to 4 points at people and is null, and so is its total."""

    agree: int | None
    disagree: int | None
    passes: int | None
    total: int | None


class ListedMoot(Schema):
    """A meeting, with how much of it is public."""

    id: str
    title: str
    place: str
    held_on: dt.date | None
    summary: str
    source: str
    notes: int
    statements: int
    address: str


class PublicNote(Schema):
    """What was written down at a table, verbatim, released by a named person."""

    id: str
    number: int
    table: int | None
    kind: str
    words: str
    so_that: str
    other_side: str
    role: str = Field(description="Whose experience: a role, never a name.")
    late: bool
    noted_at: dt.datetime | None
    second_hand: bool = Field(description="Heard from somebody who was not there.")
    where_and_when: str = Field(description="A complaint's place and day.")
    who_could_act: str = Field(description="Who could decide this, as the table said it.")
    answers: list[int] = Field(description="The released notes whose concern this proposal answers.")
    settled_by: str = Field(description="The source that settled a claim to be checked.")
    address: str


class PublicStatement(Schema):
    """One votable sentence, and the released notes it was made from."""

    id: str
    number: int
    words: str
    about_people: bool = Field(description="Asks who somebody is: never drives opinion groups.")
    notes: list[int]
    votes: Votes
    address: str


class Moots(Many[ListedMoot]):
    """A page of moots."""


class OneMoot(One[ListedMoot]):
    """A moot."""


class Notes(Many[PublicNote]):
    """A page of released notes."""


class Statements(Many[PublicStatement]):
    """A page of statements."""


def votes_told(tally: Tally) -> dict[str, int | None]:
    """A tally as far as it may be told."""
    agree, disagree, passes = (None if is_few(count) else count for count in tally.parts)
    total = None if tally.hides else tally.total
    return {"agree": agree, "disagree": disagree, "passes": passes, "total": total}


@router.get("moots", response={200: Moots, **ERRORS})
def moots(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """Moots, newest first."""
    found = queries.counted().order_by(F("held_on").desc(nulls_last=True), "title")
    rows = found[paging.offset : paging.offset + paging.size]
    items = [_moot(request, moot) for moot in rows]
    return many(request, items, total=Moot.objects.count(), page=paging, about=ours())


@router.get("moots/{slug:moot}", response={200: OneMoot, **ERRORS})
def moot(request: HttpRequest, moot: str) -> dict[str, Any]:
    """One moot."""
    return {"item": _moot(request, named(moot)), "about": ours()}


@router.get("moots/{slug:moot}/notes", response={200: Notes, **ERRORS})
def notes(request: HttpRequest, moot: str, paging: Paging) -> dict[str, Any]:
    """The released notes of a moot, by table."""
    found = queries.notes_of(named(moot)).prefetch_related("concerns")
    items = [_note(request, note) for note in found[paging.offset : paging.offset + paging.size]]
    return many(request, items, total=found.count(), page=paging, about=ours())


@router.get("moots/{slug:moot}/statements", response={200: Statements, **ERRORS})
def statements(request: HttpRequest, moot: str, paging: Paging) -> dict[str, Any]:
    """The statements of a moot with what they came to, by number."""
    found = queries.statements_of(named(moot)).prefetch_related("notes")
    rows = list(found[paging.offset : paging.offset + paging.size])
    counted = queries.tallies(Statement.objects.filter(pk__in=[row.pk for row in rows]))
    items = [_statement(request, row, counted.get(row.pk, Tally())) for row in rows]
    return many(request, items, total=found.count(), page=paging, about=ours())


def named(slug: str) -> Moot:
    """The moot of this slug. Raises Http404."""
    found = queries.counted().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _moot(request: HttpRequest, moot: Moot) -> dict[str, Any]:
    return {
        "id": moot.slug,
        "title": moot.title,
        "place": moot.place,
        "held_on": moot.held_on,
        "summary": moot.summary,
        "source": moot.source,
        "notes": moot.released_count,
        "statements": moot.public_count,
        "address": site(request) + reverse("moot", args=[moot.slug]),
    }


def _note(request: HttpRequest, note: Note) -> dict[str, Any]:
    return {
        "id": str(note.key),
        "number": note.number,
        "table": note.table.number if note.table else None,
        "kind": note.kind,
        "words": note.words,
        "so_that": note.so_that,
        "other_side": note.other_side,
        "role": note.role,
        "late": note.late,
        "noted_at": note.noted_at,
        "second_hand": note.second_hand,
        "where_and_when": note.where_and_when,
        "who_could_act": note.who_could_act,
        "answers": sorted(each.number for each in note.concerns.all() if each.released_at),
        "settled_by": note.settled_by,
        "address": site(request) + reverse("note", args=[note.moot.slug, note.key]),
    }


def _statement(request: HttpRequest, statement: Statement, tally: Tally) -> dict[str, Any]:
    slug = statement.moot.slug
    return {
        "id": f"{slug}/{statement.number}",
        "number": statement.number,
        "words": statement.words,
        "about_people": statement.is_meta,
        "notes": sorted(note.number for note in statement.notes.all() if note.released_at),
        "votes": votes_told(tally),
        "address": site(request) + reverse("statement", args=[slug, statement.number]),
    }
