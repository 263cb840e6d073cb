"""What the record answers: values, never rows."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence

from folkmoot.errors import NotFound
from folkmoot.record import questions
from folkmoot.record.debates import Contribution, Debate, Division, Redirect, Sitting
from folkmoot.record.departments import Department
from folkmoot.record.people import Interest, Person
from folkmoot.record.store import people as people_rows
from folkmoot.record.store import rows
from folkmoot.record.store.meaning import Meaning
from folkmoot.record.store.values import (
    DebatePage,
    DepartmentDebate,
    DepartmentSummary,
    Exchange,
    SittingSummary,
)


class Asking(Meaning):
    """What is asked of the rows: one thing by its id, and what belongs to it."""

    # Ids

    def _now(self, table: str, gid: str) -> int:
        """The key of what an id means now, redirects followed.

        Raises NotFound, saying what was searched and what to do.
        """
        wanted, seen = gid, set()
        while wanted not in seen:
            seen.add(wanted)
            row = self._db.execute(
                f"SELECT t.key FROM {table} t JOIN sitting s ON s.key = t.sitting "
                "WHERE t.id = ? ORDER BY s.date DESC, t.key DESC LIMIT 1",
                (wanted,),
            ).fetchone()
            if row is not None:
                return int(row[0])
            further = self._db.execute("SELECT new FROM redirect WHERE old = ?", (wanted,)).fetchone()
            if further is None:
                break
            wanted = further[0]
        raise self.not_found(table, gid)

    def not_found(self, what: str, gid: str) -> NotFound:
        """The error for an id that nothing here answers to: what was searched, and what to do."""
        searched = self.searched()
        days = f", {searched.first} to {searched.last}" if searched.first else ""
        return NotFound(
            f"No {what} {gid!r} among {searched.sittings:,} sittings{days}; "
            "read the sitting it stands in with 'folkmoot record read PATH'.",
            id=gid,
            sittings=searched.sittings,
        )

    # Contributions and debates

    def contribution(self, gid: str) -> Contribution:
        """The contribution with this id, or the one it was redirected to. Raises NotFound."""
        return self._contributions("c.key = ?", self._now("contribution", gid))[0]

    def led(self, gid: str) -> tuple[Redirect, ...]:
        """Where an old id leads, step by step; nothing for an id that leads nowhere else."""
        steps: dict[str, Redirect] = {}
        while gid not in steps:
            row = self._db.execute("SELECT old, new, match FROM redirect WHERE old = ?", (gid,)).fetchone()
            if row is None:
                break
            steps[gid] = Redirect(*row)
            gid = steps[gid].new
        return tuple(steps.values())

    def contributions(self, ids: Iterable[str]) -> tuple[Contribution, ...]:
        """The contributions with these ids, in the order asked; ids that lead nowhere are left out."""
        keys = []
        for gid in ids:
            with contextlib.suppress(NotFound):
                keys.append(self._now("contribution", gid))
        return self._by_keys(keys)

    def _by_keys(self, keys: Sequence[int]) -> tuple[Contribution, ...]:
        found = dict(self._with_keys(keys))
        return tuple(found[key] for key in keys if key in found)

    def _contributions(self, where: str, *values: object) -> tuple[Contribution, ...]:
        statement = f"SELECT {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} WHERE {where}"
        return tuple(map(rows.contribution_in, self._all(statement, *values)))

    def contributions_of(
        self, person_id: str, *, limit: int = 50, offset: int = 0
    ) -> tuple[Contribution, ...]:
        """What a person said, newest day first, in order within the day."""
        person_id = self.roll().canonical(person_id)
        return self._contributions(
            "c.person_id = ? ORDER BY c.date DESC, c.sitting, c.seq LIMIT ? OFFSET ?",
            person_id,
            limit,
            offset,
        )

    def contributions_in(self, sitting_id: str) -> tuple[Contribution, ...]:
        """Everything said at a sitting, in order; empty where there is no such sitting."""
        return self._contributions(
            "c.sitting = (SELECT key FROM sitting WHERE id = ?) ORDER BY c.seq", sitting_id
        )

    def texts_in(self, sitting_id: str) -> list[str]:
        """The words of everything said at a sitting, in order, without what else is known of it."""
        found = self._all(
            "SELECT c.text FROM contribution c JOIN sitting s ON s.key = c.sitting "
            "WHERE s.id = ? ORDER BY c.seq",
            sitting_id,
        )
        return [text for (text,) in found]

    def count_of(self, person_id: str) -> int:
        """How many contributions of a person are here."""
        person_id = self.roll().canonical(person_id)
        return int(self._one("SELECT count(*) FROM contribution WHERE person_id = ?", person_id)[0])

    def years_of(self, person_id: str) -> tuple[tuple[int, int, int], ...]:
        """For each year, newest first: (year, contributions of a person, days on which they spoke)."""
        found = self._all(
            "SELECT substr(date, 1, 4), count(*), count(DISTINCT date) FROM contribution "
            "WHERE person_id = ? GROUP BY 1 ORDER BY 1 DESC",
            self.roll().canonical(person_id),
        )
        return tuple((int(year), contributions, days) for year, contributions, days in found)

    def debates_of(self, *person_ids: str, limit: int = 1_000, offset: int = 0) -> tuple[Debate, ...]:
        """The debates in which all of these people spoke, newest first."""
        spoke = "EXISTS (SELECT 1 FROM contribution c WHERE c.debate = d.key AND c.person_id = ?)"
        first, *others = [self.roll().canonical(person) for person in person_ids]
        together = "".join(f" AND {spoke}" for _ in others)
        return self._debates(
            "d.key IN (SELECT debate FROM contribution WHERE person_id = ?)"
            f"{together} ORDER BY s.date DESC, s.id, d.position LIMIT ? OFFSET ?",
            first,
            *others,
            limit,
            offset,
        )

    def debate(self, gid: str) -> DebatePage:
        """A debate whole. Raises NotFound."""
        key = self._now("debate", gid)
        debate, sitting = self._debate_and_sitting(key)
        neighbours = self._debates("d.sitting = ? ORDER BY d.position", sitting)
        place = next(n for n, d in enumerate(neighbours) if d.id == debate.id)
        return DebatePage(
            debate=debate,
            sitting=self._sittings("s.key = ?", sitting)[0],
            above=_above(debate, neighbours),
            below=tuple(d for d in neighbours if d.parent_id == debate.id),
            previous=neighbours[place - 1] if place else None,
            next=neighbours[place + 1] if place + 1 < len(neighbours) else None,
            contributions=self._contributions("c.debate = ? ORDER BY c.seq", key),
            divisions=self._divisions("v.debate = ? ORDER BY v.seq", key),
            departments=self._placed("p.debate = ?", key),
        )

    def _debate_and_sitting(self, key: int) -> tuple[Debate, int]:
        sitting, *row = self._one(
            f"SELECT d.sitting, {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE d.key = ?",
            key,
        )
        return rows.debate_in(tuple(row)), sitting

    def _debates(self, where: str, *values: object) -> tuple[Debate, ...]:
        statement = f"SELECT {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE {where}"
        return tuple(map(rows.debate_in, self._all(statement, *values)))

    def debates(
        self, *, day: dt.date | None = None, sitting: str = "", limit: int = 1_000, offset: int = 0
    ) -> tuple[Debate, ...]:
        """The debates of a day or a sitting, in order; of neither, of everything, newest day first."""
        where = "1"
        values: list[object] = []
        if day is not None:
            where, values = where + " AND s.date = ?", [*values, day.isoformat()]
        if sitting:
            where, values = where + " AND s.id = ?", [*values, sitting]
        order = "s.date DESC, s.chamber, s.id, d.position"
        return self._debates(f"{where} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset)

    # Sittings and divisions

    def sittings(
        self, *, day: dt.date | None = None, limit: int = -1, offset: int = 0
    ) -> tuple[SittingSummary, ...]:
        """Every sitting, newest first, or those of one day; at most `limit`, where one is given."""
        if day is None:
            order = "s.date DESC, s.chamber, s.id"
            return self._sittings(f"1 ORDER BY {order} LIMIT ? OFFSET ?", limit, offset)
        return self._sittings("s.date = ? ORDER BY s.chamber, s.id", day.isoformat())

    def sitting(self, gid: str) -> SittingSummary:
        """One sitting by its id, which leaves the revision out. Raises NotFound."""
        found = self._sittings("s.id = ?", gid)
        if not found:
            raise self.not_found("sitting", gid)
        return found[0]

    def _sittings(self, where: str, *values: object) -> tuple[SittingSummary, ...]:
        found = self._all(
            "SELECT s.id, s.date, s.chamber, s.kind, s.revision, s.title, s.source, "
            "(SELECT count(*) FROM debate d WHERE d.sitting = s.key), "
            "(SELECT count(*) FROM contribution c WHERE c.sitting = s.key AND c.kind <> 'procedural'), "
            "(SELECT count(*) FROM division v WHERE v.sitting = s.key) "
            f"FROM sitting s WHERE {where}",
            *values,
        )
        return tuple(SittingSummary(gid, dt.date.fromisoformat(day), *rest) for gid, day, *rest in found)

    def whole(self, gid: str) -> Sitting:
        """A sitting with all its words, as a reader gave it but for redirects. Raises NotFound."""
        return self._whole(self.sitting(gid))

    def to_derive(self, key: int) -> tuple[Sitting, list[int]]:
        """A sitting by its key, whole, and the keys of its contributions in their order."""
        keys = self._all("SELECT key FROM contribution WHERE sitting = ? ORDER BY seq", key)
        return self._whole(self._sittings("s.key = ?", key)[0]), [gid for (gid,) in keys]

    def _whole(self, about: SittingSummary) -> Sitting:
        inside = "(SELECT key FROM sitting WHERE id = ?)"
        return Sitting(
            about.id,
            about.date,
            about.chamber,
            about.kind,
            about.revision,
            about.source,
            about.title,
            debates=self._debates(f"d.sitting = {inside} ORDER BY d.position", about.id),
            contributions=self.contributions_in(about.id),
            divisions=self._divisions(f"v.sitting = {inside} ORDER BY v.seq", about.id),
        )

    def days(self) -> tuple[dt.date, ...]:
        """Every day that has a sitting here, newest first."""
        return tuple(
            dt.date.fromisoformat(day)
            for (day,) in self._all("SELECT DISTINCT date FROM sitting ORDER BY date DESC")
        )

    def division(self, gid: str) -> Division:
        """A division with everybody's vote. Raises NotFound."""
        return self._divisions("v.key = ?", self._now("division", gid))[0]

    def _divisions(self, where: str, *values: object) -> tuple[Division, ...]:
        found = self._all(f"SELECT {rows.DIVISION} FROM {rows.DIVISION_FROM} WHERE {where}", *values)
        return tuple(rows.division_in(tuple(row), rows.votes_of(self._db, key)) for key, *row in found)

    # People

    def person(self, gid: str) -> Person:
        """The person with this id, or whom they were found to be. Raises NotFound."""
        return self.roll().person(gid)

    def people(self, name: str = "", *, limit: int = 100, offset: int = 0) -> tuple[Person, ...]:
        """Everybody whose name holds these words, each as the beginning of one; without words, who spoke."""
        if name:
            return self.roll().named(name)[offset : offset + limit]
        roll = self.roll()
        spoke = {p for (p,) in self._all("SELECT DISTINCT person_id FROM contribution WHERE person_id <> ''")}
        found = sorted((roll.persons[p] for p in spoke if p in roll.persons), key=lambda p: p.name())
        return tuple(found[offset : offset + limit])

    def interests(self, person_id: str, day: dt.date) -> tuple[Interest, ...]:
        """What a person had in the register of interests that day, in its order; `since` says from when."""
        return people_rows.interests(self._db, self.roll(), person_id, day)

    # Departments

    def departments(self) -> tuple[DepartmentSummary, ...]:
        """Every department that has debates here, by name."""
        return self._kept("departments", self._count_departments)

    def _count_departments(self) -> tuple[DepartmentSummary, ...]:
        # From the sittings down, by indices alone: the rows of debates lie among their words.
        found = self._all(
            "SELECT p.department, min(p.name), count(*), min(s.date), max(s.date) FROM sitting s "
            "CROSS JOIN debate d INDEXED BY debate_sitting ON d.sitting = s.key "
            "CROSS JOIN debate_department p ON p.debate = d.key "
            "GROUP BY p.department ORDER BY min(p.name)"
        )
        return tuple(
            DepartmentSummary(slug, name, debates, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            for slug, name, debates, first, last in found
        )

    def department_names(self) -> dict[str, str]:
        """The name of every department that has debates here, by its slug; by name."""
        return dict(self._kept("department names", self._name_departments))

    def _name_departments(self) -> list[tuple[str, str]]:
        # From each to the next in the index: there are few, and each has many debates.
        following = "SELECT min(department) FROM debate_department"
        found = self._all(
            f"WITH RECURSIVE each (slug) AS ({following} UNION ALL "
            f"SELECT ({following} WHERE department > slug) FROM each WHERE slug IS NOT NULL) "
            "SELECT slug, (SELECT name FROM debate_department WHERE department = slug LIMIT 1) FROM each "
            "WHERE slug IS NOT NULL"
        )
        return sorted(((slug, name) for slug, name in found), key=lambda one: one[1])

    def debates_of_department(
        self, slug: str, person_id: str | None = None, *, limit: int = 1_000, offset: int = 0
    ) -> tuple[DepartmentDebate, ...]:
        """The debates under a department, newest first; with a person, those in which they spoke."""
        where, values = "p.department = ?", [slug]
        if person_id is not None:
            where += " AND EXISTS (SELECT 1 FROM contribution c WHERE c.debate = d.key AND c.person_id = ?)"
            values.append(self.roll().canonical(person_id))
        return self._placed(
            f"{where} ORDER BY s.date DESC, s.id, d.position LIMIT ? OFFSET ?", *values, limit, offset
        )

    def departments_of(self, person_id: str) -> tuple[DepartmentSummary, ...]:
        """The departments in whose debates a person spoke, most debates first."""
        found = self._all(
            "SELECT p.department, min(p.name), count(DISTINCT d.key), min(s.date), max(s.date) "
            "FROM contribution c JOIN debate d ON d.key = c.debate "
            "JOIN debate_department p ON p.debate = d.key "
            "JOIN sitting s ON s.key = d.sitting WHERE c.person_id = ? "
            "GROUP BY p.department ORDER BY count(DISTINCT d.key) DESC, min(p.name)",
            self.roll().canonical(person_id),
        )
        return tuple(
            DepartmentSummary(slug, name, debates, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            for slug, name, debates, first, last in found
        )

    def _placed(self, where: str, *values: object) -> tuple[DepartmentDebate, ...]:
        found = self._all(
            f"SELECT p.department, p.name, p.reason, {rows.DEBATE} FROM debate_department p "
            f"JOIN debate d ON d.key = p.debate JOIN sitting s ON s.key = d.sitting WHERE {where}",
            *values,
        )
        return tuple(
            DepartmentDebate(rows.debate_in(tuple(row)), Department(slug, name), reason)
            for slug, name, reason, *row in found
        )

    # Exchanges

    def exchange(self, gid: str) -> Exchange | None:
        """The exchange a contribution belongs to, or nothing where it stands alone. Raises NotFound."""
        contribution = self.contribution(gid)
        around = self._contributions(
            "c.debate = (SELECT debate FROM contribution WHERE key = ?) ORDER BY c.seq",
            self._now("contribution", contribution.id),
        )
        by_id = {c.id: c for c in around}
        for pair in questions.pair(around):
            if contribution.id in pair.ids:
                return Exchange(
                    pair.kind,
                    tuple(by_id[i] for i in pair.asked),
                    tuple(by_id[i] for i in pair.answered),
                    pair.reason,
                )
        return None

    # Totals

    def stats(self) -> dict[str, object]:
        """The totals, under the names that `record read` uses."""
        kinds = dict(self._all("SELECT kind, count(*) FROM contribution GROUP BY kind"))
        roles = dict(self._all("SELECT role, count(*) FROM file WHERE role <> 'part' GROUP BY role"))
        searched = self.searched()
        return {
            "files": sum(roles.values()),
            "superseded": roles.get("superseded", 0),
            "sittings": searched.sittings,
            "contributions": sum(n for kind, n in kinds.items() if kind != "procedural"),
            "questions": kinds.get("question", 0),
            "answers": kinds.get("reply", 0),
            "divisions": self._one("SELECT count(*) FROM division WHERE counted")[0],
            "votes": self._one("SELECT count(*) FROM vote")[0],
            "people": self._one("SELECT count(*) FROM person")[0],
            "memberships": self._one("SELECT count(*) FROM membership")[0],
            "offices": self._one("SELECT count(*) FROM office")[0],
            "interests": self._one("SELECT count(*) FROM interest")[0],
            "redirects": self._one("SELECT count(*) FROM redirect")[0],
            "first": searched.first,
            "last": searched.last,
            "chambers": list(searched.chambers),
        }


def _above(debate: Debate, neighbours: tuple[Debate, ...]) -> tuple[Debate, ...]:
    """The headings over a debate, from the top down."""
    by_id = {d.id: d for d in neighbours}
    above: list[Debate] = []
    while (parent := by_id.get(debate.parent_id)) is not None and parent not in above:
        above.insert(0, parent)
        debate = parent
    return tuple(above)
