"""What was derived from sittings, in tables of its own: whom the words mean.

These tables come and go with their derivers and are no part of the layout of the record: a record
without them is whole. `derived` says which version of a deriver, and which roll, each sitting has seen.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.record.debates import Contribution, Sitting
from folkmoot.record.references.values import Reference

REFERENCES = "references"

# `person` is whom the words mean where that is one person; `persons` is a JSON list of all in question.
# The first person is left out: it is half of all references and says only who is speaking.
TABLES = """
CREATE TABLE IF NOT EXISTS derived (
  what TEXT NOT NULL, sitting INTEGER NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (what, sitting)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS reference (
  contribution INTEGER NOT NULL, paragraph INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL, person TEXT NOT NULL, persons TEXT NOT NULL, office TEXT NOT NULL,
  confidence REAL NOT NULL, reason TEXT NOT NULL, sitting INTEGER NOT NULL, debate INTEGER NOT NULL,
  date TEXT NOT NULL, PRIMARY KEY (contribution, paragraph, start, "end", kind)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reference_sitting ON reference (sitting);
CREATE INDEX IF NOT EXISTS reference_person ON reference (person, date, debate)
  WHERE person <> '' AND kind <> 'pronoun';
"""
SPOKEN_OF = "person = ? AND person <> '' AND kind <> 'pronoun'"
"""Whose references count as speaking of them: pronouns are kept apart, as they are less sure."""

Row = tuple[int, int, int, int, str, str, str, str, float, str]
"""Contribution's key and paragraph, start, end, kind, person, persons, office, confidence, reason."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A reference in its place: the number of its paragraph in the contribution, from 0."""

    paragraph: int
    reference: Reference


def there(db: sqlite3.Connection) -> bool:
    """Whether anything was derived in this record."""
    found = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'derived'").fetchone()
    return found is not None


def make(db: sqlite3.Connection) -> None:
    """The tables, where they are not there yet."""
    db.executescript(TABLES)


def stale(db: sqlite3.Connection, stamp: str) -> list[int]:
    """The sittings whose references were not derived, or by another version or roll than `stamp`."""
    if not there(db):
        return [key for (key,) in db.execute("SELECT key FROM sitting ORDER BY date, key")]
    found = db.execute(
        "SELECT key FROM sitting s WHERE NOT EXISTS (SELECT 1 FROM derived d WHERE d.what = ? "
        "AND d.sitting = s.key AND d.stamp = ?) ORDER BY date, key",
        (REFERENCES, stamp),
    )
    return [key for (key,) in found]


def forget(db: sqlite3.Connection, sitting: int) -> None:
    """Take out what was derived from a sitting. Needs an open transaction."""
    if there(db):
        db.execute("DELETE FROM reference WHERE sitting = ?", (sitting,))
        db.execute("DELETE FROM derived WHERE sitting = ?", (sitting,))


def put(db: sqlite3.Connection, sitting: int, found: Iterable[Row], stamp: str) -> None:
    """The references of a sitting in place of what was derived before. Needs an open transaction."""
    forget(db, sitting)
    db.executemany(
        "INSERT OR IGNORE INTO reference SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, c.sitting, c.debate, c.date "
        "FROM contribution c WHERE c.key = ?",
        [(*row, row[0]) for row in found],
    )
    db.execute("INSERT INTO derived VALUES (?, ?, ?)", (REFERENCES, sitting, stamp))


def rows_of(sitting: Sitting, keys: Sequence[int], references: Iterable[Reference]) -> list[Row]:
    """References, which come in order, as rows; the first person left out.

    keys: of the sitting's contributions in their order.
    """
    places: dict[str, int] = {}
    for place, contribution in enumerate(sitting.contributions):
        places.setdefault(contribution.id, place)
    made: list[Row] = []
    here, paragraph = "", 0
    for r in references:
        if r.contribution != here:
            here, paragraph = r.contribution, 0
        contribution = sitting.contributions[places[here]]
        paragraph = _paragraph(contribution, r, paragraph)
        if r.kind == "first_person":
            continue
        key, persons = keys[places[here]], json.dumps(r.persons)
        where = (key, paragraph, r.start, r.end)
        made.append((*where, r.kind, r.person, persons, r.office, r.confidence, r.reason))
    return made


def _paragraph(contribution: Contribution, reference: Reference, since: int) -> int:
    """The number of a reference's paragraph; a source may give none an id, or two the same."""
    for number in range(since, len(contribution.paragraphs)):
        p = contribution.paragraphs[number]
        if p.pid == reference.pid and p.text[reference.start : reference.end] == reference.text:
            return number
    return since


def meant_in(contribution: Contribution, row: tuple[Any, ...]) -> Meant:
    """A reference from its row, without the contribution's key and the one person."""
    number, start, end, kind, persons, office, confidence, reason = row
    paragraph = contribution.paragraphs[number]
    reference = Reference(
        contribution.id,
        paragraph.pid,
        start,
        end,
        paragraph.text[start:end],
        kind,
        tuple(json.loads(persons)),
        office,
        confidence,
        reason,
    )
    return Meant(number, reference)
