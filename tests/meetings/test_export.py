from __future__ import annotations

import dataclasses
import datetime as dt

from folkmoot.meetings.export import tables
from folkmoot.meetings.moots import Moot, Note, Statement, digest
from folkmoot.meetings.reading import read_bytes
from folkmoot.meetings.voting import Tally
from folkmoot.meetings.writing import as_workbook, as_zip

MOOT = Moot(
    "spring",
    "Spring moot",
    place="The Hall",
    held_on=dt.date(2026, 3, 14),
    notes=(
        Note(1, "=Damp, and\ncold", "issue", 1),
        Note(
            2,
            "-mend it",
            "proposal",
            None,
            "it is dry",
            late=True,
            noted_at=dt.datetime(2026, 3, 14, 19, 20),
            who_could_act="+the county",
            answers=(1,),
        ),
        Note(3, "@Bins", "complaint", 1, second_hand=True, where_and_when="=Mill Road, Monday"),
        Note(4, "Rents doubled", "claim", 1, settled_by="-The register, https://example.org/rents"),
    ),
    statements=(
        Statement(1, "Mend it.", (1, 2), moderation=0),
        Statement(2, "Ages 60+", is_meta=True, is_seed=True),
    ),
)


def test_an_exported_moot_is_read_back_as_it_was() -> None:
    for content, name in (
        (as_workbook(tables(MOOT, {})), "spring.xlsx"),
        (as_zip(tables(MOOT, {})), "spring.zip"),
    ):
        (reading,) = read_bytes(content, name=name)
        assert reading.moot == MOOT
        assert digest(reading.moot) == digest(MOOT)


def test_every_field_of_a_note_stands_in_the_export() -> None:
    header, *rows = tables(MOOT, {})["notes"]
    kept = {field.name for field in dataclasses.fields(Note)}
    assert set(header) == kept
    told = dict(zip(header, rows[1], strict=True))
    assert (told["who_could_act"], told["answers"], told["late"]) == ("+the county", "1", "yes")


def test_a_note_that_answers_what_is_not_there_is_kept_without_and_told() -> None:
    csv = b"number,words,kind,answers\n1,Damp,issue,\n2,Mend it,proposal,1;9\n"
    (reading,) = read_bytes(csv, name="notes.csv")
    assert reading.moot.notes[1].answers == (1,)
    assert "note 9" in reading.unread[0].sentence and reading.unread[0].line == 3


def test_counts_that_point_at_people_are_not_exported() -> None:
    row = tables(MOOT, {1: Tally(30, 3, 6)})["statements"][1]
    assert list(row[-4:]) == ["30", "fewer than 5", "6", "at least 36"]


def test_a_moot_that_differs_in_one_word_has_another_digest() -> None:
    other = Moot("spring", "Spring moot", notes=(Note(1, "Damp"),))
    assert digest(other) != digest(Moot("spring", "Spring moot", notes=(Note(1, "damp"),)))
