"""How good the proposed passages are, beside plain BM25, and how fast they are found.

    python benchmarks/matching.py --json [--skip-speed] [--statements 10000] [--contributions 400000]
                                  [--vectors FILE]
    python benchmarks/matching.py --pool FILE [--vectors FILE]

Prints precision_at_5, bm25_precision_at_5, silent_share, seconds, peak_mb, and beside them:

precision_at_5   of the passages among the first five, the share judged to speak of the statement's matter,
                 over statements on which any pooled passage does; a statement's share is out of five, also
                 where fewer are proposed (precision_of_proposed: out of as many as are proposed)
silent_share     of statements on which no pooled passage speaks, the share for which nothing is proposed
best_possible    what precision_at_5 would be if every passage that was judged to speak came first
first_fives_only the same where only the two methods' own first five are the pool: passages that neither
                 found, and that were judged when something else was tried, are taken as not known
developed_on, held_out  both for two halves of the statements: how surely silence is kept was set on the one
unjudged         proposals that stand in no round of judgements; they count as not speaking of it, so that
                 with --vectors, where others are proposed, they are to be judged first (--pool)
sitting_seconds  wall time of the largest sitting of the large record against as many statements, by one
                 process that knows the statements already (prepare_seconds: what knowing them takes, once)
seconds, peak_mb wall time and most memory at once of all processes, for so many statements against so many
                 contributions, by two processes, vocabulary included

Sixty statements of three conversations of ../shared/data/polis (or FOLKMOOT_SHARED) are matched with all of
../shared/data/hansard. Both methods' first five are pooled and shuffled (--pool), judged on two occasions by
readers who do not see which method found what, and kept in matching_judgements.json as ids and judgements;
a passage speaks of the matter where both rounds say so. First passages of eight other ways of ranking were
pooled and judged in the same manner, so that more is known of what the record says than two methods find.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from record_read import _Watched, replicate, shared  # noqa: E402

from folkmoot.record import reading  # noqa: E402
from folkmoot.record.store import Store  # noqa: E402
from folkmoot.text import excerpt, words  # noqa: E402
from folkmoot.tracing.matching import Search, match  # noqa: E402
from folkmoot.tracing.sampling import vocabulary_of  # noqa: E402
from folkmoot.tracing.touching import touched  # noqa: E402
from folkmoot.tracing.wording import wording  # noqa: E402

CONVERSATIONS = {
    "scoop-hivemind.affordable-housing": "Affordable housing",
    "15-per-hour-seattle": "15 per hour",
    "brexit-consensus": "Brexit",
}
DRAWN = 20
FIRST = 5
JUDGEMENTS = Path(__file__).with_name("matching_judgements.json")


def statements(name: str) -> dict[str, str]:
    """The accepted statements of a conversation, by number."""
    with (shared() / "data" / "polis" / name / "comments.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("moderated") != "-1"]
    return {row["comment-id"]: row["comment-body"] for row in rows}


def drawn() -> Iterator[tuple[str, str, list[str]]]:
    """For each conversation its name, title, and the numbers of the statements that are judged."""
    for name, title in CONVERSATIONS.items():
        yield name, title, sorted(random.Random(2026).sample(sorted(statements(name)), DRAWN), key=int)


def plain_bm25(statement: str, record: Store) -> list[str]:
    """The first five contributions for a statement's words, each word weighing the same."""
    weights = dict.fromkeys(wording(statement).stems, 1.0)
    return [one.id for one in record.ranked(weights, limit=FIRST)]


def proposals(record: Store, vectors: Path | None = None) -> dict[str, tuple[list[str], list[str]]]:
    """For each judged statement ("conversation:number"): the contributions we propose, and BM25's."""
    known = vocabulary_of(record, vectors=vectors)
    found = {}
    for name, title, numbers in drawn():
        everything = statements(name)
        ours = match(list(everything.values()), record, vocabulary=known, title=title, limit=FIRST)
        of = dict(zip(everything, ours, strict=True))
        for number in numbers:
            mine = [passage.contribution for passage in of[number].passages]
            found[f"{name}:{number}"] = (mine, plain_bm25(everything[number], record))
    return found


