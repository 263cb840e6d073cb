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
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from folkmoot.errors import FolkmootError
from folkmoot.web.locks import only_one

logger = logging.getLogger(__name__)

_SITTINGS_A_TURN = 40
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
        _watch_for_planks().glance()
        if not once:
            _start_what_looks_again()
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
    from folkmoot.web.replies.actions import forget_how_to_reach

    now = timezone.now()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "failed_sign_ins": forget_old_failures(),
        "copied_pages": forget_unsaved(now),
        "unconfirmed_addresses": tidy(now),
        "ways_to_reach": forget_how_to_reach(now),
        "tasks": DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASKS_KEPT).delete()[0],
    }


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


def _watch() -> Any:
    from folkmoot.web.alerts.tasks import Watch

    return Watch()


def _watch_for_planks() -> Any:
    from folkmoot.web.tracing.tasks import Watch

    return Watch()


def _start_what_looks_again() -> None:
    """Threads beside the tasks, each of which looks now and then whether there is something to do."""
    from folkmoot.web.hall import minutes
    from folkmoot.web.opinion.tasks import FollowedVotes

    alerts, votes, planks = _watch(), FollowedVotes(), _watch_for_planks()
    every: tuple[tuple[Callable[[], object], float], ...] = (
        (_derive_all, 20),
        (keep_house, 3600),
        (_politely(votes.look), 0.3),  # a hall waits two seconds at most for its numbers
        (_politely(votes.search), 1),
        (minutes.tick, 10),
        (lambda: alerts.glance(timezone.now()), 5),
        (planks.glance, 5),
    )
    for act, seconds in every:
        threading.Thread(target=_again_and_again, args=(act, seconds), daemon=True).start()


def _again_and_again(act: Callable[[], object], seconds: float) -> None:
    """Act, wait, act again; a database that is away for a moment must not end it."""
    waiting = threading.Event()
    while not waiting.wait(seconds):
        try:
            act()
        except Exception:
            logger.exception(
                "What the worker does every %s seconds could not be done; it tries again.", seconds
            )
        connections.close_all()


def _politely(act: Callable[[], object]) -> Callable[[], object]:
    """The same, at the back of the queue for the processor where a thread can stand there by itself."""
    asked = threading.local()

    def polite() -> None:
        if sys.platform == "linux" and not hasattr(asked, "nice"):
            asked.nice = os.nice(10)  # of this thread alone
        act()

    return polite


def _derive_all() -> None:
    while derive_what_was_read():
        time.sleep(2)


def _name() -> str:
    """The same for every worker of this home, so that a new one knows what the last one left."""
    import hashlib
    import socket

    return hashlib.sha256(f"{socket.gethostname()}|{settings.FOLKMOOT_HOME}".encode()).hexdigest()[:32]
