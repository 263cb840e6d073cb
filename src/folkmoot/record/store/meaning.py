"""Asking the store whom words mean, and who is spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.record.debates import Contribution, Debate
from folkmoot.record.store import derived, rows
from folkmoot.record.store.looking import CHUNK, Looking


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A debate in which somebody is spoken of, and the contributions that do, in order."""

    debate: Debate
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class TimesSpokenOf:
    """How often somebody is spoken of here: references, contributions that hold them, their debates."""

    references: int = 0
    contributions: int = 0
    debates: int = 0


class Meaning(Looking):
    """What `record derive` found out."""

    def was_derived(self) -> bool:
        """Whether it was worked out here whom the words mean."""
        return derived.there(self._db)

    def references(self, contributions: Iterable[Contribution]) -> dict[str, tuple[derived.Meant, ...]]:
        """Whom these contributions' words mean, by their id, in order; nothing where nothing was derived.

        The first person, which is not kept, is left out.
        """
        if not self.was_derived():
            return {}
        by_id = {c.id: c for c in contributions}
        ids = list(by_id)
        found: dict[str, list[derived.Meant]] = {}
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            for gid, *row in self._all(
                'SELECT c.id, r.paragraph, r.start, r."end", r.kind, r.persons, r.office, r.confidence, '
                "r.reason FROM reference r JOIN contribution c ON c.key = r.contribution "
                f"WHERE c.id IN ({','.join('?' * len(some))}) "
                'ORDER BY r.contribution, r.paragraph, r.start, r."end" DESC',
                *some,
            ):
                if row[0] < len(by_id[gid].paragraphs):
                    found.setdefault(gid, []).append(derived.meant_in(by_id[gid], tuple(row)))
        return {gid: tuple(meant) for gid, meant in found.items()}

    def times_spoken_of(self, person_id: str) -> TimesSpokenOf:
        """How often words are taken to mean this person alone, pronouns left out."""
        if not self.was_derived():
            return TimesSpokenOf()
        return TimesSpokenOf(
            *self._one(
                "SELECT count(*), count(DISTINCT contribution), count(DISTINCT debate) FROM reference "
                f"WHERE {derived.SPOKEN_OF}",
                self.roll().canonical(person_id),
            )
        )

    def spoken_of(self, person_id: str, *, limit: int = 20, offset: int = 0) -> tuple[SpokenOf, ...]:
        """The debates in which words mean this person, newest first, with the contributions that do."""
        if not self.was_derived():
            return ()
        person_id = self.roll().canonical(person_id)
        debates = self._all(
            f"SELECT {rows.DEBATE}, d.key FROM {rows.DEBATE_FROM} "
            "JOIN (SELECT DISTINCT debate FROM reference "
            f"WHERE {derived.SPOKEN_OF}) r ON r.debate = d.key "
            "ORDER BY s.date DESC, s.id, d.position LIMIT ? OFFSET ?",
            person_id,
            limit,
            offset,
        )
        return tuple(
            SpokenOf(rows.debate_in(tuple(row)), self._speaking_of(person_id, key)) for *row, key in debates
        )

    def _speaking_of(self, person_id: str, debate: int) -> tuple[Contribution, ...]:
        found = self._all(
            f"SELECT {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} WHERE c.key IN (SELECT contribution "
            f"FROM reference WHERE {derived.SPOKEN_OF} AND debate = ?) ORDER BY c.seq",
            person_id,
            debate,
        )
        return tuple(map(rows.contribution_in, found))
