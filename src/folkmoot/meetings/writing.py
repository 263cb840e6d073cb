"""Tables of text as CSV files or one XLSX workbook, in which nothing can act as a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

_ACTS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_STAMP = (2026, 1, 1, 0, 0, 0)

Rows = Iterable[Sequence[str]]


def neutral(text: str) -> str:
    """A cell of a CSV file that a spreadsheet takes as text: an apostrophe before = + - @, numbers aside."""
    return f"'{text}" if acts(text) and not _NUMBER.match(text) else text


def acts(text: str) -> bool:
    """Whether a spreadsheet could take this text as a formula."""
    return bool(_ACTS.match(text))


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
    from folkmoot.meetings.spreadsheet import book_of  # openpyxl: no server's start should wait for it

    return book_of(tables, choices or {})
