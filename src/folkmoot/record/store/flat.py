"""A sitting laid flat for writing: tuples of text, cheap to hand from one process to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from folkmoot.record.debates import Debate, Sitting
from folkmoot.record.store import rows


@dataclass(slots=True)
class Flat:
    """One sitting, ready to be resolved and written.

    contributions: (id, debate id, seq, kind, day, person, member, speaker, office, time, column, url, type,
    oral number, question number, text, paragraphs as JSON, marks as lists or None);
    divisions: (id, debate id, seq, number, counts as JSON, counted, column, time, url, votes), with votes of
    (vote, name, teller, person, member).
    """

    id: str
    date: str
    chamber: str
    kind: str
    revision: str
    source: str
    title: str
    superseded: bool
    debates: tuple[Debate, ...] = ()
    contributions: list[tuple[Any, ...]] = field(default_factory=list)
    divisions: list[tuple[Any, ...]] = field(default_factory=list)
    redirects: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """What it holds, under the names of `record read`. Nothing of a superseded one."""
        if self.superseded:
            return {}
        kinds = [c[3] for c in self.contributions]
        return {
            "sittings": 1,
            "contributions": len(kinds) - kinds.count("procedural"),
            "questions": kinds.count("question"),
            "answers": kinds.count("reply"),
            "divisions": sum(1 for d in self.divisions if d[5]),
            "votes": sum(len(d[9]) for d in self.divisions),
        }


def flatten(sitting: Sitting, *, superseded: bool = False) -> Flat:
    """Lay a sitting flat; of a superseded one the redirects only."""
    flat = Flat(
        sitting.id,
        sitting.date.isoformat(),
        sitting.chamber,
        sitting.kind,
        sitting.revision,
        sitting.source,
        sitting.title,
        sitting.superseded or superseded,
        redirects=[(r.old, r.new, r.match) for r in sitting.redirects if r.old != r.new],
        unread=[(u.line, u.reason) for u in sitting.unread],
    )
    if flat.superseded:
        return flat
    flat.debates = sitting.debates
    days = {day: day.isoformat() for day in {c.date for c in sitting.contributions}}
    flat.contributions = [
        (
            *(c.id, c.debate_id, c.seq, c.kind, days[c.date], c.person_id, c.member_id, c.speaker_name),
            *(c.office, c.time, c.column, c.url, c.type, c.oral_number, c.question_number, c.text),
            rows.paragraphs_out(c.paragraphs),
            rows.marks_out(c.mentions, c.references, c.dates),
        )
        for c in sitting.contributions
    ]
    flat.divisions = [
        (
            *(d.id, d.debate_id, d.seq, d.number, rows.counts_out(d.counts), d.counted),
            *(d.column, d.time, d.url),
            [(v.vote, v.name, v.teller, v.person_id, v.member_id) for v in d.votes],
        )
        for d in sitting.divisions
    ]
    return flat
