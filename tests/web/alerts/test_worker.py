"""The worker as it runs: a new sitting is mailed; killed in the worst moment it sends nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.record.conftest import publicwhip
from tests.web.alerts.conftest import FROM, said
from tests.web.alerts.postbox import Postbox, opened
from tests.web.house import House

SUE = "sue@home.example"
FOLLOWS = """
from django.utils import timezone
from folkmoot.record.following import Followed
from folkmoot.web.alerts.actions import asking
for address in %r:
    mail = asking.ask(address, Followed("search", "repairs", "repairs"), "instant", timezone.now())
    asking.confirm(mail.following.key, timezone.now())
    mail.delete()
"""


@pytest.fixture
def box() -> Iterator[Postbox]:
    with opened() as opened_box:
        yield opened_box


@pytest.fixture
def house(tmp_path: Path, box: Postbox) -> House:
    made = House.with_tables(tmp_path / "home", told={"EMAIL_URL": box.url, "FOLKMOOT_MAIL_FROM": FROM})
    sit(made, tmp_path, "2026-05-12a", "Nothing of note.")
    return made


def sit(house: House, folder: Path, day: str, words: str) -> None:
    heading = f'<major-heading id="example/debate/{day}.1.0" nospeaker="true">Housing</major-heading>'
    path = folder / f"debates{day}.xml"
    path.write_text(publicwhip(heading, said(1, words).replace("DAY", day), revision=day[10:]))
    house.folkmoot("record", "read", path)


def worker(house: House) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "folkmoot", "worker"],
        env=house.environment(),
        stderr=subprocess.PIPE,
        text=True,
    )


def until(ready: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_a_sitting_read_while_the_worker_runs_is_mailed_within_seconds(
    house: House, box: Postbox, tmp_path: Path
) -> None:
    house.python(FOLLOWS % ([SUE, "tom@home.example"],))
    running = worker(house)
    try:
        until(lambda: (house.home / "worker.lock").exists())
        time.sleep(1)
        sit(house, tmp_path, "2026-05-13a", "The repairs are late.")
        until(lambda: len(box.mails) == 2)
        sit(house, tmp_path, "2026-05-13b", "The repairs are very late.")
        time.sleep(8)
    finally:
        running.send_signal(signal.SIGTERM)
        _out, log = running.communicate(timeout=20)
    assert sorted(box.to) == [SUE, "tom@home.example"]
    assert SUE not in log


def test_a_worker_killed_between_sending_and_noting_sends_no_second_copy(
    house: House, box: Postbox, tmp_path: Path
) -> None:
    house.python(FOLLOWS % ([SUE, "tom@home.example", "ann@home.example"],))
    sit(house, tmp_path, "2026-05-13a", "The repairs are late.")
    running: list[subprocess.Popen[str]] = []
    box.taken = lambda: os.kill(running[0].pid, signal.SIGKILL)
    running.append(worker(house))
    until(lambda: running[0].poll() is not None)
    running[0].communicate()
    assert len(box.mails) == 1
    box.taken = lambda: None
    house.folkmoot("worker", "--once")
    house.folkmoot("worker", "--once")
    assert sorted(box.to) == [*sorted(["ann@home.example", SUE, "tom@home.example"])]
    assert len({mail["Message-ID"] for mail in box.mails}) == 3
    assert house.json("alerts", "status")["unsure"] == 1


def test_without_a_worker_the_command_sends_and_says_how_much(
    house: House, box: Postbox, tmp_path: Path
) -> None:
    house.python(FOLLOWS % ([SUE],))
    sit(house, tmp_path, "2026-05-13a", "The repairs are late.")
    done = house.json("alerts", "send")
    assert (done["sittings"], done["items"], done["made"], done["sent"]) == (1, 1, 1, 1)
    again = house.json("alerts", "send")
    assert (again["sittings"], again["sent"]) == (0, 0)
    assert box.to == [SUE]


def test_an_address_is_forgotten_by_a_steward_without_standing_in_a_command(house: House) -> None:
    house.python(FOLLOWS % ([SUE],))
    said_so = house.folkmoot("alerts", "forget", "--reason", "asked by letter", stdin=f"{SUE}\n")
    assert SUE not in said_so
    assert house.json("alerts", "status")["followings"] == 0
    assert "one line" in house.refused("alerts", "forget", "--reason", "nothing typed")
    said_so = house.folkmoot("alerts", "allow", "--reason", "asked again", stdin=f"{SUE}\n")
    assert "may be written to again" in said_so
