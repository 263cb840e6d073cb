from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import NotFound, Unreadable
from folkmoot.tracing.asking import days
from folkmoot.tracing.asking.rules import Expected, Rules, read_rules, westminster

FRIDAY = dt.date(2026, 5, 1)


def test_every_form_says_where_its_rule_stands_or_that_none_does() -> None:
    rules = westminster()
    assert {form.key for form in rules.forms} == {
        "oral", "written", "minister", "own-member", "council", "company"
    }  # fmt: skip
    for form in rules.forms:
        assert form.about and form.expected.says
        assert form.source.address or form.expected.days is None


def test_a_session_is_that_of_its_day() -> None:
    assert westminster().session_on(dt.date(2009, 10, 28)) == dt.date(2008, 12, 3)
    assert westminster().session_on(dt.date(1999, 1, 1)) is None


def test_every_rule_of_another_body_says_when_it_was_looked_up() -> None:
    for form in westminster().forms:
        assert bool(form.source.address) == (form.source.checked is not None), form.key
        assert not form.not_asked_already or form.unsure, form.key


def test_sessions_are_vouched_for_up_to_a_day_and_not_past_it() -> None:
    rules = westminster()
    assert rules.sessions_sure_to is not None and rules.sessions_sure_to >= max(rules.sessions)
    assert rules.is_sure_of_session(rules.sessions_sure_to)
    assert not rules.is_sure_of_session(rules.sessions_sure_to + dt.timedelta(days=1))
    assert not Rules(rules.forms).is_sure_of_session(dt.date(2009, 10, 28))


def test_bank_holidays_are_those_that_follow_from_easter_and_the_calendar() -> None:
    holidays = westminster().holidays
    years = range(min(holidays).year, max(holidays).year + 1)
    assert holidays == frozenset(day for year in years for day in _bank_holidays(year))


def _bank_holidays(year: int) -> set[dt.date]:
    """England's and Wales's by law and custom: a holiday on a weekend moves to the next free weekday."""
    sunday = _easter(year)
    fixed = [dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    moving = [sunday - dt.timedelta(days=2), sunday + dt.timedelta(days=1)]
    moving += [_monday(year, 5, 1), _monday(year, 6, 1) - dt.timedelta(days=7)]
    moving.append(_monday(year, 9, 1) - dt.timedelta(days=7))
    found = set(moving) | {day for day in fixed if day.weekday() < days.SATURDAY}
    for day in (one for one in fixed if one.weekday() >= days.SATURDAY):
        while day.weekday() >= days.SATURDAY or day in found:
            day += dt.timedelta(days=1)
        found.add(day)
    return found


def _easter(year: int) -> dt.date:
    """Easter Sunday. Source: Meeus 1991, Astronomical Algorithms, chapter 8."""
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _monday(year: int, month: int, day: int) -> dt.date:
    """The first Monday of a month, from a day of it on."""
    first = dt.date(year, month, day)
    return first + dt.timedelta(days=-first.weekday() % 7)


def test_an_unknown_form_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="written"):
        westminster().form("petition")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "forms = []",
        "[[forms]]\nkey = 'x'",
        "nonsense",
        "sessions_sure_to = '2025-12-31'\n[[forms]]\nkey='x'\nname='X'\nto='member'\nframe=''",
        "[[forms]]\nkey='x'\nname='X'\nto='king'\nframe=''",
    ],
)
def test_a_file_that_holds_no_rules_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(Unreadable):
        read_rules(path)


def test_a_bank_holiday_and_a_weekend_are_no_working_days() -> None:
    assert days.after(FRIDAY, 1, westminster().holidays) == dt.date(2026, 5, 5)
    assert days.after(FRIDAY, 0) == FRIDAY


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day: dt.date, number: int) -> None:
    end = days.after(day, number)
    between = [day + dt.timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == number and end.weekday() < 5


def test_a_day_of_our_own_goes_before_the_rule() -> None:
    rule = Expected("put", 5, "working", "a week")
    own = days.due(rule, put=FRIDAY, own=dt.date(2026, 6, 1))
    assert own.ours and own.day == dt.date(2026, 6, 1)
    assert days.due(rule, put=FRIDAY).day == dt.date(2026, 5, 8)
    assert days.due(rule, sent=FRIDAY).day is None
    assert days.due(Expected("sent", None, says="no rule"), sent=FRIDAY) == days.Due(None, "no rule")


def test_a_written_question_is_due_later_by_a_recess_that_nobody_knows_here() -> None:
    rules = westminster()
    by_rule = {form.key: days.due(form.expected, sent=FRIDAY, put=FRIDAY) for form in rules.forms}
    assert [key for key, due in by_rule.items() if due.unless_recess] == ["written"]
    expected = rules.form("written").expected
    assert not days.due(expected, put=FRIDAY, own=FRIDAY).unless_recess


def test_nothing_is_overdue_on_its_day() -> None:
    due = days.Due(FRIDAY, "")
    assert [due.overdue(FRIDAY + dt.timedelta(days=n)) for n in (-1, 0, 1)] == [0, 0, 1]
    assert days.Due(None, "").overdue(FRIDAY) == 0
