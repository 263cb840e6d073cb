"""How fast themes are found, and whether planted ones are.

    python benchmarks/themes.py [--notes N] [--themes K] [--source PATH --planted FILE] [--json]

A line a case, each in a fresh process: `notes, themes, seconds, mb, ari, shuffled`. Seconds from the
notes as values to their themes in two levels; mb the most that process held, Python and its imports
included; ari the adjusted Rand index with the planted themes (absent without any); shuffled how many
themes are found when the same words are dealt out anew, which should be 0. Synthetic notes draw 5 to 25
words, four in ten of them from the 60 words of one of K themes and the rest from 8,000 that all themes
share, both by Zipf's law; one note in fifty holds shared words only.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from folkmoot.meetings.reading import read_path
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.themes import Saying, Themes, find_themes, sayings_of

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
COMMON, OF_A_THEME = 8_000, 60


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, nargs="*", default=[], help="how many synthetic notes")
    parser.add_argument("--themes", type=int, default=30, help="how many themes are planted in them")
    parser.add_argument("--source", type=Path, help="a moot's files, or a folder of moots")
    parser.add_argument("--planted", type=Path, help="its planted.json")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    cases = [("synthetic", (count, asked.themes)) for count in asked.notes]
    if asked.source:
        cases.append(("source", (asked.source, asked.planted)))
    for case in cases:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            row = pool.apply(measured, case)
        print(json.dumps(row) if asked.json else in_words(row), flush=True)


def measured(kind: str, told: tuple[Any, Any]) -> dict[str, Any]:
    sayings, planted = synthetic(*told) if kind == "synthetic" else read(*told)
    began = time.perf_counter()
    found = find_themes(sayings)
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "case": kind,
        "notes": sum(1 for saying in sayings if saying.kind == "note"),
        "themes": len(found.themes),
        "parts": sum(len(theme.parts) for theme in found.themes),
        "seconds": round(seconds, 2),
        "mb": round(most),
        "ari": round(agreement(found, planted), 3) if planted else None,
        "shuffled": len(find_themes(dealt_anew(sayings)).themes),
    }


def synthetic(count: int, themes: int) -> tuple[list[Saying], dict[str, str]]:
    draw = np.random.default_rng(7)
    words = made_up(COMMON + themes * OF_A_THEME)
    sayings, planted = [], {}
    for number in range(count):
        length = int(draw.integers(5, 26))
        theme = int(draw.integers(themes)) if number % 50 else None
        own = int(draw.binomial(length, 0.4)) if theme is not None else 0
        chosen = [words[COMMON + theme * OF_A_THEME + z] for z in zipf(draw, own, OF_A_THEME)] if own else []
        chosen += [words[z] for z in zipf(draw, length - own, COMMON)]
        key = f"synthetic:{number + 1}"
        sayings.append(Saying(key, " ".join(chosen), moot="synthetic", number=number + 1))
        planted[key] = str(theme)
    return sayings, planted


def zipf(draw: np.random.Generator, count: int, most: int) -> list[int]:
    return [int(value) for value in np.exp(draw.random(count) * np.log(most + 1)).astype(int) - 1]


def made_up(count: int) -> list[str]:
    return [
        SYLLABLES[n // 4900 % 70] + SYLLABLES[n // 70 % 70] + SYLLABLES[n % 70] + "m" for n in range(count)
    ]


def read(source: Path, planted: Path | None) -> tuple[list[Saying], dict[str, str]]:
    sayings = list(sayings_of(reading.moot for reading in read_path(source).readings))
    labels = json.loads(planted.read_bytes())["themes"]["notes"] if planted else {}
    return sayings, {
        f"{moot}:{number}": str(theme) for moot, of in labels.items() for number, theme in of.items()
    }


def dealt_anew(sayings: list[Saying]) -> list[Saying]:
    words = [word for saying in sayings for word in saying.words.split()]
    np.random.default_rng(3).shuffle(words)
    rest = iter(words)
    return [
        replace(saying, words=" ".join(next(rest) for _ in saying.words.split()), beside=(), made_from=())
        for saying in sayings
    ]


def agreement(found: Themes, planted: dict[str, str]) -> float:
    place = {key: number for number, theme in enumerate(found.themes) for key in theme.sayings}
    names = sorted(set(planted.values()))
    return adjusted_rand(
        np.array([names.index(theme) for theme in planted.values()]),
        np.array([place.get(key, -1) for key in planted]),
    )


def in_words(row: dict[str, Any]) -> str:
    close = "" if row["ari"] is None else f", ARI {row['ari']}"
    return (
        f"{row['notes']} notes: {row['themes']} themes with {row['parts']} parts in {row['seconds']} s "
        f"and {row['mb']} MB{close}; in shuffled words {row['shuffled']}"
    )


if __name__ == "__main__":
    main()
