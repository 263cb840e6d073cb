"""What pages, exports and commands ask of moots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, IntegerField, Max, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from folkmoot.meetings import moots as values
from folkmoot.meetings.voting import Tally
from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, Table, Vote

RELEASED = Q(released_at__isnull=False)
PUBLIC = Q(moderation__gte=Statement.Moderation.UNDECIDED)


def counted() -> QuerySet[Moot]:
    """Every moot with its counts: tables, notes, statements, participants, votes, and what is public."""
    return Moot.objects.annotate(
        table_count=_count(Table),
        note_count=_count(Note),
        released_count=_count(Note, released_at__isnull=False),
        statement_count=_count(Statement),
        public_count=_count(Statement, moderation__gte=Statement.Moderation.UNDECIDED),
        participant_count=_count(Participant),
        vote_count=_count(Vote, by="participant__moot"),
    )


def _count(model: type[Model], *, by: str = "moot", **only: Any) -> Coalesce:
    rows = model._default_manager.filter(**{by: OuterRef("pk")}, **only).order_by().values(by)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def notes_of(moot: Moot, *, unreleased: bool = False) -> QuerySet[Note]:
    """The released notes of a moot, by table; all of them for its staff."""
    notes = moot.notes.select_related("table").order_by("table__number", "number")
    return notes if unreleased else notes.filter(RELEASED)


def statements_of(moot: Moot, *, rejected: bool = False) -> QuerySet[Statement]:
    """The statements of a moot that moderators have not rejected."""
    statements = moot.statements.all()
    return statements if rejected else statements.filter(PUBLIC)


told_elsewhere: list[Callable[[QuerySet[Statement]], dict[int, Tally]]] = []
"""Rooms above that know what a statement came to where its votes are not here; filled when they are ready."""


def tallies(statements: QuerySet[Statement]) -> dict[int, Tally]:
    """What each statement came to, by its key; everybody's newest vote counts."""
    newer = Vote.objects.filter(
        statement=OuterRef("statement"), participant=OuterRef("participant"), id__gt=OuterRef("id")
    )
    counts = (
        Vote.objects.filter(~Exists(newer), statement__in=statements.order_by().values("pk"))
        .order_by()
        .values("statement_id")
        .annotate(
            agree=Count("id", filter=Q(value=1)),
            disagree=Count("id", filter=Q(value=-1)),
            passes=Count("id", filter=Q(value=0)),
        )
    )
    found = {row.pop("statement_id"): Tally(**row) for row in counts}
    for ask in told_elsewhere:
        found = ask(statements) | found
    return found


def votes_between(moot: Moot) -> tuple[dt.date, dt.date] | None:
    """The days of the first and the last vote."""
    found = Vote.objects.filter(participant__moot=moot).aggregate(first=Min("cast_at"), last=Max("cast_at"))
    if found["first"] is None:
        return None
    return timezone.localdate(found["first"]), timezone.localdate(found["last"])


def value_of(moot: Moot, *, unreleased: bool = False) -> values.Moot:
    """A moot as plain values: what is public of it, or all for its staff. Votes are not among them."""
    rows = list(notes_of(moot, unreleased=unreleased).prefetch_related("concerns"))
    known = {note.number for note in rows}
    notes = [note_value(note, known) for note in rows]
    statements = statements_of(moot, rejected=unreleased).prefetch_related("notes")
    return values.Moot(
        slug=moot.slug,
        title=moot.title,
        place=moot.place,
        held_on=moot.held_on,
        summary=moot.summary,
        source=moot.source,
        notes=tuple(notes),
        statements=tuple(statement_value(statement, known) for statement in statements),
    )


def note_value(note: Note, known: set[int]) -> values.Note:
    """A note with the numbers of those of the concerns it answers that may be named."""
    return values.Note(
        number=note.number,
        words=note.words,
        kind=note.kind,
        table=note.table.number if note.table else None,
        so_that=note.so_that,
        other_side=note.other_side,
        role=note.role,
        late=note.late,
        noted_at=timezone.localtime(note.noted_at) if note.noted_at else None,
        second_hand=note.second_hand,
        where_and_when=note.where_and_when,
        who_could_act=note.who_could_act,
        answers=tuple(sorted(number for each in note.concerns.all() if (number := each.number) in known)),
        settled_by=note.settled_by,
    )


def statement_value(statement: Statement, known: set[int]) -> values.Statement:
    """A statement with the numbers of those of its notes that may be named."""
    return values.Statement(
        number=statement.number,
        words=statement.words,
        notes=tuple(sorted(note.number for note in statement.notes.all() if note.number in known)),
        is_meta=statement.is_meta,
        is_seed=statement.is_seed,
        moderation=statement.moderation,
        written_at=timezone.localtime(statement.written_at) if statement.written_at else None,
    )
