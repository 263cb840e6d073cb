"""Which edition of the register of interests counted on a day."""

from __future__ import annotations

import datetime as dt

from folkmoot.record.store.opened import Opened


def edition(store: Opened, day: dt.date) -> dt.date | None:
    """The day of the newest edition that was out by then; None where none of those was read."""
    found = store._one("SELECT max(edition) FROM interest WHERE edition <= ?", day.isoformat())[0]
    return dt.date.fromisoformat(found) if found else None
