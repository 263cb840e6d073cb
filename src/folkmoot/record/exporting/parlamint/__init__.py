"""The record as ParlaMint TEI: a corpus file with people and bodies, and one file a sitting.

https://clarin-eric.github.io/ParlaMint/. Whatever has an id of its publisher's carries it as `n`, so
that `folkmoot.record.readers.parla_clarin` reads the same sittings back. What TEI has no place
for stays in the tables of the other exports: who voted how, the cells of tables, marked references.
Whom words mean stands beside the corpus in `references.csv`, since a `seg` of ParlaMint holds words only:
its `contribution` is the `n` of a `u`, its `pid` that of a `seg`, whose characters `start` and `end` count.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from lxml import etree

from folkmoot.record.exporting.parlamint import corpus, sittings
from folkmoot.record.exporting.tables import REFERENCES
from folkmoot.record.exporting.writing import write_table
from folkmoot.record.store import derived, rows
from folkmoot.record.store.people import roll


def write(db: sqlite3.Connection, folder: Path) -> None:
    """The corpus of a record: `Folkmoot-record.xml` and a folder of sittings a year."""
    everybody = roll(db)
    made: list[corpus.Component] = []
    for key, gid, day, chamber, kind, revision, title, source in db.execute(
        "SELECT key, id, date, chamber, kind, revision, title, source FROM sitting ORDER BY date, id"
    ).fetchall():
        sitting = sittings.Told(
            gid,
            day,
            chamber,
            kind,
            revision,
            title,
            source,
            debates=tuple(_debates(db, key)),
            contributions=tuple(_contributions(db, key)),
            divisions=tuple(_divisions(db, key)),
        )
        root, told = sittings.component(sitting, everybody)
        path = folder / told.path
        path.parent.mkdir(exist_ok=True)
        _write(root, path)
        made.append(told)
    _write(corpus.root(made, everybody), folder / f"{sittings.CORPUS}.xml")
    if derived.there(db):
        write_table(db, REFERENCES, folder / f"{REFERENCES.name}.csv")


def _write(root: etree._Element, path: Path) -> None:
    etree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)


def _debates(db: sqlite3.Connection, key: int) -> list[sittings.Debate]:
    found = db.execute(
        f"SELECT {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE d.sitting = ? ORDER BY d.position", (key,)
    )
    return [rows.debate_in(row) for row in found]


def _contributions(db: sqlite3.Connection, key: int) -> list[sittings.Contribution]:
    found = db.execute(
        f"SELECT {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} WHERE c.sitting = ? ORDER BY c.seq", (key,)
    )
    return [rows.contribution_in(row) for row in found]


def _divisions(db: sqlite3.Connection, key: int) -> list[sittings.Division]:
    found = db.execute(
        f"SELECT {rows.DIVISION} FROM {rows.DIVISION_FROM} WHERE v.sitting = ? ORDER BY v.seq", (key,)
    )
    return [rows.division_in(tuple(row), ()) for _key, *row in found]
