from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.errors import Unreadable
from folkmoot.meetings.moots import Note, Statement, Vote
from folkmoot.meetings.sheets import from_files

NOTES = "number,table,kind,words\n1,1,issue,Damp on every wall\n2,1,proposal,Mend the roof\n"
STATEMENTS = "number,words,notes\n1,The roof should be mended.,1;2\n2,Rents should be capped.,\n"


ALONE = STATEMENTS.replace("1;2", "")


def read(**files: str):
    return from_files({f"{name}.csv": text.encode() for name, text in files.items()}, name="spring moot")


def test_a_moot_is_read_from_its_four_sheets() -> None:
    reading = read(
        moot="key,value\ntitle,Spring moot\nplace,The Hall\nHeld on,14/03/2026\nsummary,\n",
        notes=NOTES,
        statements=STATEMENTS,
        votes="participant,statement,vote,cast_at\n7,1,Agree,2026-03-14T20:10\n7,2,pass,\n",
    )
    moot = reading.moot
    assert (moot.slug, moot.title, moot.place, moot.held_on) == (
        "spring-moot",
        "Spring moot",
        "The Hall",
        dt.date(2026, 3, 14),
    )
    assert moot.notes == (
        Note(1, "Damp on every wall", "issue", 1),
        Note(2, "Mend the roof", "proposal", 1),
    )
    assert moot.statements == (
        Statement(1, "The roof should be mended.", (1, 2)),
        Statement(2, "Rents should be capped."),
    )
    assert moot.votes == (Vote(7, 1, 1, dt.datetime(2026, 3, 14, 20, 10)), Vote(7, 2, 0))
    assert (moot.tables, moot.participants, reading.unread) == ((1,), (7,), ())


def test_notes_need_nothing_but_words() -> None:
    moot = read(notes="words\nDamp\n\nRents\n").moot
    assert [(note.number, note.words, note.table, note.kind) for note in moot.notes] == [
        (1, "Damp", None, "issue"),
        (2, "Rents", None, "issue"),
    ]
    assert moot.title == "Spring moot"


def test_notes_without_a_number_take_those_that_no_other_claims() -> None:
    moot = read(notes="number,words\n,first\n1,second\n,third\n").moot
    assert [(note.number, note.words) for note in moot.notes] == [(2, "first"), (1, "second"), (3, "third")]


def test_columns_may_stand_in_any_order_case_and_spacing() -> None:
    moot = read(notes="\ufeffSO THAT, Words ,Noted-At\nit is dry,Mend the roof,14/03/2026 19:20\n").moot
    assert moot.notes == (
        Note(1, "Mend the roof", so_that="it is dry", noted_at=dt.datetime(2026, 3, 14, 19, 20)),
    )


def test_a_continental_spreadsheet_puts_semicolons_between() -> None:
    moot = read(notes="sep=;\nnumber;words\n4;Damp, and cold\n").moot
    assert moot.notes == (Note(4, "Damp, and cold"),)


def test_a_file_of_an_old_spreadsheet_is_read_and_said_to_be_a_guess() -> None:
    reading = from_files({"notes.csv": "words\nRent is £900\n".encode("cp1252")}, name="x")
    assert reading.moot.notes[0].words == "Rent is £900"
    assert "Windows-1252" in reading.remarks[0]


def test_a_missing_column_is_one_sentence_with_what_was_found_and_the_template() -> None:
    with pytest.raises(Unreadable) as told:
        read(notes="number,table,remarks\n1,1,Damp\n")
    assert told.value.message == (
        "notes.csv, line 1, has no column words. It has “number”, “table”, “remarks”; notes needs words, "
        "and 'folkmoot meetings template FILE.xlsx' writes one to fill in."
    )


def test_a_sheet_that_cannot_be_read_leaves_the_others() -> None:
    reading = read(notes=NOTES, statements="number,sentence\n1,x\n")
    assert len(reading.moot.notes) == 2
    assert [(item.file, item.line) for item in reading.unread] == [("statements.csv", 1)]
    assert reading.unread[0].sentence.count("statements.csv") == 1


def test_a_vote_for_an_unknown_statement_is_told_and_the_rest_is_kept() -> None:
    reading = read(
        statements=ALONE, votes="participant,statement,vote\n1,1,agree\n1,99,agree\n2,2,disagree\n"
    )
    assert [vote.statement for vote in reading.moot.votes] == [1, 2]
    assert reading.unread[0].sentence == (
        "votes.csv, line 3: The vote is on statement 99, which is not among the statements; "
        "add the statement or mend the number."
    )


