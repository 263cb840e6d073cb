"""Promises as values: who undertook what, in which words, by when, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from folkmoot.web.asking.models import Promise
from folkmoot.web.manifesto.models import Plank, PlankVersion


@dataclass(frozen=True, slots=True)
class JudgedTold:
    """What somebody held it to have come to, why, and where that can be seen."""

    state: str
    state_name: str
    because: str
    by: str
    on: dt.date
    source_address: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTold:
    """One promise as anybody may read it. days_overdue: past its day and still open; 0 without a day."""

    number: int
    plank: str
    plank_title: str
    side: str
    side_name: str
    by: str
    person: str
    words: str
    made_on: dt.date
    due_on: dt.date | None
    condition: str
    evidence: str
    evidence_name: str
    passage: str
    source_title: str
    source_address: str
    state: str
    state_name: str
    judgements: tuple[JudgedTold, ...]
    reply: str
    reply_by: str
    reply_on: dt.date | None
    days_overdue: int
    address: str
    ask: int | None = None

    @property
    def contribution(self) -> str:
        """The id of the contribution that the passage stands in; empty where it stands elsewhere."""
        return self.passage.partition("#")[0]

    @property
    def judged(self) -> JudgedTold | None:
        """The newest judgement; None where nobody has judged it."""
        return self.judgements[-1] if self.judgements else None


def promises_of(plank: Plank, *, on: dt.date | None = None) -> tuple[PromiseTold, ...]:
    """What was promised in the matter of a plank, oldest first."""
    return promises(Promise.objects.filter(plank=plank), on=on)


def promises(found: QuerySet[Promise] | None = None, *, on: dt.date | None = None) -> tuple[PromiseTold, ...]:
    """Promises as values, the oldest first."""
    rows = (Promise.objects.all() if found is None else found).order_by("made_on", "pk")
    day = on or timezone.localdate()
    versions = PlankVersion.objects.filter(plank__in=rows.order_by().values("plank")).order_by("number")
    titles = {version.plank_id: version.title for version in versions}
    return tuple(
        promise_told(row, titles.get(row.plank_id, row.plank.slug), day)
        for row in rows.select_related("plank").prefetch_related("judgements")
    )


def due_first(found: tuple[PromiseTold, ...]) -> tuple[PromiseTold, ...]:
    """Overdue ones, the longest first; open ones by their day, those without one after; what is over last."""
    last = dt.date.max
    return tuple(
        sorted(
            found,
            key=lambda p: (-p.days_overdue, p.state != Promise.State.OPEN, p.due_on or last, p.made_on),
        )
    )


def promise_told(promise: Promise, title: str, on: dt.date) -> PromiseTold:
    """One promise as a value, as it stands on a day."""
    late = promise.state == Promise.State.OPEN and promise.due_on is not None and promise.due_on < on
    return PromiseTold(
        number=promise.pk,
        plank=promise.plank.slug,
        plank_title=title,
        side=promise.side,
        side_name=str(promise.get_side_display()),
        by=promise.by,
        person=promise.person,
        words=promise.words,
        made_on=promise.made_on,
        due_on=promise.due_on,
        condition=promise.condition,
        evidence=promise.evidence,
        evidence_name=str(promise.get_evidence_display()),
        passage=promise.passage,
        source_title=promise.source_title,
        source_address=promise.source_address,
        state=promise.state,
        state_name=str(promise.get_state_display()),
        judgements=tuple(
            JudgedTold(
                one.state, str(one.get_state_display()), one.because, one.judged_by, one.judged_on,
                one.source_address,
            )
            for one in promise.judgements.all()
        ),
        reply=promise.reply,
        reply_by=promise.reply_by,
        reply_on=promise.reply_on,
        days_overdue=(on - promise.due_on).days if late and promise.due_on else 0,
        address=reverse("promise", args=[promise.pk]),
        ask=promise.ask_id,
    )  # fmt: skip
