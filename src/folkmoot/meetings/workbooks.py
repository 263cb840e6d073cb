"""The sheets of an XLSX workbook as rows of text, read within bounds; formulas are refused, not computed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from folkmoot.errors import FolkmootError, TooLarge, Unreadable
from folkmoot.meetings.columns import EXPLANATIONS, SHEETS, Sheet
from folkmoot.meetings.grids import MOST_COLUMNS, Cell, Grid, RawRow, Refusal, fill
from folkmoot.meetings.moots import Unread
from folkmoot.text import normal

MOST_PACKED = 25 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_MEMBERS = 500
_OLE = b"\xd0\xcf\x11\xe0"


def is_workbook(content: bytes) -> bool:
    """Whether bytes look like a spreadsheet, by their first ones and what is packed inside."""
    if content.startswith(_OLE):
        return True
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "[Content_Types].xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_workbook(content: bytes, *, file: str) -> tuple[dict[str, Grid], list[Unread]]:
    """The sheets of a workbook that are known by name, and what could not be read of them.

    A single sheet of any other name is taken for notes.
    Raises Unreadable where it is no workbook that can be opened, TooLarge past its bounds.
    """
    if content.startswith(_OLE):
        raise Unreadable(
            f"{file} is locked with a password or in the old .xls form; save it as .xlsx without one.",
            file=file,
        )
    unpacked_within_bounds(content, file, refuse_entities=True)
    from openpyxl import load_workbook  # a quarter of a second that a folder of CSV need not wait

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return _grids({sheet.title: sheet for sheet in book.worksheets}, file)
    except FolkmootError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl raise almost anything
        raise Unreadable(
            f"{file} is not a workbook that can be opened; save it again as .xlsx.", file=file
        ) from error


def unpacked_within_bounds(content: bytes, file: str, *, refuse_entities: bool = False) -> zipfile.ZipFile:
    """A zip archive whose members together stay within bounds; zipfile never unpacks more than declared.

    Raises Unreadable or TooLarge.
    """
    if len(content) > MOST_PACKED:
        raise TooLarge(f"{file} is larger than {MOST_PACKED // 2**20} MB; split it.", file=file)
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(
            f"{file} is damaged or is not what its name says; save it again.", file=file
        ) from error
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TooLarge(
            f"{file} unpacks to more than {MOST_UNPACKED // 2**20} MB or {MOST_MEMBERS} parts; split it.",
            file=file,
        )
    if refuse_entities:
        _refuse_entities(packed, file)
    return packed


def _refuse_entities(packed: zipfile.ZipFile, file: str) -> None:
    """No spreadsheet program writes a document type; one is only ever a trap."""
    marks = [
        mark.encode(encoding)
        for mark in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    ]
    for member in packed.infolist():
        for block in _blocks(packed, member, file):
            if any(mark in block for mark in marks):
                raise Unreadable(
                    f"{file} holds a document type in {member.filename}, which no spreadsheet does; "
                    "save it again from a spreadsheet.",
                    file=file,
                )


def _blocks(packed: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """A member a megabyte at a time, each block beginning with the end of the one before."""
    try:
        with packed.open(member) as unpacked:
            tail = b""
            while block := unpacked.read(2**20):
                yield tail + block
                tail = block[-32:]
    except Exception as error:  # a damaged archive makes zipfile raise almost anything
        raise Unreadable(f"{file} is damaged at {member.filename}; save it again.", file=file) from error


def _grids(found: Mapping[str, Any], file: str) -> tuple[dict[str, Grid], list[Unread]]:
    named = {normal(title): sheet for title, sheet in found.items()}
    if len(named) == 1 and not set(named) & set(SHEETS):
        named = {"notes": next(iter(named.values()))}
    grids, unread = {}, []
    for name in [name for name in named if name in SHEETS]:
        try:
            grids[name] = _grid(named[name], SHEETS[name], f"{file}, sheet {name}")
        except Unreadable as error:
            unread.append(Unread(file, error.facts.get("line"), error.message))
    others = [title for title in found if normal(title) not in {*SHEETS, EXPLANATIONS}]
    if grids and others and len(named) > 1:
        next(iter(grids.values())).remarks.append(f"{file}: not read: the sheets {', '.join(others)}.")
    if not grids and not unread:
        raise Unreadable(
            f"{file} has no sheet named {', '.join(SHEETS)}; it has {', '.join(list(found)[:12]) or 'none'}. "
            "'folkmoot meetings template FILE.xlsx' writes one to fill in.",
            file=file,
        )
    return grids, unread


def _grid(worksheet: Any, sheet: Sheet, file: str) -> Grid:
    worksheet.reset_dimensions()
    rows = worksheet.iter_rows(max_col=MOST_COLUMNS + 1)
    raw = (RawRow(line, _trimmed([_cell(cell) for cell in row])) for line, row in enumerate(rows, 1))
    return fill(Grid(file, sheet, in_workbook=True), raw)


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _cell(cell: Any) -> Cell:
    """A cell as text: days and moments in ISO form, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Refusal("The cell holds a formula; put in what it comes to (copy, then paste values).")
    if cell.data_type == "e":
        return Refusal(f"The cell holds the error {value}; put in what is meant.")
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n")  # how a spreadsheet keeps a pasted Windows line break
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _moment(value: dt.datetime) -> str:
    """A midnight is how a spreadsheet keeps a day; seconds that are not there come from its arithmetic."""
    if value.time() == dt.time():
        return value.date().isoformat()
    return (value + dt.timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
