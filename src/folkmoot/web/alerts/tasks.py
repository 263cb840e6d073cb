"""What the background worker does for this room. Arguments hold ids at most; here there are none."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from folkmoot.web.alerts import queries
from folkmoot.web.alerts.actions import looking, posting
from folkmoot.web.alerts.models import Often
from folkmoot.web.consent.gate import not_ready
from folkmoot.web.record.queries import opening
from folkmoot.web.told.queries import state as state_of_ours


@task()
def carry() -> None:
    """Look through what is new in the record and of our own, make mails of what is due, send what waits."""
    now = timezone.now()
    looking.look(now)
    posting.make_mails(now)
    if not not_ready():
        posting.send_mails(now)


def soon() -> None:
    """Have the worker carry what waits, once whatever is being written now is kept."""
    transaction.on_commit(_queue)


def _queue() -> None:
    if not DBTaskResult.objects.ready().filter(task_path=carry.module_path).exists():
        carry.enqueue()


class Watch:
    """Notices that there is something to carry: a sitting read, a tie confirmed, an hour come, a mail that
    is to be tried again."""

    def __init__(self) -> None:
        self._seen: object = None

    def glance(self, now: dt.datetime) -> bool:
        """Queue the work where there is some; cheap enough for every few seconds."""
        changed = (opening.changed(), state_of_ours())
        due = changed != self._seen or self._something_due(now)
        self._seen = changed
        if due:
            _queue()
        return due

    @staticmethod
    def _something_due(now: dt.datetime) -> bool:
        if not not_ready() and queries.waiting(now).exists():
            return True
        return any(
            queries.with_news(often, posting.newest_letter(often, now)).exists()
            for often in (Often.DAILY, Often.WEEKLY)
        )
