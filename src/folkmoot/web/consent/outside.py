"""What was erased, remembered outside the database too, so that restoring an older backup cannot undo it.

A file in the home, one line an erasure: kind, key and time, never what was erased. It is on the
disk before the erasure itself is, so whatever was promised as erased stays erased.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from folkmoot.errors import Unreadable
from folkmoot.web.locks import waiting


@dataclass(frozen=True, slots=True)
class Remembered:
    """One erasure that was promised."""

    kind: str
    key: str
    at: dt.datetime


def _file() -> Path:
    path: Path = settings.FOLKMOOT_HOME / "erasures.jsonl"
    return path


def remember(erasure: Remembered) -> None:
    """Append one erasure; it is on the disk when this returns."""
    line = json.dumps({"kind": erasure.kind, "key": erasure.key, "at": erasure.at.isoformat()}) + "\n"
    with waiting(settings.FOLKMOOT_HOME / "erasures.lock"):
        descriptor = os.open(_file(), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.lseek(descriptor, _whole_length(descriptor), os.SEEK_SET)
            os.write(descriptor, line.encode())
            os.ftruncate(descriptor, os.lseek(descriptor, 0, os.SEEK_CUR))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _whole_length(descriptor: int) -> int:
    """Up to the end of the last whole line: a line torn by a crash was never acted on."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    tail = os.pread(descriptor, 4096, max(0, size - 4096))
    return size - len(tail) + tail.rfind(b"\n") + 1


def remembered() -> list[Remembered]:
    """Every erasure that was promised in this home.

    Raises Unreadable for a line that is not one of ours, since what it named might come back.
    """
    path = _file()
    if not path.exists():
        return []
    whole = path.read_bytes().rpartition(b"\n")[0]
    return [_read(path, number, line) for number, line in enumerate(whole.splitlines(), start=1)]


def _read(path: Path, number: int, line: bytes) -> Remembered:
    try:
        said = json.loads(line)
        return Remembered(str(said["kind"]), str(said["key"]), dt.datetime.fromisoformat(said["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            f"Line {number} of {path} cannot be read, and what it says was erased might come back; "
            "put a good copy of that file in its place.",
            file=path,
            line=number,
        ) from error
