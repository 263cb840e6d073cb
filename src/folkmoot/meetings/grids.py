"""A CSV file or a sheet of a workbook as rows of text under known columns.

Whatever the order, case and spacing of the columns, whether commas, semicolons or tabs stand
between them, and whatever else stands beside them. A row that cannot be taken is told with its place.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from folkmoot.errors import BadRow, TooLarge, Unreadable
from folkmoot.meetings.cells import cleaned, shown
from folkmoot.meetings.columns import Sheet
from folkmoot.meetings.moots import Unread
from folkmoot.text import normal

T = TypeVar("T")

MOST_BYTES = 64 * 1024 * 1024
MOST_COLUMNS = 200
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that is not text and is not taken: a formula, or the error one left behind."""

    reason: str


Cell = str | Refusal


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands: its line from 1, and its cells."""

    line: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """A row under known columns; a column that is missing or empty is an empty text."""

    line: int
    texts: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")


@dataclass(slots=True)
class Grid:
    """The rows of one sheet, and of a workbook's the letter of each column."""

    file: str
    sheet: Sheet
    columns: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    in_workbook: bool = False
    letters: dict[str, str] = field(default_factory=dict)

    def take(self, parse: Callable[[Row], T]) -> list[T]:
        """What `parse` makes of every row; a row it refuses with BadRow is told and left out."""
        kept = []
        for row in self.rows:
            try:
                kept.append(parse(row))
            except BadRow as error:
                self.tell(row.line, error.message, error.facts.get("column", ""))
        return kept

    def tell(self, line: int, reason: str, column: str = "") -> None:
        letter = self.letters.get(column, "")
        self.unread.append(Unread(self.file, line, reason, f"{letter}{line}" if letter else ""))


def read_csv(content: bytes, *, file: str, sheet: Sheet) -> Grid:
    """The rows of a CSV file.

    content: UTF-8, UTF-16 with a byte order mark, or Windows-1252 (said in a remark).
    Raises Unreadable where it is not text or lacks a column, TooLarge past 64 MB.
    """
    text, remark = decoded(content, file)
    grid = Grid(file, sheet, remarks=[remark] if remark else [])
    lines = _csv_rows(text, _delimiter(text, sheet), grid)
    return fill(grid, lines)


def decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text of a file and a remark where its encoding was a guess.

    Raises Unreadable or TooLarge.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(f"{file} is larger than {MOST_BYTES // 2**20} MB; split it.", file=file)
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    remark = ""
    try:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            text = content.decode("cp1252")
            remark = f"{file} is not UTF-8 and was read as Windows-1252: look at the £ and ’ signs."
    except UnicodeDecodeError as error:
        raise Unreadable(f"{file} is not text; save it as CSV in UTF-8.", file=file) from error
    if "\x00" in text[:4096]:
        raise Unreadable(f"{file} is not a table of text; save it as CSV in UTF-8.", file=file)
    return text, remark


def _plain(text: str) -> str:
    """The words of a CSV cell; an apostrophe before what looks like a formula is a mark, not a word."""
    marked = text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
    return cleaned(text[1:] if marked else text)


def _delimiter(text: str, sheet: Sheet) -> str:
    """Comma, semicolon or tab: the one that makes the most known columns of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if len(first) == 5 and first.lower().startswith("sep="):
        return first[4]
    return max(",;\t", key=lambda mark: len(set(sheet.names) & {_name(cell) for cell in first.split(mark)}))


def _csv_rows(text: str, delimiter: str, grid: Grid) -> Iterator[RawRow]:
    """Every row with the line it begins on; a row the csv module refuses is told and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            grid.tell(before + 1, _csv_reason(str(error)))
        else:
            if not (before == 0 and "".join(cells).casefold() == "sep="):
                yield RawRow(before + 1, cells)
        before = reader.line_num


def _csv_reason(error: str) -> str:
    if "unexpected end" in error:
        return "A quotation mark is opened here and never closed; close it, or write it twice."
    if "expected after" in error:
        return "Words follow a closing quotation mark; put the whole cell in marks and double those inside."
    return (
        "The row is not CSV: a cell is too long, or a quotation mark stands alone; mend it in a spreadsheet."
    )


def fill(grid: Grid, rows: Iterable[RawRow]) -> Grid:
    """Put rows under the known columns of the grid's sheet; the first row that is not empty names them.

    Raises Unreadable where a needed column is missing or stands twice.
    """
    rows = (row for row in rows if any(cell != "" and cell != " " for cell in row.cells))
    header = next(rows, None)
    if header is None:
        raise Unreadable(f"{grid.file} is empty: {_wanted(grid.sheet)}.", file=grid.file)
    places = _places(header, grid)
    grid.columns = tuple(places)
    if grid.in_workbook:
        grid.letters = {name: letter(place) for name, place in places.items()}
    for row in rows:
        _add(grid, places, len(header.cells), row)
    return grid


def _places(header: RawRow, grid: Grid) -> dict[str, int]:
    """Where each known column stands."""
    names = [_name(cell) if isinstance(cell, str) else "" for cell in header.cells]
    if len(names) > MOST_COLUMNS:
        raise TooLarge(f"{grid.file} has {len(names):,} columns and may have {MOST_COLUMNS}.", file=grid.file)
    for name in grid.sheet.names:
        if names.count(name) > 1:
            raise Unreadable(
                f"{grid.file} has two columns named {name}; keep one.", file=grid.file, column=name
            )
    for name in grid.sheet.required:
        if name not in names:
            _missing(grid, name, header)
    found = {name: names.index(name) for name in grid.sheet.names if name in names}
    others = [cell for cell, name in zip(header.cells, names, strict=True) if name and name not in found]
    if others and not grid.sheet.silent:
        grid.remarks.append(f"{grid.file}: not read and not kept: {_list(others)}.")
    return found


def letter(place: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B … Z, AA."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _missing(grid: Grid, name: str, header: RawRow) -> None:
    found = _list(cell for cell in header.cells if cell) or "nothing"
    raise Unreadable(
        f"{grid.file}, line {header.line}, has no column {name}. It has {found}; {_wanted(grid.sheet)}.",
        file=grid.file,
        column=name,
        line=header.line,
    )


def _wanted(sheet: Sheet) -> str:
    return f"{sheet.name} needs {' and '.join(sheet.required)}, and {sheet.remedy}"


def _list(cells: Iterable[Cell]) -> str:
    names = [shown(cell) for cell in cells if isinstance(cell, str)]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _name(cell: str) -> str:
    """A column's name however it is spelled: " So That" is so_that."""
    return "_".join(normal(cell.strip().strip('"')).replace("-", " ").replace("_", " ").split())


def _add(grid: Grid, places: dict[str, int], width: int, row: RawRow) -> None:
    spilled = next((cell for cell in itertools.islice(row.cells, width, None) if cell), None)
    if spilled is not None and not grid.in_workbook:
        grid.tell(
            row.line,
            f"The row has more cells than the header, from {shown(str(spilled))} on; "
            "words with a comma in them need quotation marks around them.",
        )
        return
    texts = {}
    for name, place in places.items():
        cell = row.cells[place] if place < len(row.cells) else ""
        if isinstance(cell, Refusal):
            grid.tell(row.line, cell.reason, name)
            return
        if cell and (text := cleaned(cell) if grid.in_workbook else _plain(cell)):
            texts[name] = text
    if texts:
        grid.rows.append(Row(row.line, texts))
