"""Terms in a chamber, cut where the party changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

Held = tuple[dt.date | None, dt.date | None, str]
"""First and last day of belonging to a party, either open, and the party."""


def stretches(
    first: dt.date, last: dt.date | None, parties: Sequence[Held]
) -> Iterator[tuple[dt.date, dt.date | None, str]]:
    """A term as stretches in one party each: first day, last day (None for open), party or nothing.

    Days that no party is known for are a stretch without one; where two overlap the later one holds.
    """
    cuts = {first}
    for start, end, _ in parties:
        cuts.update(filter(None, (start, _day_after(end))))
    inside = sorted(cut for cut in cuts if cut >= first and (last is None or cut <= last))
    for number, start in enumerate(inside):
        end = inside[number + 1] - dt.timedelta(days=1) if number + 1 < len(inside) else last
        held = [party for f, t, party in parties if (f is None or f <= start) and (t is None or start <= t)]
        yield start, end, held[-1] if held else ""


def _day_after(day: dt.date | None) -> dt.date | None:
    return day + dt.timedelta(days=1) if day and day < dt.date.max else None
