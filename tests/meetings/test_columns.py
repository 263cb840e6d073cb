from __future__ import annotations

from pathlib import Path

from folkmoot.meetings.columns import SHEETS, as_markdown, explained
from folkmoot.meetings.export import note_row, statement_row
from folkmoot.meetings.moots import Note, Statement
from folkmoot.meetings.templates import tables

MANUAL = Path(__file__).parents[2] / "docs" / "reference" / "meeting-files.md"


def test_the_manual_prints_the_table_that_the_readers_use() -> None:
    manual = MANUAL.read_text()
    for sheet in SHEETS.values():
        assert as_markdown(sheet) in manual, f"copy as_markdown() of {sheet.name} into {MANUAL.name}"
        assert sheet.help in manual


def test_the_template_has_the_columns_of_the_table_and_explains_each() -> None:
    written = tables()
    assert all(tuple(written[name][0]) == sheet.names for name, sheet in SHEETS.items())
    assert written["columns"][1:] == explained()


def test_an_export_has_the_columns_of_the_table() -> None:
    assert len(note_row(Note(1, "a"))) == len(SHEETS["notes"].names)
    assert len(statement_row(Statement(1, "a"))) == len(SHEETS["statements"].names)
