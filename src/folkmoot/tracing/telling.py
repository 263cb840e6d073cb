"""You said; we asked; they answered; this changed: a matter in four steps, as plain values.

Whoever builds a matter puts in only what a person confirmed. Pages, text, tables, feeds and mails
are made of the same values, so that none of them can say more than another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from folkmoot.meetings.voting import Tally, in_words

Step = Literal["said", "asked", "answered", "changed"]
STEPS: tuple[Step, ...] = ("said", "asked", "answered", "changed")
NEWS: tuple[Step, ...] = ("answered", "changed")
"""The steps that whoever follows a matter is told of."""

COLUMNS = (
    "matter", "title", "step", "day", "who", "where", "does", "words",
    "agree", "disagree", "pass", "confirmed_by", "address", "source",
)  # fmt: skip

MOST_KEY = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """Words in a matter, verbatim, with who said or wrote them, the day and the place.

    key: the same for the same thing whenever it is told, so that news is told once.
    does: what the words do, in words ("promises", "version 2, adopted"). note: what should stand
    beside them, such as a purpose or a reason. address: where they stand here; source: where the
    publisher has them. confirmed_by and known_at: who put their name to it, and since when it
    stands here; None where nobody knows.
    """

    key: str
    words: str
    who: str = ""
    where: str = ""
    day: dt.date | None = None
    does: str = ""
    note: str = ""
    address: str = ""
    source: str = ""
    tally: Tally | None = None
    confirmed_by: str = ""
    known_at: dt.datetime | None = None
    gid: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Something asked to which no answer was found, where was looked, and until which day.

    read: the chamber that was looked through; until: the newest day read of it, None where nothing was
    read; sittings: how many of its sittings were read from the question on, None where nobody counted,
    since a stretch of days is seldom read whole. entered: a question or letter of our own, to which
    answers are entered by hand; `who` is then whom it went to, `read` its form, `until` today, and `due` the
    day by which an answer was expected (unless_recess: later by days on which the House was away). It says
    that nothing was found, and no more than that.
    """

    who: str
    asked_on: dt.date | None
    read: str = ""
    until: dt.date | None = None
    address: str = ""
    entered: bool = False
    due: dt.date | None = None
    sittings: int | None = None
    unless_recess: bool = False

    @property
    def days(self) -> int | None:
        """From the question to the last day that was read; None where either is unknown, never below 0."""
        if self.asked_on is None or self.until is None or self.until < self.asked_on:
            return None
        return (self.until - self.asked_on).days


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter in four steps, each with what is there; an empty step is a gap, and is shown as one.

    replies: words that follow a question in the record and that nobody has confirmed as its answer;
    they count for nothing. elsewhere: how many more statements of other moots led to it. withheld: how
    many notes behind it are not released.
    """

    id: str
    title: str
    words: str
    address: str
    said: tuple[Voice, ...] = ()
    asked: tuple[Voice, ...] = ()
    answered: tuple[Voice, ...] = ()
    changed: tuple[Voice, ...] = ()
    replies: tuple[Voice, ...] = ()
    silences: tuple[Silence, ...] = ()
    elsewhere: int = 0
    withheld: int = 0

    def step(self, name: Step) -> tuple[Voice, ...]:
        """What stands under one of the four steps."""
        found: tuple[Voice, ...] = getattr(self, name)
        return found

    @property
    def reached(self) -> Step:
        """The last step at which something stands: how far the matter has come."""
        there = [name for name in STEPS if self.step(name)]
        return there[-1] if there else "said"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many matters there are, and at how many of them each step has something confirmed."""

    matters: int = 0
    asked: int = 0
    answered: int = 0
    changed: int = 0


def counted(matters: Iterable[Matter]) -> Counted:
    """How far these matters have come."""
    every = list(matters)
    asked, answered, changed = (sum(bool(m.step(s)) for m in every) for s in STEPS[1:])
    return Counted(len(every), asked, answered, changed)


@dataclass(frozen=True, slots=True)
class News:
    """Something that was answered or changed: of which matter, under which step, and its words."""

    matter: Matter
    step: Step
    voice: Voice

    @property
    def key(self) -> str:
        """One word for it over all matters, at most 200 characters; the same whenever it is told."""
        whole = f"{self.matter.id} {self.voice.key}"
        if len(whole) <= MOST_KEY:
            return whole
        digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
        return f"{whole[: MOST_KEY - 17]} {digest}"


def news(matters: Iterable[Matter], steps: Iterable[Step] = NEWS) -> tuple[News, ...]:
    """What was answered or changed in these matters, what became known last first."""
    wanted = tuple(steps)
    found = [News(m, step, voice) for m in matters for step in wanted for voice in m.step(step)]
    return tuple(sorted(found, key=_newest_first))


def _newest_first(one: News) -> tuple[float, int, str]:
    known, day = one.voice.known_at, one.voice.day
    return (-(known.timestamp() if known else 0.0), -(day.toordinal() if day else 0), one.key)


def rows(matters: Iterable[Matter]) -> Iterator[dict[str, str]]:
    """A row for everything said, asked, answered and changed, and one for each silence.

    Counts of votes from 1 to 4 read "fewer than 5".
    """
    for matter in matters:
        for step in STEPS:
            for voice in matter.step(step):
                yield _row(matter, step, voice)
            if step == "answered":
                yield from (_silent_row(matter, silence) for silence in matter.silences)


def _row(matter: Matter, step: Step, voice: Voice) -> dict[str, str]:
    agree, disagree, passes = (in_words(n) for n in voice.tally.parts) if voice.tally else ("", "", "")
    told = (
        matter.id, matter.title, step, _day(voice.day), voice.who, voice.where, voice.does, voice.words,
        agree, disagree, passes, voice.confirmed_by, voice.address, voice.source,
    )  # fmt: skip
    return dict(zip(COLUMNS, told, strict=True))


def _silent_row(matter: Matter, silence: Silence) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    day, where = _day(silence.until), silence.read
    return row | {
        "matter": matter.id, "title": matter.title, "step": "silent", "day": day, "who": silence.who,
        "where": where, "does": "" if silence.days is None else f"{silence.days} days",
        "address": silence.address,
    }  # fmt: skip


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
