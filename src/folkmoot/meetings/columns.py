"""Every sheet of a moot and every column in it: the one table that the readers, the template,
the messages and the manual (docs/reference/meeting-files.md) are made from.
"""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.meetings.moots import KINDS, MODERATION, VOTES

TEMPLATE = "'folkmoot meetings template FILE.xlsx' writes one to fill in"
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it means, an example, and what may stand in it.

    longest: characters; `choices` are the only words allowed, where there are any.
    """

    name: str
    help: str
    example: str
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int = LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file or one sheet of a workbook.

    `keys` are the rows of a sheet of key and value; a `silent` sheet leaves columns it does not know unsaid.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    keys: tuple[Column, ...] = ()
    remedy: str = TEMPLATE
    silent: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


MOOT = Sheet(
    "moot",
    "The meeting itself, one fact a row. Without it the title is made from the name of the folder or file.",
    (
        Column("key", "Which fact: title, place, held_on, summary or source.", "title", required=True),
        Column("value", "The fact.", "Spring moot at the Market Hall", required=True),
    ),
    keys=(
        Column("title", "What the meeting was called.", "Spring moot at the Market Hall", longest=200),
        Column("place", "Where it was held.", "Market Hall, Exampleton", longest=120),
        Column("held_on", "The day: 2026-03-14 or 14/03/2026.", "2026-03-14"),
        Column(
            "summary", "What it was about, in a sentence or two.", "What would make it easier to stay here?"
        ),
        Column("source", "Where this was published, and under which licence, if it was.", "", longest=200),
    ),
)

NOTES = Sheet(
    "notes",
    "What was written down, word for word. Only the words are needed.",
    (
        Column("number", "A number for the note; counted from 1 where it is left out.", "1"),
        Column("table", "The number of the table.", "4"),
        Column("kind", "What kind of note it is; issue where it is left out.", "proposal", choices=KINDS),
        Column(
            "words",
            "The words as they were spoken or written. No names, no telephone numbers.",
            "We want the last bus on a Friday to leave after ten",
            required=True,
        ),
        Column("so_that", "What a proposal is for: “so that …”.", "so that people can get home from work"),
        Column("other_side", "The other side of a disagreement.", ""),
        Column("role", "Whose experience it is, as a role; never a name.", "", longest=120),
        Column("late", "yes for a note added after the table reported back.", "", choices=("yes", "no")),
        Column("noted_at", "When: 2026-03-14T19:20 or 14/03/2026 19:20.", "2026-03-14T19:20"),
        Column("second_hand", "yes for what somebody heard who was not there.", "", choices=("yes", "no")),
        Column("where_and_when", "The place and the day a complaint is about.", "", longest=200),
        Column("who_could_act", "Who could decide this, as the table said it.", "", longest=200),
        Column("answers", "The numbers of the concerns a proposal answers, with semicolons between.", ""),
        Column("settled_by", "The source that settled a claim to be checked.", "", longest=400),
    ),
)

STATEMENTS = Sheet(
    "statements",
    "The sentences people voted on.",
    (
        Column("number", "A number for the statement; the votes refer to it.", "1", required=True),
        Column(
            "words",
            "One sentence that can be agreed with.",
            "The last bus should leave after ten.",
            required=True,
        ),
        Column("notes", "The numbers of the notes it was made from, with semicolons between.", "1"),
        Column(
            "is_meta", "yes for a question about people, such as an age group.", "", choices=("yes", "no")
        ),
        Column("is_seed", "yes if the organisers wrote it before the meeting.", "", choices=("yes", "no")),
        Column("moderation", "accepted where it is left out.", "accepted", choices=tuple(MODERATION)),
        Column("written_at", "When: 2026-03-14T19:45 or 14/03/2026 19:45.", "2026-03-14T19:45"),
    ),
)

VOTES_CAST = Sheet(
    "votes",
    "One row a vote. Somebody who changed their mind has a later row.",
    (
        Column("participant", "The number on the slip; never a name.", "1", required=True),
        Column("statement", "The number of the statement.", "1", required=True),
        Column(
            "vote", "In words, since a number does not say which sign is meant.", "agree", True, tuple(VOTES)
        ),
        Column("cast_at", "When: 2026-03-14T20:10 or 14/03/2026 20:10.", "2026-03-14T20:10"),
    ),
)

SHEETS = {sheet.name: sheet for sheet in (MOOT, NOTES, STATEMENTS, VOTES_CAST)}
EXPLANATIONS = "columns"


def explained() -> list[tuple[str, str, str, str, str, str]]:
    """Every column as a row: sheet, column, needed or not, words allowed, what it means, an example."""
    rows = []
    for sheet in SHEETS.values():
        for column in sheet.keys or sheet.columns:
            needed = "yes" if column.required else ""
            allowed = ", ".join(column.choices)
            rows.append((sheet.name, column.name, needed, allowed, column.help, column.example))
    return rows


def as_markdown(sheet: Sheet) -> str:
    """The columns of one sheet as a Markdown table, as the manual prints it."""
    first = "key" if sheet.keys else "column"
    lines = [f"| {first} | needed | words allowed | what it means | example |", "|---|---|---|---|---|"]
    for _, name, needed, allowed, meaning, example in (row for row in explained() if row[0] == sheet.name):
        lines.append(f"| `{name}` | {needed} | {allowed} | {meaning} | {f'`{example}`' if example else ''} |")
    return "\n".join(lines)
