"""Who was in the room beside who lives in the place: tallies, never a person.

The organiser types what was counted at the door or on exit slips, and what the census says:

    question,answer,room,census
    Age,under 30,14,4120
    Age,30 to 59,31,6900
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from folkmoot.errors import BadRow
from folkmoot.opinion.disclosure import Told, told

COLUMNS = ("question", "answer", "room", "census")
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to one question: how many in the room, and how many in the census."""

    question: str
    answer: str
    room: int
    census: int


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer as it may be shown. Shares are from 0 to 1; the room's is None where its count is small."""

    answer: str
    room: Told
    room_share: float | None
    census: int
    census_share: float


def read_room(text: str) -> tuple[Line, ...]:
    """The lines of a table with the columns question, answer, room, census.

    Raises BadRow naming the line that cannot be taken, or what column is missing.
    """
    reader = csv.DictReader(io.StringIO(text.strip()))
    try:
        headings = [name.strip().lower() for name in reader.fieldnames or []]
        missing = [name for name in COLUMNS if name not in headings]
        if missing:
            raise BadRow(f"The first line must be {','.join(COLUMNS)}; {', '.join(missing)} is missing.")
        reader.fieldnames = headings
        lines = tuple(_line(row, reader.line_num) for row in reader)
    except csv.Error as error:
        raise BadRow(f"Line {reader.line_num + 1} is not CSV ({error}); write it anew.") from error
    if not lines or len(lines) > MOST_ROWS:
        raise BadRow(f"There are {len(lines)} rows here; give between 1 and {MOST_ROWS}.")
    return lines


def _line(row: dict[str, str], number: int) -> Line:
    question, answer = ((row.get(name) or "").strip() for name in ("question", "answer"))
    if not question or not answer:
        raise BadRow(f"Line {number} has no question or no answer; fill it in or take it out.")
    counts = [(row.get(name) or "").strip().replace(" ", "") for name in ("room", "census")]
    if not all(text.isascii() and text.isdecimal() and len(text) < 12 for text in counts):
        raise BadRow(f"Line {number}: room and census must be whole numbers, such as 14 and 4120.")
    return Line(question[:120], answer[:120], int(counts[0]), int(counts[1]))


def beside(lines: tuple[Line, ...]) -> dict[str, list[Beside]]:
    """By question, every answer in the room beside the census; no small count can be had from the others."""
    questions: dict[str, list[Line]] = {}
    for line in lines:
        questions.setdefault(line.question, []).append(line)
    return {question: _answers(own) for question, own in questions.items()}


def _answers(own: list[Line]) -> list[Beside]:
    room, census = sum(line.room for line in own), sum(line.census for line in own)
    counts = told(room, [line.room for line in own])
    exact = all(count.kind == "exact" for count in counts)
    return [
        Beside(
            line.answer,
            count,
            line.room / room if exact and room else None,
            line.census,
            line.census / census if census else 0.0,
        )
        for line, count in zip(own, counts, strict=True)
    ]
