"""Ask who follows what. Only tests, the worker and whoever holds a page's secret address see any of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from folkmoot.errors import NotFound
from folkmoot.record.following import Followed
from folkmoot.web.alerts.models import Following, Item, Mail, NotedSitting, Question, Subscriber

OURS = ("moot", "plank", "place", "edition")
"""What is followed of this house's own; everything else is followed in the record."""

LETTERS_A_DAY = 3
LETTERS_AN_HOUR = 300


def label(followed: Followed) -> str:
    """What is followed, in words: "Nell Garraway", "Search: bus evening"."""
    title = followed.title or followed.asks
    return {
        "search": _("the search “%(title)s”"),
        "person": _("what %(title)s says"),
        "department": _("debates with the %(title)s"),
        "debate": _("the debate “%(title)s”"),
        "question": _("answers to “%(title)s”"),
        "moot": _("what becomes of “%(title)s”"),
        "plank": _("what becomes of the plank “%(title)s”"),
        "place": _("what becomes of what was said in %(title)s"),
        "edition": _("what becomes of “%(title)s”"),
    }[followed.kind] % {"title": title}


def is_ours(question: Question) -> bool:
    """Whether a question is about this house's own: a moot, a place, an edition or a plank."""
    return question.kind in OURS


def anybody() -> bool:
    """Whether anything at all is followed."""
    return Following.objects.filter(confirmed_at__isnull=False).exists()


def active_questions() -> QuerySet[Question]:
    """What is followed by at least one address that said yes, each once."""
    return Question.objects.filter(followings__confirmed_at__isnull=False).distinct().order_by("pk")


def newest_item(question: Question) -> int:
    """The id of the newest item of a question; 0 before the first."""
    return question.items.aggregate(newest=Max("pk"))["newest"] or 0


BEGUN = ""
"""The row that says that the record was looked through once, even when it was empty then."""


def begun() -> bool:
    """Whether anything is known of what was seen."""
    return NotedSitting.objects.filter(sitting=BEGUN).exists()


def noted() -> dict[str, str]:
    """The digest of every sitting that was looked through."""
    return dict(NotedSitting.objects.values_list("sitting", "digest"))


def with_news(often: str, until: dt.datetime) -> QuerySet[Following]:
    """Followings whose question found something until then that is in no mail of theirs yet."""
    return (
        Following.objects.filter(
            often=often,
            confirmed_at__isnull=False,
            question__items__pk__gt=F("upto"),
            question__items__found_at__lte=until,
        )
        .distinct()
        .select_related("question", "subscriber")
        .order_by("subscriber_id", "pk")
    )


def news_of(following: Following, until: dt.datetime) -> list[Item]:
    """What its question found until then that is in no mail of this following yet, in reading order."""
    items = following.question.items.filter(pk__gt=following.upto, found_at__lte=until)
    return list(items.order_by("pk"))


def not_told_yet(following: Following, items: Iterable[Item], *, besides: Iterable[Item] = ()) -> list[Item]:
    """Those of these items that no mail to the address holds, nor the one that is being made (`besides`).

    Of our own matters only: somebody may follow a place, a moot there and a plank of it.
    """
    wanted = list(items)
    if not is_ours(following.question):
        return wanted
    sent = Item.objects.filter(question__kind__in=OURS, mails__subscriber=following.subscriber_id)
    told = set(sent.filter(passage__in=[item.passage for item in wanted]).values_list("passage", flat=True))
    told |= {item.passage for item in besides}
    return [item for item in wanted if item.passage not in told]


def waiting(now: dt.datetime) -> QuerySet[Mail]:
    """Mails that wait to be sent, oldest first."""
    unsent = Mail.objects.filter(sent_at=None, claimed_at=None, given_up_at=None, not_before__lte=now)
    return unsent.select_related("subscriber", "following__question").order_by("pk")


def letters_lately(subscriber: Subscriber, now: dt.datetime) -> int:
    """How many letters an address was sent in a day because somebody typed it into a form."""
    return _typed(now - dt.timedelta(days=1)).filter(subscriber=subscriber).count()


def too_many_letters(now: dt.datetime) -> bool:
    """Whether so many letters were asked for in this hour that somebody may be playing with the form."""
    return _typed(now - dt.timedelta(hours=1)).count() >= LETTERS_AN_HOUR


def _typed(since: dt.datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(kind__in=[Mail.Kind.CONFIRM, Mail.Kind.LINK], made_at__gt=since)


def following_of(key: uuid.UUID) -> Following:
    """The following that a confirming letter is about. Raises NotFound."""
    found = Following.objects.filter(key=key).select_related("question", "subscriber").first()
    return found or _gone()


def subscriber_of(key: uuid.UUID) -> Subscriber:
    """Whose page this is, once it follows something. Raises NotFound."""
    found = Subscriber.objects.filter(key=key, followings__confirmed_at__isnull=False).first()
    return found or _gone()


def _gone() -> NoReturn:
    raise NotFound(
        "This address leads to nothing that is followed, or not any more. "
        "Follow something again from a page of the record."
    )


def followings_of(subscriber: Subscriber) -> QuerySet[Following]:
    """What an address follows, as its page lists it."""
    confirmed = subscriber.followings.filter(confirmed_at__isnull=False)
    return confirmed.select_related("question").order_by("confirmed_at")


def sections(mail: Mail) -> list[tuple[Question, list[Item]]]:
    """What a mail brings, by question; what is not followed any more is left out."""
    still = set(followings_of(mail.subscriber).values_list("question_id", flat=True))
    grouped: dict[int, tuple[Question, list[Item]]] = {}
    for item in mail.items.select_related("question").order_by("question_id", "pk"):
        if item.question_id in still:
            grouped.setdefault(item.question_id, (item.question, []))[1].append(item)
    return list(grouped.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is followed and sent: numbers only."""

    questions: int
    followings: int
    waiting: int
    sent: int
    unsure: int
    given_up: int


def counts() -> Counts:
    """Totals over everybody. `unsure`: claimed and never noted as sent, so perhaps lost, perhaps not."""
    mails = Mail.objects.all()
    return Counts(
        questions=active_questions().count(),
        followings=Following.objects.filter(confirmed_at__isnull=False).count(),
        waiting=mails.filter(sent_at=None, claimed_at=None, given_up_at=None).count(),
        sent=mails.filter(sent_at__isnull=False).count(),
        unsure=mails.filter(sent_at=None, claimed_at__isnull=False).count(),
        given_up=mails.filter(given_up_at__isnull=False).count(),
    )


def by_debate(items: Iterable[Item]) -> list[list[Item]]:
    """Items of one question by the heading they stand under, in order."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.debate, []).append(item)
    return list(grouped.values())
