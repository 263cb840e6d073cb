from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import NotFound, Unreadable
from folkmoot.tracing.asking import days
from folkmoot.tracing.asking.rules import Expected, read_rules, westminster

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


def test_nothing_is_overdue_on_its_day() -> None:
    due = days.Due(FRIDAY, "")
    assert [due.overdue(FRIDAY + dt.timedelta(days=n)) for n in (-1, 0, 1)] == [0, 0, 1]
    assert days.Due(None, "").overdue(FRIDAY) == 0
