"""Who a source means, by the roll: persons, their party that day, and the departments of debates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from folkmoot.record import departments
from folkmoot.record.debates import Debate
from folkmoot.record.people import Roll
from folkmoot.record.store.rows import Marks


class Resolver:
    """Answers from one roll, remembered a day at a time."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self._day: dt.date | None = None
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def who(self, person_id: str, member_id: str, day: dt.date) -> tuple[str, str]:
        """The person and their party that day; nothing where the roll does not know."""
        if day != self._day:
            self._day, self._known = day, {}
        key = (person_id, member_id)
        found = self._known.get(key)
        if found is None:
            person = self.person(person_id, member_id)
            party = self.roll.party_on(person, day, member_id) if person else ""
            found = self._known[key] = (person, party)
        return found

    def person(self, person_id: str, member_id: str) -> str:
        """The person that a membership or a person's id means; the membership decides."""
        if member_id:
            return self.roll.person_of(member_id)
        return self.roll.canonical(person_id) if person_id else ""

    def marks(self, marks: Marks) -> Marks:
        """The marks with mentioned persons looked up."""
        mentions = [[*m[:4], self.person(m[4], m[5]), m[5]] for m in marks["mentions"]]
        return {**marks, "mentions": mentions}

    def place(
        self, debates: Iterable[Debate], spoken: Iterable[departments.Spoken]
    ) -> tuple[departments.Placed, ...]:
        return departments.place(debates, spoken, self.roll)
