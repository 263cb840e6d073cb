"""Deriving from sittings in the store whom their words mean: again only where something changed.

A sitting is derived anew when it was read anew, when the roll changed, or when the deriver did: its
rules, its code. What reads the sources is not asked again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path

from folkmoot.errors import NotFound, Unreadable
from folkmoot.record import references, westminster
from folkmoot.record.references import Resolver
from folkmoot.record.store import Store, derived, schema
from folkmoot.record.store import people as people_rows
from folkmoot.record.store.writing import Writer

Progress = Callable[[int, int], None]
"""Called with the sittings done and the sittings in all."""

WORTH_A_PROCESS = 4
"""Sittings under which starting a process takes longer than it saves."""
AHEAD = 3
"""How many sittings a process is given before its first is asked back."""


@dataclass(slots=True)
class Derived:
    """What deriving came to: sittings and contributions gone through, and the references found in them.

    one, several, none: how many mean one person, one of several, and nobody that can be told.
    unchanged: sittings that needed nothing.
    """

    sittings: int = 0
    contributions: int = 0
    references: int = 0
    one: int = 0
    several: int = 0
    none: int = 0
    unchanged: int = 0

    def add(self, found: Found) -> None:
        several = sum("," in row[6] for row in found.rows)
        one = sum(bool(row[5]) for row in found.rows)
        self.sittings += 1
        self.contributions += found.contributions
        self.references += len(found.rows)
        self.one += one
        self.several += several
        self.none += len(found.rows) - one - several

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Found:
    """The references of one sitting as rows."""

    sitting: int
    contributions: int
    rows: list[derived.Row]


@functools.cache
def version() -> str:
    """The deriver's version: another word whenever its rules or its code are others."""
    digest = hashlib.sha256()
    for folder in (references.__file__, westminster.__file__):
        for path in sorted(Path(str(folder)).parent.glob("*.*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def waiting(folder: Path | str) -> int:
    """How many sittings of a record have not been derived; none where there is no record or nobody in it."""
    folder = Path(folder)
    if not (folder / schema.DATABASE).is_file():
        return 0
    with contextlib.closing(schema.reading(folder)) as db:
        stamp = people_rows.stamp(db)
        return len(derived.stale(db, f"{version()}/{stamp}")) if stamp else 0


def derive(
    folder: Path | str, *, workers: int = 1, most: int | None = None, progress: Progress | None = None
) -> Derived:
    """Work out whom the words of every sitting mean, where that is not done yet, and index it.

    Resolving is done by `workers` processes, of which this one, which writes, is one. Each sitting is
    written whole, so that what was done stays when this is stopped. `most`: leave the rest, if more
    sittings than this are waiting.

    Raises NotFound where there is no record or nobody on its roll, StoreBusy where another process is
    writing the folder, Unreadable where a process is ended from outside.
    """
    folder = Path(folder)
    if not (folder / schema.DATABASE).is_file():
        raise NotFound(
            f"There is no record in {folder} yet; read one with 'folkmoot record read PATH'.",
            folder=str(folder),
        )
    report = Derived()
    with Writer(folder) as writer:
        if not writer.stamp:
            raise NotFound(
                f"The record in {folder} holds no people; read some with 'folkmoot record read people.json'.",
                folder=str(folder),
            )
        stamp = f"{version()}/{writer.stamp}"
        keys = writer.underived(stamp)
        report.unchanged = int(writer.db.execute("SELECT count(*) FROM sitting").fetchone()[0]) - len(keys)
        keys = keys[:most]
        for done, found in enumerate(_resolved(folder, keys, workers), 1):
            if writer.write_references(found.sitting, found.rows, stamp):
                report.add(found)
            if progress is not None:
                progress(done, len(keys))
    return report


def _resolved(folder: Path, keys: Sequence[int], workers: int) -> Iterator[Found]:
    if not keys:
        return
    with contextlib.closing(_Deriver(folder)) as deriver:
        if workers > 1 and len(keys) > WORTH_A_PROCESS:
            yield from _together(deriver, folder, keys, workers - 1)
        else:
            yield from map(deriver.find, keys)


class _Deriver:
    """A store opened to read, and a resolver of its roll."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.resolver = Resolver(self.store.roll())

    def find(self, key: int) -> Found:
        sitting, keys = self.store.to_derive(key)
        found = self.resolver.resolve(sitting)
        return Found(key, len(keys), derived.rows_of(sitting, keys, found))

    def close(self) -> None:
        self.store.close()


# Processes beside this one

_here: _Deriver | None = None


def _together(deriver: _Deriver, folder: Path, keys: Sequence[int], others: int) -> Iterator[Found]:
    """The others are kept a few sittings ahead; while none of theirs is ready, this process does one."""
    out: deque[Future[Found]] = deque()
    try:
        with ProcessPoolExecutor(others, get_context("spawn"), _begin, (folder,)) as pool:
            for key in keys:
                if len(out) >= AHEAD * others and not out[0].done():
                    yield deriver.find(key)
                    continue
                if len(out) >= AHEAD * others:
                    yield out.popleft().result()
                out.append(pool.submit(_find, key))
            while out:
                yield out.popleft().result()
    except BrokenProcessPool as error:
        raise Unreadable(
            "A process that resolves was ended from outside, perhaps for want of memory; "
            "what was derived is kept. Derive again with fewer workers.",
            workers=others + 1,
        ) from error


def _begin(folder: Path) -> None:
    """In a process that resolves: open the record, and end when the one that writes does."""
    global _here
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here = _Deriver(folder)


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _find(key: int) -> Found:
    assert _here is not None
    return _here.find(key)
