"""A full hall votes: the served application under real phones.

    python benchmarks/moot_load.py --phones 2000 --rate 200 --seconds 180 [--database-url URL] [--json]

Starts `folkmoot serve` and `folkmoot worker` as they are on a home of their own, lets every phone scan
its slip and join within --join-seconds, then votes at a steady rate whether or not the answers keep up.
Prints:

join_p95_ms     from meaning to scan to the first statement, 95th percentile, two requests
p50_ms, p95_ms  of votes, from the moment each was due (a late start counts)
errors          joins and votes that were not answered with success; lost: what was the matter, counted
acknowledged    votes answered with success; stored: those of them found after the server was stopped
rate            votes acknowledged a second
wall_lag_*      seconds from the acknowledgement of a person's first vote until the wall counts them; one
                person in ten comes only while the others vote, so that it is measured over the whole run
results_lag_*   the same of the page of results, which the worker counts; both screens are looked at as a
                wall looks, once a second, and a reader who presses reload twice a second
load            how many processes wanted a core before and after, to judge the run by
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any

from hall_phones import Lost, Phone, Server, Worker, environment, found, join_all, make_moot, percentile
from hall_screens import RESULTS, WALL, Screen, Voters


async def votes(phones: list[Phone], rate: float, seconds: float, voters: Voters) -> dict[str, Any]:
    """Votes at a steady rate, each by a phone that is not waiting for an answer.

    One phone in ten is late: such a one comes every so often, over all of the time.
    """
    late, free = deque(phones[: len(phones) // 10]), deque(phones[len(phones) // 10 :])
    one_in = max(2, int(rate * seconds / (len(late) + 1)))
    times: list[float] = []
    kept: list[str] = []
    lost: Counter[str] = Counter()
    running: set[asyncio.Task[None]] = set()

    async def one(phone: Phone, due: float) -> None:
        try:
            kept.append(await phone.vote())
            voters.acknowledged(phone)
            times.append((time.perf_counter() - due) * 1000)
        except Lost as why:
            lost[str(why)] += 1
        free.append(phone)

    began = time.perf_counter()
    for place in range(int(rate * seconds)):
        due = began + place / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        if late and place % one_in == one_in - 1:
            free.appendleft(late.popleft())
        if not free:
            lost["no phone was free"] += 1
            continue
        task = asyncio.create_task(one(free.popleft(), due))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return {"times": times, "kept": kept, "lost": lost, "seconds": time.perf_counter() - began}


async def drive(server: Server, codes: list[str], rate: float, seconds: float, join: float) -> dict[str, Any]:
    phones = [Phone(server.port, code) for code in codes]
    join_times, join_errors = await join_all(phones, join)
    voters, ended = Voters(), asyncio.Event()
    wall, results = Screen(server.port, *WALL), Screen(server.port, *RESULTS)
    watching = [asyncio.create_task(screen.watch(voters, ended)) for screen in (wall, results)]
    voted = await votes([phone for phone in phones if phone.statement], rate, seconds, voters)
    ended.set()
    await asyncio.gather(*watching)
    for phone in phones:
        phone.hang_up()
    return {
        "join_p95_ms": percentile(join_times, 0.95),
        "p50_ms": percentile(voted["times"], 0.50),
        "p95_ms": percentile(voted["times"], 0.95),
        "errors": join_errors + voted["lost"].total(),
        "lost": dict(voted["lost"]),
        "acknowledged": len(voted["kept"]),
        "rate": round(len(voted["kept"]) / voted["seconds"], 1),
        **wall.told("wall", voters),
        **results.told("results", voters),
        "kept": voted["kept"],
    }


def measure(
    phones: int, rate: float, seconds: float, *, database_url: str = "", join: float = 60
) -> dict[str, Any]:
    """One run, as the keys of this module say."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="folkmoot-load-") as folder:
        told = environment(Path(folder) / "home", database_url)
        codes = make_moot(told, phones, statements=max(20, math.ceil(1.2 * rate * seconds / phones)))
        server = Server(told, Path(folder) / "serve.log")
        worker = Worker(told, Path(folder) / "worker.log")
        try:
            result = asyncio.run(drive(server, codes, rate, seconds, join))
        finally:
            worker.stop()
            server.stop()
        kept = result.pop("kept")
        there = found(told, kept)
        result["stored"] = sum(1 for key in kept if there.get(key, 0) == 1)
    return {**result, "load": [round(load, 2), round(os.getloadavg()[0], 2)]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--join-seconds", type=float, default=60, help="over which the phones join")
    parser.add_argument("--database-url", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = measure(
        given.phones, given.rate, given.seconds, database_url=given.database_url, join=given.join_seconds
    )
    if given.json:
        json.dump(result, sys.stdout)
        print()
    else:
        for name, value in result.items():
            print(f"{name:<22}{value}")


if __name__ == "__main__":
    main()
