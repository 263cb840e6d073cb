"""A copied page read by the library with what the record of this home knows."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from folkmoot.errors import Refused, Unreadable
from folkmoot.record.aligning import days_of, said_on
from folkmoot.record.attribute import as_row, attribute, proposals
from folkmoot.record.store import Store

Lines = list[dict[str, Any]]


def read(text: str, store: Store | None, *, day: dt.date | None, house: str) -> tuple[Lines, Lines]:
    """The lines of a page with their speakers, and the days proposed where none was given.

    Raises Refused without people on the record, Unreadable where there is no line of text.
    """
    roll = store.roll() if store else None
    if store is None or roll is None or not roll.persons:
        raise Refused(
            "Nobody is on the record here yet, so nobody can be told; read people with "
            "'folkmoot record read people.json'."
        )
    proposed = () if day else days_of(text, store)
    said = said_on(day or (proposed[0].first if proposed else None), store)
    page = attribute(text, roll, day=day, house=house, contributions=said, proposed=proposed)
    if not page.lines:
        raise Unreadable("There is no line of text in this page; copy the words of the debate.", line=0)
    return _plain([as_row(line) for line in page.lines]), _plain(proposals(page))


def _plain(rows: list[dict[str, Any]]) -> Lines:
    """Rows as JSON holds them: days as text, tuples as lists."""
    plain: Lines = json.loads(json.dumps(rows, default=str))
    return plain
