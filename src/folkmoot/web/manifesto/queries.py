"""What the manifesto says, and where each plank came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from folkmoot.manifesto import trail
from folkmoot.meetings.voting import Tally
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.meetings.models import Note, Statement
from folkmoot.web.meetings.queries import tallies


def planks() -> QuerySet[Plank]:
    """Every plank with `newest` (its newest version in a list of one) and `statement_count`."""
    newest = PlankVersion.objects.filter(plank=OuterRef("plank")).order_by("-number").values("pk")[:1]
    only_newest = Prefetch("versions", PlankVersion.objects.filter(pk=Subquery(newest)), to_attr="newest")
    counted = Plank.objects.annotate(statement_count=Count("origins", distinct=True))
    return counted.prefetch_related(only_newest).order_by("position", "slug")


def rows() -> list[dict[str, Any]]:
    """The manifesto as plain rows."""
    return [
        {
            "plank": plank.slug,
            "version": version.number,
            "title": version.title,
            "state": version.state,
            "statements": plank.statement_count,
            "outcome": "",
        }
        for plank in planks()
        for version in plank.newest
    ]


@dataclass(frozen=True, slots=True)
class Manifesto:
    """Planks under their sections, in order; dropped ones apart; and how many came from somewhere."""

    sections: tuple[tuple[str, tuple[Plank, ...]], ...]
    dropped: tuple[Plank, ...]
    standing: int
    with_origin: int

    @property
    def share_with_origin(self) -> int:
        """In per cent, of the planks that were not dropped."""
        return round(100 * self.with_origin / self.standing) if self.standing else 0


def manifesto() -> Manifesto:
    everything = [plank for plank in planks() if plank.newest]
    dropped = tuple(p for p in everything if p.newest[0].state == PlankVersion.State.DROPPED)
    standing = [p for p in everything if p not in dropped]
    order = {section: i for i, section in reversed(list(enumerate(p.section for p in standing)))}
    standing.sort(key=lambda p: (order[p.section], p.position))
    sections = tuple((name, tuple(group)) for name, group in groupby(standing, key=lambda p: p.section))
    return Manifesto(sections, dropped, len(standing), sum(1 for p in standing if p.statement_count))


@dataclass(frozen=True, slots=True)
class Source:
    """A statement that a plank came from: its votes, its released notes, and how many are not released."""

    statement: Statement
    tally: Tally
    notes: tuple[Note, ...]
    withheld: int


def sources(plank: Plank) -> tuple[Source, ...]:
    """Where a plank came from, statement by statement."""
    notes = Prefetch("notes", Note.objects.select_related("table", "moot").order_by("number"))
    found = plank.statements.exclude(moderation=Statement.Moderation.REJECTED)
    counted = tallies(found)
    in_order = (
        found.select_related("moot").prefetch_related(notes).order_by("moot__held_on", "moot__slug", "number")
    )
    return tuple(_source(statement, counted.get(statement.pk, Tally())) for statement in in_order)


def _source(statement: Statement, tally: Tally) -> Source:
    notes = statement.notes.all()
    released = tuple(note for note in notes if note.released_at)
    return Source(statement, tally, released, len(notes) - len(released))


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a plank and what changed since the one before; None for the first."""

    version: PlankVersion
    trail: trail.Trail | None


def steps(plank: Plank) -> tuple[Step, ...]:
    """Every version, oldest first."""
    versions = list(plank.versions.select_related("made_by").order_by("number"))
    before: list[PlankVersion | None] = [None, *versions]
    return tuple(
        Step(version, trail.between_versions(_wording(previous), _wording(version)) if previous else None)
        for previous, version in zip(before, versions, strict=False)
    )


def drift(found: Sequence[Source], version: PlankVersion) -> trail.Trail | None:
    """What changed between what people said, as far as it may be shown, and a version."""
    if not found:
        return None
    statements = [trail.Wording(source.statement.words) for source in found]
    notes = [trail.Wording(note.words, note.so_that) for source in found for note in source.notes]
    return trail.from_sources(statements, _wording(version), heard=notes)


def _wording(version: PlankVersion) -> trail.Wording:
    return trail.Wording(version.words, version.purpose)


def choosable(*, moot: str = "", words: str = "") -> QuerySet[Statement]:
    """Statements an editor may draw on: accepted, not about people, found by moot and by words."""
    found = Statement.objects.filter(moderation=Statement.Moderation.ACCEPTED, is_meta=False).select_related(
        "moot"
    )
    if moot:
        found = found.filter(moot__slug=moot)
    for word in words.split()[:8]:
        found = found.filter(Q(words__icontains=word))
    return found.order_by("moot__held_on", "moot__slug", "number")
