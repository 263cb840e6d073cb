"""A copy of the record to hand out: database and index of one generation, and a manifest with digests."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from folkmoot.errors import NotFound, Refused
from folkmoot.record.store import index as indexing
from folkmoot.record.store import schema
from folkmoot.record.store.writing import Lock, Writer, generation_of

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: where, which generation, and every file with its size and SHA-256."""

    folder: str
    generation: int
    sittings: int
    contributions: int
    files: tuple[dict[str, object], ...]


def publish(source: Path | str, target: Path | str) -> Published:
    """Write a consistent copy of the record in `source` to `target`; it can be served read-only.

    An earlier copy at `target` is replaced whole. Raises NotFound where there is no record,
    StoreBusy while it is being written, Refused where `target` holds anything else.
    """
    source, target = Path(source), Path(target)
    if not (source / schema.DATABASE).is_file():
        raise NotFound(
            f"There is no record in {source} yet; read one with 'folkmoot record read PATH'.",
            folder=str(source),
        )
    _may_replace(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with Writer(source):
            pass
        about = _copied(source, making)
        files = _files(making)
        (making / MANIFEST).write_text(
            json.dumps({**about, "files": files}, indent=1) + "\n", encoding="utf-8"
        )
        _readable_by_all(making)
        _put_in_place(making, target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Published(
        str(target), about["generation"], about["sittings"], about["contributions"], tuple(files)
    )


def _copied(source: Path, making: Path) -> dict[str, Any]:
    """Copy database and index while nobody may write them. Returns what they hold."""
    lock = Lock(source)
    try:
        db = schema.reading(source)
        _copy_database(db, making / schema.DATABASE)
        _copy_index(source / indexing.FOLDER, making / indexing.FOLDER)
        about = _about(db)
        db.close()
        return about
    finally:
        lock.release()


def _may_replace(target: Path) -> None:
    if target.exists() and not (
        target.is_dir() and ((target / MANIFEST).exists() or not any(target.iterdir()))
    ):
        raise Refused(
            f"{target} exists and is no published record; give a new or empty folder, "
            "or one published before.",
            folder=str(target),
        )


def _copy_database(db: sqlite3.Connection, path: Path) -> None:
    """A copy that needs no other file beside it."""
    copy = sqlite3.connect(path)
    try:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _copy_index(source: Path, target: Path) -> None:
    target.mkdir()
    for file in sorted(source.iterdir()):
        if not file.name.endswith(".lock"):
            shutil.copyfile(file, target / file.name)


def _about(db: sqlite3.Connection) -> dict[str, Any]:
    first, last, sittings = db.execute("SELECT min(date), max(date), count(*) FROM sitting").fetchone()
    return {
        "format": FORMAT,
        "layout": schema.VERSION,
        "generation": generation_of(db),
        "sittings": sittings,
        "contributions": db.execute("SELECT count(*) FROM contribution").fetchone()[0],
        "first": first,
        "last": last,
        "licence": "Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
    }


def _files(folder: Path) -> list[dict[str, object]]:
    return [
        {"name": str(file.relative_to(folder)), "bytes": file.stat().st_size, "sha256": _digest(file)}
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _readable_by_all(folder: Path) -> None:
    """The index writes its lists for their owner alone; a copy is for whoever serves it."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _put_in_place(making: Path, target: Path) -> None:
    if not target.exists():
        making.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / "was")
    making.rename(target)
    shutil.rmtree(old, ignore_errors=True)
