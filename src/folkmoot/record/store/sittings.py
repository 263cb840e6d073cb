"""The rows of one sitting: put in, taken out when a later revision comes, looked up again on a new roll.

Everything here runs inside a transaction that the writer has opened.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from folkmoot.record.debates import Debate
from folkmoot.record.departments import Spoken
from folkmoot.record.store import derived, rows
from folkmoot.record.store.flat import Flat
from folkmoot.record.store.resolving import Resolver


def revision_order(revision: str) -> tuple[int, str]:
    """Revision letters in the order they are given out: a … z, aa …"""
    return len(revision), revision


def stands(db: sqlite3.Connection, sitting_id: str, revision: str, digest: str) -> bool:
    """Whether a sitting still is as that file gave it, or was replaced by a later revision."""
    row = db.execute("SELECT revision, digest FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
    if row is None:
        return False
    return bool(row[1] == digest) or revision_order(row[0]) > revision_order(revision)


def holds_newer(db: sqlite3.Connection, sitting_id: str, revision: str) -> bool:
    row = db.execute("SELECT revision FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
    return row is not None and revision_order(row[0]) > revision_order(revision)


# Put in


def insert_sitting(db: sqlite3.Connection, flat: Flat, digest: str, stamp: str) -> int:
    cursor = db.execute(
        "INSERT INTO sitting (id, date, chamber, kind, revision, title, source, digest, roll) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (flat.id, flat.date, flat.chamber, flat.kind, flat.revision, flat.title, flat.source, digest, stamp),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def insert_debates(db: sqlite3.Connection, sitting: int, debates: Iterable[Debate]) -> dict[str, int]:
    """Returns the key of every debate by its id."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'debate'").fetchone()
    keys: dict[str, int] = {}
    made = []
    for key, d in enumerate(debates, start=(row[0] if row else 0) + 1):
        keys[d.id] = key
        about = (d.title, d.level, d.position, d.parent_id, d.parent_title, d.department)
        made.append((key, d.id, sitting, *about, d.column, d.time, d.url))
    db.executemany("INSERT INTO debate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", made)
    return keys


def insert_contributions(
    db: sqlite3.Connection,
    sitting: int,
    debates: dict[str, int],
    flat: Flat,
    day: dt.date,
    resolver: Resolver,
) -> list[Spoken]:
    """Returns what placing the debates needs to know of each."""
    made = []
    spoken = []
    for c in flat.contributions:
        (
            gid,
            debate,
            seq,
            kind,
            said,
            person,
            member,
            speaker,
            office,
            *place,
            oral,
            number,
            text,
            paragraphs,
            marks,
        ) = c
        person, party = resolver.who(
            person, member, day if said == flat.date else dt.date.fromisoformat(said)
        )
        found = _marks_text(marks, resolver)
        made.append(
            (
                *(
                    gid,
                    sitting,
                    debates[debate],
                    seq,
                    kind,
                    said,
                    person,
                    member,
                    speaker,
                    office,
                    party,
                ),
                *(*place, oral, number, text, paragraphs, found),
            )
        )
        spoken.append(Spoken(debate, kind, person, speaker, office, bool(oral or number)))
    db.executemany(
        "INSERT INTO contribution VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made,
    )
    return spoken


def _marks_text(marks: rows.Marks | None, resolver: Resolver) -> str:
    return rows.encoded(resolver.marks(marks)) if marks else ""


def insert_divisions(
    db: sqlite3.Connection,
    sitting: int,
    debates: dict[str, int],
    divisions: Iterable[tuple[Any, ...]],
    day: dt.date,
    resolver: Resolver,
) -> None:
    for gid, debate, *about, votes in divisions:
        cursor = db.execute(
            "INSERT INTO division VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (gid, sitting, debates[debate], *about),
        )
        made = []
        for position, (vote, name, teller, person, member) in enumerate(votes):
            person, party = resolver.who(person, member, day)
            made.append((cursor.lastrowid, position, vote, name, teller, person, member, party))
        db.executemany("INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?, ?, ?)", made)


def write_redirects(db: sqlite3.Connection, redirects: Iterable[tuple[str, str, str]]) -> None:
    db.executemany("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)", redirects)


# Take out


def take_out(db: sqlite3.Connection, flat: Flat) -> int | None:
    """Remove the earlier revision of a sitting, leading its ids on. Returns its key, if there was one."""
    row = db.execute("SELECT key FROM sitting WHERE id = ?", (flat.id,)).fetchone()
    if row is None:
        return None
    key = int(row[0])
    _lead_on(db, key, flat)
    db.execute(
        "DELETE FROM debate_department WHERE debate IN (SELECT key FROM debate WHERE sitting = ?)", (key,)
    )
    db.execute("DELETE FROM vote WHERE division IN (SELECT key FROM division WHERE sitting = ?)", (key,))
    derived.forget(db, key)
    for table in ("division", "contribution", "debate"):
        db.execute(f"DELETE FROM {table} WHERE sitting = ?", (key,))
    db.execute("DELETE FROM sitting WHERE key = ?", (key,))
    db.execute("INSERT INTO removed VALUES (?)", (key,))
    return key


