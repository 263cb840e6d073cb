from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.meetings.voting import Tally
from folkmoot.tracing.telling import (
    COLUMNS,
    MOST_KEY,
    NEWS,
    STEPS,
    Matter,
    Silence,
    Voice,
    counted,
    news,
    rows,
)

DAY = dt.date(2026, 5, 12)
NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


def matter(name: str = "bus", **steps: tuple[Voice, ...]) -> Matter:
    return Matter(name, "The bus", "A bus at ten.", f"/thread/{name}/", **steps)


def voice(key: str, **more: object) -> Voice:
    return Voice(key, f"words of {key}", **more)  # type: ignore[arg-type]


def test_a_silence_counts_the_days_to_the_last_day_that_was_read() -> None:
    silence = Silence("Nell Garraway", DAY, "Commons", dt.date(2026, 12, 12))
    assert silence.days == 214


def test_a_silence_counts_no_days_where_nothing_was_read_since() -> None:
    assert Silence("Nell Garraway", DAY, "Commons", None).days is None
    assert Silence("Nell Garraway", None, "Commons", DAY).days is None
    assert Silence("Nell Garraway", DAY, "Commons", DAY - dt.timedelta(days=1)).days is None


@given(st.dates(), st.dates())
def test_days_of_silence_are_never_negative(asked: dt.date, until: dt.date) -> None:
    days = Silence("", asked, "Commons", until).days
    assert days is None if until < asked else days == until.toordinal() - asked.toordinal()


def test_a_matter_has_come_as_far_as_its_last_step_that_holds_something() -> None:
    assert matter().reached == "said"
    assert matter(said=(voice("a"),), asked=(voice("b"),)).reached == "asked"
    assert matter(asked=(voice("b"),), changed=(voice("c"),)).reached == "changed"


def test_a_reply_nobody_confirmed_counts_for_nothing() -> None:
    waiting = matter(asked=(voice("a"),), replies=(voice("r"),))
    assert counted([waiting, matter("other")]) == counted([matter(asked=(voice("a"),)), matter("other")])
    assert counted([waiting]).answered == 0
    assert news([waiting]) == ()
    assert [row["step"] for row in rows([waiting])] == ["asked"]


def test_news_is_what_was_answered_or_changed_newest_first() -> None:
    old = voice("answer 1", known_at=NOON, day=DAY)
    new = voice("version 2", known_at=NOON + dt.timedelta(days=1), day=DAY)
    told = news([matter(said=(voice("s"),), asked=(voice("q"),), answered=(old,), changed=(new,))])
    assert [(one.step, one.key) for one in told] == [
        ("changed", "bus version 2"),
        ("answered", "bus answer 1"),
    ]


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_a_key_is_short_and_tells_two_things_apart(one: str, other: str) -> None:
    first, second = (news([matter(answered=(voice(key),))])[0].key for key in (one, other))
    assert len(first) <= MOST_KEY
    assert (first == second) == (one == other)


def test_rows_hold_every_word_and_hide_small_counts() -> None:
    said = voice("statement 1", tally=Tally(47, 3, 0))
    silence = Silence("Nell Garraway", DAY, "Commons", DAY + dt.timedelta(days=9))
    whole = Matter("bus", "The bus", "", "/", said=(said,), asked=(voice("a", day=DAY),), silences=(silence,))
    told = list(rows([whole]))
    assert all(tuple(row) == COLUMNS for row in told)
    assert (told[0]["agree"], told[0]["disagree"], told[0]["pass"]) == ("47", "fewer than 5", "0")
    assert [row["step"] for row in told] == ["said", "asked", "silent"]
    assert (told[2]["where"], told[2]["day"], told[2]["does"]) == ("Commons", "2026-05-21", "9 days")


def test_the_steps_that_are_news_are_steps() -> None:
    assert set(NEWS) < set(STEPS)
