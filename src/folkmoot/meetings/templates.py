"""A template to fill in: the four sheets with one example row each, and one that explains the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from folkmoot.errors import Refused
from folkmoot.meetings.columns import EXPLANATIONS, SHEETS, explained
from folkmoot.meetings.writing import Rows, as_csv, as_workbook, as_zip

HEADINGS = ("sheet", "column", "needed", "words allowed", "what it means", "example")


def tables(filled: Mapping[str, Rows] | None = None) -> dict[str, list[Sequence[str]]]:
    """The sheets as rows of text, the first the header.

    filled: by sheet, the rows to put in place of the example.
    """
    sheets: dict[str, list[Sequence[str]]] = {}
    for sheet in SHEETS.values():
        example: Rows = [(key.name, key.example) for key in sheet.keys] or [
            [c.example for c in sheet.columns]
        ]
        rows = example if filled is None else filled.get(sheet.name, [])
        sheets[sheet.name] = [sheet.names, *rows]
    sheets[EXPLANATIONS] = [HEADINGS, *explained()]
    return sheets


def workbook(filled: Mapping[str, Rows] | None = None) -> bytes:
    """The template as an XLSX workbook, with the words allowed offered as lists."""
    choices = {
        (sheet.name, c.name): c.choices for sheet in SHEETS.values() for c in sheet.columns if c.choices
    }
    return as_workbook(tables(filled), choices)


def zipped(filled: Mapping[str, Rows] | None = None) -> bytes:
    """The template as a zip of CSV files."""
    return as_zip(tables(filled))


def write(target: Path) -> list[Path]:
    """Write the template to a file named .xlsx or .zip, or as CSV files into a folder; the files written.

    Raises Refused where a file of that name is there already, or the name says neither.
    """
    suffix = target.suffix.casefold()
    if suffix == ".xlsx":
        files = {target: workbook()}
    elif suffix == ".zip":
        files = {target: zipped()}
    elif not suffix or target.is_dir():
        files = {target / f"{name}.csv": as_csv(rows) for name, rows in tables().items()}
    else:
        raise Refused(f"{target} is neither a folder nor named .xlsx or .zip; give one of these.")
    if there := next((file for file in files if file.exists()), None):
        raise Refused(f"{there} is there already; give another name.")
    for file, content in files.items():
        _put(file, content)
    return list(files)


def _put(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise Refused(f"{file} cannot be written ({error.strerror}); give another place.") from error
