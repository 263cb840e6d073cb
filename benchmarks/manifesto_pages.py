"""How long every page of a manifesto takes: 2,000 notes, 200 planks, through the whole application.

    python benchmarks/manifesto_pages.py [--notes 2000] [--planks 200] [--json]

A house of its own in a temporary folder; each page asked seven times by Django's client (middleware,
queries, template), the median and the worst given. The bound is 200 ms on two cores. `cpu_ms` is the time
of one core alone: on a machine that has other things to do it is the number that can be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

TIMES = 7
WORDS = "shops bus lane river school doctor rent damp library market evening night council people light"
LANGUAGE = tuple(WORDS.split())


def fill(notes: int, planks: int, seed: int = 7) -> None:
    """Moots of 250 notes at ten tables, a statement for four notes, sixty votes on each, planks of three."""
    import datetime as dt

    from django.utils import timezone

    from folkmoot.web.manifesto.models import Plank, PlankOrigin, PlankVersion
    from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, StatementOrigin, Table, Vote

    chance, now = random.Random(seed), timezone.now()

    def words(n: int) -> str:
        return " ".join(chance.choice(LANGUAGE) for _ in range(n)).capitalize() + "."

    said: list[Statement] = []
    for number in range((notes + 249) // 250):
        moot = Moot.objects.create(slug=f"moot-{number}", title=f"Moot {number}", held_on=dt.date(2026, 3, 1))
        tables = [Table.objects.create(moot=moot, number=n) for n in range(1, 11)]
        made = Note.objects.bulk_create(
            Note(
                moot=moot,
                table=tables[n % 10],
                number=n,
                words=words(18),
                so_that=f"so that {words(6)}",
                released_at=now,
            )
            for n in range(1, min(250, notes - number * 250) + 1)
        )
        mine = Statement.objects.bulk_create(
            Statement(moot=moot, number=n, words=words(12)) for n in range(1, len(made) // 4 + 2)
        )
        StatementOrigin.objects.bulk_create(
            StatementOrigin(statement=mine[i // 4], note=note) for i, note in enumerate(made)
        )
        people = Participant.objects.bulk_create(Participant(moot=moot, number=n) for n in range(60))
        Vote.objects.bulk_create(
            Vote(participant=person, statement=statement, value=chance.choice((1, 1, 0, -1)), cast_at=now)
            for statement in mine
            for person in people
        )
        said += mine
    for n in range(1, planks + 1):
        plank = Plank.objects.create(slug=f"plank-{n}", position=n, section=f"Section {n % 10}")
        PlankVersion.objects.bulk_create(
            PlankVersion(
                plank=plank, number=v, title=f"Plank {n}", words=f"{words(14)} {words(12)}", made_at=now,
                purpose=f"so that {words(5)}", state="adopted", decided_by="the assembly", why=words(8),
            )
            for v in (1, 2, 3)
        )  # fmt: skip
        PlankOrigin.objects.bulk_create(
            PlankOrigin(plank=plank, statement=one) for one in chance.sample(said, min(3, len(said)))
        )


PAGES = {
    "manifesto": "/manifesto/",
    "plank": "/manifesto/planks/plank-1/",
    "card": "/manifesto/planks/plank-1/card/",
    "code": "/manifesto/planks/plank-1/qr.svg",
    "became": "/manifesto/became/",
    "found": "/manifesto/became/?q=lane+bus",
    "became_moot": "/manifesto/became/moot-0/",
    "waiting": "/manifesto/became/moot-0/?show=waiting",
    "became_table": "/manifesto/became/moot-0/table/1/",
    "editions": "/manifesto/editions/",
    "edition": "/manifesto/editions/1/",
    "compared": "/manifesto/editions/1/to/2/",
}


def measure() -> list[dict[str, object]]:
    from django.test import Client

    client, rows = Client(), []
    for name, address in PAGES.items():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        times, cpu = [], []
        for _ in range(TIMES):
            began, worked = time.perf_counter(), time.process_time()
            client.get(address)
            times.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - worked) * 1000)
        rows.append(
            {
                "page": name,
                "median_ms": round(statistics.median(times), 1),
                "worst_ms": round(max(times), 1),
                "cpu_ms": round(statistics.median(cpu), 1),
                "kb": round(len(answer.content) / 1000),
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=2_000)
    parser.add_argument("--planks", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(FOLKMOOT_HOME=home, FOLKMOOT_HOSTS="testserver")
        sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
        from folkmoot.web.house import open_house

        open_house()
        from folkmoot.web.manifesto.actions import publish

        fill(told.notes, told.planks)
        publish(None)
        publish(None)
        rows = measure()
    worst = max(float(str(row["median_ms"])) for row in rows)
    if told.json:
        print(
            json.dumps({"pages": rows, "notes": told.notes, "planks": told.planks, "worst_median_ms": worst})
        )
    else:
        for row in rows:
            times = f"{row['median_ms']:>8} ms median {row['worst_ms']:>8} ms worst"
            print(f"{row['page']:<14}{times} {row['cpu_ms']:>8} ms of a core {row['kb']:>6} kB")


if __name__ == "__main__":
    main()
