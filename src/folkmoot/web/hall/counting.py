"""What happens by itself while votes come in: results are counted again, and the journal keeps counts.

The background worker calls `tick` every two seconds.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from folkmoot.web.hall.actions.evening import write_minute
from folkmoot.web.hall.models import Evening
from folkmoot.web.opinion import actions as opinion
from folkmoot.web.opinion.queries import newest_vote, result_of

EVERY_SECONDS = 2.0
A_MINUTE = dt.timedelta(minutes=1)
_LATELY = dt.timedelta(hours=1)

_last_minute: dict[int, tuple[dt.datetime, dict[str, int]]] = {}


def tick(now: dt.datetime | None = None) -> None:
    """Count again where votes came in; keep a line of counts a minute while a vote is open."""
    now = now or timezone.now()
    for evening in Evening.objects.select_related("moot").filter(voting_opened_at__isnull=False):
        closed_at = evening.voting_closed_at
        if closed_at is not None and now - closed_at > _LATELY:
            continue
        _count_again(evening)
        if evening.is_open:
            _keep_the_minute(evening, now)


def _count_again(evening: Evening) -> None:
    result = result_of(evening.moot)
    newest = newest_vote(evening.moot)
    if newest and (result is None or result.last_vote != newest):
        opinion.compute(evening.moot)


def _keep_the_minute(evening: Evening, now: dt.datetime) -> None:
    last_at, last_counts = _last_minute.get(evening.pk, (now - A_MINUTE, {}))
    if now - last_at < A_MINUTE:
        return
    counts = write_minute(evening, unless=last_counts)
    _last_minute[evening.pk] = (now, counts)
