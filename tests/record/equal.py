"""Whether two stores hold the same: every row by its public ids, and what the index answers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from folkmoot.record.store import Store

_ROWS = (
    "SELECT id, date, chamber, kind, revision, title, digest FROM sitting ORDER BY id",
    "SELECT s.id, d.id, d.title, d.level, d.position, d.parent_id, d.department FROM debate d "
    "JOIN sitting s ON s.key = d.sitting ORDER BY s.id, d.position",
    "SELECT s.id, d.id, c.id, c.seq, c.kind, c.person_id, c.member_id, c.party, c.speaker_name, "
    "c.text, c.paragraphs, "
    "c.marks FROM contribution c JOIN sitting s ON s.key = c.sitting JOIN debate d ON d.key = c.debate "
    "ORDER BY s.id, c.seq",
    "SELECT v.id, v.counts, t.position, t.vote, t.name, t.person_id, t.party FROM vote t "
    "JOIN division v ON v.key = t.division ORDER BY v.id, t.position",
    "SELECT old, new, match FROM redirect ORDER BY old",
    "SELECT d.id, p.department, p.reason FROM debate_department p JOIN debate d ON d.key = p.debate "
    "ORDER BY 1, 2",
    "SELECT digest, name, role, of, revision, counts, unread FROM file ORDER BY digest, name",
    "SELECT id, redirect, identifiers FROM person ORDER BY id",
    "SELECT id, person_id, start FROM membership ORDER BY id",
    "SELECT id, person_id, role, start FROM office ORDER BY 1, 2, 3, 4",
    "SELECT count(*) FROM sitting WHERE generation IS NULL",
    "SELECT count(*) FROM removed",
)
_QUERIES = ("the", "housing", "minist*", "kind:question", "party:labour", "-the", "speaker:a", '"right hon"')


def contents(folder: Path) -> object:
    """All that a store holds, comparable with `==`."""
    db = sqlite3.connect(folder / "record.sqlite3")
    rows = [db.execute(statement).fetchall() for statement in _ROWS]
    db.close()
    with Store.open(folder) as store:
        found = []
        for query in _QUERIES:
            hits = store.search(query, limit=10_000, order="newest")
            found.append((hits.total, sorted(h.contribution.id for h in hits.hits)))
        return rows, found, store.size()
