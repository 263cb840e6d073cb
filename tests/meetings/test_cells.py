from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import BadRow
from folkmoot.meetings import cells
from folkmoot.meetings.columns import NOTES, VOTES_CAST


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-14",
        "14/03/2026",
        "14.3.2026",
        "14 March 2026",
        "14th Mar 2026",
        "Saturday, 14 march, 2026",
        "20260314",
    ],
)
def test_a_day_is_read_in_every_usual_form(written: str) -> None:
    assert cells.day(written, "held_on") == dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    "written", ["31/02/2026", "14/03/26", "03/14/2026", "tomorrow", "14 Marzipan 2026", "0001-01-01"]
)
def test_what_is_no_day_is_refused_with_the_form_to_use(written: str) -> None:
    with pytest.raises(BadRow, match=r"held_on is .* write it as 2026-03-14"):
        cells.day(written, "held_on")


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-14T19:20",
        "2026-03-14 19:20:00",
        "14/03/2026 19:20",
        "14 March 2026 at 19.20",
        "14 March 2026, 19:20",
    ],
)
def test_a_moment_without_a_zone_stays_on_the_halls_clock(written: str) -> None:
    assert cells.moment(written, "noted_at") == dt.datetime(2026, 3, 14, 19, 20)


def test_a_moment_with_a_zone_keeps_it() -> None:
    moment = cells.moment("2026-07-14T19:20:01+01:00", "noted_at")
    assert moment == dt.datetime(2026, 7, 14, 18, 20, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("written", ["25:00", "14/03/2026 25:00", "soon", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_moment_is_refused(written: str) -> None:
    with pytest.raises(BadRow, match="no day and time"):
        cells.moment(written, "noted_at")


def test_a_spreadsheets_whole_number_may_have_a_point() -> None:
    assert cells.whole("3.0", "number") == 3


@pytest.mark.parametrize("written", ["", "-1", "3.5", "1e5", "１２", "ten", "12345678901"])
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(BadRow, match="whole number"):
        cells.whole(written, "number")


def test_numbers_are_kept_once_in_their_order() -> None:
    assert cells.numbers("7; 3,7 12", "notes") == (7, 3, 12)


def test_two_numbers_that_a_spreadsheet_made_into_one_are_refused() -> None:
    with pytest.raises(BadRow):
        cells.numbers("1.2", "notes")


@pytest.mark.parametrize(
    ("written", "meant"), [("Yes", True), ("TRUE", True), ("x", True), ("", False), ("No", False)]
)
def test_yes_and_no_in_many_spellings(written: str, meant: bool) -> None:
    assert cells.yes(written, "late") is meant


def test_maybe_is_neither() -> None:
    with pytest.raises(BadRow, match="write yes, or leave it empty"):
        cells.yes("maybe", "late")


def test_a_choice_names_the_words_allowed() -> None:
    assert cells.choice(" Agree", VOTES_CAST.column("vote")) == "agree"
    with pytest.raises(BadRow, match="write agree, disagree or pass"):
        cells.choice("aye", VOTES_CAST.column("vote"))


def test_words_that_no_database_keeps_are_refused() -> None:
    with pytest.raises(BadRow, match=r"U\+0000"):
        cells.words("a\x00b", NOTES.column("words"))


def test_an_over_long_cell_is_refused() -> None:
    with pytest.raises(BadRow, match=r"20,001 characters and may have 20,000"):
        cells.words("a" * 20_001, NOTES.column("words"))


def test_line_breaks_are_spelled_one_way() -> None:
    assert cells.cleaned(" a\r\nb\rc\vd\u2028e \n") == "a\nb\nc\nd\ne"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cells.cleaned(cells.cleaned(text)) == cells.cleaned(text)


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_a_bad_row(text: str) -> None:
    for read in (cells.day, cells.moment, cells.whole, cells.numbers, cells.yes):
        try:
            read(text, "x")
        except BadRow as error:
            assert "x is" in error.message


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_every_day_reads_back_in_both_forms(day: dt.date) -> None:
    assert cells.day(day.isoformat(), "x") == day
    assert cells.day(f"{day.day}/{day.month}/{day.year}", "x") == day
