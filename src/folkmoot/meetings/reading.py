"""Moots from a path: a workbook, a zip, a folder of CSV files, a Polis export, or a folder of these."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath

from folkmoot.errors import NotFound, TooLarge, UnknownFormat, Unreadable
from folkmoot.meetings import polis, sheets
from folkmoot.meetings.columns import EXPLANATIONS, SHEETS
from folkmoot.meetings.grids import MOST_BYTES
from folkmoot.meetings.moots import Reading, Unread
from folkmoot.meetings.workbooks import is_workbook, unpacked_within_bounds
from folkmoot.text import normal

DEEPEST = 4
_TELLING = {"moot", "notes", "statements"}
_PACKED = (".xlsx", ".xlsm", ".zip")
_WHAT_IS_READ = (
    "an XLSX workbook, a folder of CSV files named moot, notes, statements and votes, a zip of these, "
    "or the folder of a Polis export; 'folkmoot meetings template FILE.xlsx' writes one to fill in"
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every moot found under a path, and what belongs to no moot because none could be made of it."""

    readings: tuple[Reading, ...] = ()
    unread: tuple[Unread, ...] = field(default=())


def read_path(path: Path, *, agree: int | None = None) -> Gathered:
    """Every moot at a path.

    agree: which number means agree in a Polis export that cannot tell.
    Raises NotFound, or Unreadable where no moot could be made of anything there.
    """
    if not path.exists():
        raise NotFound(f"{path} is not there; give {_WHAT_IS_READ}.", path=str(path))
    readings: list[Reading] = []
    errors: list[Unreadable] = []
    for source in _sources(path):
        try:
            readings += source.readings(agree)
        except Unreadable as error:
            errors.append(error)
    if not readings:
        raise (
            errors[0]
            if errors
            else UnknownFormat(f"{path} holds no moot; give {_WHAT_IS_READ}.", path=str(path))
        )
    return Gathered(_with_slugs_apart(readings), tuple(item for error in errors for item in _told(error)))


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read together: one file, or the tables of one folder."""

    name: str
    files: tuple[Path, ...]
    is_folder: bool = False

    def readings(self, agree: int | None) -> tuple[Reading, ...]:
        contents = {str(file): _content(file) for file in self.files}
        if self.is_folder:
            return (read_files(contents, name=self.name, agree=agree),)
        return read_bytes(contents[str(self.files[0])], name=str(self.files[0]), agree=agree)


def _sources(path: Path, depth: int = 0) -> Iterator[_Source]:
    """Every moot-to-be at a path: a folder of tables is one, and ends the search below it."""
    if path.is_file():
        yield _Source(path.stem, (path,))
        return
    inside = sorted(item for item in path.iterdir() if not item.name.startswith("."))
    tables = tuple(item for item in inside if item.is_file() and item.suffix.casefold() == ".csv")
    if polis.is_export(map(str, tables)) or _TELLING & {_stem(str(table)) for table in tables}:
        yield _Source(path.resolve().name, tables, is_folder=True)
        return
    for item in inside:
        if item.is_file() and item.suffix.casefold() in _PACKED:
            yield _Source(item.stem, (item,))
        elif item.is_dir() and depth < DEEPEST:
            yield from _sources(item, depth + 1)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise TooLarge(f"{file} is larger than {MOST_BYTES // 2**20} MB; split it.", file=str(file))
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{file} cannot be opened ({error.strerror}); look at who may read it.", file=str(file)
        ) from error


def read_bytes(content: bytes, *, name: str, agree: int | None = None) -> tuple[Reading, ...]:
    """The moots in one file's bytes: a workbook, a zip, or one CSV file of notes or statements.

    Raises Unreadable where nothing could be kept.
    """
    if is_workbook(content):
        return (sheets.from_workbook(content, file=name),)
    if content.startswith(b"PK"):
        return _zip(content, name, agree)
    if name.casefold().endswith((".csv", ".tsv", ".txt")):
        return (_single(content, name),)
    raise UnknownFormat(f"{name} is not read here; give {_WHAT_IS_READ}.", file=name)


def read_files(files: Mapping[str, bytes], *, name: str, agree: int | None = None) -> Reading:
    """One moot from the files of one folder, told apart by their names.

    Raises Unreadable where nothing could be kept.
    """
    if polis.is_export(files):
        return polis.from_export(files, name=name, agree=agree)
    wanted = {file: content for file, content in files.items() if _stem(file) != EXPLANATIONS}
    return sheets.from_files(wanted, name=name)


def _single(content: bytes, name: str) -> Reading:
    """One CSV file alone: notes, unless its name says otherwise."""
    stem = _stem(name)
    if stem == "votes":
        raise Unreadable(
            f"{name} holds votes without their statements; give the folder in which both stand.", file=name
        )
    reading = sheets.from_files(
        {f"{stem if stem in SHEETS else 'notes'}.csv": content}, name=PurePath(name).stem
    )
    return replace(reading, unread=tuple(replace(item, file=name) for item in reading.unread))


def _zip(content: bytes, name: str, agree: int | None) -> tuple[Reading, ...]:
    """A moot for each folder of a zip that holds CSV files."""
    folders: dict[str, dict[str, bytes]] = {}
    with unpacked_within_bounds(content, name) as packed:
        for member in packed.infolist():
            inside = PurePosixPath(member.filename.replace("\\", "/"))
            if inside.suffix.casefold() == ".csv" and "__MACOSX" not in inside.parts:
                folders.setdefault(inside.parent.name, {})[f"{name}/{inside}"] = _unpacked(
                    packed, member, name
                )
    if not folders:
        raise UnknownFormat(f"{name} holds no CSV files; give {_WHAT_IS_READ}.", file=name)
    readings = (
        read_files(files, name=folder or PurePath(name).stem, agree=agree)
        for folder, files in folders.items()
    )
    return _with_slugs_apart(readings)


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return packed.read(member)
    except Exception as error:  # a damaged archive makes zipfile raise almost anything
        raise Unreadable(f"{name} is damaged at {member.filename}; save it again.", file=name) from error


def _told(error: Unreadable) -> list[Unread]:
    """An error as what could not be read: its own list where it has one."""
    listed: list[Unread] | None = error.facts.get("unread")
    return listed or [Unread(error.facts.get("file", ""), error.facts.get("line"), error.message)]


def _with_slugs_apart(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Two moots of one name in one reading get two short names."""
    apart: list[Reading] = []
    taken: set[str] = set()
    for reading in readings:
        slug = reading.moot.slug
        if slug in taken:
            slug = f"{slug}-{hashlib.sha256(reading.moot.title.encode()).hexdigest()[:6]}"
        taken.add(slug)
        apart.append(replace(reading, moot=replace(reading.moot, slug=slug)))
    return tuple(apart)


def _stem(name: str) -> str:
    return normal(PurePath(name).stem)
