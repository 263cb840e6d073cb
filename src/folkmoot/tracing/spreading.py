"""Many statements matched by several processes, or on a Dask cluster that sees the same record folder."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record import cluster
from folkmoot.record.store import Store
from folkmoot.tracing.matching import Matched, Search
from folkmoot.tracing.vocabulary import Vocabulary

PART = 100
"""Statements that a process is given at a time."""

WORTH_A_PROCESS = 400
"""Statements under which starting a process takes longer than it saves."""

Answers = Callable[[Iterable[range]], Iterator[list[Matched]]]


def match_spread(
    statements: Sequence[str],
    folder: Path,
    *,
    vocabulary: Vocabulary,
    title: str = "",
    limit: int = 5,
    workers: int = 1,
    scheduler: str = "",
    tick: Callable[[], None] = lambda: None,
) -> list[Matched]:
    """What `matching.match` gives for the record in `folder`, worked out by several processes.

    The answer is the same however many, and on a cluster, whose workers must see `folder` under the same
    path. Raises NotFound where no scheduler answers or there is no record, Refused where a cluster is asked
    for and Dask is not installed, Unreadable where a process is ended from outside.
    """
    with Store.open(folder) as record:
        search = Search(statements, record, vocabulary, title).without_record()
    task = Task(search, folder, limit)
    parts = [range(at, min(at + PART, len(statements))) for at in range(0, len(statements), PART)]
    place: contextlib.AbstractContextManager[Answers]
    if scheduler:
        place = _cluster(scheduler, task)
    elif workers > 1 and len(statements) >= WORTH_A_PROCESS:
        place = _processes(workers, task)
    else:
        place = _by_itself(task)
    found: list[Matched] = []
    with place as answers:
        for answer in answers(parts):
            found += answer
            for _ in answer:
                tick()
    return found


@dataclass(frozen=True, slots=True)
class Task:
    """A search that is ready, and the record it is made in."""

    search: Search
    folder: Path
    limit: int

    @contextlib.contextmanager
    def opened(self) -> Iterator[Callable[[range], list[Matched]]]:
        """What answers for a stretch of the statements; what it read for one it knows for the next."""
        with Store.open(self.folder) as record:
            search = self.search.in_record(record)
            yield lambda numbers: [search.matched(number, self.limit) for number in numbers]

    def part(self, numbers: range) -> list[Matched]:
        """A stretch of the statements, wherever this runs."""
        with self.opened() as part:
            return part(numbers)


_here: Callable[[range], list[Matched]] | None = None


def _begin(task: Task) -> None:
    """Open the record in this process, to be closed when it ends."""
    global _here
    here = contextlib.ExitStack()
    atexit.register(here.close)
    _here = here.enter_context(task.opened())


def _part_here(numbers: range) -> list[Matched]:
    assert _here is not None
    return _here(numbers)


@contextlib.contextmanager
def _by_itself(task: Task) -> Iterator[Answers]:
    with task.opened() as part:
        yield lambda parts: map(part, parts)


@contextlib.contextmanager
def _processes(workers: int, task: Task) -> Iterator[Answers]:
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,)) as pool:
        try:
            yield lambda parts: pool.map(_part_here, parts)
        except BrokenProcessPool as error:
            raise Unreadable(
                "A process that matches was ended from outside, perhaps for want of memory. "
                "Match again with fewer workers.",
                workers=workers,
            ) from error


@contextlib.contextmanager
def _cluster(scheduler: str, task: Task) -> Iterator[Answers]:
    with cluster.connected(scheduler, "Matching") as client:
        there = client.scatter(task, broadcast=True)
        yield lambda parts: _results([client.submit(Task.part, there, part, pure=False) for part in parts])


def _results(futures: Iterable[Any]) -> Iterator[list[Matched]]:
    return (future.result() for future in futures)
