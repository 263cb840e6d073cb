"""People in the store: one set of rows a source, the roll made of all of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import astuple, replace
from pathlib import PurePath

from folkmoot.record.people import (
    Interest,
    Membership,
    Name,
    Office,
    Organisation,
    People,
    Person,
    Post,
    Roll,
)

_TABLES = ("person", "name", "membership", "office", "post", "organisation", "interest")
_REGISTERS = "interests:"


def source_of(people: People) -> str:
    """What a file of people is called here: its name and whose ids it holds, not where it lay."""
    if people.interests:
        return f"{_REGISTERS}{PurePath(people.source).name}"
    first = next((x.id for group in (people.persons, people.offices, people.memberships) for x in group), "")
    return f"{first.partition('/')[0]}/{PurePath(people.source).name}"


def write(connection: sqlite3.Connection, people: People, digest: str) -> None:
    """Put one file's people in place of what the same source said before. Needs an open transaction."""
    source = source_of(people)
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
    connection.execute("INSERT OR REPLACE INTO people_file VALUES (?, ?)", (source, digest))
    made: dict[str, Iterable[tuple[object, ...]]] = {
        "person": (
            (p.id, source, p.name(), p.redirect, json.dumps(p.identifiers), p.gender) for p in people.persons
        ),
        "name": ((p.id, source, *astuple(name)) for p in people.persons for name in p.names),
        "membership": ((m.id, source, *astuple(m)[1:]) for m in people.memberships),
        "office": ((*astuple(office), source) for office in people.offices),
        "post": (
            (p.id, source, p.seat, json.dumps(p.other_names), p.organisation_id, p.start, p.end)
            for p in people.posts
        ),
        "interest": ((source, n, *astuple(interest)[:-1]) for n, interest in enumerate(people.interests)),
        "organisation": ((*astuple(organisation), source) for organisation in people.organisations),
    }
    for table, rows in made.items():
        _insert(connection, table, rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)


def stands(connection: sqlite3.Connection, source: str, digest: str) -> bool:
    """Whether a source still says what that file said."""
    row = connection.execute("SELECT digest FROM people_file WHERE source = ?", (source,)).fetchone()
    return row is not None and bool(row[0] == digest)


def stamp(connection: sqlite3.Connection) -> str:
    """A digest of everything the roll is made of."""
    rows = connection.execute(
        "SELECT source, digest FROM people_file WHERE substr(source, 1, ?) <> ? ORDER BY source",
        (len(_REGISTERS), _REGISTERS),
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16] if rows else ""


def interests(
    connection: sqlite3.Connection, roll: Roll, person_id: str, day: dt.date
) -> tuple[Interest, ...]:
    """What stood in the register under a person's name that day: in the last edition until then."""
    edition = connection.execute(
        "SELECT max(edition) FROM interest WHERE edition <= ?", (day.isoformat(),)
    ).fetchone()[0]
    wanted = roll.canonical(person_id)
    persons = {person_id, wanted, *(p for p in roll.persons if roll.canonical(p) == wanted)}
    seats = {term.id for term in roll.terms_of(wanted)}
    held = f"(person_id IN ({_marks(persons)}) OR member_id IN ({_marks(seats)}))"
    since = dict(
        connection.execute(
            f"SELECT category || char(10) || text, min(edition) FROM interest WHERE {held} GROUP BY 1",
            (*persons, *seats),
        ).fetchall()
    )
    found = connection.execute(
        "SELECT person_id, member_id, edition, category, category_number, subcategory, text, registered "
        f"FROM interest WHERE edition = ? AND {held} ORDER BY source, position",
        (edition, *persons, *seats),
    )
    return tuple(replace(Interest(*row), since=since[f"{row[3]}\n{row[6]}"]) for row in found)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values))


def roll(connection: sqlite3.Connection) -> Roll:
    """Everybody, from every source, in the order of the sources' names."""
    names: dict[tuple[str, str], list[Name]] = {}
    for person, source, *name in connection.execute("SELECT * FROM name ORDER BY source, rowid"):
        names.setdefault((person, source), []).append(Name(*name))
    persons = [
        Person(
            gid,
            tuple(names.get((gid, source), ())),
            tuple((a, b) for a, b in json.loads(identifiers)),
            redirect,
            gender,
        )
        for gid, source, identifiers, redirect, gender in connection.execute(
            "SELECT id, source, identifiers, redirect, gender FROM person ORDER BY source, id"
        )
    ]
    memberships = [
        Membership(*row)
        for row in connection.execute(
            'SELECT id, person_id, post_id, organisation_id, party_id, start, "end", start_reason, '
            "end_reason, redirect FROM membership ORDER BY source, id"
        )
    ]
    offices = [
        Office(*row)
        for row in connection.execute(
            'SELECT id, person_id, organisation_id, role, kind, start, "end" FROM office '
            "ORDER BY source, rowid"
        )
    ]
    posts = [
        Post(gid, seat, tuple(json.loads(others)), organisation, start, end)
        for gid, seat, others, organisation, start, end in connection.execute(
            'SELECT id, seat, other_names, organisation_id, start, "end" FROM post ORDER BY source, id'
        )
    ]
    organisations = [
        Organisation(*row)
        for row in connection.execute(
            "SELECT id, name, classification FROM organisation ORDER BY source, rowid"
        )
    ]
    return Roll.of(
        [
            People(
                persons=tuple(persons),
                memberships=tuple(memberships),
                posts=tuple(posts),
                organisations=tuple(organisations),
                offices=tuple(offices),
            )
        ]
    )
