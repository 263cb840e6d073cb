"""How long a written question waited."""

from __future__ import annotations

import datetime as dt

from folkmoot.record.debates import Contribution, MarkedDate, Paragraph
from folkmoot.record.waiting import Waited, waited


def written(
    gid: str, day: dt.date, *paragraphs: Paragraph, dates: tuple[MarkedDate, ...] = ()
) -> Contribution:
    return Contribution(
        gid, "reply", "s", day, "Commons", "d", "A title", 1, paragraphs=paragraphs, dates=dates
    )


ANSWERED = dt.date(2009, 10, 26)


def test_an_id_with_the_day_it_was_tabled_gives_the_days() -> None:
    question = written("x/wrans/2009-10-12.123.q0", ANSWERED)
    assert waited(question, written("r", ANSWERED)) == Waited(dt.date(2009, 10, 12), "tabled", 14)


def test_a_holding_answer_gives_the_days_since() -> None:
    question = written("x/wrans/2009-10-26f.123.q0", ANSWERED)
    held = Paragraph("1", "holding answer 9 September 2009", "holdinganswer")
    assert waited(question, written("r", ANSWERED, held)) == Waited(dt.date(2009, 9, 9), "holding answer", 47)
    marked = MarkedDate(0, 15, 31, "9 September 2009", "2009-09-10")
    assert waited(question, written("r", ANSWERED, held, dates=(marked,))).since == dt.date(2009, 9, 10)


def test_where_the_source_says_nothing_nothing_is_said() -> None:
    question = written("x/wrans/2009-10-26f.123.q0", ANSWERED)
    assert waited(question, written("r", ANSWERED)) is None
    impossible = Paragraph("1", "holding answer 31 February 2009", "holdinganswer")
    assert waited(question, written("r", ANSWERED, impossible)) is None
