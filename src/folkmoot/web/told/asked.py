"""What we asked ourselves, what was answered to it, and what was promised: from the room of asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.record import citing
from folkmoot.record.store.coming import unrevised
from folkmoot.tracing.telling import Silence, Step, Voice
from folkmoot.web.asking.models import Answer, Ask, AskStep, Judgement, Promise
from folkmoot.web.asking.queries import AskTold, PromiseTold, asks_of, promises_of
from folkmoot.web.manifesto.models import Plank

LEFT = (Ask.State.SENT, Ask.State.PUT, Ask.State.ANSWERED)
"""An ask that was agreed and not sent has asked nobody yet; one withdrawn asks nobody any more."""

GOOD = (Promise.State.KEPT, Promise.State.PARTLY)


def left(plank: Plank) -> tuple[AskTold, ...]:
    """The asks of a plank that have left, oldest first."""
    return tuple(ask for ask in asks_of(plank) if ask.state in LEFT)


# We asked


def asked(asks: Iterable[AskTold]) -> Iterator[Voice]:
    """Each ask in its words, with its form, its day and whom it went to."""
    for ask in asks:
        yield Voice(
            key=f"ask {ask.number}",
            words=ask.words,
            who=_("To %(who)s") % {"who": ask.to} if ask.to else _(ask.form.name),
            where=_(ask.form.name),
            day=_day_of(ask),
            does=ask.state_name,
            note=_through(ask),
            address=ask.address,
        )


def _day_of(ask: AskTold) -> dt.date | None:
    return ask.put_on or ask.sent_on or ask.answered_on


def _through(ask: AskTold) -> str:
    told = [_("Through %(who)s.") % {"who": ask.through}] if ask.through else []
    told += [
        _("%(who)s wrote on %(day)s that an answer will follow.")
        % {"who": answer.by, "day": citing.british(answer.on)}
        for answer in ask.answers
        if answer.holding
    ]
    return " ".join(told)


# They answered


def answered(asks: Iterable[AskTold], confirmed: set[str]) -> Iterator[Voice]:
    """What was answered to these asks, but for passages that a confirmed tie tells of already."""
    by_number = {ask.number: ask for ask in asks}
    found = Answer.objects.filter(ask__in=by_number, holding=False).select_related("entered_by")
    for answer in found.order_by("on", "pk"):
        gid = unrevised(answer.passage.partition("#")[0])
        if gid and gid in confirmed:
            continue
        ask = by_number[answer.ask_id]
        yield Voice(
            key=f"answer {gid}" if gid else f"answer {answer.ask_id} {answer.pk}",
            words=answer.words,
            who=answer.by,
            where=answer.source_title or _(ask.form.name),
            day=answer.on,
            does=_("answers"),
            address=ask.address,
            source=answer.source_address,
            confirmed_by=answer.entered_by.name if answer.entered_by else "",
            known_at=answer.entered_at,
            gid=answer.passage,
        )


def promised(plank: Plank, confirmed: set[str]) -> Iterator[Voice]:
    """What others promised, with the day it is due; our own side's promises are told when they are judged."""
    entered = dict(Promise.objects.filter(plank=plank).values_list("pk", "entered_at"))
    for promise in promises_of(plank):
        gid = unrevised(promise.passage.partition("#")[0])
        if promise.side == Promise.Side.OURS or (gid and gid in confirmed):
            continue
        bad = promise.state in (Promise.State.BROKEN, Promise.State.WITHDRAWN)
        yield _promise(
            promise,
            key=f"promise {promise.number} {promise.state}" if bad else f"promise {promise.number}",
            known_at=entered[promise.number],
        )


def _promise(promise: PromiseTold, *, key: str, known_at: dt.datetime | None) -> Voice:
    return Voice(
        key=key,
        words=promise.words,
        who=promise.by,
        where=promise.source_title,
        day=promise.made_on,
        does=_("promises: %(state)s") % {"state": promise.state_name.lower()},
        note=_due(promise),
        address=promise.address,
        source=promise.source_address,
        known_at=known_at,
        gid=promise.passage,
    )


def _due(promise: PromiseTold) -> str:
    due = promise.due_on
    told = [_("Due on %(day)s.") % {"day": citing.british(due)}] if due else []
    told += [promise.condition] if promise.condition else []
    told += [f"{promise.judged.because} ({promise.judged.by})"] if promise.judged else []
    told += [f"{promise.reply_by}: “{promise.reply}”"] if promise.reply else []
    return " ".join(told)


# This changed


def kept(plank: Plank) -> Iterator[Voice]:
    """Promises that were kept, or partly; of our own side also those that were broken or withdrawn."""
    for promise in promises_of(plank):
        if is_kept(promise.side, promise.state):
            judged = Judgement.objects.filter(promise=promise.number).order_by("pk").last()
            key = f"promise {promise.number} {promise.state}"
            yield _promise(promise, key=key, known_at=judged.made_at if judged else None)


def is_kept(side: str, state: str) -> bool:
    """Whether a promise with this state is told under what changed."""
    return state in GOOD or (side == Promise.Side.OURS and state != Promise.State.OPEN)


# Silence


def silences(asks: Iterable[AskTold], confirmed: set[str]) -> Iterator[Silence]:
    """Asks that wait, with the days since they left: answers to them are entered by hand, until today.

    One that was put in the House, where a confirmed tie leads to it, is told of by the record instead.
    """
    for ask in asks:
        begun = _day_of(ask)
        if ask.waits and begun and unrevised(ask.put_as.partition("#")[0]) not in confirmed:
            yield Silence(
                who=ask.to or ask.form.name,
                asked_on=begun,
                read=ask.form.name,
                until=timezone.localdate(),
                address=ask.address,
                entered=True,
                due=ask.due.day,
                unless_recess=ask.due.unless_recess,
            )


# How much there is


def reached(planks: Iterable[int]) -> Iterator[tuple[Step, int]]:
    """Each step at which asks, answers and promises put something, with the plank: without their words."""
    asks = Ask.objects.filter(plank__in=planks, agreed_on__isnull=False, state__in=LEFT)
    yield from (("asked", plank) for plank in asks.values_list("plank", flat=True))
    answers = Answer.objects.filter(ask__in=asks, holding=False)
    yield from (("answered", plank) for plank in answers.values_list("ask__plank", flat=True))
    rows = Promise.objects.filter(plank__in=planks).values_list("plank", "side", "state")
    for plank, side, state in rows:
        if side != Promise.Side.OURS:
            yield "answered", plank
        if is_kept(side, state):
            yield "changed", plank


def state() -> str:
    """Another word whenever an ask, an answer or a promise was written down or judged."""
    counted = (AskStep, Answer, Promise, Judgement)
    return ".".join(str(model.objects.aggregate(newest=Max("pk"))["newest"] or 0) for model in counted)
