"""Make mails of what was found, and send them: each at most once.

A mail is claimed before it is handed to the server and noted after. Whoever is killed in between
leaves a mail that may have left; it is never sent again, since a second copy of an alert annoys and
a lost one can be read on the page it would have led to. `folkmoot alerts status` counts them. A mail
the server did not take is tried again, at growing distances, five times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import NotSent, Refused
from folkmoot.record.store import Store
from folkmoot.web.alerts import letters, queries
from folkmoot.web.alerts.actions import asking
from folkmoot.web.alerts.models import Following, Item, Mail, Often
from folkmoot.web.consent.gate import Post, not_ready
from folkmoot.web.record.queries.opening import record

MOST_AT_ONCE = 10
"""Mails of one following at once: where more debates hold something, one mail lists them all."""

_TOGETHER = 20
"""Followings whose mails are made in one transaction."""

MOST_TRIES = 5
MOST_REFUSED = 3
"""After so many mails in a row that an address would not take, it is let go."""

FIRST_WAIT = dt.timedelta(minutes=5)
HOUR_OF_LETTERS = 7
"""When what comes daily, or on Mondays weekly, is sent: seven in the morning, where this installation is."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How many mails left, wait to be tried again, and never will leave."""

    sent: int = 0
    later: int = 0
    never: int = 0


# Made


def make_mails(now: dt.datetime) -> int:
    """Put what was found and is due into mails; how many were made."""
    made = sum(_at_once(some, now) for some in _by(_TOGETHER, list(queries.with_news(Often.INSTANT, now))))
    for often in (Often.DAILY, Often.WEEKLY):
        until = newest_letter(often, now)
        due = queries.with_news(often, until)
        for _subscriber, followings in groupby(due, key=lambda f: f.subscriber_id):
            made += _together(often, list(followings), until, now)
    return made


def newest_letter(often: str, now: dt.datetime) -> dt.datetime:
    """The moment until which the newest daily or weekly letter tells: seven this morning, or on Monday."""
    here = timezone.localtime(now)
    moment = here.replace(hour=HOUR_OF_LETTERS, minute=0, second=0, microsecond=0)
    if often == Often.WEEKLY:
        moment -= dt.timedelta(days=moment.weekday())
    step = dt.timedelta(days=7 if often == Often.WEEKLY else 1)
    return moment if moment <= here else moment - step


def _by(size: int, followings: Sequence[Following]) -> Iterable[Sequence[Following]]:
    return (followings[start : start + size] for start in range(0, len(followings), size))


@transaction.atomic
def _at_once(followings: Iterable[Following], now: dt.datetime) -> int:
    """The mails of some that hear at once; a few together, since each commit waits for the disk."""
    return sum(_of_one(following, now) for following in followings)


def _of_one(following: Following, now: dt.datetime) -> int:
    """One mail for each debate that holds something new; one for all where there are many."""
    items = queries.news_of(following, now)
    if not _taken(following, items):
        return 0
    items = queries.not_told_yet(following, items)
    debates = queries.by_debate(items)
    parts = debates if len(debates) <= MOST_AT_ONCE else [items]
    for part in parts:
        _made(Mail.Kind.INSTANT, [following], part, now)
    return len(parts)


@transaction.atomic
def _together(often: str, followings: Sequence[Following], until: dt.datetime, now: dt.datetime) -> int:
    """One letter to an address with everything it follows this often."""
    items: list[Item] = []
    for following in followings:
        news = queries.news_of(following, until)
        if _taken(following, news):
            items += queries.not_told_yet(following, news, besides=items)
    if items:
        _made(often, followings, items, now)
    return int(bool(items))


def _taken(following: Following, items: Sequence[Item]) -> bool:
    """Mark these as put in a mail; False where another process has done so, or nothing is left."""
    if not items:
        return False
    same = Following.objects.filter(pk=following.pk, upto=following.upto)
    return bool(same.update(upto=items[-1].pk))


def _made(kind: str, followings: Sequence[Following], items: Iterable[Item], now: dt.datetime) -> None:
    following = followings[0] if kind == Mail.Kind.INSTANT else None
    mail = Mail.objects.create(
        kind=kind, subscriber=followings[0].subscriber, following=following, made_at=now, not_before=now
    )
    mail.items.set(items)


# Sent


def send_mails(now: dt.datetime) -> Posted:
    """Send every mail that waits. Raises Refused, and sends nothing, where mail is not set up."""
    waiting = list(queries.waiting(now))
    if not waiting:
        return Posted()
    if why := not_ready():
        raise Refused(why)
    store = record()
    with Post() as post:
        outcomes = [_send(mail, post, store, now) for mail in waiting]
    return Posted(outcomes.count("sent"), outcomes.count("later"), outcomes.count("never"))


def _send(mail: Mail, post: Post, store: Store | None, now: dt.datetime) -> str:
    """Write one mail, claim it, send it and note that it left."""
    letter = letters.written(mail, store)
    if letter is None:  # stopped since, or nothing of it is on the record any more
        _give_up(mail, now)
        return "never"
    if not _claimed(mail, now):
        return "taken"
    try:
        sent = post.send(letter)
    except NotSent as trouble:
        return _not_sent(mail, str(trouble.facts["outcome"]), now)
    except Refused:  # before anything was handed over; whatever else goes wrong, it may have left
        Mail.objects.filter(pk=mail.pk).update(claimed_at=None)
        raise
    if not sent:
        _give_up(mail, now)
        return "never"
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return "sent"


def _claimed(mail: Mail, now: dt.datetime) -> bool:
    free = Mail.objects.filter(pk=mail.pk, claimed_at=None, sent_at=None, given_up_at=None)
    return bool(free.update(claimed_at=now))


def _not_sent(mail: Mail, outcome: str, now: dt.datetime) -> str:
    """Try again later, or never; a mail that may have left stays claimed."""
    if outcome == "unsure":
        return "never"
    if outcome == "refused" or mail.tries + 1 >= MOST_TRIES:
        _give_up(mail, now)
        if _nobody_there(mail):
            asking.let_go(mail.subscriber)
        return "never"
    wait = FIRST_WAIT * 4**mail.tries
    Mail.objects.filter(pk=mail.pk).update(claimed_at=None, tries=mail.tries + 1, not_before=now + wait)
    return "later"


def _nobody_there(mail: Mail) -> bool:
    """Whether an address took none of the last few mails: then it is of no use to anybody, and is deleted."""
    tried = mail.subscriber.mails.filter(claimed_at__isnull=False).order_by("-pk")[:MOST_REFUSED]
    return len(tried) == MOST_REFUSED and all(one.given_up_at for one in tried)


def _give_up(mail: Mail, now: dt.datetime) -> None:
    Mail.objects.filter(pk=mail.pk).update(given_up_at=now)
