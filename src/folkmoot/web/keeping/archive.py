"""The portable file: a zip of one JSON-lines file a table, and a manifest that holds their digests.

A file that comes back may not be the one that went out, so nothing in it is believed before
it was checked: names, sizes, how far it unpacks, digests, and every line.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from folkmoot.errors import TooLarge, Unreadable

FORMAT = 1
MANIFEST = "manifest.json"
MOST_MANIFEST_BYTES = 4 * 1024 * 1024
MOST_LINE_BYTES = 64 * 1024 * 1024
MOST_RATIO = 500  # text of tables packs 3 to 60 times; past this a file was made to burst
_PIECE = 1024 * 1024
_AGAIN = "Use another copy of the backup; nothing has been changed."


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a backup. sha256 and size are of the unpacked lines."""

    name: str
    rows: int
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `sha256` is over everything else in it, and so over every table."""

    format: int
    version: str
    made_at: str
    migrations: dict[str, list[str]]
    tables: list[Table]
    sha256: str = field(default="")

    def digest(self) -> str:
        said = {name: value for name, value in asdict(self).items() if name != "sha256"}
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class Archive:
    """A backup that was opened and found whole; its lines can be read once more."""

    def __init__(self, path: Path, packed: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._packed = packed

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table, one at a time."""
        yield from _rows(self.path, self._packed, table)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup, every digest and line of it checked before it is handed over.

    Raises Unreadable with the place for a file that is damaged or is not a backup, and
    TooLarge for one that would not fit on this disk or unpacks beyond all measure.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as packed:
            manifest = _manifest(path, packed)
            _check_members(path, packed, manifest)
            for table in manifest.tables:
                _check_table(path, packed, table)
            yield Archive(path, packed, manifest)
    except FileNotFoundError as error:
        raise Unreadable(
            f"There is no file {path}; name a backup made with 'folkmoot backup FILE'."
        ) from error
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zipfile.zlib.error) as error:
        raise Unreadable(f"{path} is damaged or is no backup: {error}. {_AGAIN}", file=path) from error


def _manifest(path: Path, packed: zipfile.ZipFile) -> Manifest:
    try:
        info = packed.getinfo(MANIFEST)
    except KeyError as error:
        raise Unreadable(
            f"{path} is a zip without {MANIFEST}, so it is no backup of a house.", file=path
        ) from error
    if info.file_size > MOST_MANIFEST_BYTES:
        raise TooLarge(
            f"{path}: its {MANIFEST} is {info.file_size:,} bytes long; no backup of ours is.", file=path
        )
    with packed.open(info) as member:
        raw = member.read(MOST_MANIFEST_BYTES + 1)
    try:
        said = json.loads(raw)
        tables = [Table(**table) for table in said.pop("tables")]
        manifest = Manifest(tables=tables, **said)
        _check_types(manifest)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Unreadable(f"{path}: its {MANIFEST} is not one of ours. {_AGAIN}", file=path) from error
    if manifest.format != FORMAT:
        raise Unreadable(
            f"{path} has format {manifest.format}; this version reads {FORMAT}. Update Folkmoot first.",
            file=path,
        )
    if manifest.sha256 != manifest.digest():
        raise Unreadable(f"{path}: its {MANIFEST} does not agree with its own digest. {_AGAIN}", file=path)
    return manifest


def _check_types(manifest: Manifest) -> None:
    texts = (manifest.version, manifest.made_at, manifest.sha256, *(t.name for t in manifest.tables))
    counts = [number for table in manifest.tables for number in (table.rows, table.size)]
    if not all(isinstance(text, str) for text in texts) or not isinstance(manifest.migrations, dict):
        raise TypeError("words expected")
    if not all(isinstance(count, int) and count >= 0 for count in counts):
        raise TypeError("counts expected")


