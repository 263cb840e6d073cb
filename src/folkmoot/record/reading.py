"""Reading files into the store: people first, then each sitting's newest revision, in order of days.

What was read before, byte for byte, is not read again; its numbers are reported as they were.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from folkmoot.errors import FolkmootError, NotFound, TooLarge, Unreadable
from folkmoot.record import readers
from folkmoot.record.debates import Unread
from folkmoot.record.parsing import Parsed, digest_of, not_read, parse, parsed
from folkmoot.record.people import People
from folkmoot.record.readers import archives
from folkmoot.record.readers.outline import Outline
from folkmoot.record.readers.safe_xml import MAX_BYTES, too_large
from folkmoot.record.store.flat import flatten
from folkmoot.record.store.sittings import revision_order
from folkmoot.record.store.writing import Known, Writer

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""

_NUMBERS = (
    "sittings",
    "contributions",
    "questions",
    "answers",
    "divisions",
    "votes",
    "people",
    "memberships",
    "offices",
    "interests",
)


@dataclass(slots=True)
class Report:
    """What was given and what was found in it.

    files: every .xml and .json given; superseded: those with latest="no" or an older revision letter;
    skipped: anything else that was given; the rest counts what the remaining files hold.
    """

    files: int = 0
    superseded: int = 0
    skipped: int = 0
    sittings: int = 0
    contributions: int = 0
    questions: int = 0
    answers: int = 0
    divisions: int = 0
    votes: int = 0
    people: int = 0
    memberships: int = 0
    offices: int = 0
    interests: int = 0
    unread: list[Unread] = field(default_factory=list)

    def add(self, counts: dict[str, int]) -> None:
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + counts.get(name, 0))

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def read(
    paths: Iterable[Path | str],
    folder: Path | str,
    *,
    workers: int = 1,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Report:
    """Read files and folders into the store in `folder`.

    Their order does not matter; formats are told by content. A file that cannot be read gives one
    entry in `unread` and the rest is read. Parsing is done in `workers` processes, of which this
    one, which writes, is one, or on the Dask cluster of `scheduler`.

    Raises NotFound for a path that does not exist, Unreadable where nothing at all could be read,
    StoreBusy where another process is writing the folder, and what `parsing.parsed` raises.
    """
    given = _gathered(paths)
    report = Report(files=len(given.files), skipped=given.skipped)
    plan = _survey(given.files, report)
    with _without_pauses(), Writer(Path(folder)) as writer:
        plan.give_way_to(writer)
        done = _Done(progress, plan.size)
        for path in plan.people:
            _read_people(path, writer, report)
            done.add(path)
        writer.use_new_roll()
        for item, one in parsed(plan.sittings, writer.digests(), workers=workers, scheduler=scheduler):
            _take(item, one, writer, report)
            done.add(item.path)
        for path in plan.whole:
            _read_whole(path, writer, report)
            done.add(path)
    if report.unread and not any(getattr(report, name) for name in (*_NUMBERS, "superseded")):
        first = report.unread[0]
        raise Unreadable(f"Nothing could be read. {first.reason}", file=first.file, line=first.line)
    return report


@contextlib.contextmanager
def _without_pauses() -> Iterator[None]:
    """Python's cycle collector off: values without cycles come by the million, and it looks at each."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# What was given


@dataclass(frozen=True, slots=True)
class _Given:
    files: tuple[Path, ...]
    skipped: int


def _gathered(paths: Iterable[Path | str]) -> _Given:
    """Every file given, by itself or in a folder, each once, in the order of their names."""
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file()]
        elif path.is_file():
            inside = [path]
        else:
            raise NotFound(f"{path} does not exist; give a file or a folder of files.", file=str(path))
        for file in inside:
            found.setdefault(file.resolve(), file)
    wanted = sorted((f for f in found.values() if f.suffix.lower() in (".xml", ".json", ".zip")), key=str)
    return _Given(tuple(wanted), len(found) - len(wanted))


@dataclass(frozen=True, slots=True)
class _Item:
    """A file with a sitting, and whether a later revision is among what was given."""

    path: Path
    outline: Outline
    superseded: bool


@dataclass(slots=True)
class _Plan:
    people: list[Path] = field(default_factory=list)
    sittings: list[_Item] = field(default_factory=list)
    whole: list[Path] = field(default_factory=list)
    size: int = 0

    def give_way_to(self, writer: Writer) -> None:
        """A sitting of which the store has a later revision is superseded too."""
        self.sittings = [
            replace(item, superseded=True)
            if writer.holds_newer(item.outline.sitting_id, item.outline.revision)
            else item
            for item in self.sittings
        ]


