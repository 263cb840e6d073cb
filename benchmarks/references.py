"""How fast references are resolved on one core, and whether memory stays flat.

    python benchmarks/references.py --json [--rounds 10]

Prints contributions, seconds, per_second, roll_seconds, start_mb, peak_mb, growth_mb:

contributions   resolved in all rounds
seconds         processor time of resolving them; parsing the files is left out
per_second      contributions a second on one core (the best round is `best_per_second`)
roll_seconds    processor time of reading the roll into a Resolver, once
start_mb        most memory after the first round; growth_mb is what the other rounds added

There is no peer to name: the published systems (parlparse, hansard-entity-linking) resolve other things.
The input is the real sittings under ../shared/data/hansard (or FOLKMOOT_SHARED), one in memory at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path

from folkmoot.record.people import Roll
from folkmoot.record.readers import popolo
from folkmoot.record.references import Resolver
from folkmoot.record.references.sources import newest

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ("people.json", "ministers.json", "ministers-2010.json")


def shared() -> Path:
    named = os.environ.get("FOLKMOOT_SHARED")
    candidates = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    return next(p for p in candidates if (p / "data" / "hansard").is_dir()) / "data"


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(rounds: int) -> dict[str, float]:
    data = shared()
    roll = Roll.of(popolo.read((data / "people" / n).read_bytes(), file=n) for n in PEOPLE)
    started = time.process_time()
    resolver = Resolver(roll)
    roll_seconds = time.process_time() - started
    seconds = contributions = best = start_mb = 0.0
    for number in range(rounds):
        spent, done = _round(resolver, data)
        seconds, contributions = seconds + spent, contributions + done
        best = max(best, done / spent)
        start_mb = start_mb if number else peak_mb()
    return {
        "contributions": contributions,
        "seconds": round(seconds, 3),
        "per_second": round(contributions / seconds),
        "best_per_second": round(best),
        "roll_seconds": round(roll_seconds, 3),
        "start_mb": round(start_mb, 1),
        "peak_mb": round(peak_mb(), 1),
        "growth_mb": round(peak_mb() - start_mb, 1),
    }


def _round(resolver: Resolver, data: Path) -> tuple[float, int]:
    spent, done = 0.0, 0
    for sitting in newest([data / "hansard"]):
        started = time.process_time()
        resolver.resolve(sitting)
        spent += time.process_time() - started
        done += len(sitting.contributions)
    return spent, done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    numbers = measure(arguments.rounds)
    print(json.dumps(numbers) if arguments.json else "\n".join(f"{k:16} {v:,}" for k, v in numbers.items()))


if __name__ == "__main__":
    main()
