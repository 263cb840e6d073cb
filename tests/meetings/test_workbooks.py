from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.meetings import workbooks
from folkmoot.meetings.sheets import from_workbook
from folkmoot.meetings.templates import workbook


def packed(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(content: bytes, name: str, change: bytes | None) -> bytes:
    """The same archive with one member put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if change is not None:
            new.writestr(name, change)
    return out.getvalue()


def test_days_and_numbers_of_a_spreadsheet_are_read_as_they_look() -> None:
    moot = from_workbook(
        packed(
            moot=[["key", "value"], ["held_on", dt.date(2026, 3, 14)]],
            notes=[["number", "words", "noted_at"], [3.0, 2026, dt.datetime(2026, 3, 14, 19, 20)]],
        ),
        file="spring.xlsx",
    ).moot
    assert (moot.slug, moot.held_on) == ("spring", dt.date(2026, 3, 14))
    assert (moot.notes[0].number, moot.notes[0].words) == (3, "2026")
    assert moot.notes[0].noted_at == dt.datetime(2026, 3, 14, 19, 20)


def test_a_formula_is_refused_with_its_cell_and_the_rest_is_kept() -> None:
    reading = from_workbook(packed(notes=[["number", "words"], [1, "=1+1"], [2, "Damp"]]), file="spring.xlsx")
    assert [note.words for note in reading.moot.notes] == ["Damp"]
    assert reading.unread[0].sentence == (
        "spring.xlsx, sheet notes, cell B2: The cell holds a formula; "
        "put in what it comes to (copy, then paste values)."
    )


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    reading = from_workbook(packed(notes=[["words", "count"], ["Damp", "=1+1"]]), file="x.xlsx")
    assert (len(reading.moot.notes), reading.unread) == (1, ())


def test_a_bad_value_names_its_cell() -> None:
    reading = from_workbook(packed(notes=[["kind", "words"], ["rant", "a"], ["issue", "b"]]), file="x.xlsx")
    assert (reading.unread[0].cell, reading.unread[0].line) == ("A2", 2)


def test_a_single_sheet_of_any_name_is_notes() -> None:
    assert from_workbook(packed(Sheet1=[["words"], ["Damp"]]), file="x.xlsx").moot.notes[0].words == "Damp"


def test_sheets_of_other_names_are_named() -> None:
    reading = from_workbook(packed(Notes=[["words"], ["Damp"]], People=[["name"], ["Ann"]]), file="x.xlsx")
    assert "People" in reading.remarks[-1]
    with pytest.raises(Unreadable, match="has no sheet named moot, notes"):
        from_workbook(packed(A=[["x"]], B=[["y"]]), file="x.xlsx")


def test_a_workbook_behind_a_password_says_so() -> None:
    assert workbooks.is_workbook(b"\xd0\xcf\x11\xe0rest")
    with pytest.raises(Unreadable, match="password"):
        from_workbook(b"\xd0\xcf\x11\xe0rest", file="x.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_member(workbook(), "xl/worksheets/sheet1.xml", b"<a>" + b" " * (workbooks.MOST_UNPACKED + 1))
    assert len(bomb) < 500_000
    with pytest.raises(TooLarge, match="unpacks to more than 100 MB"):
        from_workbook(bomb, file="x.xlsx")


def test_an_entity_bomb_is_refused() -> None:
    entities = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
    with pytest.raises(Unreadable, match="document type"):
        from_workbook(with_member(workbook(), "xl/worksheets/sheet1.xml", entities), file="x.xlsx")


def test_an_entity_bomb_behind_a_long_comment_is_refused_too() -> None:
    padding = b"<!--" + b" " * (2**20 - 8) + b"-->"
    with pytest.raises(Unreadable, match="document type"):
        from_workbook(
            with_member(workbook(), "xl/worksheets/sheet1.xml", padding + b"<!DOCTYPE a>"), file="x.xlsx"
        )


def test_a_sheet_that_claims_a_million_columns_is_read_within_bounds() -> None:
    content = packed(notes=[["words"], ["Damp"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    wide = sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert wide != sheet
    assert (
        len(from_workbook(with_member(content, "xl/worksheets/sheet1.xml", wide), file="x").moot.notes) == 1
    )


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("change", [None, b"", b"<html>", b"\xff\xfe\x00"])
def test_a_damaged_part_is_one_sentence_or_is_not_needed(member: str, change: bytes | None) -> None:
    content = with_member(workbook({"notes": [["1", "", "", "Damp", "", "", "", "", ""]]}), member, change)
    try:
        assert from_workbook(content, file="x.xlsx").moot.notes[0].words == "Damp"
    except Unreadable as error:
        assert error.message.startswith("x")


@given(place=st.integers(0, 6000), noise=st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_damage_is_a_moot_or_a_sentence(place: int, noise: bytes) -> None:
    whole = WHOLE
    content = whole[: place % len(whole)] + noise + whole[place % len(whole) + len(noise) :]
    try:
        from_workbook(content, file="x.xlsx")
    except Unreadable as error:
        assert error.message.endswith((".", ")"))


WHOLE = workbook({"notes": [["1", "4", "issue", "Damp", "", "", "", "", ""]]})


def test_the_template_opens_in_a_spreadsheet_with_its_lists() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    assert book.sheetnames == ["moot", "notes", "statements", "votes", "columns"]
    assert '"agree,disagree,pass"' in [
        rule.formula1 for rule in book["votes"].data_validations.dataValidation
    ]
