"""The sittings that files hold, one in memory at a time, each in its newest revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from folkmoot.errors import NotFound, UnknownFormat
from folkmoot.record import readers
from folkmoot.record.debates import Sitting
from folkmoot.record.readers import publicwhip


def newest(paths: Iterable[Path]) -> Iterator[Sitting]:
    """Every sitting below these paths in the order of days; superseded revisions and people are passed over.

    Raises NotFound for a path that is not there, UnknownFormat for a file given by name that is no sitting.
    """
    given = list(paths)
    latest: dict[str, tuple[int, str, Path]] = {}
    days: dict[str, object] = {}
    for path in _files(given):
        with path.open("rb") as file:
            head = file.read(readers.HEAD_BYTES)
        try:
            if readers.reader_for(head, file=str(path)).people:
                continue
        except UnknownFormat:
            if path in given:
                raise
            continue
        outline = publicwhip.outline(head, file=str(path))
        if outline.superseded:
            continue
        order = (len(outline.revision), outline.revision, path)
        latest[outline.sitting_id] = max(latest.get(outline.sitting_id, order), order)
        days[outline.sitting_id] = (outline.date, outline.sitting_id)
    for sitting_id in sorted(latest, key=lambda s: str(days[s])):
        path = latest[sitting_id][2]
        yield publicwhip.read(path.read_bytes(), file=str(path))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.xml") if p.is_file())
        elif path.is_file():
            yield path
        else:
            raise NotFound(f"{path} does not exist; give a file or a folder of files.", file=str(path))