def pool(record: Store, into: Path, vectors: Path | None = None) -> int:
    """Write what is to be judged, shuffled, without saying which method found it. Returns how much."""
    rows = []
    for key, both in proposals(record, vectors).items():
        name, _, number = key.partition(":")
        statement = statements(name)[number]
        for gid in sorted(set(both[0]) | set(both[1])):
            contribution = record.contribution(gid)
            rows.append(
                {
                    "key": f"{key}|{gid}",
                    "conversation": CONVERSATIONS[name],
                    "statement": statement,
                    "heading": contribution.debate_title,
                    "passage": _shown(contribution.text, statement),
                }
            )
    random.Random(7).shuffle(rows)
    into.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return len(rows)


def _shown(text: str, statement: str, length: int = 900) -> str:
    """The stretch of a contribution that holds most different words of the statement."""
    wanted = set(wording(statement).stems)
    places = [token.start for token in words(text) if set(wording(token.text).stems) & wanted]
    if not places or len(text) <= length:
        return text[: length * 2]
    best = max(places, key=lambda at: sum(at <= other < at + length for other in places))
    return excerpt(text, around=best + length // 2, length=length)


def quality(record: Store, vectors: Path | None = None) -> dict[str, object]:
    judged: dict[str, list[bool]] = json.loads(JUDGEMENTS.read_text(encoding="utf-8"))["judgements"]
    speaks = {key: all(rounds) for key, rounds in judged.items()}
    found = proposals(record, vectors)
    both = {f"{key}|{gid}" for key, (ours, plain) in found.items() for gid in (*ours, *plain)}
    spoken_of = {key.partition("|")[0] for key, yes in speaks.items() if yes}
    known_to_both = {key.partition("|")[0] for key, yes in speaks.items() if yes and key in both}
    speaking = Counter(key.partition("|")[0] for key, yes in speaks.items() if yes)

    def hits(key: str, ids: Sequence[str]) -> int:
        return sum(speaks.get(f"{key}|{gid}", False) for gid in ids)

    def silent(keys: Sequence[str], spoken_of: set[str] = spoken_of) -> float | None:
        off = [key for key in keys if key not in spoken_of]
        return round(sum(not found[key][0] for key in off) / len(off), 3) if off else None

    def precision(keys: Sequence[str], which: int, spoken_of: set[str] = spoken_of) -> float:
        on = [key for key in keys if key in spoken_of]
        return round(sum(hits(key, found[key][which]) for key in on) / (FIRST * len(on)), 3)

    on = [key for key in found if key in spoken_of]
    halves = _halves(list(found))
    proposed = sum(len(found[key][0]) for key in on)
    agree = sum(len(set(rounds)) == 1 for rounds in judged.values())
    return {
        "precision_at_5": precision(list(found), 0),
        "bm25_precision_at_5": precision(list(found), 1),
        "precision_of_proposed": round(sum(hits(key, found[key][0]) for key in on) / max(proposed, 1), 3),
        "silent_share": silent(list(found)),
        "best_possible": round(sum(min(FIRST, speaking[key]) for key in on) / (FIRST * len(on)), 3),
        "first_fives_only": {
            "precision_at_5": precision(list(found), 0, known_to_both),
            "bm25_precision_at_5": precision(list(found), 1, known_to_both),
            "silent_share": silent(list(found), known_to_both),
            "spoken_of": len(known_to_both),
        },
        "developed_on": {"precision_at_5": precision(halves[0], 0), "silent_share": silent(halves[0])},
        "held_out": {"precision_at_5": precision(halves[1], 0), "silent_share": silent(halves[1])},
        "statements": len(found),
        "spoken_of": len(on),
        "proposed_for": sum(bool(ours) for ours, _ in found.values()),
        "judgements": len(judged),
        "rounds_agree": round(agree / len(judged), 3),
        "unjudged": sum(f"{key}|{gid}" not in judged for key, (ours, _) in found.items() for gid in ours),
    }


def _halves(keys: list[str]) -> tuple[list[str], list[str]]:
    """Every second statement of each conversation, and the others."""
    places = [(key, at % DRAWN) for at, key in enumerate(keys)]
    return [key for key, at in places if at % 2 == 0], [key for key, at in places if at % 2]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--skip-speed", action="store_true")
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--contributions", type=int, default=400_000)
    parser.add_argument("--record", type=Path, help="A record already read from the shared data.")
    parser.add_argument("--vectors", type=Path, help="A file of word vectors to match with.")
    parser.add_argument("--large-record", type=Path, help="A large record already read.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="folkmoot-matching-") as name:
        folder = options.record or Path(name) / "record"
        if not options.record:
            reading.read([shared() / "data" / "people", shared() / "data" / "hansard"], folder)
        with Store.open(folder) as record:
            if options.pool:
                print(pool(record, options.pool, options.vectors), "passages to judge in", options.pool)
                return
            result = quality(record, options.vectors)
        if not options.skip_speed:
            large = options.large_record or _large(Path(name), options.contributions)
            result |= speed(large, options.statements, Path(name), options.vectors)
    print(json.dumps(result) if options.json else "\n".join(f"{k}: {v}" for k, v in result.items()))


def _large(folder: Path, contributions: int) -> Path:
    """A record of at least so many contributions: the real sittings, moved by whole years."""
    replicate(folder / "hansard", contributions / 520)  # 520 contributions a megabyte
    reading.read([shared() / "data" / "people", folder / "hansard"], folder / "large", workers=2)
    shutil.rmtree(folder / "hansard")
    return folder / "large"


def speed(large: Path, count: int, folder: Path, vectors: Path | None = None) -> dict[str, object]:
    """`folkmoot tracing match` in a process of its own, two workers; halves of statements put together."""
    home = folder / "home"
    home.mkdir()
    (home / "record").symlink_to(large.resolve())
    real = [words for name in CONVERSATIONS for words in statements(name).values()]
    chance = random.Random(3)
    mixed = [_half(chance.choice(real), 0) + _half(chance.choice(real), 1) for _ in range(count)]
    (folder / "statements.txt").write_text("\n".join(" ".join(words) for words in mixed), encoding="utf-8")
    command = [sys.executable, "-m", "folkmoot", "tracing", "match", "--statements"]
    command += [str(folder / "statements.txt"), "--home", str(home), "--workers", "2", "--format", "jsonl"]
    command += ["--vectors", str(vectors)] if vectors else []
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "FOLKMOOT_VECTORS": ""}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    with _Watched(process.pid) as watched:
        status = process.wait()
    if status:
        raise SystemExit(f"tracing match ended with status {status}")
    seconds = time.perf_counter() - started
    with Store.open(large) as record:
        size = record.size()
        sitting = new_sitting(record, [" ".join(words) for words in mixed], vectors)
    return {
        "seconds": round(seconds, 1),
        "peak_mb": round(watched.peak_mb, 1),
        "against": size,
        **sitting,
    }


def new_sitting(record: Store, asked: Sequence[str], vectors: Path | None = None) -> dict[str, object]:
    """The largest sitting against all these statements."""
    largest = max(record.sittings(), key=lambda sitting: sitting.contributions)
    known = vocabulary_of(record, vectors=vectors)
    began = time.perf_counter()
    search = Search(asked, record, known)
    prepared = time.perf_counter()
    found = list(touched(search, record.contributions_in(largest.id)))
    return {
        "sitting_seconds": round(time.perf_counter() - prepared, 1),
        "prepare_seconds": round(prepared - began, 1),
        "sitting_contributions": largest.contributions,
        "touched": len(found),
    }


def _half(words: str, which: int) -> list[str]:
    split = words.split()
    return split[len(split) // 2 :] if which else split[: (len(split) + 1) // 2]


if __name__ == "__main__":
    main()
