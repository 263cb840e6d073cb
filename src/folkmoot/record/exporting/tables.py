"""What the tables of an export hold: their names, columns and rows, read one after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from folkmoot.record.store import derived, rows

CHUNK = 2_000
Row = tuple[str | int, ...]
NUMBERS = frozenset({"position", "seq", "teller"})
"""Columns of whole numbers; the rest is text, dates as 2026-05-12, empty where nothing is known."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it is, its columns, and the statement that gives its rows in a fixed order.

    numbers: the columns of whole numbers. told: makes a row of the table from one of the statement.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    statement: str
    numbers: frozenset[str] = NUMBERS
    told: Callable[[tuple[Any, ...]], Row] = tuple

    def rows(self, db: sqlite3.Connection) -> Iterator[list[Row]]:
        """Its rows, some thousands at a time."""
        cursor = db.execute(self.statement)
        while some := cursor.fetchmany(CHUNK):
            yield list(map(self.told, some))


def _table(name: str, about: str, columns: str, statement: str, **more: Any) -> Table:
    return Table(name, about, tuple(columns.split()), statement, **more)


def tables_of(db: sqlite3.Connection) -> tuple[Table, ...]:
    """The tables of a record: whom words mean only where that was worked out."""
    return (*TABLES, REFERENCES) if derived.there(db) else TABLES


def _meant(row: tuple[Any, ...]) -> Row:
    contribution, text, paragraphs, number, start, end, kind, persons, office, confidence, reason = row
    there = rows.paragraphs_in(text, paragraphs)[number]
    words = there.text[start:end]
    return (
        contribution,
        number,
        there.pid,
        start,
        end,
        words,
        kind,
        persons,
        office,
        f"{confidence:.2f}",
        reason,
    )


TABLES = (
    _table(
        "sittings",
        "a day of one kind of business",
        "id date chamber kind revision title source",
        "SELECT id, date, chamber, kind, revision, title, source FROM sitting ORDER BY date, id",
    ),
    _table(
        "debates",
        "a headed item of business; `parent` is the heading above it",
        "id sitting date chamber title level position parent parent_title column time official",
        "SELECT d.id, s.id, s.date, s.chamber, d.title, d.level, d.position, d.parent_id, d.parent_title, "
        'd."column", d.time, d.url FROM sitting s JOIN debate d ON d.sitting = s.key '
        "ORDER BY s.date, s.id, d.position",
    ),
    _table(
        "contributions",
        "a turn of speech, a written question or answer, or a procedural note; `party` as it was that day",
        "id sitting debate date chamber seq kind person member speaker office party time column type "
        "question_number official text",
        "SELECT c.id, s.id, d.id, c.date, s.chamber, c.seq, c.kind, c.person_id, c.member_id, "
        'c.speaker_name, c.office, c.party, c.time, c."column", c.type, c.question_number, c.url, c.text '
        "FROM sitting s JOIN contribution c ON c.sitting = s.key JOIN debate d ON d.key = c.debate "
        "ORDER BY s.date, s.id, c.seq",
    ),
    _table(
        "divisions",
        "a vote of the House; `counts` as printed, as JSON",
        "id sitting debate date seq number counts column time official",
        'SELECT v.id, s.id, d.id, s.date, v.seq, v.number, v.counts, v."column", v.time, v.url '
        "FROM sitting s JOIN division v ON v.sitting = s.key JOIN debate d ON d.key = v.debate "
        "ORDER BY s.date, s.id, v.seq",
    ),
    _table(
        "votes",
        "how one Member is listed in a division, in the source's own word; `teller` is 0 or 1",
        "division position vote name teller person party",
        "SELECT v.id, t.position, t.vote, t.name, t.teller, t.person_id, t.party FROM sitting s "
        "JOIN division v ON v.sitting = s.key JOIN vote t ON t.division = v.key "
        "ORDER BY s.date, s.id, v.seq, t.position",
    ),
    _table(
        "departments",
        "a debate placed under a department, and why",
        "debate department name reason",
        "SELECT d.id, p.department, p.name, p.reason FROM sitting s JOIN debate d ON d.sitting = s.key "
        "JOIN debate_department p ON p.debate = d.key ORDER BY s.date, s.id, d.position, p.department",
    ),
    _table(
        "people",
        "somebody on the record; `moved_to` is who they were found to be",
        "id name moved_to",
        "SELECT id, name, redirect FROM person ORDER BY id, source",
    ),
    _table(
        "memberships",
        "a term in a chamber, for one party; `end` is empty where it lasts",
        "id person chamber seat party start end",
        "SELECT m.id, m.person_id, coalesce(nullif(m.organisation_id, ''), p.organisation_id, ''), "
        "coalesce(p.seat, ''), coalesce(o.name, m.party_id), m.start, m.\"end\" FROM membership m "
        "LEFT JOIN post p ON p.id = m.post_id AND p.source = m.source "
        "LEFT JOIN organisation o ON o.id = m.party_id AND o.source = m.source "
        "WHERE m.redirect = '' ORDER BY m.id, m.source",
    ),
    _table(
        "offices",
        "an office in government or opposition, or a seat on a committee",
        "id person role organisation start end",
        'SELECT f.id, f.person_id, f.role, coalesce(o.name, f.organisation_id), f.start, f."end" '
        "FROM office f LEFT JOIN organisation o ON o.id = f.organisation_id AND o.source = f.source "
        "ORDER BY f.id, f.start, f.rowid",
    ),
    _table(
        "redirects",
        "an old id and where to look now",
        "old new match",
        "SELECT old, new, match FROM redirect ORDER BY old",
    ),
)

REFERENCES = _table(
    "references",
    "words that mean a particular person, as a program found them: `start` to `end` in a paragraph, "
    "given by its number from 0 and its `pid`, which bill committees lack; "
    "`persons` as a JSON list, `confidence` from 0 to 1; pronouns are a kind of their own",
    "contribution paragraph pid start end text kind persons office confidence reason",
    'SELECT c.id, c.text, c.paragraphs, r.paragraph, r.start, r."end", r.kind, r.persons, r.office, '
    "r.confidence, r.reason FROM sitting s JOIN contribution c ON c.sitting = s.key "
    "JOIN reference r ON r.contribution = c.key "
    'ORDER BY s.date, s.id, c.seq, r.paragraph, r.start, r."end" DESC',
    numbers=frozenset({"paragraph", "start", "end"}),
    told=_meant,
)
