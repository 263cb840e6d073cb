"""What goes when an address is forgotten or stops: the address, what it follows, its mails."""

from __future__ import annotations

import uuid

from folkmoot.web.alerts.models import Following, Question, Subscriber
from folkmoot.web.consent.erasers import eraser
from folkmoot.web.consent.suppression import KIND, digest

FOLLOWING = "following"


@eraser(FOLLOWING)
def erase_following(key: str) -> bool:
    """One following; with its last one an address goes too."""
    try:
        gone, _rows = Following.objects.filter(key=uuid.UUID(key)).delete()
    except ValueError:
        return False
    Subscriber.objects.filter(followings=None).delete()
    Question.objects.filter(followings=None).delete()
    return bool(gone)


@eraser(KIND)
def erase_subscriber(key: str) -> bool:
    """Everything kept under the address whose keyed hash this is."""
    found = [subscriber for subscriber in Subscriber.objects.all() if digest(subscriber.address) == key]
    for subscriber in found:
        subscriber.delete()
    Question.objects.filter(followings=None).delete()
    return bool(found)
