"""The picture of a career."""

from __future__ import annotations

import datetime as dt

from folkmoot.dates import Span
from folkmoot.web.record.timeline import Stretch, draw

TODAY = dt.date(2026, 11, 21)


def stretch(first: str, last: str = "") -> Stretch:
    return Stretch(Span.between(first, last or None), first, "seat")


def test_bars_lie_where_their_days_do() -> None:
    picture = draw(
        [("Commons", [stretch("2000-01-01", "2004-12-31"), stretch("2005-01-01", "2009-12-31")])], today=TODAY
    )
    assert picture is not None
    first, second = picture.lanes[0].bars
    assert first.left == "0.00%"
    assert abs(float(first.width.rstrip("%")) - 50) < 0.2
    assert abs(float(second.left.rstrip("%")) - 50) < 0.2
    assert first.top == second.top, "what does not overlap lies in one row"


def test_what_overlaps_lies_below_each_other() -> None:
    picture = draw([("Committees", [stretch("2000", "2005"), stretch("2001", "2003")])], today=TODAY)
    assert picture is not None
    assert len({bar.top for bar in picture.lanes[0].bars}) == 2


def test_an_open_end_runs_to_today() -> None:
    picture = draw([("Commons", [stretch("2024-07-05")])], today=TODAY)
    assert picture is not None
    assert picture.last_year == 2026
    assert picture.lanes[0].bars[0].open_ended


def test_no_beginning_no_picture() -> None:
    assert draw([("Commons", [Stretch(Span(), "x", "seat")])], today=TODAY) is None
    assert draw([], today=TODAY) is None
