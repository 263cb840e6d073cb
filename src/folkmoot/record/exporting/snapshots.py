"""A snapshot: an export in a folder, with its number, the digest of its files, and how to cite it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from folkmoot.errors import NotFound, Refused
from folkmoot.record import citing
from folkmoot.record.exporting import parlamint, writing
from folkmoot.record.exporting.tables import REFERENCES, TABLES
from folkmoot.record.store import schema
from folkmoot.record.store.writing import generation_of

MANIFEST = "manifest.json"
README = "README.txt"
FORMS: dict[str, Callable[[sqlite3.Connection, Path], None]] = {
    "csv": writing.write_csv,
    "parquet": writing.write_parquet,
    "parlamint": parlamint.write,
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a snapshot."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was written. `number` is the record's generation; `digest` is of the list of files and digests.

    Two snapshots with one digest hold the same words in the same files.
    """

    form: str
    number: int
    digest: str
    day: str
    first: str
    last: str
    sittings: int
    contributions: int
    licence: str
    source: str
    citation: str
    files: tuple[File, ...]


def export(record: Path | str, folder: Path | str, *, form: str, day: dt.date) -> Snapshot:
    """Write the record in `record` to a new or empty folder, or one that was exported to before.

    form: csv, parquet or parlamint. day: when it is made, for the citation.
    Raises NotFound where there is no record, Refused for a folder that holds anything else.
    """
    record, folder = Path(record), Path(folder)
    if not (record / schema.DATABASE).is_file():
        raise NotFound(
            f"There is no record in {record} yet; read one with 'folkmoot record read PATH'.",
            folder=str(record),
        )
    _may_replace(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        snapshot = _write(record, making, form, day)
        making.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return snapshot


def _may_replace(folder: Path) -> None:
    empty = folder.is_dir() and ((folder / MANIFEST).exists() or not any(folder.iterdir()))
    if folder.exists() and not empty:
        raise Refused(
            f"{folder} holds something that is no export; give an empty folder, or one exported to before.",
            folder=str(folder),
        )


def _write(record: Path, making: Path, form: str, day: dt.date) -> Snapshot:
    db = schema.reading(record)
    try:
        db.execute("BEGIN")  # one state of the record, whoever writes meanwhile
        FORMS[form](db, making)
        snapshot = _about(db, form, day, tuple(_files(making)))
    finally:
        db.close()
    (making / README).write_text(_readme(snapshot), encoding="utf-8")
    (making / MANIFEST).write_text(json.dumps(asdict(snapshot), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return snapshot


def _files(folder: Path) -> Iterable[File]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield File(path.relative_to(folder).as_posix(), path.stat().st_size, digest_of(path))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _about(db: sqlite3.Connection, form: str, day: dt.date, files: tuple[File, ...]) -> Snapshot:
    about = contents(db)
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return Snapshot(
        form=form,
        digest=digest,
        day=day.isoformat(),
        citation=citation(form, about["number"], digest, day, about["first"], about["last"]),
        files=files,
        **about,
    )


def contents(db: sqlite3.Connection) -> dict[str, Any]:
    """What the record holds, and what must stand beside it."""
    first, last, sittings = db.execute("SELECT min(date), max(date), count(*) FROM sitting").fetchone()
    newest = db.execute("SELECT id FROM sitting ORDER BY date DESC LIMIT 1").fetchone()
    gid = newest[0] if newest else ""
    return {
        "number": generation_of(db),
        "first": first or "",
        "last": last or "",
        "sittings": sittings,
        "contributions": db.execute("SELECT count(*) FROM contribution").fetchone()[0],
        "licence": f"{citing.notice(gid)}.",
        "source": citing.source(gid),
    }


def citation(form: str, number: int, digest: str, day: dt.date, first: str, last: str) -> str:
    """How a snapshot is cited, so that whoever reads it can tell that they hold the same."""
    span = f", sittings of {first} to {last}" if first else ""
    return f"Folkmoot record, {form} snapshot {number} of {citing.british(day)}{span}, SHA-256 {digest[:16]}."


def _readme(snapshot: Snapshot) -> str:
    there = {Path(file.name).stem for file in snapshot.files}
    tables = [
        f"{table.name}: {table.about}. Columns: {', '.join(table.columns)}."
        for table in (*TABLES, REFERENCES)
        if table.name in there
    ]
    lines = [
        snapshot.citation,
        snapshot.licence + ("" if "fictional" in snapshot.licence else f" {citing.LICENCE_ADDRESS}"),
        snapshot.source,
        f"{MANIFEST} has the size and SHA-256 of every file; the snapshot's own digest is of those lines.",
        *(["", *tables] if tables else []),
    ]
    if snapshot.form == "parlamint" and tables:
        lines += ["", "A contribution is the `u` with that `n`, a pid the `seg` with that `n` in it."]
    if any(file.name.endswith(".csv") for file in snapshot.files):
        lines += ["", "A cell that would begin like a formula has an apostrophe before it; Parquet has none."]
    return "\n".join(lines) + "\n"
