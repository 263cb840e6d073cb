"""A moot from its sheets: moot, notes, statements and votes, as CSV files or one workbook.

Good rows are kept; every other is told with its file, its line or cell, and what to do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import TypeVar

from folkmoot.errors import BadRow, Unreadable
from folkmoot.meetings import cells
from folkmoot.meetings.columns import MOOT, NOTES, SHEETS, STATEMENTS, VOTES_CAST, Column
from folkmoot.meetings.grids import Grid, Row, read_csv
from folkmoot.meetings.moots import (
    MODERATION,
    VOTES,
    Moot,
    Note,
    Reading,
    Statement,
    Unread,
    Vote,
    slug_of,
    title_of,
)
from folkmoot.meetings.workbooks import read_workbook
from folkmoot.text import normal

T = TypeVar("T")

_EXAMPLE_LEFT_OUT = "{}: the template's own example was left out."
_NOT_ONE_SIGN = (
    "The votes are numbers, and a number does not say which sign is meant; write agree, disagree or pass, "
    "or give the folder of a Polis export as it is."
)


def from_files(files: Mapping[str, bytes], *, name: str) -> Reading:
    """One moot from CSV files.

    files: their bytes by file name ("notes.csv"); name: of the folder they stand in.
    Raises Unreadable where nothing could be kept.
    """
    grids, unread = {}, []
    for file, content in sorted(files.items()):
        sheet = SHEETS.get(normal(PurePath(file).stem))
        if sheet is None:
            unread.append(
                Unread(file, None, f"The file is not named {', '.join(SHEETS)}; rename it or take it out.")
            )
            continue
        try:
            grids[sheet.name] = read_csv(content, file=file, sheet=sheet)
        except Unreadable as error:
            unread.append(Unread(file, error.facts.get("line"), error.message))
    return assemble(grids, unread, name=name)


def from_workbook(content: bytes, *, file: str) -> Reading:
    """One moot from an XLSX workbook with sheets of the same names.

    Raises Unreadable where nothing could be kept.
    """
    grids, unread = read_workbook(content, file=file)
    return assemble(grids, unread, name=PurePath(file).stem)


def assemble(grids: Mapping[str, Grid], unread: Iterable[Unread], *, name: str) -> Reading:
    """A moot from the sheets that could be read at all.

    Raises Unreadable where nothing is left to keep.
    """
    about = _about(grids["moot"]) if "moot" in grids else {}
    notes = _notes(grids["notes"]) if "notes" in grids else []
    statements = (
        _statements(grids["statements"], {note.number for note in notes}) if "statements" in grids else []
    )
    votes = _votes(grids["votes"], {statement.number for statement in statements}) if "votes" in grids else []
    told = [*unread, *(item for grid in grids.values() for item in grid.unread)]
    moot = Moot(
        slug=slug_of(name),
        title=about.get("title") or title_of(name),
        place=about.get("place", ""),
        held_on=cells.day(about.get("held_on", ""), "held_on"),
        summary=about.get("summary", ""),
        source=about.get("source", ""),
        notes=tuple(notes),
        statements=tuple(statements),
        votes=tuple(votes),
    )
    if moot.is_empty and (told or not about):
        raise Unreadable(_nothing_left(told, name), unread=told)
    return Reading(moot, tuple(told), tuple(remark for grid in grids.values() for remark in grid.remarks))


def _nothing_left(told: list[Unread], name: str) -> str:
    if not told:
        return f"{name} holds no note, statement or vote; fill one in and read it again."
    more = f" (and {len(told) - 1} more like it)" if len(told) > 1 else ""
    return f"{told[0].sentence}{more}"


def _about(grid: Grid) -> dict[str, str]:
    """The facts of the moot sheet by key."""
    keys = {key.name: key for key in MOOT.keys}

    def fact(row: Row) -> tuple[str, str]:
        key = "_".join(normal(row["key"]).replace("_", " ").split())
        if key not in keys:
            raise BadRow(
                f"{cells.shown(row['key'])} is not one of {', '.join(keys)}; it is left out.", column="key"
            )
        value = cells.words(row["value"], dataclasses.replace(keys[key], name="value"))
        if key == "held_on":
            cells.day(value, "value")
        return key, value

    facts = dict(grid.take(fact))
    if facts.get("title") == keys["title"].example:
        grid.remarks.append(_EXAMPLE_LEFT_OUT.format(grid.file))
        return {}
    return facts


def _notes(grid: Grid) -> list[Note]:
    number = _numbering(grid)

    def note(row: Row) -> Note:
        taken = Note(
            number=0,
            words=cells.words(row["words"], NOTES.column("words")),
            kind=cells.choice(row["kind"], NOTES.column("kind")) if row["kind"] else "issue",
            table=_table(row["table"]),
            so_that=cells.words(row["so_that"], NOTES.column("so_that")),
            other_side=cells.words(row["other_side"], NOTES.column("other_side")),
            role=cells.words(row["role"], NOTES.column("role")),
            late=cells.yes(row["late"], "late"),
            noted_at=cells.moment(row["noted_at"], "noted_at"),
            second_hand=cells.yes(row["second_hand"], "second_hand"),
            where_and_when=cells.words(row["where_and_when"], NOTES.column("where_and_when")),
            who_could_act=cells.words(row["who_could_act"], NOTES.column("who_could_act")),
            answers=cells.numbers(row["answers"], "answers"),
            settled_by=cells.words(row["settled_by"], NOTES.column("settled_by")),
        )
        numbered = dataclasses.replace(taken, number=number(row))
        lines[numbered.number] = row.line
        return numbered

    lines: dict[int, int] = {}
    kept = _without_example(grid, note)
    return [_with_known_answers(grid, lines[each.number], each, set(lines)) for each in kept]


def _with_known_answers(grid: Grid, line: int, note: Note, known: set[int]) -> Note:
    unknown = [number for number in note.answers if number not in known]
    if unknown:
        grid.tell(
            line,
            f"Note {note.number} is said to answer note {', '.join(map(str, unknown))}, which is not there; "
            "it is kept without. Mend the number and read it again as an update.",
            "answers",
        )
    return dataclasses.replace(note, answers=tuple(number for number in note.answers if number in known))


def _table(text: str) -> int | None:
    """The number of a table; "Table 3" is 3."""
    return cells.whole(text.casefold().removeprefix("table").strip(), "table", least=1) if text else None


def _statements(grid: Grid, notes: set[int]) -> list[Statement]:
    number = _numbering(grid, least=0)

    def statement(row: Row) -> Statement:
        moderation = STATEMENTS.column("moderation")
        taken = Statement(
            number=0,
            words=cells.words(row["words"], STATEMENTS.column("words")),
            notes=cells.numbers(row["notes"], "notes"),
            is_meta=cells.yes(row["is_meta"], "is_meta"),
            is_seed=cells.yes(row["is_seed"], "is_seed"),
            moderation=MODERATION[
                cells.choice(row["moderation"], moderation) if row["moderation"] else "accepted"
            ],
            written_at=cells.moment(row["written_at"], "written_at"),
        )
        kept = dataclasses.replace(taken, number=number(row))
        return _with_known_notes(grid, row, kept, notes)

    return _without_example(grid, statement)


def _with_known_notes(grid: Grid, row: Row, statement: Statement, notes: set[int]) -> Statement:
    unknown = [number for number in statement.notes if number not in notes]
    if unknown:
        grid.tell(
            row.line,
            f"Statement {statement.number} is said to come from note {', '.join(map(str, unknown))}, which "
            "the notes do not hold; it is kept without. Mend the number and read it again as an update.",
            "notes",
        )
    return dataclasses.replace(
        statement, notes=tuple(number for number in statement.notes if number in notes)
    )


def _votes(grid: Grid, statements: set[int]) -> list[Vote]:
    _refuse_bare_numbers(grid)
    allowed = VOTES_CAST.column("vote")
    blanks = sum(1 for row in grid.rows if row["statement"] and not row["vote"])

    def vote(row: Row) -> Vote:
        number = cells.whole(row["statement"], "statement")
        if number not in statements:
            raise BadRow(
                f"The vote is on statement {number}, which is not among the statements; "
                "add the statement or mend the number.",
                column="statement",
            )
        return Vote(
            cells.whole(row["participant"], "participant"),
            number,
            VOTES[_voted(row["vote"], allowed)],
            cells.moment(row["cast_at"], "cast_at"),
        )

    grid.rows = [row for row in grid.rows if row["vote"] or not row["statement"]]
    if blanks:
        grid.remarks.append(
            f"{grid.file}: {blanks} without a vote; a blank is not a pass, so nothing is kept of them."
        )
    return _without_example(grid, vote)


def _voted(text: str, allowed: Column) -> str:
    if _is_number(text):
        raise BadRow(
            f"The vote is {cells.shown(text)}, and a number does not say which sign is meant; "
            "write agree, disagree or pass.",
            column="vote",
        )
    return cells.choice(text, allowed)


def _refuse_bare_numbers(grid: Grid) -> None:
    """One sentence rather than thousands where every vote is a number."""
    cast = [row for row in grid.rows if row["vote"]]
    if cast and all(_is_number(row["vote"]) for row in cast):
        grid.tell(cast[0].line, _NOT_ONE_SIGN, "vote")
        grid.rows = []


def _is_number(text: str) -> bool:
    return text.lstrip("+-−").replace(".", "", 1).isdigit()


def _numbering(grid: Grid, *, least: int = 1) -> Callable[[Row], int]:
    """Gives each row its number, or where it has none the next one that no row claims."""
    claimed = {row["number"] for row in grid.rows}
    lines: dict[int, int] = {}
    counter = iter(range(1, 10**9))

    def number(row: Row) -> int:
        if row["number"]:
            taken = cells.whole(row["number"], "number", least=least)
        else:
            taken = next(n for n in counter if str(n) not in claimed and n not in lines)
        if taken in lines:
            raise BadRow(
                f"Number {taken} stands already on line {lines[taken]}; give one of the two another.",
                column="number",
            )
        lines[taken] = row.line
        return taken

    return number


def _without_example(grid: Grid, parse: Callable[[Row], T]) -> list[T]:
    """What `parse` makes of the rows, less the template's own example where somebody left it in."""
    example = {column.name: column.example for column in grid.sheet.columns if column.example}
    rows = [row for row in grid.rows if row.texts != example]
    if len(rows) < len(grid.rows):
        grid.remarks.append(_EXAMPLE_LEFT_OUT.format(grid.file))
    grid.rows = rows
    return grid.take(parse)
