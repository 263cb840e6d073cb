"""What became of each note: taken up in a plank, answered, become a statement, or waiting."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from folkmoot.web.manifesto.models import NoteAnswer, Plank, PlankOrigin, PlankVersion
from folkmoot.web.meetings.models import Moot, Note, Statement

DROPPED = PlankVersion.State.DROPPED


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A plank that a note was taken up in, through a statement."""

    plank: Plank
    version: PlankVersion
    statement: Statement


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a note. Without planks and answer it waits; a statement alone is no answer.

    taken_up: the planks that stand; dropped: those that were given up, which answer it where they say why.
    """

    note: Note
    taken_up: tuple[TakenUp, ...]
    statements: tuple[Statement, ...]
    answer: NoteAnswer | None
    dropped: tuple[TakenUp, ...] = ()

    @property
    def waits(self) -> bool:
        told = self.answer is not None or any(one.version.why for one in self.dropped)
        return not self.taken_up and not told


def fates(notes: QuerySet[Note]) -> list[Fate]:
    """What became of each of these notes, in their order. Seven questions to the house, however many."""
    newest = PlankVersion.objects.filter(plank=OuterRef("plank")).order_by("-number").values("pk")[:1]
    versions = Prefetch("versions", PlankVersion.objects.filter(pk=Subquery(newest)), to_attr="newest")
    public = Statement.objects.filter(moderation__gte=Statement.Moderation.UNDECIDED).select_related("moot")
    with_planks = public.prefetch_related(Prefetch("planks", Plank.objects.prefetch_related(versions)))
    found = notes.select_related("table", "moot").prefetch_related(
        Prefetch("statements", with_planks, "public"), Prefetch("fates", to_attr="said")
    )
    return [_fate(note) for note in found]


def _fate(note: Note) -> Fate:
    taken = {
        plank.pk: TakenUp(plank, plank.newest[0], statement)
        for statement in note.public
        for plank in statement.planks.all()
        if plank.newest
    }
    standing = tuple(one for one in taken.values() if one.version.state != DROPPED)
    dropped = tuple(one for one in taken.values() if one.version.state == DROPPED)
    return Fate(note, standing, tuple(note.public), note.said[-1] if note.said else None, dropped)


_NEWEST = PlankVersion.objects.filter(plank=OuterRef("plank")).order_by("-number")
_ORIGINS = PlankOrigin.objects.filter(
    statement__notes=OuterRef("pk"), statement__moderation__gte=Statement.Moderation.UNDECIDED
).annotate(state=Subquery(_NEWEST.values("state")[:1]), why=Subquery(_NEWEST.values("why")[:1]))
_TAKEN_UP = Exists(_ORIGINS.filter(state__isnull=False).exclude(state=DROPPED))
_ANSWERED = Exists(NoteAnswer.objects.filter(note=OuterRef("pk"))) | Exists(
    _ORIGINS.filter(state=DROPPED).exclude(why="")
)


def waiting(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Those of these notes that nobody took up or answered."""
    return notes.filter(~_TAKEN_UP, ~_ANSWERED)


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the notes, released or not, were taken up in a plank that stands, or told why not."""

    notes: int
    taken_up: int
    answered: int

    @property
    def with_answer(self) -> int:
        return self.taken_up + self.answered

    @property
    def share(self) -> int:
        """In per cent, rounded down."""
        return 100 * self.with_answer // self.notes if self.notes else 0


def shares(notes: QuerySet[Note] | None = None) -> Shares:
    """Of all notes, or of these."""
    asked = (Note.objects.all() if notes is None else notes).order_by()
    counted = asked.annotate(taken=_TAKEN_UP, told=_ANSWERED).aggregate(
        notes=Count("pk"),
        taken_up=Count("pk", filter=Q(taken=True)),
        answered=Count("pk", filter=Q(taken=False, told=True)),
    )
    return Shares(**counted)


def shares_by_moot() -> list[tuple[Moot, Shares]]:
    """Every moot that has notes, with its own shares, newest first."""
    counted = (
        Note.objects.order_by()
        .annotate(taken=_TAKEN_UP, told=_ANSWERED)
        .values("moot")
        .annotate(
            notes=Count("pk"),
            taken_up=Count("pk", filter=Q(taken=True)),
            answered=Count("pk", filter=Q(taken=False, told=True)),
        )
    )
    by_moot = {row.pop("moot"): Shares(**row) for row in counted}
    return [
        (moot, by_moot[moot.pk]) for moot in Moot.objects.order_by("-held_on", "slug") if moot.pk in by_moot
    ]
