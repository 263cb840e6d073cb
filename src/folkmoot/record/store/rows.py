"""Values to rows and back. Long values are JSON of plain lists, so that other tools can read them."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from typing import Any

from folkmoot.record.debates import (
    Contribution,
    Debate,
    Division,
    DivisionVote,
    MarkedDate,
    Mention,
    OfficialReference,
    Paragraph,
)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

BETWEEN = "\n\n"

CONTRIBUTION = (
    "c.id, c.kind, s.id, c.date, s.chamber, d.id, d.title, c.seq, c.person_id, c.member_id, c.speaker_name, "
    'c.office, c.party, c.time, c."column", c.url, c.type, c.oral_number, c.question_number, c.text, '
    "c.paragraphs, c.marks"
)
CONTRIBUTION_FROM = "contribution c JOIN sitting s ON s.key = c.sitting JOIN debate d ON d.key = c.debate"
DEBATE = (
    "d.id, s.id, s.date, s.chamber, d.title, d.level, d.position, d.parent_id, d.parent_title, d.department, "
    'd."column", d.time, d.url'
)
DEBATE_FROM = "debate d JOIN sitting s ON s.key = d.sitting"
DIVISION = 'v.key, v.id, s.id, d.id, s.date, v.seq, v.number, v.counts, v.counted, v."column", v.time, v.url'
DIVISION_FROM = "division v JOIN sitting s ON s.key = v.sitting JOIN debate d ON d.key = v.debate"


def paragraphs_out(paragraphs: tuple[Paragraph, ...]) -> str:
    """Where each paragraph stands in the joined text: [pid, length, class, question number, cells]."""
    return _encode(
        [
            [p.pid, len(p.text)]
            if not (p.css_class or p.question_number or p.cells)
            else [p.pid, len(p.text), p.css_class, p.question_number, p.cells]
            for p in paragraphs
        ]
    )


def paragraphs_in(text: str, encoded: str) -> tuple[Paragraph, ...]:
    paragraphs = []
    start = 0
    for pid, length, *more in json.loads(encoded):
        piece = text[start : start + length]
        if more:
            css_class, number, cells = more
            paragraphs.append(Paragraph(pid, piece, css_class, number, tuple((a, b) for a, b in cells)))
        else:
            paragraphs.append(Paragraph(pid, piece))
        start += length + len(BETWEEN)
    return tuple(paragraphs)


Marks = dict[str, list[list[Any]]]
"""What is marked in a contribution, by kind: mentions, references, dates; lists that begin with
paragraph, start and end."""


def marks_out(
    mentions: tuple[Mention, ...],
    references: tuple[OfficialReference, ...],
    dates: tuple[MarkedDate, ...],
) -> Marks | None:
    if not (mentions or references or dates):
        return None
    return {
        "mentions": [[m.paragraph, m.start, m.end, m.name, m.person_id, m.member_id] for m in mentions],
        "references": [[r.paragraph, r.start, r.end, r.target] for r in references],
        "dates": [[d.paragraph, d.start, d.end, d.day] for d in dates],
    }


def encoded(value: object) -> str:
    """A value as JSON without spaces."""
    return _encode(value)


def contribution_in(row: tuple[Any, ...]) -> Contribution:
    """A contribution from a row of `CONTRIBUTION`."""
    *plain, text, encoded, marks = row
    plain[3] = dt.date.fromisoformat(plain[3])
    paragraphs = paragraphs_in(text, encoded)
    if not marks:
        return Contribution(*plain, paragraphs)  # type: ignore[call-arg]
    found = json.loads(marks)
    mentions = tuple(
        Mention(p, start, end, paragraphs[p].text[start:end], name, person, member)
        for p, start, end, name, person, member in found["mentions"]
    )
    references = tuple(
        OfficialReference(p, start, end, paragraphs[p].text[start:end], target)
        for p, start, end, target in found["references"]
    )
    dates = tuple(
        MarkedDate(p, start, end, paragraphs[p].text[start:end], day) for p, start, end, day in found["dates"]
    )
    return Contribution(*plain, paragraphs, mentions, references, dates)  # type: ignore[call-arg]


def debate_in(row: tuple[Any, ...]) -> Debate:
    """A debate from a row of `DEBATE`."""
    gid, sitting, day, *rest = row
    return Debate(gid, sitting, dt.date.fromisoformat(day), *rest)


def counts_out(counts: tuple[tuple[str, int], ...]) -> str:
    return _encode(dict(counts))


def division_in(row: tuple[Any, ...], votes: tuple[DivisionVote, ...]) -> Division:
    """A division from a row of `DIVISION` without its key, and its votes."""
    gid, sitting, debate, day, seq, number, counts, counted, column, time, url = row
    return Division(
        gid,
        sitting,
        debate,
        dt.date.fromisoformat(day),
        seq,
        number,
        tuple(json.loads(counts).items()),
        bool(counted),
        column,
        time,
        url,
        votes,
    )


def votes_of(connection: sqlite3.Connection, division: int) -> tuple[DivisionVote, ...]:
    rows = connection.execute(
        "SELECT vote, name, teller, person_id, member_id, party FROM vote "
        "WHERE division = ? ORDER BY position",
        (division,),
    )
    return tuple(
        DivisionVote(v, n, bool(t), person, member, party) for v, n, t, person, member, party in rows
    )