def _survey(files: Iterable[Path], report: Report) -> _Plan:
    """Look at the beginning of every file: which format, which sitting, which revision counts."""
    plan = _Plan()
    outlines: list[tuple[Path, Outline]] = []
    for path in files:
        try:
            head = _head(path)
            reader = readers.reader_for(head, file=str(path))
            if reader.people:
                plan.people.append(path)
            elif reader.outline is not None:
                outlines.append((path, reader.outline(head, file=str(path))))
            else:
                plan.whole.append(path)
            plan.size += path.stat().st_size
        except (FolkmootError, OSError) as error:
            report.unread.append(not_read(path, error))
    newest: dict[str, tuple[int, str]] = {}
    for _, outline in outlines:
        if not outline.superseded:
            order = revision_order(outline.revision)
            newest[outline.sitting_id] = max(newest.get(outline.sitting_id, order), order)
    outlines.sort(key=lambda o: (o[1].date, o[1].sitting_id, revision_order(o[1].revision), str(o[0])))
    seen: set[tuple[str, str]] = set()
    for path, outline in outlines:
        older = revision_order(outline.revision) < newest.get(outline.sitting_id, (0, ""))
        superseded = outline.superseded or older
        if not superseded:
            if (outline.sitting_id, outline.revision) in seen:
                report.skipped += 1
                continue
            seen.add((outline.sitting_id, outline.revision))
        plan.sittings.append(_Item(path, outline, superseded))
    return plan


def _head(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(readers.HEAD_BYTES)
    if size > (archives.MAX_GROWN if archives.knows(head) else MAX_BYTES):
        raise TooLarge(too_large(str(path), size), file=str(path), line=0)
    return head


class _Done:
    def __init__(self, progress: Progress | None, size: int) -> None:
        self.progress, self.size, self.so_far = progress, size, 0

    def add(self, path: Path) -> None:
        if self.progress is not None:
            self.so_far += path.stat().st_size
            self.progress(self.so_far, self.size)


# People


def _read_people(path: Path, writer: Writer, report: Report) -> None:
    data = path.read_bytes()
    digest = digest_of(data)
    if known := writer.known(digest, path.name):
        _report_known(path, known, report)
        return
    try:
        people = readers.reader_for(data[: readers.HEAD_BYTES], file=str(path)).read(data, file=str(path))
    except FolkmootError as error:
        report.unread.append(not_read(path, error))
        return
    assert isinstance(people, People)
    counts = {
        "people": len(people.persons),
        "memberships": len(people.memberships),
        "offices": len(people.offices),
        "interests": len(people.interests),
    }
    writer.write_people(people, digest, path.name, counts)
    report.add(counts)
    report.unread.extend(people.unread)


def _report_known(path: Path, known: Known, report: Report) -> None:
    """The numbers of a file read before."""
    report.add(known.counts)
    report.unread.extend(known.unread(str(path)))


# Sittings


def _take(item: _Item, found: Parsed, writer: Writer, report: Report) -> None:
    """Write one parsed file and count it."""
    superseded = item.superseded
    if found.flat is None and found.error is None:
        known = writer.known(found.digest, item.path.name)
        if known is not None and (known.role == "superseded") == superseded:
            report.superseded += superseded
            _report_known(item.path, known, report)
            return
        found = parse(item.path, superseded)
    if found.flat is None:
        report.unread.extend([found.error] if found.error else [])
        return
    flat = found.flat
    writer.write_sitting(flat, found.digest, item.path.name)
    report.superseded += superseded
    report.add(flat.counts())
    report.unread.extend(Unread(str(item.path), line, reason) for line, reason in flat.unread)


# Files of which nobody knows how many sittings they hold until they are read


def _read_whole(path: Path, writer: Writer, report: Report) -> None:
    """Read a file of one sitting or more, each put in place of an earlier revision of it."""
    data = path.read_bytes()
    digest = digest_of(data)
    if known := writer.known(digest, path.name):
        report.superseded += known.role == "superseded"
        _report_known(path, known, report)
        return
    try:
        read = readers.reader_for(data[: readers.HEAD_BYTES], file=str(path)).read(data, file=str(path))
    except FolkmootError as error:
        report.unread.append(not_read(path, error))
        return
    assert not isinstance(read, People)
    flats = []
    for sitting in read if isinstance(read, tuple) else (read,):
        flats.append(flatten(sitting, superseded=writer.holds_newer(sitting.id, sitting.revision)))
        writer.write_sitting(flats[-1], digest, f"{path.name}#{sitting.id}", part=True)
    superseded = all(flat.superseded for flat in flats)
    counts = {name: sum(flat.counts().get(name, 0) for flat in flats) for name in _NUMBERS}
    unread = [one for flat in flats for one in flat.unread]
    writer.note_whole(digest, path.name, counts, unread, superseded=superseded)
    report.superseded += superseded
    report.add(counts)
    report.unread.extend(Unread(str(path), line, reason) for line, reason in unread)
