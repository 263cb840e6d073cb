from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from folkmoot.meetings.writing import as_csv, as_workbook, neutral


def test_a_cell_that_would_act_is_marked_as_text() -> None:
    for text in ("=1+1", "+44 7700", "-cmd", "@SUM", "\t=1", "'=1"):
        assert neutral(text) == f"'{text}"
    for text in ("-5", "-3.25", "7", "words", "'tis", ""):
        assert neutral(text) == text


@given(st.text(max_size=20))
def test_no_cell_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    cell = next(csv.reader(io.StringIO(as_csv([[text or "x"]]).decode("utf-8-sig"), newline="")), ["x"])[0]
    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
    assert not cell.startswith("-") or neutral(cell) == cell


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    content = as_workbook({"notes": [["words"], ["=HYPERLINK(A1)"], ["+1"], ["@x"], ["12"]]})
    sheet = load_workbook(io.BytesIO(content))["notes"]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s", "s", "n"]
    assert sheet["A2"].value == "=HYPERLINK(A1)"
    assert sheet["A2"].quotePrefix


def test_a_character_that_no_workbook_holds_is_left_out() -> None:
    assert load_workbook(io.BytesIO(as_workbook({"notes": [["a\x0bb"]]})))["notes"]["A1"].value == "ab"
