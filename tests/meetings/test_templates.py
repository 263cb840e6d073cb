from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import Refused, Unreadable
from folkmoot.meetings.cells import cleaned
from folkmoot.meetings.columns import SHEETS
from folkmoot.meetings.moots import KINDS, Moot
from folkmoot.meetings.reading import read_bytes, read_path
from folkmoot.meetings.templates import tables, workbook, write, zipped

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=80
).filter(lambda text: cleaned(text) != "")
NOTE = st.tuples(st.sampled_from(KINDS), WORDS, WORDS, WORDS, st.sampled_from(["yes", ""]))


def rows(notes: list[tuple[str, str, str, str, str]]) -> list[list[str]]:
    return [
        [str(number), "3", kind, words, so_that, other, "", late, "2026-03-14T19:20"]
        for number, (kind, words, so_that, other, late) in enumerate(notes, 1)
    ]


def as_filled(moot: Moot) -> list[tuple[str, str, str, str, str]]:
    return [(n.kind, n.words, n.so_that, n.other_side, "yes" if n.late else "") for n in moot.notes]


@given(st.lists(NOTE, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_whatever_is_written_into_the_template_is_read_back(
    notes: list[tuple[str, str, str, str, str]],
) -> None:
    meant = [
        (kind, cleaned(words), cleaned(so), cleaned(other), late) for kind, words, so, other, late in notes
    ]
    for content, name in (
        (workbook({"notes": rows(notes)}), "x.xlsx"),
        (zipped({"notes": rows(notes)}), "x.zip"),
    ):
        (reading,) = read_bytes(content, name=name)
        assert reading.unread == ()
        assert as_filled(reading.moot) == meant


def test_words_spelled_like_a_spreadsheets_escape_are_words() -> None:
    (reading,) = read_bytes(
        workbook({"notes": rows([("issue", "_x0041_ and _x000D_", "", "", "")])}), name="x.xlsx"
    )
    assert reading.moot.notes[0].words == "_x0041_ and _x000D_"


def test_the_template_as_it_is_holds_no_moot() -> None:
    for content, name in ((workbook(), "x.xlsx"), (zipped(), "x.zip")):
        with pytest.raises(Unreadable, match="holds no note, statement or vote"):
            read_bytes(content, name=name)


def test_the_example_left_above_real_rows_is_not_kept() -> None:
    example = tables()["notes"][1]
    (reading,) = read_bytes(
        workbook({"notes": [example, ["2", "4", "", "Damp", "", "", "", "", ""]]}), name="x.xlsx"
    )
    assert [note.words for note in reading.moot.notes] == ["Damp"]
    assert "the template's own example was left out" in reading.remarks[0]


def test_a_meeting_on_the_day_of_the_example_keeps_its_day() -> None:
    filled = {
        "moot": [("title", "Ours"), ("held_on", "2026-03-14")],
        "notes": rows([("issue", "a", "", "", "")]),
    }
    (reading,) = read_bytes(workbook(filled), name="x.xlsx")
    assert reading.moot.held_on is not None


def test_every_example_in_the_table_of_columns_is_one_that_is_read() -> None:
    filled = {name: list(rows[1:]) for name, rows in tables().items() if name in SHEETS}
    filled["notes"] = [[*filled["notes"][0][:3], "Other words", *filled["notes"][0][4:]]]
    filled["statements"] = [[filled["statements"][0][0], "Another.", *filled["statements"][0][2:]]]
    filled["votes"] = [["2", *filled["votes"][0][1:]]]
    filled["moot"][0] = ("title", "Other")
    (reading,) = read_bytes(workbook(filled), name="x.xlsx")
    assert reading.unread == ()
    assert (len(reading.moot.notes), len(reading.moot.statements), len(reading.moot.votes)) == (1, 1, 1)


def test_the_template_is_written_in_the_shape_its_name_asks_for(tmp_path: Path) -> None:
    assert write(tmp_path / "moot.xlsx") == [tmp_path / "moot.xlsx"]
    assert {file.name for file in write(tmp_path / "blank")} == {f"{name}.csv" for name in tables()}
    assert zipfile.ZipFile(io.BytesIO(write(tmp_path / "moot.zip")[0].read_bytes())).testzip() is None
    with pytest.raises(Refused, match="is there already"):
        write(tmp_path / "moot.xlsx")
    with pytest.raises(Refused, match="neither a folder nor"):
        write(tmp_path / "moot.ods")


def test_a_template_folder_that_was_filled_in_is_read(tmp_path: Path) -> None:
    write(tmp_path / "blank")
    with (tmp_path / "blank" / "notes.csv").open("a") as file:
        file.write("2,1,issue,Damp,,,,,\n")
    reading = read_path(tmp_path / "blank").readings[0]
    assert ([note.words for note in reading.moot.notes], reading.unread) == (["Damp"], ())
