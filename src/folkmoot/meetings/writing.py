"""Tables of text as CSV files or one XLSX workbook, in which nothing can act as a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_ACTS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_WIDE = frozenset({"words", "so_that", "other_side", "summary", "value", "what it means"})
_STAMP = (2026, 1, 1, 0, 0, 0)

Rows = Iterable[Sequence[str]]


def neutral(text: str) -> str:
    """A cell of a CSV file that a spreadsheet takes as text: an apostrophe before = + - @, numbers aside."""
    return f"'{text}" if _ACTS.match(text) and not _NUMBER.match(text) else text


def as_csv(rows: Rows) -> bytes:
    """Rows as a CSV file that Excel opens as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_zip(tables: Mapping[str, Rows]) -> bytes:
    """A CSV file for each table, zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in tables.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.csv", _STAMP), as_csv(rows), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_workbook(
    tables: Mapping[str, Rows], choices: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> bytes:
    """A sheet for each table, its first row the header.

    choices: by (table, column), the words a cell may hold, offered as a list.
    """
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        _sheet(book.create_sheet(name), name, list(rows), choices or {})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    sheet: Any, name: str, rows: list[Sequence[str]], choices: Mapping[tuple[str, str], Sequence[str]]
) -> None:
    for line, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            if text:
                _write(sheet.cell(line, place), text)
    for place, heading in enumerate(rows[0] if rows else [], 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 60 if heading in _WIDE else max(14, len(heading) + 4)
        head = sheet.cell(1, place)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="F1EFE7")
        if allowed := choices.get((name, heading)):
            _offer(sheet, letter, allowed)
    sheet.freeze_panes = "A2"


def _write(cell: Any, text: str) -> None:
    """Text is text: a number stays one only where it is a plain whole number."""
    if text.isascii() and text.isdigit() and len(text) < 10 and (text == "0" or text[0] != "0"):
        cell.value = int(text)
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if _ACTS.match(text):
        cell.quotePrefix = True


def _offer(sheet: Any, letter: str, allowed: Sequence[str]) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}2000")
