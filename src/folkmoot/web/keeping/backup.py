"""`folkmoot backup`: the whole house as it stood at one moment, while the site goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from folkmoot import __version__
from folkmoot.errors import Unreadable
from folkmoot.web.keeping import tables
from folkmoot.web.keeping.archive import Manifest, Packing

_AT_ONCE = 2000


def back_up(path: Path) -> Manifest:
    """Write every kept table to one file; what was there under that name is replaced at the end.

    Reads one consistent moment in bounded memory. Nobody has to wait: neither readers nor writers.
    Raises Unreadable when the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _private(part) as file, one_moment():
            manifest = _pack(file)
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise Unreadable(
            f"Cannot write {path}: {error.strerror}. Name a file in a folder that can be written."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _pack(file: Any) -> Manifest:
    with Packing(file) as packing:
        for model in tables.kept_models():
            packing.add(model._meta.db_table, _rows(model))
        return packing.close(
            version=__version__,
            made_at=timezone.now().isoformat(timespec="seconds"),
            migrations=tables.migrations(),
        )


def _rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    fields = tables.columns(model)
    asked = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields.values()))
    for values in asked.iterator(chunk_size=_AT_ONCE):
        yield {column: tables.to_plain(value) for column, value in zip(fields, values, strict=True)}


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction in which the house stands still for us and for nobody else."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _deferred() -> Iterator[None]:
    """SQLite's immediate transactions are for writers; a reader that began so would keep them all waiting."""
    connection.ensure_connection()
    usual = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    """A new file only its owner may read, on the disk when the block ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """The new name is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
