"""How fast opinion groups are found, and how well: beside red-dwarf where it is installed.

    python benchmarks/opinion.py --source DIR… [--synthetic PEOPLExSTATEMENTSxDENSITY]… [--json]

A line a case. Ours and the peer's each run in a fresh process, from the same votes (for the peer
already turned into the dictionaries it wants, not timed), to groups, representative statements and
consensus; medians of several runs, memory as the most the process held while it ran, votes
included, above what its imports took. `read_s`, shown apart, is reading the votes from a Polis
votes.csv, which for a synthetic case is written first. `ari` compares our groups with those the
source published, or with the planted ones. `orders` gives k and ARI for three row orders, and
after a replay in the order of time.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from folkmoot.opinion import opinion, reading
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.polis import Opinion
from folkmoot.opinion.replay import replay
from folkmoot.opinion.votes import VoteMatrix, matrix

PEER = "reddwarf"
# Exports whose published groups were made by an older rule that grouped nearly everybody.
OLDER_RULE = {"scoop-hivemind.affordable-housing", "scoop-hivemind.ubi"}
META = {"london.youth.policing": range(15)}
REPLAY_BATCH = 20
SYNTHETIC_GROUPS = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", nargs="*", type=Path, default=[], help="Polis export folders")
    parser.add_argument(
        "--synthetic", nargs="*", default=[], metavar="PxSxD", help="such as 100000x1000x0.02"
    )
    parser.add_argument("--repeat", type=int, default=5, help="runs of each (the peer: once above 10 s)")
    parser.add_argument("--no-peer", action="store_true", help="ours only")
    parser.add_argument("--orders", action="store_true", help="also three row orders and a replay")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    peer = importlib.util.find_spec(PEER) is not None and not asked.no_peer
    for case in [
        *(Conversation(path) for path in asked.source),
        *(Synthetic(text) for text in asked.synthetic),
    ]:
        row = measured(case, repeat=asked.repeat, peer=peer, orders=asked.orders)
        print(json.dumps(row) if asked.json else in_words(row), flush=True)


class Conversation:
    """A Polis export, and the groups it published."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, folder.name
        self.meta = META.get(folder.name, ())

    def votes(self) -> VoteMatrix:
        return reading.read(self.folder, meta=self.meta).votes

    def truth(self) -> dict[Any, int]:
        if self.name in OLDER_RULE:
            return {}
        with (self.folder / "participants-votes.csv").open(encoding="utf-8") as file:
            return {
                int(row["participant"]): int(row["group-id"])
                for row in csv.DictReader(file)
                if row["group-id"]
            }

    def read_seconds(self, folder: Path) -> float:
        return timed(self.votes)[0]


class Synthetic:
    """Planted groups of unequal size, some people voting far more than others."""

    def __init__(self, text: str) -> None:
        people, statements, density = text.split("x")
        self.name = text
        self.people, self.statements, self.density = int(people), int(statements), float(density)

    def columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        draw = np.random.default_rng(42)
        label = draw.choice(SYNTHETIC_GROUPS, self.people, p=[0.5, 0.3, 0.2])
        profile = draw.normal(0.2, 0.9, (SYNTHETIC_GROUPS, self.statements))
        activity = np.minimum(draw.gamma(0.9, 1.0, self.people) + 0.05, 8)
        mean = self.density * self.statements
        count = np.clip(np.round(activity / activity.mean() * mean), 1, self.statements).astype(np.int64)
        who = np.repeat(np.arange(self.people), count)
        on = draw.integers(0, self.statements, len(who))
        leaning = profile[label[who], on] + draw.normal(0, 1, len(who))
        how = np.where(leaning > 0.35, 1, np.where(leaning < -0.35, -1, 0))
        return who, on, how, label

    def votes(self) -> VoteMatrix:
        who, on, how, _ = self.columns()
        return matrix(who, on, how)

    def truth(self) -> dict[Any, int]:
        return dict(enumerate(self.columns()[3].tolist()))

    def read_seconds(self, folder: Path) -> float:
        """Reading the same votes from a Polis votes.csv."""
        who, on, how, _ = self.columns()
        path = folder / "votes.csv"
        with path.open("w") as file:
            file.write("timestamp,datetime,comment-id,voter-id,vote\n")
            for start in range(0, len(who), 500_000):
                part = slice(start, start + 500_000)
                rows = zip(
                    range(start, start + 500_000),
                    on[part].tolist(),
                    who[part].tolist(),
                    how[part].tolist(),
                    strict=False,
                )
                file.writelines(f"{1_400_000_000_000 + at},Mon,{s},{p},{v}\n" for at, s, p, v in rows)
        seconds, read = timed(lambda: reading.read(path, agree=1))
        assert len(read.votes.participants) == len(np.unique(who))
        return seconds


