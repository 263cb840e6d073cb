"""A moot as files again: its notes, and its statements with what they came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from folkmoot.meetings.columns import NOTES
from folkmoot.meetings.moots import MODERATION, Moot, Note, Statement
from folkmoot.meetings.voting import Tally, in_words

COUNTS = ("agree", "disagree", "pass", "votes")
STATEMENT_HEADINGS = ("number", "words", "notes", "is_meta", "is_seed", "moderation", "written_at", *COUNTS)
_MODERATION = {value: word for word, value in MODERATION.items()}


def tables(moot: Moot, tallies: Mapping[int, Tally]) -> dict[str, list[Sequence[str]]]:
    """The sheets of a moot as rows of text, the first the header; notes and statements as they are given.

    tallies: by statement number. Counts of one to four are "fewer than 5". No single vote is exported.
    """
    return {
        "moot": [("key", "value"), *about(moot)],
        "notes": [NOTES.names, *map(note_row, moot.notes)],
        "statements": [STATEMENT_HEADINGS, *statement_rows(moot.statements, tallies)],
    }


def about(moot: Moot) -> list[Sequence[str]]:
    held_on = moot.held_on.isoformat() if moot.held_on else ""
    return [
        ("title", moot.title),
        ("place", moot.place),
        ("held_on", held_on),
        ("summary", moot.summary),
        ("source", moot.source),
    ]


def note_row(note: Note) -> Sequence[str]:
    """A note under the columns of the notes sheet."""
    return (
        str(note.number),
        "" if note.table is None else str(note.table),
        note.kind,
        note.words,
        note.so_that,
        note.other_side,
        note.role,
        "yes" if note.late else "",
        _moment(note.noted_at),
        "yes" if note.second_hand else "",
        note.where_and_when,
        note.who_could_act,
        ";".join(map(str, note.answers)),
        note.settled_by,
    )


def statement_rows(statements: Iterable[Statement], tallies: Mapping[int, Tally]) -> Iterable[Sequence[str]]:
    for statement in statements:
        yield (*statement_row(statement), *_counts(tallies.get(statement.number, Tally())))


def statement_row(statement: Statement) -> Sequence[str]:
    """A statement under the columns of the statements sheet."""
    return (
        str(statement.number),
        statement.words,
        ";".join(map(str, statement.notes)),
        "yes" if statement.is_meta else "",
        "yes" if statement.is_seed else "",
        _MODERATION[statement.moderation],
        _moment(statement.written_at),
    )


def _counts(tally: Tally) -> Sequence[str]:
    total = f"at least {tally.at_least}" if tally.hides else str(tally.total)
    return (*map(in_words, tally.parts), total)


def _moment(moment: dt.datetime | None) -> str:
    return moment.isoformat(timespec="minutes" if not moment.second else "seconds") if moment else ""
