"""The forms in which one can ask, read from one file that anybody can edit."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from folkmoot.errors import NotFound, Unreadable

WESTMINSTER = Path(__file__).with_name("westminster.toml")

Addressee = Literal["minister", "member", "council", "company"]
Responsibility = Literal["department", "named"]


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a rule can be read, and the day it was last looked up; no address where it stands nowhere."""

    title: str = ""
    address: str = ""
    checked: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """When an answer may be expected: `days` after what it counts from. None: no rule; `says` tells more.

    stops_in_recess: days on which the House is away do not count, though nobody has told us which those are.
    """

    counts_from: Literal["sent", "put"] = "sent"
    days: int | None = None
    count: Literal["working", "calendar"] = "calendar"
    says: str = ""
    stops_in_recess: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which somebody can be asked, and what it requires. `unsure`: what nobody found out yet."""

    key: str
    name: str
    to: Addressee
    frame: str
    about: str = ""
    unsure: str = ""
    is_question: bool = False
    responsibility: Responsibility = "named"
    not_asked_already: bool = False
    through_own_member: bool = False
    asks_them_to_put_it: bool = False
    no_quotations: bool = False
    signed: bool = False
    most_words: int = 0
    length_says: str = ""
    source: Cited = field(default_factory=Cited)
    expected: Expected = field(default_factory=Expected)

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter, with a greeting and a name beneath, rather than a question to be tabled."""
        return self.signed and not self.is_question


@dataclass(frozen=True, slots=True)
class Rules:
    """Every form, the days on which sessions began, and days that are no working days; each in order.

    sessions_sure_to: the last day for which the sessions were looked up; None where nobody said.
    """

    forms: tuple[Form, ...]
    sessions: tuple[dt.date, ...] = ()
    holidays: frozenset[dt.date] = frozenset()
    sessions_sure_to: dt.date | None = None

    def form(self, key: str) -> Form:
        """The form of this name. Raises NotFound."""
        for form in self.forms:
            if form.key == key:
                return form
        raise NotFound(
            f"No form of asking is called {key!r}; there are {', '.join(f.key for f in self.forms)}.",
            form=key,
        )

    def session_on(self, day: dt.date) -> dt.date | None:
        """The day on which the session of a day began; None before the first that is known."""
        return max((start for start in self.sessions if start <= day), default=None)

    def is_sure_of_session(self, day: dt.date) -> bool:
        """Whether no session can have begun before a day without being known here."""
        return self.sessions_sure_to is not None and day <= self.sessions_sure_to


def read_rules(path: Path) -> Rules:
    """The rules of a TOML file. Raises Unreadable, which says what is wrong with it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        forms = tuple(_form(row) for row in told["forms"])
        sessions = tuple(sorted(map(dt.date.fromisoformat, told.get("sessions", ()))))
        holidays = frozenset(map(dt.date.fromisoformat, told.get("holidays", ())))
        sure_to = _day(told.get("sessions_sure_to"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            f"{path}: no rules for asking ({error}); write them as westminster.toml, beside the code, does.",
            file=str(path),
        ) from error
    keys = [form.key for form in forms]
    if not keys or len(keys) != len(set(keys)):
        raise Unreadable(f"{path}: every form needs a key of its own, and one is needed.", file=str(path))
    return Rules(forms, sessions, holidays, sure_to)


def _day(told: object) -> dt.date | None:
    """A day as TOML writes days. Raises ValueError for anything else."""
    if told is not None and type(told) is not dt.date:
        raise ValueError(f"{told!r} is no day; write it as 2025-12-31, without quotation marks")
    return told


def _form(row: Mapping[str, Any]) -> Form:
    told = dict(row)
    source, expected = Cited(**told.pop("source", {})), Expected(**told.pop("expected", {}))
    form = Form(**told, source=source, expected=expected)
    if form.to not in ("minister", "member", "council", "company"):
        raise ValueError(f"{form.key} is to {form.to!r}")
    _day(source.checked)
    if expected.days is not None and expected.days < 0:
        raise ValueError(f"{form.key} expects an answer {expected.days} days after")
    return form


@functools.cache
def westminster() -> Rules:
    """The rules that come with Folkmoot."""
    return read_rules(WESTMINSTER)
