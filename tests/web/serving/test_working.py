"""The background worker: tasks from the table, what a killed one left, and housekeeping."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from folkmoot.record.reading import read
from folkmoot.record.store.writing import Lock
from folkmoot.web import working
from folkmoot.web.accounts.models import FailedSignIn
from folkmoot.web.replies.models import Request
from tests.web.house import House


def queued(status: str, *, worker: str = "", finished_days_ago: float | None = None) -> DBTaskResult:
    finished = None if finished_days_ago is None else timezone.now() - dt.timedelta(days=finished_days_ago)
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path="folkmoot.web.working.nothing",
        worker_ids=[worker] if worker else [], backend_name="default", run_after=get_date_max(),
        exception_class_path="", traceback="", finished_at=finished,
    )  # fmt: skip


def test_what_a_killed_worker_of_this_home_left_is_put_back(db: None) -> None:
    ours, theirs, done = (
        queued("RUNNING", worker="us"),
        queued("RUNNING", worker="them"),
        queued("SUCCESSFUL"),
    )
    assert working.put_back("us") == 1
    statuses = {task.pk: task.status for task in DBTaskResult.objects.all()}
    assert statuses == {ours.pk: "READY", theirs.pk: "RUNNING", done.pk: "SUCCESSFUL"}


def test_housekeeping_deletes_what_was_kept_long_enough_and_no_more(db: None) -> None:
    now = timezone.now()
    for days in (-1, 1):
        when = now + dt.timedelta(days=days)
        Session.objects.create(session_key=f"k{days}", session_data="", expire_date=when)
    for hours in (0.5, 2):
        FailedSignIn.objects.create(digest=f"d{hours}", last_at=now - dt.timedelta(hours=hours))
    queued("SUCCESSFUL", finished_days_ago=8)
    queued("FAILED", finished_days_ago=1)
    queued("READY")
    for days in (89, 91):
        when = now - dt.timedelta(days=days)
        Request.objects.create(wants="all", name="Ida Quill", reach="1", asked_at=when, due_on=when.date(),
                               state="agreed", decided_at=when)  # fmt: skip
    assert working.keep_house() == {
        "sessions": 1, "failed_sign_ins": 1, "copied_pages": 0, "unconfirmed_addresses": 0,
        "ways_to_reach": 1, "tasks": 1,
    }  # fmt: skip
    assert not any(working.keep_house().values())


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House.with_tables(tmp_path / "home")
    made.steward()
    return made


def test_what_was_read_is_derived_and_a_record_somebody_is_writing_is_left(
    settings: Any, tmp_path: Path
) -> None:
    settings.RECORD_FOLDER = tmp_path / "record"
    assert working.derive_what_was_read() == 0
    read([Path(__file__).parents[3] / "examples" / "parliament"], settings.RECORD_FOLDER)
    with Lock(settings.RECORD_FOLDER).file:
        assert working.derive_what_was_read() == 0
    assert working.derive_what_was_read() == 3
    assert working.derive_what_was_read() == 0


def test_it_can_be_run_once(house: House) -> None:
    house.folkmoot("worker", "--once")


def test_one_worker_a_home_and_it_stops_when_asked(house: House) -> None:
    running = subprocess.Popen([sys.executable, "-m", "folkmoot", "worker"], env=house.environment())
    try:
        _until(
            lambda: (house.home / "worker.lock").exists() and (house.home / "worker.lock").read_text().strip()
        )
        assert "worker already runs" in house.refused("worker", "--once")
        time.sleep(0.5)
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=10) == 0


def test_a_worker_that_is_killed_leaves_its_place_to_the_next(house: House) -> None:
    running = subprocess.Popen([sys.executable, "-m", "folkmoot", "worker"], env=house.environment())
    _until(lambda: (house.home / "worker.lock").exists() and (house.home / "worker.lock").read_text().strip())
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    house.folkmoot("worker", "--once")


def _until(ready: object, seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if callable(ready) and ready():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")
