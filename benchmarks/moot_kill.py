"""The server is killed while a hall votes: nothing acknowledged is lost or doubled.

    python benchmarks/moot_kill.py --times 30 [--phones 200] [--rate 100] [--database-url URL] [--json]

Under a steady load SIGKILL goes in turn to a worker, the parent, and the whole group; whoever ended
is started again as an operator would. A phone whose answer did not come sends the same vote again
under the same key. Prints:

acknowledged    votes answered with success
stored          those of them found after the last start
doubled         those found more than once
restart_s       the longest time from a kill to the first answer after it, at /healthz
second_refused  whether a second `serve` on the same home was refused each time it was tried
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from hall_phones import Lost, Phone, Server, environment, found, join_all, make_moot

VICTIMS = ("worker", "parent", "group")
PAUSE_SECONDS = 2.0


class Hall:
    """Phones that vote until told to stop, each at its own even pace, and never give a vote up."""

    def __init__(self, phones: list[Phone], rate: float) -> None:
        self.phones, self.pause = phones, len(phones) / rate
        self.kept: list[str] = []
        self.lost = 0
        self.open = True

    async def vote(self) -> None:
        await asyncio.gather(*(self._one(place, phone) for place, phone in enumerate(self.phones)))

    async def _one(self, place: int, phone: Phone) -> None:
        await asyncio.sleep(self.pause * place / len(self.phones))
        while self.open:
            began = time.perf_counter()
            while True:
                try:
                    self.kept.append(await phone.vote())
                    break
                except Lost:
                    self.lost += 1
                    if not self.open:
                        return
                    await asyncio.sleep(0.2)
            await asyncio.sleep(max(0.0, self.pause - (time.perf_counter() - began)))


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def kill(server: Server, victim: str) -> float:
    """Kill one of VICTIMS and see that the server is back; seconds from the kill to its answer."""
    began = time.perf_counter()
    if victim == "worker":
        os.kill(server.workers()[0], signal.SIGKILL)
    else:
        if victim == "parent":
            os.kill(server.process.pid, signal.SIGKILL)
        else:
            os.killpg(server.process.pid, signal.SIGKILL)
        server.again()
    while not answers(server.port):
        time.sleep(0.01)
    return time.perf_counter() - began


def second_is_refused(told: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "folkmoot", "serve", "--port", "0"]
    done = subprocess.run(command, env=told, capture_output=True, text=True)
    return done.returncode == 1 and "already runs" in done.stderr


async def drive(server: Server, codes: list[str], rate: float, times: int) -> dict[str, Any]:
    phones = [Phone(server.port, code) for code in codes]
    _times, errors = await join_all(phones, len(phones) / 40)
    if errors:
        raise SystemExit(f"{errors} phones could not join")
    hall = Hall(phones, rate)
    voting = asyncio.create_task(hall.vote())
    restarts, refused = [], True
    for place in range(times):
        await asyncio.sleep(PAUSE_SECONDS)
        restarts.append(await asyncio.to_thread(kill, server, VICTIMS[place % len(VICTIMS)]))
        if place == 0:
            refused = await asyncio.to_thread(second_is_refused, server.told)
    await asyncio.sleep(PAUSE_SECONDS)
    hall.open = False
    await voting
    for phone in phones:
        phone.hang_up()
    return {"kept": hall.kept, "sent_again": hall.lost, "restarts": restarts, "second_refused": refused}


def measure(times: int, phones: int, rate: float, database_url: str = "") -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="folkmoot-kill-") as folder:
        told = environment(Path(folder) / "home", database_url)
        codes = make_moot(told, phones, statements=20)
        server = Server(told, Path(folder) / "serve.log")
        try:
            driven = asyncio.run(drive(server, codes, rate, times))
        finally:
            server.stop()
        kept = driven["kept"]
        there = found(told, kept)
    return {
        "acknowledged": len(kept),
        "stored": sum(1 for key in kept if there.get(key, 0) >= 1),
        "doubled": sum(1 for key in kept if there.get(key, 0) > 1) + len(kept) - len(set(kept)),
        "restart_s": round(max(driven["restarts"]), 2),
        "restarts_s": [round(seconds, 2) for seconds in driven["restarts"]],
        "sent_again": driven["sent_again"],
        "second_refused": driven["second_refused"],
        "load": round(os.getloadavg()[0], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measure(given.times, given.phones, given.rate, given.database_url)
    if given.json:
        json.dump(result, sys.stdout)
        print()
    else:
        for name, value in result.items():
            print(f"{name:<16}{value}")


if __name__ == "__main__":
    main()
