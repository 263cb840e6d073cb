"""Asks as values: whom, in which form, how far, when an answer is due and what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from folkmoot.record.store import Store
from folkmoot.tracing.asking import already, days
from folkmoot.tracing.asking.drafting import without_opening
from folkmoot.tracing.asking.rules import Form, westminster
from folkmoot.web.asking.models import Answer, Ask
from folkmoot.web.manifesto.models import Plank, PlankVersion

WAITING = (Ask.State.SENT, Ask.State.PUT)
OVER = (Ask.State.ANSWERED, Ask.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """What was answered. `passage` is the record's id of it, or nothing where it was entered by hand."""

    words: str
    by: str
    on: dt.date
    passage: str = ""
    source_title: str = ""
    source_address: str = ""
    holding: bool = False

    @property
    def contribution(self) -> str:
        """The id of the contribution that the passage stands in."""
        return self.passage.partition("#")[0]


@dataclass(frozen=True, slots=True)
class AskTold:
    """One ask as anybody may read it.

    to: whom, as it is written on it. due: when an answer may be expected, or no day and why.
    days_waiting: since it was sent or put, as far as it waits; days_overdue: past the day it was due.
    """

    number: int
    plank: str
    plank_title: str
    form: Form
    to: str
    through: str
    words: str
    state: str
    state_name: str
    drafted_on: dt.date
    agreed_on: dt.date | None
    sent_on: dt.date | None
    put_on: dt.date | None
    put_as: str
    answered_on: dt.date | None
    due: days.Due
    days_waiting: int
    days_overdue: int
    answers: tuple[AnswerTold, ...]
    address: str

    @property
    def waits(self) -> bool:
        """Whether it has left and no answer to it is known here."""
        return self.state in WAITING

    @property
    def newest(self) -> dt.date:
        """The last day on which something became of it."""
        known = (self.drafted_on, self.agreed_on, self.sent_on, self.put_on, self.answered_on)
        return max(day for day in known if day)


def asks_of(plank: Plank, *, on: dt.date | None = None, drafts: bool = False) -> tuple[AskTold, ...]:
    """The asks of a plank that were agreed, oldest first; with `drafts`, which are for staff, all of them.

    on: the day from which waiting is counted, today unless given.
    """
    return asks(Ask.objects.filter(plank=plank), on=on, drafts=drafts)


def asks(
    found: QuerySet[Ask] | None = None, *, on: dt.date | None = None, drafts: bool = False
) -> tuple[AskTold, ...]:
    """Asks as values, oldest first; what was never agreed only with `drafts`."""
    rows = (Ask.objects.all() if found is None else found).order_by("pk")
    rows = rows if drafts else rows.filter(agreed_on__isnull=False)
    day = on or timezone.localdate()
    titles = _titles(row.plank_id for row in rows)
    return tuple(
        ask_told(row, titles.get(row.plank_id, row.plank.slug), day)
        for row in rows.select_related("plank").prefetch_related("answers")
    )


def _titles(planks: Iterable[int]) -> dict[int, str]:
    """The newest title of each plank, by its key."""
    versions = PlankVersion.objects.filter(plank__in=set(planks)).order_by("number")
    return {version.plank_id: version.title for version in versions}


def ask_told(ask: Ask, title: str, on: dt.date) -> AskTold:
    """One ask as a value, as it stands on a day."""
    form = westminster().form(ask.form)
    due = due_of(ask)
    begun = ask.put_on or ask.sent_on
    waits = ask.state in WAITING and begun is not None
    return AskTold(
        number=ask.pk,
        plank=ask.plank.slug,
        plank_title=title,
        form=form,
        to=to_of(ask),
        through=ask.through,
        words=ask.words,
        state=ask.state,
        state_name=str(Ask.State(ask.state).label),
        drafted_on=timezone.localdate(ask.drafted_at),
        agreed_on=ask.agreed_on,
        sent_on=ask.sent_on,
        put_on=ask.put_on,
        put_as=ask.put_as,
        answered_on=ask.answered_on,
        due=due,
        days_waiting=max(0, (on - begun).days) if waits and begun else 0,
        days_overdue=due.overdue(on) if waits else 0,
        answers=tuple(_answer(answer) for answer in ask.answers.all()),
        address=reverse("ask", args=[ask.pk]),
    )


def to_of(ask: Ask) -> str:
    """Whom an ask is addressed to, in one line: name and office, as far as they are known."""
    seat = ask.through_seat if not ask.office else ""
    return ", ".join(filter(None, [ask.name, ask.office, seat]))


def due_of(ask: Ask) -> days.Due:
    """When an answer may be expected."""
    rules = westminster()
    return days.due(
        rules.form(ask.form).expected,
        sent=ask.sent_on,
        put=ask.put_on,
        own=ask.due_on,
        holidays=rules.holidays,
    )


def _answer(answer: Answer) -> AnswerTold:
    return AnswerTold(
        words=answer.words,
        by=answer.by,
        on=answer.on,
        passage=answer.passage,
        source_title=answer.source_title,
        source_address=answer.source_address,
        holding=answer.holding,
    )


def overdue_first(found: Iterable[AskTold]) -> tuple[AskTold, ...]:
    """Overdue asks, the longest first; then those that wait, drafts and agreed ones; last what is over."""
    return tuple(
        sorted(
            found, key=lambda a: (-a.days_overdue, a.state in OVER, not a.waits, -a.days_waiting, -a.number)
        )
    )


@dataclass(frozen=True, slots=True)
class Before:
    """Whether it was asked already: since which day, up to which, and what may be the same, each a guess.

    sure_to: the last day for which the sessions were looked up, where `upto` lies after it.
    """

    since: dt.date | None
    upto: dt.date
    found: tuple[already.AskedBefore, ...]
    sure_to: dt.date | None = None


def times_before(ask: Ask, record: Store | None) -> Before | None:
    """What of the record this session may ask the same; None without a record.

    The session is that of the newest day read. The ask itself, once put, is left out.
    """
    upto = record.searched().last if record else None
    if record is None or upto is None:
        return None
    rules = westminster()
    since = rules.session_on(upto)
    unsure = None if rules.is_sure_of_session(upto) else rules.sessions_sure_to
    found = already.asked_before(without_opening(ask.words), record, since=since, upto=upto)
    return Before(since, upto, tuple(one for one in found if one.question.id != ask.put_as), unsure)
