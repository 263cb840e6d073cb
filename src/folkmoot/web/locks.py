"""Locks on a home that end with the processes that hold them, however those end."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.errors import StoreBusy


@contextmanager
def only_one(path: Path, what: str, *, patience: float = 2.0) -> Iterator[None]:
    """Hold `path` alone, or raise StoreBusy.

    what: the thing there may be one of, such as "server".
    patience: seconds to wait for one that was just killed to be gone.
    The lock is the kernel's: workers forked from here hold it too, and it ends when the last is gone.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, path, what, patience)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, what: str, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                break
            time.sleep(0.05)
    holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
    raise StoreBusy(
        f"A {what} already runs on {path.parent} (process {holder}); stop it, or name another with --home.",
        home=path.parent,
        process=holder,
    )


def held(path: Path) -> bool:
    """Whether a process that lives holds this lock now."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """Hold `path` alone, after waiting as long as it takes."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