def test_votes_in_numbers_are_refused_with_one_question_about_the_sign() -> None:
    rows = "".join(f"{n},1,{vote}\n" for n, vote in enumerate(["1", "-1", "0"] * 50))
    reading = read(statements=ALONE, votes="participant,statement,vote\n" + rows)
    assert reading.moot.votes == ()
    assert len(reading.unread) == 1
    assert "which sign is meant" in reading.unread[0].reason


def test_one_number_among_the_votes_is_that_row_only() -> None:
    reading = read(statements=ALONE, votes="participant,statement,vote\n1,1,agree\n2,1,-1\n")
    assert len(reading.moot.votes) == 1
    assert (reading.unread[0].line, "which sign is meant" in reading.unread[0].reason) == (3, True)


def test_a_blank_on_paper_is_not_a_pass() -> None:
    reading = read(statements=ALONE, votes="participant,statement,vote\n1,1,\n1,2,pass\n")
    assert reading.moot.votes == (Vote(1, 2, 0),)
    assert "a blank is not a pass" in reading.remarks[0]


def test_a_participant_with_a_name_is_not_kept() -> None:
    reading = read(statements=ALONE, votes="participant,statement,vote\nAnn,1,agree\n1,1,agree\n")
    assert len(reading.moot.votes) == 1
    assert "participant is “Ann”; it must be a whole number" in reading.unread[0].reason


def test_a_number_that_stands_twice_is_told_with_where_the_first_is() -> None:
    reading = read(notes="number,words\n3,a\n3,b\n")
    assert [note.words for note in reading.moot.notes] == ["a"]
    assert reading.unread[0].sentence.startswith("notes.csv, line 3: Number 3 stands already on line 2")


def test_a_statement_from_an_unknown_note_is_kept_without_it() -> None:
    reading = read(notes=NOTES, statements="number,words,notes\n1,Mend it.,2;77\n")
    assert reading.moot.statements == (Statement(1, "Mend it.", (2,)),)
    assert "from note 77" in reading.unread[0].reason


def test_a_row_with_a_comma_outside_quotation_marks_is_told_not_shifted() -> None:
    reading = read(notes="words,kind\nDamp, and cold,issue\nRents,issue\n")
    assert [note.words for note in reading.moot.notes] == ["Rents"]
    assert (reading.unread[0].line, "more cells than the header" in reading.unread[0].reason) == (2, True)


def test_lines_are_counted_where_a_row_begins() -> None:
    reading = read(notes='words,kind\n"one\ntwo",issue\nthree,rant\n')
    assert reading.moot.notes[0].words == "one\ntwo"
    assert (reading.unread[0].line, "kind is “rant”" in reading.unread[0].reason) == (4, True)


def test_an_open_quotation_mark_is_told_where_it_opens() -> None:
    reading = read(notes='words\nDamp\n"Rents\nare high\n')
    assert [note.words for note in reading.moot.notes] == ["Damp"]
    assert (reading.unread[0].line, "never closed" in reading.unread[0].reason) == (3, True)


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    moot = read(notes="words\n=SUM(A1)\n+44 more\n-no\n@all\n'=marked\n''tis\n").moot
    assert [note.words for note in moot.notes] == ["=SUM(A1)", "+44 more", "-no", "@all", "=marked", "''tis"]


def test_columns_that_are_not_kept_are_named() -> None:
    reading = read(notes="words,email\nDamp,a@example.org\n")
    assert reading.remarks == ("notes.csv: not read and not kept: “email”.",)
    assert "example.org" not in repr(reading.moot)


def test_a_bad_day_does_not_cost_the_moot_its_title() -> None:
    reading = read(moot="key,value\ntitle,Spring\nheld_on,soon\nchair,Ann\n", notes=NOTES)
    assert (reading.moot.title, reading.moot.held_on) == ("Spring", None)
    assert [item.line for item in reading.unread] == [3, 4]


def test_a_file_of_another_name_is_told() -> None:
    reading = read(notes=NOTES, notse=NOTES)
    assert "is not named moot, notes, statements, votes" in reading.unread[0].reason


def test_a_moot_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"notes.csv, line 2: .*\(and 1 more"):
        read(notes="number,words\nx,a\ny,b\n")


def test_a_meeting_that_is_only_announced_is_kept() -> None:
    assert read(moot="key,value\ntitle,Next spring\n").moot.title == "Next spring"


def test_an_empty_template_is_no_moot() -> None:
    with pytest.raises(Unreadable, match="spring moot holds no note, statement or vote"):
        read(notes="number,words\n", votes="participant,statement,vote\n")
