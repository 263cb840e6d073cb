"""Where files are parsed: in this process, in others beside it, or on a cluster.

All three take the same files in the same order and give the same values; only one process writes.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Protocol, TypeVar

from folkmoot.errors import FolkmootError, Refused, Unreadable
from folkmoot.record import cluster, readers
from folkmoot.record.debates import Sitting, Unread
from folkmoot.record.store.flat import Flat, flatten

AHEAD = 4
"""How many files a process is given before its first is asked back."""


WORTH_A_PROCESS = 8 * 1024 * 1024
"""Bytes under which starting a process takes longer than it saves."""


class Item(Protocol):
    """A file with a sitting, and whether a later revision of it is among what was given."""

    @property
    def path(self) -> Path: ...
    @property
    def superseded(self) -> bool: ...


ItemT = TypeVar("ItemT", bound=Item)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file parsed and laid flat, or why not. Neither where its digest was known."""

    digest: str
    flat: Flat | None = None
    error: Unread | None = None


class Answer(Protocol):
    """What will be parsed."""

    def done(self) -> bool: ...
    def result(self) -> Parsed: ...


Submit = Callable[[Path, bool], Answer]


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def not_read(path: Path, error: Exception) -> Unread:
    """Why a file could not be read, as an entry of the report."""
    if isinstance(error, FolkmootError):
        return Unread(str(path), int(error.facts.get("line") or 0), error.message)
    return Unread(str(path), 0, f"{path}: cannot be opened ({error}); check that you may read it.")


def parse(path: Path, superseded: bool, known: frozenset[str] = frozenset()) -> Parsed:
    """One file parsed; nothing but its digest where that is known."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Parsed("", error=not_read(path, error))
    digest = digest_of(data)
    return Parsed(digest) if digest in known else parse_bytes(data, digest, path, superseded)


def parse_bytes(data: bytes, digest: str, path: Path, superseded: bool) -> Parsed:
    """The bytes of one file parsed and laid flat."""
    try:
        sitting = readers.reader_for(data[: readers.HEAD_BYTES], file=str(path)).read(data, file=str(path))
    except FolkmootError as error:
        return Parsed(digest, error=not_read(path, error))
    assert isinstance(sitting, Sitting)
    return Parsed(digest, flatten(sitting, superseded=superseded))


def parsed(
    items: Sequence[ItemT], known: frozenset[str], *, workers: int = 1, scheduler: str = ""
) -> Iterator[tuple[ItemT, Parsed]]:
    """Every file parsed, in the order given.

    known: digests of files that need no parsing. With a scheduler's address a Dask cluster parses,
    else `workers` processes, of which this one, while it waits for the others, is one; where there is little
    to do, this one alone.

    Raises Refused where a cluster is asked for and Dask is not installed or cannot parse, NotFound where
    no scheduler answers, Unreadable where a process that parses is ended from outside.
    """
    if scheduler:
        place = _cluster(scheduler, known)
    elif workers > 1 and sum(item.path.stat().st_size for item in items) > WORTH_A_PROCESS:
        place = _processes(workers - 1, known)
    else:
        for item in items:
            yield item, parse(item.path, item.superseded, known)
        return
    with place as (submit, most):
        yield from _shared_out(items, submit, most, known)


def _shared_out(
    items: Iterable[ItemT], submit: Submit, most: int, known: frozenset[str]
) -> Iterator[tuple[ItemT, Parsed]]:
    """Hand out at most so many files at a time, and take them back in their order.

    Where the first is not ready, the next is parsed here rather than idly waited for.
    """
    left = iter(items)
    waiting: deque[tuple[ItemT, Answer]] = deque()
    away = 0
    while True:
        for item in islice(left, most - away):
            waiting.append((item, submit(item.path, item.superseded)))
            away += not isinstance(waiting[-1][1], _Ready)
        if not waiting:
            return
        first, answer = waiting.popleft()
        while not answer.done() and len(waiting) < 2 * most and (more := list(islice(left, 1))):
            waiting += [(item, _Ready(parse(item.path, item.superseded, known))) for item in more]
        away -= not isinstance(answer, _Ready)
        yield first, answer.result()


@dataclass(frozen=True, slots=True)
class _Ready:
    """An answer that needed no asking."""

    parsed: Parsed

    def done(self) -> bool:
        return True

    def result(self) -> Parsed:
        return self.parsed


# Processes beside this one

_known_here: frozenset[str] = frozenset()


@contextlib.contextmanager
def _processes(others: int, known: frozenset[str]) -> Iterator[tuple[Submit, int]]:
    with ProcessPoolExecutor(others, get_context("spawn"), _begin, (known,)) as pool:
        try:
            yield lambda path, superseded: pool.submit(_parse_here, path, superseded), AHEAD * others
        except BrokenProcessPool as error:
            raise Unreadable(
                "A process that parses was ended from outside, perhaps for want of memory; "
                "what was read is kept. Read again with fewer workers.",
                workers=others + 1,
            ) from error


def _begin(known: frozenset[str]) -> None:
    """In a process that parses: remember what is known, and end when the one that writes does."""
    global _known_here
    _known_here = known
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _parse_here(path: Path, superseded: bool) -> Parsed:
    return parse(path, superseded, _known_here)


# A cluster


@dataclass(frozen=True, slots=True)
class _FromCluster:
    """What a worker of the cluster will answer."""

    future: Any
    failures: tuple[type[BaseException], ...]
    scheduler: str

    def done(self) -> bool:
        return bool(self.future.done())

    def result(self) -> Parsed:
        try:
            answer: Parsed = self.future.result()
        except self.failures as error:
            raise Refused(
                f"The cluster at {self.scheduler} could not parse ({type(error).__name__}: {error}); see "
                "that its workers run and have this folkmoot installed. What was read is kept.",
                scheduler=self.scheduler,
            ) from error
        return answer


@contextlib.contextmanager
def _cluster(scheduler: str, known: frozenset[str]) -> Iterator[tuple[Submit, int]]:
    """Bytes are sent, not paths, so that no disk need be shared."""
    with cluster.connected(scheduler, "Reading") as client:
        yield _sender(client, scheduler, known), AHEAD * max(1, sum(client.nthreads().values()))


def _sender(client: Any, scheduler: str, known: frozenset[str]) -> Submit:
    from distributed import KilledWorker

    failures = (ImportError, OSError, CancelledError, KilledWorker)

    def submit(path: Path, superseded: bool) -> Answer:
        try:
            data = path.read_bytes()
        except OSError as error:
            return _Ready(Parsed("", error=not_read(path, error)))
        digest = digest_of(data)
        if digest in known:
            return _Ready(Parsed(digest))
        future = client.submit(parse_bytes, data, digest, path, superseded, pure=False)
        return _FromCluster(future, failures, scheduler)

    return submit