def measured(case: Conversation | Synthetic, *, repeat: int, peer: bool, orders: bool) -> dict[str, Any]:
    """One case: ours and the peer's medians, memory, and how well our groups fit."""
    ours = in_fresh_process(run_ours, case, repeat)
    row: dict[str, Any] = {"case": case.name, "ours_s": ours["seconds"], "peer_s": None, "ratio": None}
    theirs = in_fresh_process(run_peer, case, repeat) if peer else {}
    if theirs:
        row |= {"peer_s": theirs["seconds"], "ratio": round(theirs["seconds"] / ours["seconds"], 1)}
    row |= {"ours_mb": ours["mb"], "peer_mb": theirs.get("mb"), "k": ours["k"], "ari": ours["ari"]}
    row |= {"peer_k": theirs.get("k"), "peer_ari": theirs.get("ari")}
    with tempfile.TemporaryDirectory() as folder:
        row["read_s"] = in_fresh_process(run_reading, case, Path(folder))["seconds"]
    if orders and isinstance(case, Conversation):
        row["orders"] = row_orders(case)
    return row


def run_ours(case: Conversation | Synthetic, repeat: int) -> dict[str, Any]:
    before = memory_mb("VmRSS")
    votes = case.votes()
    forget_peak()
    seconds, found = median_of(lambda: opinion(votes), repeat)
    return {
        "seconds": seconds,
        "mb": round(memory_mb("VmHWM") - before),
        "k": found.k,
        "ari": score(found, case.truth()),
    }


def run_peer(case: Conversation | Synthetic, repeat: int) -> dict[str, Any]:
    from reddwarf.implementations.polis import run_pipeline

    before = memory_mb("VmRSS")
    votes = case.votes()
    columns = zip(
        votes.participants[votes.rows()].tolist(),
        votes.statements[votes.columns].tolist(),
        votes.values.tolist(),
        strict=True,
    )
    rows = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in columns]
    out = {
        "mod_out_statement_ids": votes.statements[votes.rejected].tolist(),
        "meta_statement_ids": votes.statements[votes.meta].tolist(),
    }
    forget_peak()
    seconds, result = median_of(lambda: run_pipeline(votes=rows, **out), repeat)
    labels = result.participants_df["cluster_id"].dropna()
    truth = case.truth()
    both = [p for p in labels.index if p in truth]
    ari = round(adjusted_rand([truth[p] for p in both], [labels[p] for p in both]), 3) if both else None
    return {
        "seconds": seconds,
        "mb": round(memory_mb("VmHWM") - before),
        "k": int(labels.nunique()),
        "ari": ari,
    }


def run_reading(case: Conversation | Synthetic, folder: Path) -> dict[str, Any]:
    return {"seconds": round(case.read_seconds(folder), 3)}


def row_orders(case: Conversation) -> dict[str, Any]:
    """k and ARI by file order, by participant, by first vote; and after a replay in the order of time."""
    votes, truth = case.votes(), case.truth()
    at, on, who, how = reading.polis_columns(case.folder / "votes.csv")
    first = dict.fromkeys(who[np.argsort(at, kind="stable")].tolist())
    place = {label: row for row, label in enumerate(votes.participants.tolist())}
    ways = {
        "file": opinion(votes),
        "participant": opinion(votes.taking(np.argsort(votes.participants))),
        "time": opinion(votes.taking([place[label] for label in first])),
    }
    out = {
        "rejected": votes.statements[votes.rejected].tolist(),
        "meta": votes.statements[votes.meta].tolist(),
    }
    ways["replay"] = replay(who, on, how, at, batch=REPLAY_BATCH, **out)
    return {name: {"k": found.k, "ari": score(found, truth)} for name, found in ways.items()}


def score(found: Opinion, truth: dict[Any, int]) -> float | None:
    pairs = [
        (truth[person], label)
        for person, label in zip(found.votes.participants.tolist(), found.labels.tolist(), strict=True)
        if label >= 0 and person in truth
    ]
    return round(adjusted_rand(*zip(*pairs, strict=True)), 3) if pairs else None


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def median_of(work: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """The median of several runs (more of quick ones) after one to warm up; one run if it takes over 10 s."""
    seconds, value = timed(work)
    if seconds < 10:
        runs = max(repeat, min(50, round(0.5 / seconds)))
        seconds = statistics.median(timed(work)[0] for _ in range(runs))
    return round(seconds, 4), value


def memory_mb(name: str) -> float:
    """VmRSS (now) or VmHWM (the most since `forget_peak`) of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return float("nan")


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def in_fresh_process(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def in_words(row: dict[str, Any]) -> str:
    peer = (
        f", peer {row['peer_s']:.3f} s ({row['ratio']} times, {row['peer_mb']} MB)" if row["peer_s"] else ""
    )
    ways = "".join(f"; {name} k={way['k']} ARI {way['ari']}" for name, way in row.get("orders", {}).items())
    return (
        f"{row['case']}: {row['ours_s']:.4f} s, {row['ours_mb']} MB{peer}; "
        f"k={row['k']}, ARI {row['ari']}; read in {row['read_s']} s{ways}"
    )


if __name__ == "__main__":
    sys.exit(main())
