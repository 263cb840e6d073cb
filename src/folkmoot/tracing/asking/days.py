"""When an answer may be expected, when a promise falls due, and how long it has been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from folkmoot.tracing.asking.rules import Expected

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which something is due, and why; no day where no rule gives one.

    unless_recess: it is later by every day on which the House was away meanwhile, which nobody knows here.
    """

    day: dt.date | None
    says: str
    ours: bool = False
    unless_recess: bool = False

    def overdue(self, on: dt.date) -> int:
        """Days past it; 0 on the day, before it, and where there is none."""
        return max(0, (on - self.day).days) if self.day else 0


def after(day: dt.date, working_days: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """The day that lies so many working days after another; the day itself does not count.

    0 gives the day itself. Saturdays, Sundays and `holidays` are no working days.
    """
    while working_days > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            working_days -= 1
    return day


def due(
    expected: Expected,
    *,
    sent: dt.date | None = None,
    put: dt.date | None = None,
    own: dt.date | None = None,
    holidays: Collection[dt.date] = (),
) -> Due:
    """When an answer is due: the day somebody set, else the rule's day, counted from when it was sent or put.

    No day where it has not left yet or where there is no rule; `says` is the rule's own sentence.
    """
    if own is not None:
        return Due(own, expected.says, ours=True)
    begun = put if expected.counts_from == "put" else sent
    if begun is None or expected.days is None:
        return Due(None, expected.says)
    if expected.count == "working":
        day = after(begun, expected.days, holidays)
        return Due(day, expected.says, unless_recess=expected.stops_in_recess)
    return Due(begun + dt.timedelta(days=expected.days), expected.says)
