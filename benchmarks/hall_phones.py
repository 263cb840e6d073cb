"""Phones in a hall, as the benchmarks of the moot drive them: real HTTP over sockets kept open.

Each phone does what a browser does: it scans (GET), keeps the cookies, presses Start (POST) and then
answers the statement that came in the last reply. Nothing of the application is imported here.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_STATEMENT = re.compile(rb'name="statement" value="(\d+)"')
_KEY = re.compile(rb'name="key" value="([^"]+)"')
_FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
TITLE = "Load"
SLUG = "load"


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FOLKMOOT_")}
    told = {"PYTHONPATH": str(ROOT / "src"), "FOLKMOOT_HOME": str(home), "DATABASE_URL": database_url}
    return {**clean, **told}


def in_the_house(code: str, told: dict[str, str], words: str = "") -> str:
    """What a few lines of Python print that run with the house open."""
    prelude = "import sys\nfrom folkmoot.web.house import open_house\nopen_house()\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + code], env=told, input=words, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def make_moot(told: dict[str, str], phones: int, statements: int) -> list[str]:
    """A moot whose voting is open, and a printed slip for each phone; the codes on the slips."""
    code = f"""
from django.utils import timezone
from folkmoot.web.hall.actions.slips import print_slips
from folkmoot.web.hall.models import Evening
from folkmoot.web.meetings.models import Moot, Statement
moot = Moot.objects.create(slug={SLUG!r}, title={TITLE!r})
Evening.objects.create(moot=moot, asked_by="We", why="we know", published="counts",
                       voting_opened_at=timezone.now())
Statement.objects.bulk_create(
    Statement(moot=moot, number=n, words=f"Statement {{n}} is about the bus after eight in the evening.")
    for n in range(1, {statements} + 1))
left = {phones}
while left > 0:
    print("\\n".join(print_slips(None, moot, min(left, 2000))))
    left -= 2000
"""
    return in_the_house(code, told).split()


def found(told: dict[str, str], keys: list[str]) -> dict[str, int]:
    """How often each of these votes stands in the house."""
    code = """
from collections import Counter
from folkmoot.web.meetings.models import Vote
wanted = set(sys.stdin.read().split())
keys = Vote.objects.exclude(key=None).values_list("key", flat=True)
for key, count in Counter(map(str, keys)).items():
    if key in wanted:
        print(key, count)
print("rows", Vote.objects.count())
print("different", len(set(Vote.objects.values_list("participant_id", "statement_id", "key"))))
"""
    return {
        key: int(n)
        for key, n in (line.split() for line in in_the_house(code, told, "\n".join(keys)).splitlines())
    }


class Server:
    """`folkmoot serve` as its operator starts it, in a process group of its own."""

    def __init__(self, told: dict[str, str], log: Path, port: int = 0) -> None:
        self.told, self.log = told, log
        self.port = port
        self.process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "folkmoot", "serve", "--port", str(self.port)]
        process = subprocess.Popen(
            command, env=self.told, stdout=subprocess.PIPE, stderr=self.log.open("a"), text=True,
            process_group=0,
        )  # fmt: skip
        assert process.stdout
        said = process.stdout.readline()
        if "http://" not in said:
            process.wait()
            raise SystemExit(f"the server did not start: {said} {self.log.read_text()[-2000:]}")
        self.port = int(said.strip().rpartition(":")[2])
        return process

    def again(self) -> None:
        self.process.wait()
        self.process = self._start()

    def workers(self) -> list[int]:
        listed = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)


class Worker:
    """`folkmoot worker` beside the server, as `make run` starts it."""

    def __init__(self, told: dict[str, str], log: Path) -> None:
        command = [sys.executable, "-m", "folkmoot", "worker"]
        self.process = subprocess.Popen(command, env=told, stderr=log.open("a"), process_group=0)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


class Lost(Exception):
    """No whole answer came: nobody knows whether it was kept."""


@dataclass
class Phone:
    """One browser: its connection, its cookies, the statement before it."""

    port: int
    code: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    statement: str = ""
    key: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, *, part: bool = False
    ) -> tuple[int, bytes]:
        body = urllib.parse.urlencode(form).encode() if form else b""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: identity"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if part:
            lines.append("X-Folkmoot-Part: 1")
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        try:
            return await asyncio.wait_for(self._exchange(request), 30)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            self.hang_up()
            raise Lost(type(error).__name__) from error

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        if self._streams and self._streams[0].at_eof():  # closed after standing idle, as a browser sees too
            self.hang_up()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length, closing = 0, False
        first, *rest = head.decode("latin-1").split("\r\n")
        for line in rest:
            name, _, value = line.partition(": ")
            match name.lower():
                case "content-length":
                    length = int(value)
                case "set-cookie":
                    cookie, _, more = value.partition("=")
                    self.cookies[cookie] = more.partition(";")[0]
                case "connection":
                    closing = value.lower() == "close"
        body = await reader.readexactly(length)
        if closing:
            self.hang_up()
        return int(first.split()[1]), body

    def hang_up(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    def look_at(self, page: bytes) -> None:
        """What is on the page: the statement and the key of the vote to come."""
        if match := _FORM_TOKEN.search(page):
            self.token = match[1].decode()
        statement, key = _STATEMENT.search(page), _KEY.search(page)
        self.statement = statement[1].decode() if statement else ""
        self.key = key[1].decode() if key else ""

    async def join(self) -> None:
        """Scan the slip, read the first screen, press Start. Raises Lost for anything but a statement."""
        status, page = await self.ask("GET", f"/s/{self.code}/")
        if status != 200:
            raise Lost(status)
        self.look_at(page)
        status, page = await self.ask("POST", f"/s/{self.code}/", {"csrfmiddlewaretoken": self.token})
        if status != 200:
            raise Lost(status)
        self.look_at(page)

    def _side(self) -> str:
        """One of three camps, each with what it likes, dislikes and is torn over; one in five passes."""
        if random.random() < 0.2:
            return "0"
        camp = sum(self.code.encode()) % 3
        likes = random.Random(f"{camp} {self.statement}").choice((0.15, 0.5, 0.85))
        return "1" if random.random() < likes else "-1"

    async def vote(self) -> str:
        """Answer the statement before it; the key of the vote once it was acknowledged.

        Raises Lost where no success came back; then the same vote goes out again under the same key.
        """
        form = {
            "csrfmiddlewaretoken": self.token, "statement": self.statement, "key": self.key,
            "value": self._side(),
        }  # fmt: skip
        key = self.key
        status, page = await self.ask("POST", f"/vote/{SLUG}/", form, part=True)
        if status != 200:
            raise Lost(status)
        statement = self.statement
        self.look_at(page)
        if not self.statement:  # all answered: from here on somebody changes their mind
            self.statement, self.key = statement, str(uuid.uuid4())
        return key


async def join_all(phones: list[Phone], seconds: float) -> tuple[list[float], int]:
    """Every phone joins, spread evenly over so many seconds. Times in ms, from when it meant to; errors."""
    times: list[float] = []
    errors = 0
    began = time.perf_counter()

    async def one(place: int, phone: Phone) -> None:
        nonlocal errors
        due = began + seconds * place / len(phones)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            await phone.join()
        except Lost:
            errors += 1
        else:
            times.append((time.perf_counter() - due) * 1000)

    await asyncio.gather(*(one(place, phone) for place, phone in enumerate(phones)))
    return times, errors


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times) or [float("nan")]
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
