"""The sittings that files hold, one in memory at a time, each in its newest revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from folkmoot.errors import NotFound, UnknownFormat
from folkmoot.record import readers
from folkmoot.record.debates import Sitting

_ENDINGS = (".xml", ".json", ".zip", ".gz")


def newest(paths: Iterable[Path]) -> Iterator[Sitting]:
    """Every sitting below these paths in the order of days; superseded revisions and people are passed over.

    Raises NotFound for a path that is not there, UnknownFormat for a file given by name that is no sitting.
    """
    given = list(paths)
    latest: dict[str, tuple[int, str, Path]] = {}
    order: dict[str, str] = {}
    for path in _files(given):
        with path.open("rb") as file:
            head = file.read(readers.HEAD_BYTES)
        try:
            reader = readers.reader_for(head, file=str(path))
        except UnknownFormat:
            if path in given:
                raise
            continue
        if reader.people:
            continue
        if reader.outline is None:
            order[str(path)], latest[str(path)] = f"~{path}", (0, "", path)
            continue
        outline = reader.outline(head, file=str(path))
        if not outline.superseded:
            mine = (len(outline.revision), outline.revision, path)
            latest[outline.sitting_id] = max(latest.get(outline.sitting_id, mine), mine)
            order[outline.sitting_id] = f"{outline.date} {outline.sitting_id}"
    for key in sorted(latest, key=order.__getitem__):
        yield from _read(latest[key][2])


def _read(path: Path) -> Iterator[Sitting]:
    data = path.read_bytes()
    read = readers.reader_for(data[: readers.HEAD_BYTES], file=str(path)).read(data, file=str(path))
    for sitting in read if isinstance(read, tuple) else (read,):
        if isinstance(sitting, Sitting) and not sitting.superseded:
            yield sitting


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _ENDINGS)
        elif path.is_file():
            yield path
        else:
            raise NotFound(f"{path} does not exist; give a file or a folder of files.", file=str(path))
