"""Somebody asks to follow something, says yes from their mailbox, changes it, stops, or is forgotten.

No action here tells its caller whether an address is known, suppressed or asked too often: whoever
types somebody else's address into a form must learn nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from folkmoot.record.following import Followed
from folkmoot.web.alerts import queries
from folkmoot.web.alerts.actions.looking import take_as_known, take_stock
from folkmoot.web.alerts.erasing import FOLLOWING
from folkmoot.web.alerts.models import Following, Mail, Often, Question, Subscriber
from folkmoot.web.consent import actions as consent
from folkmoot.web.consent.outside import Remembered, remember
from folkmoot.web.consent.suppression import KIND, digest, is_suppressed, lift
from folkmoot.web.journal.actions import write_line


@transaction.atomic
def ask(address: str, followed: Followed, often: str, now: dt.datetime) -> Mail | None:
    """Write to an address to ask whether it wants to follow this; None where it is not written to.

    An address that follows it already gets the link to its page instead. Nothing else is sent before
    the letter was answered; unanswered, everything about the address is gone within a week.
    """
    if is_suppressed(address):
        return None
    subscriber = _subscriber(address, now)
    if queries.letters_lately(subscriber, now) >= queries.LETTERS_A_DAY:
        return None
    question, _made = Question.objects.get_or_create(
        kind=followed.kind, asks=followed.asks, defaults={"title": followed.title}
    )
    following, _made = Following.objects.get_or_create(
        subscriber=subscriber, question=question, defaults={"often": often, "asked_at": now}
    )
    if following.confirmed_at:
        return _mail(Mail.Kind.LINK, subscriber, None, now)
    following.often, following.asked_at = often, now
    following.save(update_fields=["often", "asked_at"])
    return _mail(Mail.Kind.CONFIRM, subscriber, following, now)


@transaction.atomic
def send_link(address: str, now: dt.datetime) -> Mail | None:
    """Send somebody who follows something the link to their page; None where nothing is sent."""
    found = Subscriber.objects.select_for_update().filter(address=_spelled(address)).first()
    if found is None or is_suppressed(address) or not queries.followings_of(found).exists():
        return None
    if queries.letters_lately(found, now) >= queries.LETTERS_A_DAY:
        return None
    return _mail(Mail.Kind.LINK, found, None, now)


def _subscriber(address: str, now: dt.datetime) -> Subscriber:
    made, _new = Subscriber.objects.get_or_create(address=_spelled(address), defaults={"asked_at": now})
    return Subscriber.objects.select_for_update().get(pk=made.pk)


def _spelled(address: str) -> str:
    return address.strip().lower()


def _mail(kind: str, subscriber: Subscriber, following: Following | None, now: dt.datetime) -> Mail:
    return Mail.objects.create(
        kind=kind, subscriber=subscriber, following=following, made_at=now, not_before=now
    )


def confirm(key: uuid.UUID, now: dt.datetime) -> Following:
    """Begin to follow, as the letter asked; what is there by now is not sent. Raises NotFound."""
    following = queries.following_of(key)
    if following.confirmed_at:
        return following
    if not queries.anybody():
        take_stock()
    take_as_known(following.question, now)
    return _begin(following, now)


@transaction.atomic
def _begin(following: Following, now: dt.datetime) -> Following:
    following.confirmed_at, following.upto = now, queries.newest_item(following.question)
    following.save(update_fields=["confirmed_at", "upto"])
    return following


@transaction.atomic
def change(key: uuid.UUID, following: int, often: str) -> bool:
    """How often somebody hears of one thing from now on. Raises NotFound for an unknown page."""
    owned = queries.followings_of(queries.subscriber_of(key)).filter(pk=following)
    return bool(owned.update(often=Often(often)))


@transaction.atomic
def stop_one(key: uuid.UUID, following: int) -> bool:
    """Stop following one thing. Raises NotFound for an unknown page."""
    subscriber = queries.subscriber_of(key)
    return bool(_stop(subscriber, subscriber.followings.filter(pk=following)))


@transaction.atomic
def stop_following(key: uuid.UUID) -> None:
    """Stop what one mail was about. Raises NotFound where there is nothing to stop, or not any more."""
    following = queries.following_of(key)
    _stop(following.subscriber, following.subscriber.followings.filter(pk=following.pk))


@transaction.atomic
def stop_letters(key: uuid.UUID, often: str) -> None:
    """Stop everything that comes once a day, or once a week. Raises NotFound for an unknown page."""
    subscriber = queries.subscriber_of(key)
    _stop(subscriber, subscriber.followings.filter(often=often))


@transaction.atomic
def let_go(subscriber: Subscriber) -> None:
    """End everything for an address that takes no mail; it may ask again."""
    _stop(subscriber, subscriber.followings.all())


def _stop(subscriber: Subscriber, followings: QuerySet[Following]) -> int:
    """End these, for good: restoring an older backup must not begin them again."""
    now = timezone.now()
    keys = list(followings.values_list("key", flat=True))
    for key in keys:
        remember(Remembered(FOLLOWING, str(key), now))
    followings.delete()
    _let_go(subscriber)
    return len(keys)


def _let_go(subscriber: Subscriber) -> None:
    """Without anything to follow there is no reason to keep an address."""
    if not subscriber.followings.exists():
        subscriber.delete()
    Question.objects.filter(followings=None).delete()


def forget(subscriber: Subscriber, reason: str) -> None:
    """Delete an address and all it follows, and never write to it again."""
    forget_address(subscriber.address, reason)


@transaction.atomic
def allow_address(address: str, reason: str) -> bool:
    """Let an address be written to again, because its owner asked; False where it was not suppressed."""
    if not lift(address):
        return False
    write_line(who=None, verb="allowed", kind=KIND, key=digest(address), content={"reason": reason})
    return True


def forget_address(address: str, reason: str) -> None:
    """The same by address, whether it is known here or not.

    Raises NotFound where it was forgotten already.
    """
    consent.erase(kind=KIND, key=digest(address), who=None, reason=reason)
