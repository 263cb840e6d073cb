"""How long a written question waited for its answer, as far as the source says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from folkmoot.record.debates import Contribution

_TABLED = re.compile(r"/(\d{4}-\d\d-\d\d)\.")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WRITTEN = re.compile(rf"\d{{1,2}} (?:{_MONTHS}) \d{{4}}")


@dataclass(frozen=True, slots=True)
class Waited:
    """From which day to the answer: the day it was tabled, or of a holding answer."""

    since: dt.date
    basis: Literal["tabled", "holding answer"]
    days: int


def waited(question: Contribution, reply: Contribution) -> Waited | None:
    """How long a question waited, or None where the source gives no earlier day.

    Ids of today's written questions hold the day they were tabled; older ones the day of the answer.
    """
    if (tabled := _tabled(question)) and tabled < reply.date:
        return Waited(tabled, "tabled", (reply.date - tabled).days)
    if (held := _held(reply)) and held <= reply.date:
        return Waited(held, "holding answer", (reply.date - held).days)
    return None


def _tabled(question: Contribution) -> dt.date | None:
    found = _TABLED.search(question.id)
    return _day(found[1]) if found else None


def _held(reply: Contribution) -> dt.date | None:
    for number, paragraph in enumerate(reply.paragraphs):
        if paragraph.css_class == "holdinganswer":
            marked = next((d.day for d in reply.dates if d.paragraph == number), "")
            return _day(marked) or _in_words(paragraph.text)
    return None


def _in_words(text: str) -> dt.date | None:
    found = _WRITTEN.search(text)
    if found is None:
        return None
    day, month, year = found[0].split()
    return _day(f"{year}-{_MONTHS.split('|').index(month) + 1:02}-{int(day):02}")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
