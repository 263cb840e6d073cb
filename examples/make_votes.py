"""Make the votes of the example town: the only part of it a machine wrote.

    python examples/make_votes.py            writes examples/town/<moot>/votes.csv
    python examples/make_votes.py --check    says whether the committed files are what it makes

`planted.json` says who is in which opinion group and how each group leans on each statement. From that
and a fixed seed the same votes come out on every machine: only `Random.random` is used, whose sequence
Python promises to keep.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
HEADER = ["participant", "statement", "vote", "cast_at"]
CHANGES_MIND = 0.04
VOTES_ON_EVERYTHING, VOTES_ON_MOST = 0.75, 0.90


def votes(moot: dict[str, Any], *, seed: str) -> Iterator[tuple[int, int, str, str]]:
    """Every vote of one moot in the order it was cast: participant, statement, vote, time."""
    rng = Random(seed)
    cast = [
        vote
        for group, people in moot["groups"].items()
        for n in people
        for vote in _ballot(rng, moot, group, n)
    ]
    opened = datetime.fromisoformat(moot["voting_opened_at"])
    for second, participant, statement, vote in sorted(cast):
        yield participant, statement, vote, (opened + timedelta(seconds=second)).isoformat()


def _ballot(
    rng: Random, moot: dict[str, Any], group: str, participant: int
) -> list[tuple[int, int, int, str]]:
    """What one participant sends, with the seconds since voting opened; a mind changed is a later row."""
    statements = sorted(moot["leanings"], key=lambda _: rng.random())
    second = int(rng.random() * 240)
    ballot = []
    for statement in statements[: _patience(rng, len(statements))]:
        chances = moot["letters"][moot["leanings"][statement][group]]
        second += 4 + int(rng.random() * 18)
        vote = _draw(rng, chances)
        ballot.append((second, participant, int(statement), vote))
        if rng.random() < CHANGES_MIND:
            other = next(v for v in ("agree", "pass", "disagree") if v != vote)
            ballot.append((second + 45 + int(rng.random() * 200), participant, int(statement), other))
    return ballot


def _patience(rng: Random, statements: int) -> int:
    """How many statements this participant reads: most all of them, some most, a few only a handful."""
    drawn = rng.random()
    if drawn < VOTES_ON_EVERYTHING:
        return statements
    if drawn < VOTES_ON_MOST:
        return int(statements * (0.5 + 0.4 * rng.random()))
    return 3 + int(rng.random() * 4)


def _draw(rng: Random, chances: dict[str, float]) -> str:
    drawn = rng.random()
    if drawn < chances["agree"]:
        return "agree"
    return "disagree" if drawn < chances["agree"] + chances["disagree"] else "pass"


def sheet(moot: dict[str, Any], *, seed: str) -> str:
    """The text of one votes.csv."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(votes(moot, seed=seed))
    return page.getvalue()


def sheets(planted: dict[str, Any]) -> dict[Path, str]:
    """Each moot's votes.csv: where it belongs and what stands in it."""
    return {
        HERE / "town" / slug / "votes.csv": sheet(
            {**moot, "letters": planted["letters"]}, seed=f"{planted['seed']}:{slug}"
        )
        for slug, moot in planted["moots"].items()
    }


def main(arguments: list[str]) -> int:
    planted = json.loads((HERE / "planted.json").read_text(encoding="utf-8"))
    made = sheets(planted)
    if "--check" in arguments:
        stale = [path for path, text in made.items() if path.read_text(encoding="utf-8") != text]
        for path in stale:
            sys.stderr.write(f"{path} is not what planted.json makes: run 'python examples/make_votes.py'.\n")
        return 1 if stale else 0
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
