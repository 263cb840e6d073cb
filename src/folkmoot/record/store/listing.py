"""Lists out of the store, a page at a time, each with how many there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from folkmoot import search
from folkmoot.record import questions
from folkmoot.record.debates import Contribution, Debate, Division
from folkmoot.record.store import rows
from folkmoot.record.store.asking import Asking
from folkmoot.record.store.values import SittingSummary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """A page of a list, and how many there are on all pages."""

    items: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A written question and what answered it. No `answered`: none found here.

    `days` is how long the answer took; None where the source gives both on one day, as those
    sources do that print a question only when it is answered.
    """

    asked: Contribution
    answered: tuple[Contribution, ...]
    reason: str

    @property
    def days(self) -> int | None:
        if not self.answered or self.answered[0].date <= self.asked.date:
            return None
        return (self.answered[0].date - self.asked.date).days


class _Where:
    """Conditions of a statement, those left out that were not asked for."""

    def __init__(self) -> None:
        self.clauses: list[str] = ["1"]
        self.values: list[object] = []

    def add(self, clause: str, *values: object) -> None:
        if all(values):
            self.clauses.append(clause)
            self.values += [v.isoformat() if isinstance(v, dt.date) else v for v in values]

    def __str__(self) -> str:
        return " AND ".join(self.clauses)


class Store(Asking):
    """The record in one folder. Open it with `Store.open`; one may be shared between threads."""

    def list_sittings(
        self,
        *,
        first: dt.date | None = None,
        last: dt.date | None = None,
        chamber: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Stretch[SittingSummary]:
        """Sittings between two days, both included, newest first."""
        where = _Where()
        where.add("s.date >= ?", first)
        where.add("s.date <= ?", last)
        where.add("s.chamber = ? COLLATE NOCASE", chamber)
        total = self._one(f"SELECT count(*) FROM sitting s WHERE {where}", *where.values)[0]
        order = "s.date DESC, s.chamber, s.id LIMIT ? OFFSET ?"
        return Stretch(self._sittings(f"{where} ORDER BY {order}", *where.values, limit, offset), total)

    def list_debates(
        self,
        *,
        day: dt.date | None = None,
        sitting: str = "",
        department: str = "",
        person: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Stretch[Debate]:
        """Debates of a day, a sitting, a department, or in which somebody spoke; newest first, in order."""
        where = _Where()
        where.add("s.date = ?", day)
        where.add("s.id = ?", sitting)
        where.add("d.key IN (SELECT debate FROM debate_department WHERE department = ?)", department)
        speaker = self.roll().canonical(person) if person else ""
        where.add("d.key IN (SELECT debate FROM contribution WHERE person_id = ?)", speaker)
        total = self._one(f"SELECT count(*) FROM {rows.DEBATE_FROM} WHERE {where}", *where.values)[0]
        order = "s.date DESC, s.chamber, s.id, d.position LIMIT ? OFFSET ?"
        return Stretch(self._debates(f"{where} ORDER BY {order}", *where.values, limit, offset), total)

    def list_divisions(
        self,
        *,
        day: dt.date | None = None,
        debate: str = "",
        person: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Stretch[Division]:
        """Divisions of a day, a debate, or in which somebody voted, newest first; their votes left out."""
        where = _Where()
        where.add("s.date = ?", day)
        where.add("d.id = ?", debate)
        voter = self.roll().canonical(person) if person else ""
        where.add("v.key IN (SELECT division FROM vote WHERE person_id = ?)", voter)
        total = self._one(f"SELECT count(*) FROM {rows.DIVISION_FROM} WHERE {where}", *where.values)[0]
        found = self._all(
            f"SELECT {rows.DIVISION} FROM {rows.DIVISION_FROM} WHERE {where} "
            "ORDER BY s.date DESC, s.id, v.seq LIMIT ? OFFSET ?",
            *where.values,
            limit,
            offset,
        )
        return Stretch(tuple(rows.division_in(tuple(row), ()) for _key, *row in found), total)

    def list_contributions(
        self, *conditions: search.Field, limit: int = 20, offset: int = 0
    ) -> Stretch[Contribution]:
        """What was said under these conditions of the search language, newest day first, in order."""
        everything = search.Not(search.Field("in", "-/-"))
        tree = search.And((*conditions, everything)) if conditions else everything
        found = self.search(tree, limit=limit, offset=offset, order="newest")
        return Stretch(tuple(hit.contribution for hit in found.hits), found.total)

    def list_written_questions(
        self, *conditions: search.Field, limit: int = 20, offset: int = 0
    ) -> Stretch[WrittenQuestion]:
        """Written questions under these conditions with their answers, newest day first."""
        asked = self.list_contributions(
            search.Field("kind", "question"), *conditions, limit=limit, offset=offset
        )
        debates = {c.debate_id: self.debate(c.debate_id).contributions for c in asked.items}
        by_question: dict[str, tuple[tuple[Contribution, ...], str]] = {}
        for contributions in debates.values():
            by_id = {c.id: c for c in contributions}
            for pair in questions.pair(contributions):
                answers = tuple(by_id[gid] for gid in pair.answered)
                by_question.update({gid: (answers, pair.reason) for gid in pair.asked})
        alone: tuple[tuple[Contribution, ...], str] = ((), questions.NO_ANSWER)
        return Stretch(
            tuple(WrittenQuestion(c, *by_question.get(c.id, alone)) for c in asked.items), asked.total
        )
