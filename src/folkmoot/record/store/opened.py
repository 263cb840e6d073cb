"""The folder of the record, opened: connections a thread, one index, one roll."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

import tantivy

from folkmoot.errors import NotFound, Refused, StoreBusy
from folkmoot.record.people import Roll
from folkmoot.record.store import index as indexing
from folkmoot.record.store import people as people_rows
from folkmoot.record.store import schema
from folkmoot.record.store.searching import Searched
from folkmoot.record.store.writing import Writer, generation_of

T = TypeVar("T")


class Opened:
    """One folder of the record, opened; one may be shared between threads."""

    def __init__(self, folder: Path, writer: Writer | None = None) -> None:
        self.folder = folder
        self.writer = writer
        self._here = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.RLock()
        self._index: tantivy.Index | None = None
        self._stand_in: tempfile.TemporaryDirectory[str] | None = None
        self._seen_generation = -1
        self._roll: tuple[str, Roll] | None = None
        self._searched: tuple[int, Searched] | None = None

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path | str, *, write: bool = False) -> Iterator[Self]:
        """The store in a folder; with `write` it is made where there is none, and `writer` writes it.

        Raises NotFound where there is none to read, StoreBusy where another process is writing.
        """
        folder = Path(folder)
        if write:
            with Writer(folder) as writer:
                store = cls(folder, writer)
                try:
                    yield store
                finally:
                    store.close()
            return
        store = cls.opened(folder)
        try:
            yield store
        finally:
            store.close()

    @classmethod
    def opened(cls, folder: Path | str) -> Self:
        """The store in a folder, to read for as long as the process lives; close it with `close`."""
        folder = Path(folder)
        if not (folder / schema.DATABASE).is_file():
            raise NotFound(
                f"There is no record in {folder} yet; read one with 'folkmoot record read PATH'.",
                folder=str(folder),
            )
        store = cls(folder)
        store._finish_what_was_begun()
        return store

    def _finish_what_was_begun(self) -> None:
        """Where a reading was cut off and nobody is at it, bring the index up to the rows."""
        pending = self._one("SELECT EXISTS (SELECT 1 FROM sitting WHERE generation IS NULL)")[0]
        removed = self._one("SELECT EXISTS (SELECT 1 FROM removed)")[0]
        wanting = pending or removed or not indexing.current(self._db)
        if not wanting or not schema.writable(self.folder):
            return
        with contextlib.suppress(StoreBusy, Refused, OSError, sqlite3.OperationalError), Writer(self.folder):
            pass

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._here = threading.local()
        self._index = None
        if self._stand_in is not None:
            self._stand_in.cleanup()
            self._stand_in = None

    # Rows

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            connection = schema.reading(self.folder, shared=True)
            self._here.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: object) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        assert row is not None
        return row

    def _kept(self, name: str, make: Callable[[], T]) -> T:
        """What was made, once a thread, and again after anybody wrote to the rows."""
        version = self._one("PRAGMA data_version")[0]
        kept: dict[str, tuple[int, Any]] = self._here.__dict__.setdefault("kept", {})
        if name not in kept or kept[name][0] != version:
            kept[name] = (version, make())
        found: T = kept[name][1]
        return found

    def roll(self) -> Roll:
        """Everybody on the record, by day. Made once, and again when people were read anew."""
        stamp = people_rows.stamp(self._db)
        with self._guard:
            if self._roll is None or self._roll[0] != stamp:
                self._roll = (stamp, people_rows.roll(self._db))
            return self._roll[1]

    def searched(self) -> Searched:
        """What there is to search: first and last day, chambers, how much. Counted once a writing."""
        newest = self._one("SELECT max(key) FROM sitting")[0] or 0
        with self._guard:
            if self._searched is None or self._searched[0] != newest:
                self._searched = (newest, self._count())
            return self._searched[1]

    def _count(self) -> Searched:
        first, last, sittings = self._one("SELECT min(date), max(date), count(*) FROM sitting")
        chambers = tuple(c for (c,) in self._all("SELECT DISTINCT chamber FROM sitting ORDER BY chamber"))
        contributions = self._one("SELECT count(*) FROM contribution")[0] if sittings else 0
        return Searched(
            dt.date.fromisoformat(first) if first else None,
            dt.date.fromisoformat(last) if last else None,
            chambers,
            sittings,
            contributions,
        )

    # The index

    def _searcher(self) -> tantivy.Searcher:
        """A searcher of the newest committed index. Raises Unreadable where it cannot be opened."""
        if not indexing.current(self._db):
            raise indexing.cannot_open(self.folder)
        generation = generation_of(self._db)
        with self._guard:
            if self._index is None:
                self._index, self._stand_in = self._open_index()
                self._seen_generation = generation
            elif generation != self._seen_generation:
                self._index.reload()
                self._seen_generation = generation
            return self._index.searcher()

    def _open_index(self) -> tuple[tantivy.Index, tempfile.TemporaryDirectory[str] | None]:
        try:
            index, stand_in = indexing.open_to_read(self.folder)
            index.reload()
        except (ValueError, OSError) as error:
            raise indexing.cannot_open(self.folder, error) from error
        return index, stand_in
