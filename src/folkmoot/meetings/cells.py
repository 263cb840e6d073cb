"""What one cell means: numbers, days, moments, yes and no, and words from a short list.

Every function takes the text of a cell and gives a value, or raises BadRow with a reason and a remedy.
"""

from __future__ import annotations

import datetime as dt
import re

from folkmoot.errors import BadRow
from folkmoot.meetings.columns import Column
from folkmoot.text import normal

FIRST_YEAR, LAST_YEAR = 1900, 2200
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WHOLE = re.compile(r"[0-9]{1,9}(?:\.0+)?\Z")
_UK_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
_WRITTEN_DAY = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),? (\d{4})\Z")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\Z")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})


def cleaned(text: str) -> str:
    """Verbatim words: line breaks spelled one way, white space at both ends taken off."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _BREAKS.sub("\n", text).strip()


def words(text: str, column: Column) -> str:
    """The text of a cell, which must be there where the column is required."""
    if column.required and not text:
        raise BadRow(
            f"{column.name} is empty; write something there or take the row out.", column=column.name
        )
    if len(text) > column.longest:
        raise BadRow(
            f"{column.name} has {len(text):,} characters and may have {column.longest:,}; "
            "make it shorter, or several rows of it.",
            column=column.name,
        )
    if bad := _NOT_TEXT.search(text):
        raise BadRow(
            f"{column.name} holds the character U+{ord(bad.group()):04X}, which is not text; take it out.",
            column=column.name,
        )
    return text


def is_not_text(text: str) -> bool:
    """Whether a text holds characters, such as NUL, that no database keeps."""
    return _NOT_TEXT.search(text) is not None


def whole(text: str, name: str, *, least: int = 0) -> int:
    """A whole number of at most nine digits; "3.0" is how some spreadsheets write 3."""
    if _WHOLE.match(text) and (number := int(text.partition(".")[0])) >= least:
        return number
    raise BadRow(f"{name} is {shown(text)}; it must be a whole number from {least} up.", column=name)


def numbers(text: str, name: str) -> tuple[int, ...]:
    """Several whole numbers with semicolons, commas or spaces between, each kept once."""
    parts = [part for part in re.split(r"[;,\s]+", text) if part]
    return tuple(dict.fromkeys(whole(part, name, least=1) for part in parts))


def yes(text: str, name: str) -> bool:
    answer = normal(text)
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise BadRow(f"{name} is {shown(text)}; write yes, or leave it empty.", column=name)


def choice(text: str, column: Column) -> str:
    """One of the words the column allows, in any case."""
    word = normal(text)
    if word not in column.choices:
        allowed = ", ".join(column.choices[:-1]) + f" or {column.choices[-1]}"
        raise BadRow(f"{column.name} is {shown(text)}; write {allowed}.", column=column.name)
    return word


def day(text: str, name: str) -> dt.date | None:
    """A day as 2026-03-14, 14/03/2026 or 14 March 2026; None for an empty cell."""
    if not text:
        return None
    try:
        found = _day(text.split("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", text) else text)
        return _in_our_time(found)
    except ValueError as error:
        raise BadRow(
            f"{name} is {shown(text)}, which is not a day; write it as 2026-03-14 or 14/03/2026.", column=name
        ) from error


def moment(text: str, name: str) -> dt.datetime | None:
    """A moment as 2026-03-14T19:20, with or without a zone, or 14/03/2026 19:20; None for an empty cell.

    Without a zone it stays without one: the hall's own clock is meant.
    """
    if not text:
        return None
    try:
        found = _moment(text)
        _in_our_time(found.date())
        return found
    except (ValueError, OverflowError) as error:
        raise BadRow(
            f"{name} is {shown(text)}, which is no day and time; write 2026-03-14T19:20 or 14/03/2026 19:20.",
            column=name,
        ) from error


def _moment(text: str) -> dt.datetime:
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return dt.datetime.fromisoformat(text)
    *before, last = re.split(r",? (?:at )?", text)
    clock = _CLOCK.match(last)
    if clock is None:
        return dt.datetime.combine(_day(text), dt.time())
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return dt.datetime.combine(_day(" ".join(before)), dt.time(hour, minute, second))


def _day(text: str) -> dt.date:
    if uk := _UK_DAY.match(text):
        return dt.date(int(uk[3]), int(uk[2]), int(uk[1]))
    if written := _WRITTEN_DAY.match(normal(text)):
        return dt.date(int(written[3]), _month(written[2]), int(written[1]))
    return dt.date.fromisoformat(text)


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if len(name) >= 3 and month.startswith(name):
            return number
    raise ValueError(f"{name!r} is not a month")


def _in_our_time(found: dt.date) -> dt.date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{found.year} is out of range")
    return found


def shown(text: str) -> str:
    """A cell as a message quotes it: short, on one line."""
    line = " ".join(text.split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
