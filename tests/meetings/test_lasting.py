"""Codes printed before an evening work on the night, and a little after it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.lasting import LEAST, hours_until_over, tables_write_until

LONDON = ZoneInfo("Europe/London")
MONDAY = dt.datetime(2026, 11, 16, 9, 30, tzinfo=LONDON)


def test_sheets_printed_on_monday_work_on_friday_and_until_sunday_is_over():
    until = tables_write_until(MONDAY, dt.date(2026, 11, 20))
    assert until == dt.datetime(2026, 11, 22, 23, 59, 59, tzinfo=LONDON)


def test_without_a_day_they_work_for_a_fortnight():
    assert tables_write_until(MONDAY, None) == MONDAY + dt.timedelta(days=14)


def test_a_helper_is_let_in_until_the_evening_is_over():
    assert hours_until_over(MONDAY, dt.date(2026, 11, 16), least=6, most=336) == 15
    assert hours_until_over(MONDAY, dt.date(2026, 11, 20), least=6, most=336) == 111
    assert hours_until_over(MONDAY, dt.date(2027, 11, 20), least=6, most=336) == 336
    assert hours_until_over(MONDAY, dt.date(2026, 11, 15), least=6, most=336) == 6
    assert hours_until_over(MONDAY, None, least=6, most=336) == 6


def test_the_hour_in_which_the_clocks_go_back_counts():
    saturday = dt.datetime(2026, 10, 24, 12, tzinfo=LONDON)
    assert hours_until_over(saturday, dt.date(2026, 10, 25), least=6, most=336) == 37


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(LONDON)),
    st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)),
)
def test_no_code_ends_before_its_evening_does_nor_within_twelve_hours(now, held_on):
    until = tables_write_until(now, held_on)
    assert until >= now + LEAST
    assert held_on is None or until.date() >= held_on + dt.timedelta(days=2)
