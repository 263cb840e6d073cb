"""The background worker: tasks from one table, and housekeeping.

One a home. A task that was running when the last worker was killed is put back in the queue,
so tasks are written to be run again; each does its work in actions, whole or not at all.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import sys
import threading
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from folkmoot.errors import FolkmootError
from folkmoot.web.locks import only_one

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 3600
_LOOK_SECONDS = 20
_PAUSE_SECONDS = 2
_SITTINGS_A_TURN = 40
_GLANCE_SECONDS = 5
_LOOK_EVERY_SECONDS = 15
_TASKS_KEPT = dt.timedelta(days=7)


def work(*, once: bool = False) -> None:
    """Run tasks until asked to stop; with `once`, until none is left. Call after `open_house`."""
    from django_tasks_db.management.commands.db_worker import Worker

    with only_one(settings.FOLKMOOT_HOME / "worker.lock", "worker"):
        name = _name()
        put_back(name)
        keep_house()
        if once:
            while derive_what_was_read():
                pass
        _watch().glance(timezone.now())
        if not once:
            threading.Thread(target=_derive_now_and_then, daemon=True).start()
            threading.Thread(target=_keep_house_hourly, daemon=True).start()
            threading.Thread(target=_count_while_halls_vote, daemon=True).start()
            threading.Thread(target=_watch_the_record, daemon=True).start()
            threading.Thread(target=_follow_votes, daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        if threading.current_thread() is threading.main_thread():
            worker.configure_signals()
        worker.run()


def put_back(worker_name: str) -> int:
    """Queue again what a killed worker of this home left running; how many."""
    from django_tasks_db.models import DBTaskResult

    left = [
        task.pk for task in DBTaskResult.objects.running() if (task.worker_ids or [""])[-1] == worker_name
    ]
    return DBTaskResult.objects.filter(pk__in=left).update(status="READY", started_at=None)


def keep_house() -> dict[str, int]:
    """Delete what was kept as long as the privacy page says: sessions, failed sign-ins, finished tasks."""
    from django.contrib.sessions.models import Session
    from django_tasks_db.models import DBTaskResult

    from folkmoot.web.accounts.lockout import forget_old_failures
    from folkmoot.web.alerts.actions.tidying import tidy
    from folkmoot.web.attribution.actions import forget_unsaved

    now = timezone.now()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "failed_sign_ins": forget_old_failures(),
        "copied_pages": forget_unsaved(now),
        "unconfirmed_addresses": tidy(now),
        "tasks": DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASKS_KEPT).delete()[0],
    }


def _keep_house_hourly() -> None:
    waiting = threading.Event()
    while not waiting.wait(_EVERY_SECONDS):
        keep_house()
        connections.close_all()


def _count_while_halls_vote() -> None:
    """Results follow votes within seconds, at the back of the queue for the processor."""
    from folkmoot.web.hall import counting

    if sys.platform == "linux":
        os.nice(10)  # of this thread alone
    waiting = threading.Event()
    while not waiting.wait(counting.EVERY_SECONDS):
        try:
            counting.tick()
        except Exception:
            logger.exception("The votes of a hall could not be counted; trying again.")
            connections.close_all()


def derive_what_was_read() -> int:
    """Work out whom the words of some newly read sittings mean; how many sittings that were.

    Forty at most, so that whoever wants to read more is not kept waiting for long.
    Where the record is a copy that may not be written, or somebody else is writing it, it is left.
    """
    from folkmoot.record import deriving

    with contextlib.suppress(FolkmootError, OSError):
        if deriving.waiting(settings.RECORD_FOLDER):
            return deriving.derive(settings.RECORD_FOLDER, most=_SITTINGS_A_TURN).sittings
    return 0


def _derive_now_and_then() -> None:
    waiting = threading.Event()
    while not waiting.wait(_PAUSE_SECONDS if derive_what_was_read() else _LOOK_SECONDS):
        pass


def _watch() -> Any:
    from folkmoot.web.alerts.tasks import Watch

    return Watch()


def _watch_the_record() -> None:
    """Queue what alerts have to do a few seconds after a sitting was read, or an hour has come."""
    watch, waiting = _watch(), threading.Event()
    while not waiting.wait(_GLANCE_SECONDS):
        try:
            watch.glance(timezone.now())
        except Exception:  # a database that is away for a moment must not end the watch
            logger.exception("alerts could not look; they try again in %s seconds", _GLANCE_SECONDS)
        connections.close_all()


def _follow_votes() -> None:
    """Have results follow the votes of an evening: those that came in since the last look."""
    from folkmoot.web.opinion.tasks import newest_counted, recount_newer

    last = newest_counted()
    waiting = threading.Event()
    while not waiting.wait(_LOOK_EVERY_SECONDS):
        try:
            last = recount_newer(last)
        except Exception:
            logger.exception("results could not follow; they try again in %s seconds", _LOOK_EVERY_SECONDS)
        connections.close_all()


def _name() -> str:
    """The same for every worker of this home, so that a new one knows what the last one left."""
    import hashlib
    import socket

    return hashlib.sha256(f"{socket.gethostname()}|{settings.FOLKMOOT_HOME}".encode()).hexdigest()[:32]
