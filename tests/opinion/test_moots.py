"""The votes of a moot read from its own files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from folkmoot.errors import BadRow, TooFew, Unreadable
from folkmoot.meetings.templates import workbook
from folkmoot.opinion import reading

STATEMENTS = """number,words,is_meta,moderation
1,Buses.,,accepted
2,Who we are.,yes,accepted
3,Spam.,,rejected
"""
VOTES = "participant,statement,vote\n7,1,agree\n7,2,pass\n7,3,agree\n4,1,disagree\n"


def moot(folder: Path, votes: str = VOTES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "statements.csv").write_text(STATEMENTS)
    (folder / "votes.csv").write_text(votes)
    return folder


def test_what_the_statements_say_of_themselves_is_heeded(tmp_path: Path) -> None:
    votes = reading.read(moot(tmp_path / "hall")).votes
    assert votes.statements.tolist() == [1, 2, 3]
    assert votes.meta.tolist() == [False, True, False]
    assert votes.rejected.tolist() == [False, False, True]


def test_people_stand_in_the_order_in_which_the_house_keeps_them(tmp_path: Path) -> None:
    assert reading.read(moot(tmp_path / "hall")).votes.participants.tolist() == [4, 7]


def test_a_later_vote_counts_by_its_time_wherever_it_stands(tmp_path: Path) -> None:
    votes = (
        "participant,statement,vote,cast_at\n7,1,agree,2026-05-01T10:00:00Z\n"
        "7,1,disagree,2026-05-01T09:00:00Z\n"
    )
    assert reading.read(moot(tmp_path / "hall", votes)).votes.values.tolist() == [1]


def test_a_vote_on_an_unknown_statement_is_named_and_not_left_out(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match=r"votes\.csv, line 6: .*9"):
        reading.read(moot(tmp_path / "hall", VOTES + "7,9,agree\n"))


def test_several_moots_are_not_mixed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as packed:
        for name in ("one", "two"):
            packed.writestr(f"{name}/statements.csv", STATEMENTS)
            packed.writestr(f"{name}/votes.csv", VOTES)
    with pytest.raises(Unreadable, match="holds 2 moots"):
        reading.read(tmp_path / "both.zip")


def test_a_filled_in_workbook_is_read_as_it_is(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(workbook()))
    for name in ("statements", "votes"):
        book[name].delete_rows(2, book[name].max_row)
    book["statements"].append([1, "Buses."])
    book["votes"].append([7, 1, "agree"])
    book.save(tmp_path / "moot.xlsx")
    assert reading.read(tmp_path / "moot.xlsx").votes.values.tolist() == [1]


def test_a_moot_without_votes_says_so(tmp_path: Path) -> None:
    with pytest.raises(TooFew, match="groups need votes"):
        reading.read(moot(tmp_path / "hall", "participant,statement,vote\n"))
