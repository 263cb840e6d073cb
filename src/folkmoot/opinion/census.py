"""What the census says of questions about people: the installation's own file, read.

    statement,place,yes,of,source
    I rent my home.,Station End,1210,4120,"Census 2021, table TS054"

statement: the words of a question about people, as it is voted on. place: where the figures hold; empty
for everywhere. yes: how many there would agree, of how many. source: where the figures are from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from folkmoot.errors import BadRow, Unreadable
from folkmoot.text import normal, words

COLUMNS = ("statement", "place", "yes", "of", "source")
MOST_ROWS = 5_000
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One question in one place: how many people would say yes, of how many, and who says so."""

    statement: str
    place: str
    yes: int
    of: int
    source: str

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.yes / self.of


def census_in(path: Path) -> tuple[Figure, ...]:
    """The figures of a file. Raises Unreadable where it cannot be read, BadRow naming a wrong line."""
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise Unreadable(f"{path} is larger than a census file should be; give counts, not people.")
        return read_census(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read as a census file; give CSV in UTF-8: {','.join(COLUMNS)}."
        raise Unreadable(message, path=str(path)) from error


def read_census(text: str) -> tuple[Figure, ...]:
    """The figures of a table with the columns statement, place, yes, of, source.

    Raises BadRow naming the line that cannot be taken, or the column that is missing.
    """
    reader = csv.DictReader(io.StringIO(text.strip()))
    try:
        headings = [name.strip().lower() for name in reader.fieldnames or []]
        if missing := [name for name in COLUMNS if name not in headings]:
            raise BadRow(f"The first line must be {','.join(COLUMNS)}; {', '.join(missing)} is missing.")
        reader.fieldnames = headings
        figures = tuple(_figure(row, reader.line_num) for row in reader)
    except csv.Error as error:
        raise BadRow(f"Line {reader.line_num + 1} is not CSV ({error}); write it anew.") from error
    if not figures or len(figures) > MOST_ROWS:
        raise BadRow(f"There are {len(figures)} rows here; give between 1 and {MOST_ROWS}.")
    return figures


def _figure(row: dict[str, str | None], line: int) -> Figure:
    statement, place, yes, of, source = ((row.get(name) or "").strip() for name in COLUMNS)
    if not plain(statement) or not source:
        raise BadRow(f"Line {line} has no statement or no source; fill it in or take it out.", line=line)
    counts = [text.replace(" ", "") for text in (yes, of)]
    if not all(text.isascii() and text.isdecimal() and len(text) < 12 for text in counts):
        raise BadRow(f"Line {line}: yes and of must be whole numbers, such as 1210 and 4120.", line=line)
    if not 0 < int(counts[1]) >= int(counts[0]):
        raise BadRow(f"Line {line}: of must be above 0, and no smaller than yes.", line=line)
    return Figure(statement[:300], place[:120], int(counts[0]), int(counts[1]), source[:300])


def figure_for(figures: Iterable[Figure], statement: str, place: str) -> Figure | None:
    """The figure for a question asked at a place ("The hall, Station End"), the nearest place first.

    Case and punctuation do not count. A row for the whole address goes before one for a part of it
    (later parts, which are wider, last), and one for everywhere comes after both. None: there is none.
    """
    own = [figure for figure in figures if plain(figure.statement) == plain(statement)]
    by_place = {plain(figure.place): figure for figure in reversed(own)}
    places = [plain(place), *(plain(part) for part in place.split(",")), ""]
    return next((by_place[name] for name in places if name in by_place), None)


def plain(text: str) -> str:
    """Words only, without case or punctuation."""
    return " ".join(normal(token.text) for token in words(text))
