"""Whole and partial dates, and spans of them.

The public record gives dates as a day, a month or only a year; a span may be open at
either end. Nothing here reads the clock: the day is always passed in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def earliest(text: str) -> dt.date:
    """The first day that a whole or partial ISO date can mean: "2010" is 1 January 2010.

    Raises ValueError when the text is no such date.
    """
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def latest(text: str) -> dt.date:
    """The last day that a whole or partial ISO date can mean: "2010" is 31 December 2010.

    Raises ValueError when the text is no such date.
    """
    year, month, day = _parts(text)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date like 2009, 2009-10 or 2009-10-26")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def between(cls, start: str | None, end: str | None) -> Span:
        """A span from two ISO dates, whole or partial, either of which may be missing."""
        return cls(earliest(start) if start else None, latest(end) if end else None)

    def __contains__(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Span) -> bool:
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        ends_late_enough = self.last is None or other.first is None or self.last >= other.first
        return starts_in_time and ends_late_enough


def age_in_words(day: dt.date, *, on: dt.date) -> str:
    """How long ago a day was, as a reader would say it: "9 years, 11 months ago", "3 days ago".

    A day still to come is "in 3 days".
    """
    if day == on:
        return "today"
    before, after = sorted((day, on))
    words = _length_in_words(before, after)
    return f"{words} ago" if day < on else f"in {words}"


def _length_in_words(before: dt.date, after: dt.date) -> str:
    months = (after.year - before.year) * 12 + after.month - before.month
    if after.day < before.day:
        months -= 1
    years, months = divmod(months, 12)
    if years:
        return ", ".join(filter(None, [_count(years, "year"), _count(months, "month")]))
    if months:
        return _count(months, "month")
    return _count((after - before).days, "day")


def _count(number: int, noun: str) -> str:
    if number == 0:
        return ""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
