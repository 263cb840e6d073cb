"""The journal keeps counts by the minute while a vote is open. The background worker calls `tick`."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from folkmoot.web.hall.actions.evening import write_minute
from folkmoot.web.hall.models import Evening

A_MINUTE = dt.timedelta(minutes=1)

_last_minute: dict[int, tuple[dt.datetime, dict[str, int]]] = {}


def tick(now: dt.datetime | None = None) -> None:
    """Write a line of counts for every open vote whose last one is a minute old."""
    now = now or timezone.now()
    for evening in Evening.objects.select_related("moot").filter(voting_opened_at__isnull=False):
        if evening.is_open:
            _keep_the_minute(evening, now)


def _keep_the_minute(evening: Evening, now: dt.datetime) -> None:
    last_at, last_counts = _last_minute.get(evening.pk, (now - A_MINUTE, {}))
    if now - last_at < A_MINUTE:
        return
    counts = write_minute(evening, unless=last_counts)
    _last_minute[evening.pk] = (now, counts)
