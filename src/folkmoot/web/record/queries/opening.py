"""The record of this installation, opened once a process and again when it was replaced."""

from __future__ import annotations

import datetime as dt
import functools
import threading
from pathlib import Path

from django.conf import settings

from folkmoot.errors import NotFound
from folkmoot.record.store import Store
from folkmoot.web.record import laying

DATABASE = "record.sqlite3"

_guard = threading.Lock()
_opened: tuple[tuple[str, int, int], Store] | None = None


def record() -> Store | None:
    """The record, or None where nothing was read yet. One store serves every thread."""
    global _opened
    folder = Path(settings.RECORD_FOLDER)
    try:
        about = (folder / DATABASE).stat()
    except FileNotFoundError:
        return None
    key = (str(folder), about.st_dev, about.st_ino)
    with _guard:
        if _opened is None or _opened[0] != key:
            try:
                store = Store.opened(folder)
            except NotFound:
                return None
            store.decided = functools.partial(laying.spoken_of, store)
            _opened = (key, store)
        return _opened[1]


def changed() -> tuple[dt.datetime, str] | None:
    """When the record last changed, and a word that is another after every change; None without a record."""
    found = [
        path
        for path in map(Path(settings.RECORD_FOLDER).joinpath, (DATABASE, f"{DATABASE}-wal"))
        if path.exists()
    ]
    if not found:
        return None
    stats = [path.stat() for path in found]
    when = dt.datetime.fromtimestamp(max(s.st_mtime for s in stats if s.st_size or len(stats) == 1), dt.UTC)
    return when, "-".join(f"{s.st_ino:x}.{s.st_mtime_ns:x}.{s.st_size:x}" for s in stats)
