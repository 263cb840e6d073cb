"""How fast the record is read, against parsing alone, in one run.

    python benchmarks/record_read.py --json [--mb 200] [--skip-workers]

Prints seconds, floor_seconds, ratio, mb, peak_mb, speedup_2:

seconds         wall time of `folkmoot record read` in a new process, index included
floor_seconds   etree.fromstring and the joined text and id of every speech, ques and reply, same files
ratio           seconds / floor_seconds
peak_mb         most memory that process held
speedup_2       one worker with the whole process held to one core, over two workers on two cores

The input is the real sittings under ../shared/data/hansard (or FOLKMOOT_SHARED) copied until there are
enough, every date in file names, ids and redirects moved by whole years, so that each copy is a sitting
of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
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


def floor(folder: Path) -> float:
    """Seconds to parse every file and join the text of every speech, question and reply."""
    files = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))]
    started = time.perf_counter()
    for data in files:
        for element in etree.fromstring(data):
            if element.tag in UNITS:
                _ = element.get("id"), "".join(element.itertext())
    return time.perf_counter() - started


def read(folder: Path, *, workers: int, core: int | None = None) -> tuple[float, float, dict[str, object]]:
    """Wall seconds and peak MB of one reading into an empty home, and what it reported."""
    home = Path(tempfile.mkdtemp(prefix="folkmoot-read-"))
    command = [sys.executable, "-m", "folkmoot", "record", "read", str(folder), "--home", str(home), "--json"]
    command += ["--workers", str(workers)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    hold = None if core is None else lambda: os.sched_setaffinity(0, {core})
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, preexec_fn=hold)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    shutil.rmtree(home)
    if status:
        raise SystemExit(f"record read ended with status {status}")
    return seconds, usage.ru_maxrss / 1024, json.loads(printed)


def measure(megabytes: float, *, workers: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="folkmoot-hansard-") as name:
        folder = Path(name)
        size = replicate(folder, megabytes)
        floor_seconds = floor(folder)
        seconds, peak, report = read(folder, workers=1)
        result: dict[str, object] = {
            "seconds": round(seconds, 2),
            "floor_seconds": round(floor_seconds, 2),
            "ratio": round(seconds / floor_seconds, 2),
            "mb": round(size, 1),
            "peak_mb": round(peak, 1),
            "contributions": report["contributions"],
            "speedup_2": None,
        }
        cores = sorted(os.sched_getaffinity(0))
        if workers and len(cores) > 1:
            alone, _, one = read(folder, workers=1, core=cores[0])
            together, _, two = read(folder, workers=2)
            assert one == two == report, "the same input gave different counts"
            result |= {
                "one_core_seconds": round(alone, 2),
                "two_workers_seconds": round(together, 2),
                "speedup_2": round(alone / together, 2),
            }
        return result


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
