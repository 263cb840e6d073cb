"""The report of a moot or of several: counts, statements and released notes as they stand, nothing written.

Every number is a public count or follows from public counts; every quotation is verbatim and
carries the way to where it stands. What is said of a group is what its people voted for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from folkmoot.meetings.voting import Tally, is_few
from folkmoot.opinion.disclosure import Told
from folkmoot.opinion.intervals import LEVEL, NAME
from folkmoot.web.meetings import queries as meetings
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.opinion import queries, showing
from folkmoot.web.opinion.showing import AboutPeople, InTheRoom, NotYet, Part, Results

QUOTES_A_STATEMENT = 2
QUOTED_STATEMENTS = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A released note that a statement was made from, verbatim."""

    note: Note
    statement: Statement


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in the list of all: everybody's votes and every group's, as they may be told."""

    statement: Statement
    tally: Tally
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One moot in a report."""

    moot: Moot
    found: Results | NotYet
    rows: list[Row]
    quotes: list[Quote]
    twice: list[tuple[Any, Tally, Tally]]
    room: InTheRoom | None
    about: list[AboutPeople]
    tables: int
    notes: int

    @property
    def results(self) -> Results | None:
        return self.found if isinstance(self.found, Results) else None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one moot or several, in the order in which they were held."""

    chapters: list[Chapter]

    @property
    def several(self) -> bool:
        return len(self.chapters) > 1


def report(moots: Iterable[Moot], method: str | None = None) -> Report:
    """What is public of these moots by a method, or by the one each organiser chose."""
    in_order = sorted(moots, key=lambda moot: (str(moot.held_on or ""), moot.slug))
    return Report([_chapter(moot, method) for moot in in_order])


def _chapter(moot: Moot, method: str | None) -> Chapter:
    found = showing.results(moot, method)
    results = found if isinstance(found, Results) else None
    return Chapter(
        moot=moot,
        found=found,
        rows=_rows(moot, results) if results else [],
        quotes=_quotes(results) if results else [],
        twice=queries.asked_twice(moot),
        room=showing.in_the_room(moot),
        about=showing.about_people(moot, results) if results else [],
        tables=moot.tables.count(),
        notes=moot.notes.filter(released_at__isnull=False).count(),
    )


def _rows(moot: Moot, found: Results) -> list[Row]:
    known = queries.public_statements(moot)
    return [
        Row(
            known[int(number)],
            Tally(*told["all"]),
            showing.parts_of(found.result.value, int(number)) if found.groups else [],
        )
        for number, told in found.result.value["tallies"].items()
        if int(number) in known
    ]


def _quotes(found: Results) -> list[Quote]:
    """Released notes behind what is agreed on and what divides, in their own words."""
    told: list[Statement] = [one.statement for one in found.agreed]
    told += [one.statement for one in found.cruxes]
    told += [one.statement for group in found.groups for one in group.differences]
    quotes = []
    for statement in list({one.pk: one for one in told}.values())[:QUOTED_STATEMENTS]:
        notes = statement.notes.filter(meetings.RELEASED).select_related("table").order_by("number")
        quotes += [Quote(note, statement) for note in notes[:QUOTES_A_STATEMENT]]
    return quotes


def maps(found: Report) -> dict[str, str]:
    """The maps of a report by the path of their address."""
    return {
        reverse("opinion_map", args=[chapter.moot.slug]): chapter.results.result.map_svg
        for chapter in found.chapters
        if chapter.results
    }


def published(found: Report) -> dict[str, Any]:
    """The public counts of a report, by which anybody can work its numbers out again."""
    return {
        "interval": {"name": NAME, "level": LEVEL, "of": "agree / (agree + disagree)"},
        "fewer_than_5": "fewer than 5",
        "moots": [_published(chapter) for chapter in found.chapters],
    }


def _published(chapter: Chapter) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "moot": chapter.moot.slug,
        "title": chapter.moot.title,
        "held_on": chapter.moot.held_on,
        "tables": chapter.tables,
        "released_notes": chapter.notes,
    }
    found = chapter.results
    if found is None:
        return plain | {"note": "too few votes to show, or still being counted"}
    return plain | {
        "method": found.method,
        "counted_at": found.result.made_at,
        "participants": found.participants,
        "votes": found.votes,
        "groups": [
            {"name": group.name, "size": _count(group.size), "stability": group.stability}
            for group in found.groups
        ],
        "agreed": [one.statement.number for one in found.agreed],
        "cruxes": [one.statement.number for one in found.cruxes],
        "statements": [_row(row) for row in chapter.rows],
        "census": [
            {"number": one.statement.number, **asdict(one.figure), "share": round(one.figure.share, 4)}
            for one in chapter.about
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.statement.number,
        "words": row.statement.words,
        "everybody": {
            name: "fewer than 5" if is_few(count) else count
            for name, count in zip(("agree", "disagree", "pass"), row.tally.parts, strict=True)
        },
        "groups": {
            part.group: {
                name: _count(count)
                for name, count in zip(("agree", "disagree", "pass"), part.tally.parts, strict=True)
            }
            for part in row.parts
        },
    }


def _count(count: Told) -> int | str:
    return count.count if count.kind == "exact" else showing.in_words(count)
