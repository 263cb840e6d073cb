"""Tables of text as one XLSX workbook, in which nothing can act as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from folkmoot.meetings.writing import acts

_WIDE = frozenset({"words", "so_that", "other_side", "summary", "value", "what it means"})


def book_of(
    tables: Mapping[str, Iterable[Sequence[str]]], choices: Mapping[tuple[str, str], Sequence[str]]
) -> bytes:
    """What `writing.as_workbook` gives."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        _sheet(book.create_sheet(name), name, list(rows), choices)
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
    if acts(text):
        cell.quotePrefix = True


def _offer(sheet: Any, letter: str, allowed: Sequence[str]) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}2000")
