"""How fast the record is searched: in the library, beside SQLite FTS5, and through HTTP, in one run.

    python benchmarks/record_search.py --contributions 400000 --json [--keep FOLDER]

Prints median_ms, worst_ms, fts5_median_ms, fts5_worst_ms, http_rate, http_p95_ms, and beside them what
tells what was measured:

median_ms       library: the ranked top 20 of each of 20 varied queries, as `Store.search` gives them: the
                words read, found, ranked and counted, contributions and snippets made
worst_ms        the slowest of the 20, each at the median of its repeats
fts5_*          SQLite FTS5 over the same contributions: the top 20 by its own bm25, rows fetched; no count,
                no snippet. The same questions, in its language.
http_rate       searches a second of the served application (granian, two workers, every middleware): pages
                of results with facets and snippets, each query with days of its own so that no two are alike
http_p95_ms     the 95th percentile of those answers, of `--clients` that each ask again at once
http_cpu_ms     processor time of the server an answer: what stays the same on a busy machine
each            every query with what it found and how long it took; load, how busy the machine was

The record is made by the same replicating as benchmarks/record_read.py. --keep leaves it in a folder and
uses it again; `--skip-http` and `--skip-fts5` leave those out.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import math
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from record_read import family, replicate, shared  # noqa: E402

from folkmoot.record.store import Store  # noqa: E402

TOP = 20
REPEATS = 7
SERVED = "Folkmoot is at http://"

# Each question in our language and in that of FTS5.
QUERIES: tuple[tuple[str, str], ...] = (
    ("housing", "body:housing"),
    ("housing repairs", "body:housing AND body:repairs"),
    ("immigration asylum policy", "body:immigration AND body:asylum AND body:policy"),
    ("the government", "body:the AND body:government"),
    ("government", "body:government"),
    ('"social housing"', 'body:"social housing"'),
    ('"climate change" energy', 'body:"climate change" AND body:energy'),
    ('"the secretary of state"', 'body:"the secretary of state"'),
    ("rent OR tenancy OR landlord", "body:(rent OR tenancy OR landlord)"),
    ("police -scotland", "body:police NOT body:scotland"),
    ("(bank OR banks) regulation", "body:((bank OR banks) AND regulation)"),
    ("immigra*", "body:immigra*"),
    ("hous* benefit", "body:(hous* AND benefit)"),
    ("police NEAR/5 community", "body:NEAR(police community, 5)"),
    ("afghanistan speaker:brown", "body:afghanistan AND speaker:brown"),
    ("party:labour pensions", "body:pensions AND party:labour"),
    ("kind:question schools", "body:schools AND kind:question"),
    ("chamber:lords hospital", "body:hospital AND chamber:lords"),
    ("in:defence troops", "body:troops AND title:defence"),
    ("carbon from:2009-10-26 to:2025", "body:carbon"),
)


def main() -> None:
    asked = _asked()
    with _home(asked.keep) as home:
        made = build(home, asked.contributions)
        result = {**measure_library(home), **made}
        if not asked.skip_fts5:
            result |= measure_fts5(home)
        if not asked.skip_http:
            result |= measure_http(home, asked.clients, asked.seconds)
    result["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps(result) if asked.json else _in_words(result))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--contributions", type=int, default=400_000, help="at least so many")
    parser.add_argument("--clients", type=int, default=4, help="asking at the same time")
    parser.add_argument("--seconds", type=float, default=15, help="how long HTTP is measured")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the record for another run")
    parser.add_argument("--skip-http", action="store_true")
    parser.add_argument("--skip-fts5", action="store_true")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser.parse_args()


@contextlib.contextmanager
def _home(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="folkmoot-search-") as name:
        yield Path(name)


# The record


def build(home: Path, wanted: int) -> dict[str, object]:
    """The record of a home: real sittings copied until there are enough, and everybody in them."""
    if not (home / "record" / "record.sqlite3").exists():
        data = shared() / "data"
        megabytes = sum(file.stat().st_size for file in (data / "hansard").rglob("*.xml")) / 1e6
        copies = math.ceil(wanted / _in_one_copy(data / "hansard"))
        with tempfile.TemporaryDirectory(prefix="folkmoot-hansard-") as name:
            replicate(Path(name), megabytes * copies - 0.1)
            _folkmoot(home, "record", "read", str(data / "people"), name, "--json")
    stats = json.loads(_folkmoot(home, "record", "stats", "--json"))
    return {"contributions": stats["contributions"]}


def _in_one_copy(hansard: Path) -> int:
    """How many contributions the real sittings hold, superseded revisions left out."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-one-") as name:
        return int(
            json.loads(_folkmoot(Path(name), "record", "read", str(hansard), "--json"))["contributions"]
        )


def _folkmoot(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "folkmoot", *arguments],
        env=_environment(home),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FOLKMOOT_HOME": str(home)}


# The library


def measure_library(home: Path) -> dict[str, object]:
    with Store.open(home / "record") as store:
        each = {}
        for query, _ in QUERIES:
            found = store.search(query, limit=TOP)
            each[query] = {"total": found.total, "ms": _median_ms(lambda q=query: store.search(q, limit=TOP))}
    times = [one["ms"] for one in each.values()]
    return {
        "median_ms": round(statistics.median(times), 2),
        "worst_ms": round(max(times), 2),
        "each": each,
    }