def _lead_on(db: sqlite3.Connection, old: int, flat: Flat) -> None:
    """Where the new revision says nothing of an old id, lead it to the same words or the same heading."""
    words: dict[str, str] = {}
    for c in flat.contributions:
        words.setdefault(c[15], c[0])
    titles: dict[str, str] = {}
    for d in flat.debates:
        titles.setdefault(d.title, d.id)
    divisions = {d[3]: d[0] for d in reversed(flat.divisions)}
    here = {c[0] for c in flat.contributions} | {d.id for d in flat.debates} | {d[0] for d in flat.divisions}
    found = []
    for table, column, places in (
        ("contribution", "text", words),
        ("debate", "title", titles),
        ("division", "number", divisions),
    ):
        for gid, said in db.execute(f"SELECT id, {column} FROM {table} WHERE sitting = ?", (old,)):
            if gid not in here and said in places and not _leads(db, gid):
                found.append((gid, places[said], "same words"))
    write_redirects(db, found)


def _leads(db: sqlite3.Connection, gid: str) -> bool:
    return db.execute("SELECT 1 FROM redirect WHERE old = ?", (gid,)).fetchone() is not None


# Look up again


def resolve_again(db: sqlite3.Connection, sitting: int, resolver: Resolver) -> bool:
    """Persons, parties and departments of a stored sitting by the roll of now. Whether any changed."""
    row = db.execute("SELECT date FROM sitting WHERE key = ?", (sitting,)).fetchone()
    day = dt.date.fromisoformat(row[0])
    votes = _votes_again(db, sitting, day, resolver)
    contributions, spoken = _contributions_again(db, sitting, resolver)
    places = _places_again(db, sitting, spoken, resolver)
    return votes or contributions or places


def _votes_again(db: sqlite3.Connection, sitting: int, day: dt.date, resolver: Resolver) -> bool:
    changed = []
    for division, position, person, member, party in db.execute(
        "SELECT v.division, v.position, v.person_id, v.member_id, v.party FROM vote v "
        "JOIN division d ON d.key = v.division WHERE d.sitting = ?",
        (sitting,),
    ):
        now = resolver.who(person, member, day)
        if now != (person, party):
            changed.append((*now, division, position))
    db.executemany("UPDATE vote SET person_id = ?, party = ? WHERE division = ? AND position = ?", changed)
    return bool(changed)


def _contributions_again(
    db: sqlite3.Connection, sitting: int, resolver: Resolver
) -> tuple[bool, list[Spoken]]:
    changed = []
    spoken = []
    for key, debate, kind, said, person, member, party, speaker, office, oral, number, marks in db.execute(
        "SELECT c.key, d.id, c.kind, c.date, c.person_id, c.member_id, c.party, c.speaker_name, c.office, "
        "c.oral_number, c.question_number, c.marks FROM contribution c JOIN debate d ON d.key = c.debate "
        "WHERE c.sitting = ? ORDER BY c.seq",
        (sitting,),
    ):
        now = resolver.who(person, member, dt.date.fromisoformat(said))
        marked = _marks_text(json.loads(marks), resolver) if marks else ""
        if now != (person, party) or marked != marks:
            changed.append((*now, marked, key))
        spoken.append(Spoken(debate, kind, now[0], speaker, office, bool(oral or number)))
    db.executemany("UPDATE contribution SET person_id = ?, party = ?, marks = ? WHERE key = ?", changed)
    return bool(changed), spoken


def _places_again(db: sqlite3.Connection, sitting: int, spoken: list[Spoken], resolver: Resolver) -> bool:
    keys: dict[str, int] = {}
    debates = []
    for key, *row in db.execute(
        f"SELECT d.key, {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE d.sitting = ?",
        (sitting,),
    ):
        debate = rows.debate_in(tuple(row))
        debates.append(debate)
        keys[debate.id] = key
    before = set(
        db.execute(
            "SELECT p.* FROM debate_department p JOIN debate d ON d.key = p.debate WHERE d.sitting = ?",
            (sitting,),
        )
    )
    placed = resolver.place(debates, spoken)
    after = {(keys[p.debate_id], p.department.slug, p.department.name, p.reason) for p in placed}
    if before == after:
        return False
    db.executemany("DELETE FROM debate_department WHERE debate = ?", [(key,) for key in keys.values()])
    db.executemany("INSERT INTO debate_department VALUES (?, ?, ?, ?)", sorted(after))
    return True
