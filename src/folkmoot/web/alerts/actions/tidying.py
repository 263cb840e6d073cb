"""Delete what was kept as long as the privacy page says."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from folkmoot.web.alerts.models import Following, Item, Mail, Question, Subscriber
from folkmoot.web.alerts.queries import OURS

UNCONFIRMED = dt.timedelta(days=7)
SENT = dt.timedelta(days=30)


@transaction.atomic
def tidy(now: dt.datetime) -> int:
    """Addresses never confirmed, mails sent a month ago, questions nobody asks; how many addresses went."""
    old = Mail.objects.filter(made_at__lt=now - SENT)
    (old.exclude(sent_at=None, claimed_at=None, given_up_at=None)).delete()
    Following.objects.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED).delete()
    gone = Subscriber.objects.filter(followings=None, asked_at__lt=now - dt.timedelta(days=1)).delete()[1]
    Question.objects.filter(followings=None).delete()
    over = Item.objects.filter(found_at__lt=now - SENT, mails=None)
    over.exclude(question__kind__in=OURS).delete()  # ours tell what was seen, for as long as it is followed
    return gone.get("alerts.Subscriber", 0)
