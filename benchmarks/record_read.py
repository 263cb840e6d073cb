"""How fast the record is read, against parsing alone, in one run.

    python benchmarks/record_read.py --json [--mb 200] [--skip-workers]

Prints seconds, floor_seconds, ratio, mb, peak_mb, speedup_2, and beside them what tells how busy the
machine was meanwhile:

seconds         wall time of `folkmoot record read` in a new process, index included, its options left alone
floor_seconds   etree.fromstring and the joined text and id of every speech, ques and reply, same files
ratio           seconds / floor_seconds
peak_mb         most memory held at once by that process and those it started, counted together
speedup_2       one worker, the whole process held to one core, over two workers on two cores
cpu_seconds     processor time of that reading, of all its processes; floor_cpu_seconds likewise
load            how many processes wanted a core, the minute before and the minute after

The input is the real sittings under ../shared/data/hansard (or FOLKMOOT_SHARED) copied until there are
enough, every date in file names, ids and redirects moved by whole years, so that each copy is a sitting
of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
UNITS = frozenset({"speech", "ques", "reply"})
_DATE_IN_ID = re.compile(rb"(?<=[/_])(\d{4})(-\d\d-\d\d)|(?<=standing)(\d{4})(-\d\d-\d\d)")
_DATE_IN_NAME = re.compile(r"\d{4}(?=-\d\d-\d\d)")


def shared() -> Path:
    named = os.environ.get("FOLKMOOT_SHARED")
    candidates = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    return next(p for p in candidates if (p / "data" / "hansard").is_dir())


def replicate(into: Path, megabytes: float) -> float:
    """Copies of every sitting, moved by 0, 1, 2 … years. Returns their size in MB."""
    sources = sorted((shared() / "data" / "hansard").rglob("*.xml"))
    size = years = 0
    while size < megabytes * 1e6:
        for source in sources:
            data = source.read_bytes()
            data, name = _moved(data, source.name, years)
            folder = into / f"{years:03}" / source.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
            size += len(data)
        years += 1
    return size / 1e6


def _moved(data: bytes, name: str, years: int) -> tuple[bytes, str]:
    """A file and its name with every date in ids and in the name moved by whole years."""
    if not years:
        return data, name

    def in_id(match: re.Match[bytes]) -> bytes:
        year, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
        return str(int(year) + years).encode() + rest

    moved = _DATE_IN_NAME.sub(lambda match: str(int(match.group()) + years), name)
    return _DATE_IN_ID.sub(in_id, data), moved


def floor(folder: Path) -> tuple[float, float]:
    """Wall and processor seconds to parse every file and join the words of every speech, ques and reply."""
    files = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))]
    started, worked = time.perf_counter(), time.process_time()
    for data in files:
        for element in etree.fromstring(data):
            if element.tag in UNITS:
                _ = element.get("id"), "".join(element.itertext())
    return time.perf_counter() - started, time.process_time() - worked


@dataclass(frozen=True)
class Read:
    """One reading: wall and processor seconds, most MB at once, and what it reported."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    report: dict[str, object]


def read(folder: Path, *options: str, core: int | None = None) -> Read:
    """A reading into an empty home."""
    home = Path(tempfile.mkdtemp(prefix="folkmoot-read-"))
    command = [sys.executable, "-m", "folkmoot", "record", "read", str(folder), "--home", str(home), "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    hold = None if core is None else lambda: os.sched_setaffinity(0, {core})
    started = time.perf_counter()
    process = subprocess.Popen([*command, *options], env=environment, stdout=subprocess.PIPE, preexec_fn=hold)
    assert process.stdout is not None
    with _Watched(process.pid) as watched:
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    shutil.rmtree(home)
    if status:
        raise SystemExit(f"record read ended with status {status}")
    # Not usage.ru_maxrss: a new process inherits there what the one that started it held.
    return Read(seconds, usage.ru_utime + usage.ru_stime, watched.peak_mb, json.loads(printed))


class _Watched(threading.Thread):
    """The memory of a process and of those it started, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak_mb, self.over = pid, 0.0, threading.Event()

    def __enter__(self) -> _Watched:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.peak_mb = max(self.peak_mb, sum(map(_resident_mb, family(self.pid))))


def family(pid: int) -> list[int]:
    """A process and its descendants; the pages they share count for each."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children += map(int, task.read_text().split())
    return [pid, *(one for child in children for one in family(child))]


def _resident_mb(pid: int) -> float:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
    return 0.0


def measure(megabytes: float, *, workers: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="folkmoot-hansard-") as name:
        folder = Path(name)
        size = replicate(folder, megabytes)
        before = os.getloadavg()[0]
        floor_seconds, floor_cpu = floor(folder)
        usual = read(folder)
        result: dict[str, object] = {
            "seconds": round(usual.seconds, 2),
            "floor_seconds": round(floor_seconds, 2),
            "ratio": round(usual.seconds / floor_seconds, 2),
            "mb": round(size, 1),
            "peak_mb": round(usual.peak_mb, 1),
            "speedup_2": None,
            "contributions": usual.report["contributions"],
            "mb_per_second": round(size / usual.seconds, 1),
            "cpu_seconds": round(usual.cpu_seconds, 2),
            "floor_cpu_seconds": round(floor_cpu, 2),
            "cpu_ratio": round(usual.cpu_seconds / floor_cpu, 2),
        }
        cores = sorted(os.sched_getaffinity(0))
        if workers and len(cores) > 1:
            alone = read(folder, "--workers", "1", core=cores[0])
            together = read(folder, "--workers", "2")
            assert alone.report == together.report == usual.report, "the same input gave different counts"
            result |= {
                "one_core_seconds": round(alone.seconds, 2),
                "one_core_cpu_seconds": round(alone.cpu_seconds, 2),
                "two_workers_seconds": round(together.seconds, 2),
                "two_workers_cpu_seconds": round(together.cpu_seconds, 2),
                "speedup_2": round(alone.seconds / together.seconds, 2),
            }
        return result | {"load": [round(before, 1), round(os.getloadavg()[0], 1)]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mb", type=float, default=200)
    parser.add_argument("--skip-workers", action="store_true")
    options = parser.parse_args()
    result = measure(options.mb, workers=not options.skip_workers)
    if options.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:>20}  {value}")


if __name__ == "__main__":
    main()
