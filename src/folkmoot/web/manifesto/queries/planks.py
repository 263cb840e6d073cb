"""What the manifesto says, and where each plank came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from folkmoot.manifesto import gaps, trail
from folkmoot.meetings.voting import Tally
from folkmoot.web.manifesto.models import BroughtTally, Plank, PlankVersion
from folkmoot.web.meetings.models import Note, Statement
from folkmoot.web.meetings.queries import tallies


def brought(statements: QuerySet[Statement]) -> dict[int, Tally]:
    """What an edition told of statements that it brought, by their keys."""
    rows = BroughtTally.objects.filter(statement__in=statements.order_by().values("pk"))
    told = {row.statement_id: Tally(row.agree, row.disagree, row.passes) for row in rows}
    return {key: tally for key, tally in told.items() if tally.total}


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
        """In per cent, of the planks that were not dropped; rounded down, so that 100 means all."""
        return 100 * self.with_origin // self.standing if self.standing else 0


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

    @property
    def name(self) -> str:
        return f"{self.statement.moot.slug}:{self.statement.number}"


def sources(plank: Plank) -> tuple[Source, ...]:
    """Where a plank came from, statement by statement."""
    notes = Prefetch("notes", Note.objects.select_related("table", "moot").order_by("number"))
    found = plank.statements.exclude(moderation=Statement.Moderation.REJECTED)
    counted = tallies(found)
    in_order = (
        found.select_related("moot", "brought_tally")
        .prefetch_related(notes)
        .order_by("moot__held_on", "moot__slug", "number")
    )
    return tuple(_source(statement, counted.get(statement.pk, Tally())) for statement in in_order)


def _source(statement: Statement, tally: Tally) -> Source:
    notes = statement.notes.all()
    released = tuple(note for note in notes if note.released_at)
    brought = getattr(statement, "brought_tally", None)
    return Source(
        statement, tally, released, len(notes) - len(released) + (brought.withheld if brought else 0)
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a plank and what changed since the one before; None for the first.

    withdrawn: the number of the version that withdrew this one, if any did.
    """

    version: PlankVersion
    trail: trail.Trail | None
    withdrawn: int | None = None


def steps(plank: Plank) -> tuple[Step, ...]:
    """Every version, oldest first."""
    versions = list(plank.versions.select_related("made_by").order_by("number"))
    before: list[PlankVersion | None] = [None, *versions]
    withdrawn = {version.withdraws: version.number for version in versions if version.withdraws}
    return tuple(
        Step(
            version,
            trail.between_versions(_wording(previous), _wording(version)) if previous else None,
            withdrawn.get(version.number),
        )
        for previous, version in zip(before, versions, strict=False)
    )


def drift(found: Sequence[Source], version: PlankVersion) -> trail.Trail | None:
    """What changed between what people said, as far as it may be shown, and a version."""
    if not found:
        return None
    statements = [trail.Wording(source.statement.words, of=source.name) for source in found]
    notes = [trail.Wording(note.words, note.so_that) for source in found for note in source.notes]
    return trail.from_sources(statements, _wording(version), heard=notes)


@dataclass(frozen=True, slots=True)
class Side:
    """What was said, marked where the plank has it nowhere: a statement whole, a note in its purpose."""

    pieces: tuple[trail.Piece, ...]
    purpose: tuple[trail.Piece, ...] = ()
    source: Source | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What the tables said on one side, what the plank says on the other; each marks what the other lacks."""

    said: tuple[Side, ...]
    words: tuple[trail.Piece, ...]
    purpose: tuple[trail.Piece, ...]


def side_by_side(found: Sequence[Source], version: PlankVersion) -> SideBySide | None:
    """The words of statements and released notes beside those of a version; None without any."""
    if not found:
        return None
    now = (version.words, version.purpose)
    said: list[Side] = []
    shown: set[int] = set()
    for source in found:
        said.append(Side(trail.marked(source.statement.words, now, state="dropped"), source=source))
        said += [
            Side(
                trail.marked_purpose(note.words, now),
                trail.marked(note.so_that, now, state="dropped"),
                note=note,
            )
            for note in source.notes
            if note.pk not in shown
        ]
        shown |= {note.pk for note in source.notes}
    everything = [text for source in found for text in _texts(source)]
    return SideBySide(
        tuple(said),
        trail.marked(version.words, everything, state="added"),
        trail.marked(version.purpose, everything, state="added"),
    )


def _texts(source: Source) -> list[str]:
    return [source.statement.words, *(text for note in source.notes for text in (note.words, note.so_that))]


def gaps_of(found: Sequence[Source], every: Sequence[Step]) -> tuple[gaps.Missing, ...]:
    """What is missing on the way from the tables to a plank."""
    return gaps.gaps(
        [
            gaps.Heard(
                of=source.name,
                votes=source.tally.total,
                tables=[str(note.table.number) if note.table else None for note in source.notes],
                withheld=source.withheld,
                by_organisers=source.statement.is_seed,
            )
            for source in found
        ],
        [
            gaps.Decided(v.number, v.state, v.why, v.decided_by, trail.Wording(v.words, v.purpose).aim)
            for v in (step.version for step in every)
        ],
    )


def split_hint(plank: Plank, versions: Sequence[PlankVersion]) -> trail.Hint | None:
    """Whether the planks a plank was split into carry, between them, what it said before."""
    parts = list(plank.parts.prefetch_related("versions"))
    first = [part.versions.all()[0] for part in parts if part.versions.all()]
    before = [v for v in versions if first and v.made_at < first[0].made_at]
    if not before or len(versions) <= len(before):
        return None
    return trail.split(_wording(before[-1]), [_wording(versions[len(before)]), *map(_wording, first)])


def _wording(version: PlankVersion) -> trail.Wording:
    return trail.Wording(version.words, version.purpose, of=version.title)


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
