"""How well groups are found: planted ones against an oracle and red-dwarf, none in noise, any row order.

    python benchmarks/opinion_groups.py [--planted 30] [--first 0] [--noise 200] [--shuffles 20]
        [--source DIR…] [--json]

A line a question. `planted`: our adjusted Rand index, the oracle's (which knows every planted
profile and asks only where each person belongs), that of somebody taught everybody else's planted
group but no profile (what so few votes can teach at most), red-dwarf's where it is installed, over halls of
2 to 6 unequal groups with 10 to 100 votes a person; all scored on the people we grouped, those the
peer left out as a group of their own. `noise`: in how many draws of each kind groups were found.
`shuffles`: in how many shuffles of the rows any label changed. `source`: a Polis export by both methods.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.opinion.planting import noise, planted

from folkmoot.opinion import opinion, reading
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.latent import sides, without_oneself
from folkmoot.opinion.own import own_opinion
from folkmoot.opinion.votes import VoteMatrix

KINDS = {
    "nobody differs": {},
    "readiness differs": {"readiness": 1.0},
    "few people": {"people": 30, "statements": 40},
    "many statements": {"people": 150, "statements": 100},
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--planted", type=int, default=30, help="halls with planted groups")
    parser.add_argument("--first", type=int, default=0, help="the first hall's seed; others follow")
    parser.add_argument("--noise", type=int, default=200, help="draws of noise, of all kinds together")
    parser.add_argument("--shuffles", type=int, default=20, help="shuffles of one hall's rows")
    parser.add_argument("--source", nargs="*", type=Path, default=[], help="Polis export folders")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    rows = [planted_rows(asked.planted, asked.first), noise_rows(asked.noise), shuffle_rows(asked.shuffles)]
    for found in rows:
        for row in found:
            print(json.dumps(row) if asked.json else in_words(row), flush=True)
    for path in asked.source:
        row = source_row(path)
        print(json.dumps(row) if asked.json else in_words(row), flush=True)


def planted_rows(halls: int, first: int):
    """A row a hall, then one of all."""
    peer = importlib.util.find_spec("reddwarf") is not None
    rows = []
    for seed in range(first, first + halls):
        draw = np.random.default_rng(seed)
        groups, people = 2 + seed % 5, int(draw.choice([120, 200, 300, 500, 1000]))
        statements = int(draw.choice([30, 50, 80, 120]))
        votes, truth, oracle = planted(seed, people=people, statements=statements, groups=groups)
        start = time.perf_counter()
        found = own_opinion(votes)
        seconds = time.perf_counter() - start
        rows_in = found.clustered
        true = truth[votes.participants[rows_in]]
        theirs = peer_labels(votes)[rows_in] if peer else None
        row = {
            "case": f"planted {people}x{statements}",
            "groups": groups,
            "k": found.k,
            "ari": round(adjusted_rand(true, found.labels[rows_in]), 3),
            "oracle_ari": round(adjusted_rand(true, oracle[votes.participants[rows_in]]), 3),
            "taught_ari": round(adjusted_rand(true, taught(votes, rows_in, true, groups)), 3),
            "peer_ari": None if theirs is None else round(adjusted_rand(true, theirs), 3),
            "stability": [round(float(share), 2) for share in found.stability],
            "s": round(seconds, 2),
        }
        rows.append(row)
        yield row
    if rows:
        behind = [row["oracle_ari"] - row["ari"] for row in rows]
        yield {
            "case": "planted, all",
            "halls": len(rows),
            "mean_behind_oracle": round(float(np.mean(behind)), 3),
            "taught_behind_oracle": round(
                float(np.mean([row["oracle_ari"] - row["taught_ari"] for row in rows])), 3
            ),
            "more_than_0.1_behind": sum(gap > 0.1 for gap in behind),
            "worse_than_peer": sum((row["peer_ari"] or -1) > row["ari"] for row in rows) if peer else None,
            "at_most_worse_by": max((row["peer_ari"] or -1) - row["ari"] for row in rows) if peer else None,
        }


def taught(votes: VoteMatrix, rows: np.ndarray, true: np.ndarray, groups: int) -> np.ndarray:
    """Where each person would be put by somebody who was told the planted group of all the others."""
    room = sides(votes).taking(rows).weighing(np.ones(len(rows)))
    return np.argmax(without_oneself(room, np.eye(groups)[true]), axis=1)


def peer_labels(votes: VoteMatrix) -> np.ndarray:
    from reddwarf.implementations.polis import run_pipeline

    columns = (votes.participants[votes.rows()], votes.statements[votes.columns], votes.values)
    rows = [
        {"participant_id": p, "statement_id": s, "vote": v}
        for p, s, v in zip(*(part.tolist() for part in columns), strict=True)
    ]
    labels = run_pipeline(votes=rows).participants_df["cluster_id"].dropna().to_dict()
    return np.array([int(labels.get(person, -1)) for person in votes.participants.tolist()])


def noise_rows(draws: int):
    each = draws // len(KINDS)
    for name, kind in KINDS.items():
        found = sum(own_opinion(noise(seed, **kind)).k > 0 for seed in range(each))
        if each:
            yield {"case": f"noise, {name}", "draws": each, "with_groups": found}


def shuffle_rows(times: int):
    if not times:
        return
    votes, _, _ = planted(1, people=300, groups=4)
    labels = dict(zip(votes.participants.tolist(), own_opinion(votes).labels.tolist(), strict=True))
    draw, changed = np.random.default_rng(0), 0
    for _ in range(times):
        again = own_opinion(votes.taking(draw.permutation(len(votes.participants))))
        changed += labels != dict(zip(again.votes.participants.tolist(), again.labels.tolist(), strict=True))
    yield {"case": "shuffles", "times": times, "changed": changed}


def source_row(path: Path) -> dict[str, Any]:
    meta = range(15) if path.name.startswith("london") else ()
    votes = reading.read(path, meta=meta).votes
    start = time.perf_counter()
    found = own_opinion(votes)
    seconds = time.perf_counter() - start
    published = opinion(votes)
    both = (found.labels >= 0) & (published.labels >= 0)
    return {
        "case": path.name,
        "k": found.k,
        "sizes": np.bincount(found.labels[found.labels >= 0], minlength=found.k).tolist(),
        "stability": [round(float(share), 2) for share in found.stability],
        "beyond_chance": round(found.chance.times_spread, 1),
        "bridges": len(found.bridges),
        "cruxes": len(found.cruxes),
        "polis_k": published.k,
        "ari_with_polis": round(adjusted_rand(found.labels[both], published.labels[both]), 3),
        "s": round(seconds, 2),
    }


def in_words(row: dict[str, Any]) -> str:
    return "  ".join(f"{name} {value}" for name, value in row.items())


if __name__ == "__main__":
    main()