def _median_ms(act: Any) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(times), 2)


# SQLite FTS5


def measure_fts5(home: Path) -> dict[str, object]:
    path = home / "fts5.sqlite3"
    if not path.exists():
        _index_with_fts5(home / "record" / "record.sqlite3", path)
    db = sqlite3.connect(path)
    db.execute("ATTACH ? AS record", (str(home / "record" / "record.sqlite3"),))
    each = {
        query: _median_ms(
            lambda m=match: db.execute(
                "SELECT c.*, rank FROM (SELECT rowid AS found, rank FROM said WHERE said MATCH ? "
                "ORDER BY rank LIMIT ?) JOIN record.contribution c ON c.key = found ORDER BY rank",
                (m, TOP),
            ).fetchall()
        )
        for query, match in QUERIES
    }
    db.close()
    return {
        "fts5_median_ms": round(statistics.median(each.values()), 2),
        "fts5_worst_ms": round(max(each.values()), 2),
        "fts5_each": each,
    }


def _index_with_fts5(record: Path, path: Path) -> None:
    """The same contributions, columns for what a query may name; words folded as ours are."""
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    db = sqlite3.connect(making, isolation_level=None)
    db.execute("ATTACH ? AS record", (str(record),))
    db.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-65536;")
    db.execute(
        "CREATE VIRTUAL TABLE said USING fts5 (body, speaker, party, kind, chamber, title, content='', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    db.execute("BEGIN")
    db.execute(
        "INSERT INTO said (rowid, body, speaker, party, kind, chamber, title) "
        "SELECT c.key, c.text, c.speaker_name, c.party, c.kind, s.chamber, d.title || ' ' || d.parent_title "
        "FROM record.contribution c JOIN record.sitting s ON s.key = c.sitting "
        "JOIN record.debate d ON d.key = c.debate"
    )
    db.execute("COMMIT")
    db.execute("INSERT INTO said (said) VALUES ('optimize')")
    db.close()
    making.rename(path)


# The served application


@dataclass
class Answers:
    """How long each answer took, by all clients together."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def measure_http(home: Path, clients: int, seconds: float) -> dict[str, object]:
    paths = list(_pages())
    with _served(home) as (host, port, pid):
        _all_ask(host, port, paths[: clients * len(QUERIES)], clients, Answers(), 60)  # every worker opens it
        answers, worked, started = Answers(), _cpu_seconds(pid), time.monotonic()
        _all_ask(host, port, paths[clients * len(QUERIES) :], clients, answers, seconds)
        took, worked = time.monotonic() - started, _cpu_seconds(pid) - worked
    if answers.failed:
        raise SystemExit(f"{len(answers.failed)} answers were no pages of results: {answers.failed[:3]}")
    times = sorted(answers.seconds)
    return {
        "http_rate": round(len(times) / took, 1),
        "http_p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "http_median_ms": round(statistics.median(times) * 1000, 1),
        "http_worst_ms": round(times[-1] * 1000, 1),
        "http_answers": len(times),
        "http_cpu_ms": round(worked / len(times) * 1000, 1),
        "http_clients": clients,
    }


def _pages() -> Iterator[str]:
    """Addresses of pages of results, no two alike: the queries, each with days of its own."""
    for month in range(12 * 60):
        for query, _ in QUERIES:
            first = "" if month == 0 else f" from:{1950 + month // 12}-{month % 12 + 1:02}"
            yield f"/record/search/?{urlencode({'q': query + first})}"


def _all_ask(host: str, port: int, paths: list[str], clients: int, answers: Answers, seconds: float) -> None:
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask, args=(host, port, paths[n::clients], answers, until))
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _cpu_seconds(pid: int) -> float:
    """Processor time of the server and its workers."""
    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _ask(host: str, port: int, paths: list[str], answers: Answers, until: float) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    for path in paths:
        if time.monotonic() > until:
            break
        started = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        took = time.monotonic() - started
        good = answer.status == 200 and (b"<mark" in body or b"results" in body)
        with answers.guard:
            answers.seconds.append(took)
            if not good:
                answers.failed.append(f"{path} {answer.status}")
    connection.close()


@contextlib.contextmanager
def _served(home: Path) -> Iterator[tuple[str, int, int]]:
    server = subprocess.Popen(
        [sys.executable, "-m", "folkmoot", "serve", "--port", "0", "--workers", "2"],
        env=_environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = next((line for line in server.stdout if line.startswith(SERVED)), "")
        if not line:
            raise SystemExit("the server did not start")
        host, _, port = line.removeprefix(SERVED).strip().rpartition(":")
        yield host, int(port), server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _in_words(result: dict[str, Any]) -> str:
    lines = [f"{name:>18}  {value}" for name, value in result.items() if not isinstance(value, dict)]
    for query, one in result["each"].items():
        fts5 = result.get("fts5_each", {}).get(query, "")
        lines.append(f"{one['ms']:>10.2f} ms  fts5 {fts5:>8} ms  {one['total']:>9,}  {query}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