def _check_members(path: Path, packed: zipfile.ZipFile, manifest: Manifest) -> None:
    there = [info.filename for info in packed.infolist()]
    expected = [table.member for table in manifest.tables] + [MANIFEST]
    if sorted(there) != sorted(expected):
        odd = sorted(set(there) ^ set(expected)) or ["a name twice"]
        raise Unreadable(
            f"{path} does not hold the files its manifest names: {odd[0]!r}. {_AGAIN}", file=path
        )
    total = 0
    for info in packed.infolist():
        if info.flag_bits & 1:
            raise Unreadable(
                f"{path}: {info.filename} is locked with a password; backups are not.", file=path
            )
        if info.file_size > MOST_RATIO * max(info.compress_size, 1) and info.file_size > _PIECE:
            raise TooLarge(
                f"{path}: {info.filename} unpacks more than {MOST_RATIO} times; no backup does.", file=path
            )
        total += info.file_size
    free = shutil.disk_usage(path.parent).free
    if total > free:
        raise TooLarge(
            f"{path} unpacks to {total:,} bytes and {free:,} are free here; make room first.", file=path
        )


def _check_table(path: Path, packed: zipfile.ZipFile, table: Table) -> None:
    info = packed.getinfo(table.member)
    if info.file_size != table.size:
        raise Unreadable(f"{path}: {table.member} is not as long as the manifest says. {_AGAIN}", file=path)
    seen, size = hashlib.sha256(), 0
    with packed.open(info) as member:
        while piece := member.read(_PIECE):
            seen.update(piece)
            size += len(piece)
    if seen.hexdigest() != table.sha256 or size != table.size:
        raise Unreadable(f"{path}: {table.member} was altered or damaged. {_AGAIN}", file=path)
    rows = sum(1 for _ in _rows(path, packed, table))
    if rows != table.rows:
        raise Unreadable(
            f"{path}: {table.member} has {rows} rows, the manifest says {table.rows}. {_AGAIN}", file=path
        )


def _rows(path: Path, packed: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    with packed.open(table.member) as member:
        number = 0
        while line := member.readline(MOST_LINE_BYTES + 1):
            number += 1
            yield _row(path, table, number, line)


def _row(path: Path, table: Table, number: int, line: bytes) -> dict[str, Any]:
    if len(line) > MOST_LINE_BYTES:
        raise TooLarge(f"{path}: line {number} of {table.member} is too long to be a row.", file=path)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"{path}: line {number} of {table.member} is not JSON. {_AGAIN}", file=path
        ) from error
    if not isinstance(row, dict):
        raise Unreadable(f"{path}: line {number} of {table.member} is not a row. {_AGAIN}", file=path)
    return row


class Packing:
    """A backup being written: tables one after another, the manifest last."""

    def __init__(self, file: IO[bytes]) -> None:
        self._packed = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.tables: list[Table] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_about: object) -> None:
        """Let go of the file while it is open: else the zip tries once more later, on a full disk aloud."""
        with suppress(OSError, ValueError):
            self._packed.close()

    def add(self, name: str, rows: Iterator[dict[str, Any]]) -> Table:
        seen, size, count = hashlib.sha256(), 0, 0
        info = zipfile.ZipInfo(f"tables/{name}.jsonl", date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._packed.open(info, "w", force_zip64=True) as member:
            for row in rows:
                line = (
                    json.dumps(row, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
                )
                member.write(line)
                seen.update(line)
                size, count = size + len(line), count + 1
        table = Table(name=name, rows=count, size=size, sha256=seen.hexdigest())
        self.tables.append(table)
        return table

    def close(self, *, version: str, made_at: str, migrations: dict[str, list[str]]) -> Manifest:
        said = {"version": version, "made_at": made_at, "migrations": migrations, "tables": self.tables}
        unsigned = Manifest(format=FORMAT, **said)
        manifest = Manifest(format=FORMAT, **said, sha256=unsigned.digest())
        info = zipfile.ZipInfo(MANIFEST, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        self._packed.writestr(info, json.dumps(asdict(manifest), indent=1, sort_keys=True))
        self._packed.close()
        return manifest
