"""Where written questions stand in the store: by day, by who asked, by who answered."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from folkmoot.record.store.listing import Store

Part = Literal["question", "reply"]

_QUESTIONS = "EXISTS (SELECT 1 FROM contribution c WHERE c.debate = d.key AND c.kind = 'question')"
_DEPARTMENT = "EXISTS (SELECT 1 FROM debate_department p WHERE p.debate = d.key AND p.department = ?)"


def days(store: Store) -> tuple[dt.date, ...]:
    """Every day that has written questions or their answers, newest first."""
    rows = store._all(
        "SELECT DISTINCT date FROM sitting WHERE kind LIKE '%wran%' OR kind = 'spwa' ORDER BY date DESC"
    )
    return tuple(dt.date.fromisoformat(day) for (day,) in rows)


def headings(
    store: Store, day: dt.date, *, department: str = "", limit: int = 50, offset: int = 0
) -> tuple[str, ...]:
    """The ids of the headings of a day under which something was asked in writing, in order."""
    where, values = _on(day, department)
    rows = store._all(
        f"SELECT d.id FROM debate d JOIN sitting s ON s.key = d.sitting WHERE {where} "
        "ORDER BY s.chamber, s.id, d.position LIMIT ? OFFSET ?",
        *values,
        limit,
        offset,
    )
    return tuple(gid for (gid,) in rows)


def count_headings(store: Store, day: dt.date, *, department: str = "") -> int:
    """How many headings of a day have something asked in writing."""
    where, values = _on(day, department)
    row = store._one(
        f"SELECT count(*) FROM debate d JOIN sitting s ON s.key = d.sitting WHERE {where}", *values
    )
    return int(row[0])


def _on(day: dt.date, department: str) -> tuple[str, list[str]]:
    values = [day.isoformat(), *([department] if department else [])]
    return f"s.date = ? AND {_QUESTIONS}" + (f" AND {_DEPARTMENT}" if department else ""), values


def departments_on(store: Store, day: dt.date) -> tuple[tuple[str, str, int], ...]:
    """The departments that were asked on a day: (word, name, headings), by name."""
    rows = store._all(
        "SELECT p.department, min(p.name), count(*) FROM debate_department p "
        "JOIN debate d ON d.key = p.debate "
        f"JOIN sitting s ON s.key = d.sitting WHERE s.date = ? AND {_QUESTIONS} "
        "GROUP BY p.department ORDER BY min(p.name)",
        day.isoformat(),
    )
    return tuple((slug, name, int(number)) for slug, name, number in rows)


def headings_of(
    store: Store, person_id: str, part: Part, *, limit: int = 50, offset: int = 0
) -> tuple[str, ...]:
    """The ids of the headings under which somebody asked, or answered, in writing, newest first."""
    rows = store._all(
        "SELECT d.id FROM contribution c JOIN debate d ON d.key = c.debate "
        "WHERE c.person_id = ? AND c.kind = ? GROUP BY d.key ORDER BY max(c.date) DESC, max(c.key) DESC "
        "LIMIT ? OFFSET ?",
        store.roll().canonical(person_id),
        part,
        limit,
        offset,
    )
    return tuple(gid for (gid,) in rows)


def counts_of(store: Store, person_id: str) -> tuple[int, int]:
    """Under how many headings somebody asked in writing, and under how many they answered."""
    found = dict(
        store._all(
            "SELECT kind, count(DISTINCT debate) FROM contribution "
            "WHERE person_id = ? AND kind IN ('question', 'reply') GROUP BY kind",
            store.roll().canonical(person_id),
        )
    )
    return int(found.get("question", 0)), int(found.get("reply", 0))
