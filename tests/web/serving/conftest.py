from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web.house import House


@dataclass
class Running:
    """The served application, as its operator started it."""

    house: House
    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def workers(self) -> list[int]:
        listed = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def answers_within(self, seconds: float) -> float | None:
        """How long it took to answer again, in seconds; None when it did not."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.answers():
                return time.monotonic() - started
            time.sleep(0.02)
        return None

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


def start(house: House, *arguments: str) -> Running:
    command = [sys.executable, "-m", "folkmoot", "serve", "--port", "0", *arguments]
    log = (house.home.parent / "serve.log").open("a")
    process = subprocess.Popen(
        command,
        env=house.environment(),
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith("Folkmoot is at http://"), (said, Path(log.name).read_text()[-2000:])
    return Running(house, process, said.split()[-1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    house = House(tmp_path_factory.mktemp("served") / "home")
    house.steward()
    served = start(house)
    yield served
    if served.process.poll() is None:
        served.stop()


def gone(pid: int) -> bool:
    """Whether a process has ended (a zombie has, though nobody took note)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def gone_within(pids: list[int], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if all(gone(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
