"""How long what is handed out before an evening must last."""

from __future__ import annotations

import datetime as dt

LEAST = dt.timedelta(hours=12)
WITHOUT_A_DAY = dt.timedelta(days=14)
DAYS_TO_ARRIVE = 2


def tables_write_until(now: dt.datetime, held_on: dt.date | None) -> dt.datetime:
    """When the code of a table ends: two days after the evening, so that what was typed there still arrives.

    now: with its time zone, in which days are counted. Where no day is set, a fortnight from now;
    never sooner than twelve hours from now.
    """
    if held_on is None:
        return now + WITHOUT_A_DAY
    last = held_on + dt.timedelta(days=DAYS_TO_ARRIVE)
    return max(now + LEAST, dt.datetime.combine(last, dt.time.max, now.tzinfo).replace(microsecond=0))


def hours_until_over(now: dt.datetime, held_on: dt.date | None, *, least: int, most: int) -> int:
    """Whole hours from now until the evening's day is over, within bounds; the least where no day is set."""
    if held_on is None:
        return least
    over = dt.datetime.combine(held_on + dt.timedelta(days=1), dt.time(), now.tzinfo)
    left = over.astimezone(dt.UTC) - now.astimezone(dt.UTC)  # the clocks may change meanwhile
    return min(max(least, -(-left // dt.timedelta(hours=1))), most)
