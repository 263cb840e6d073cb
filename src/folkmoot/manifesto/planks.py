"""Planks as they are handed in: one row a version, and every row that could not be taken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.errors import BadRow, Unreadable

COLUMNS = {
    "plank": "short name used in the address, such as night-bus; required",
    "version": "1, 2, 3 …; every version of a plank is a row of its own; 1 when empty",
    "position": "place in the manifesto, a whole number",
    "section": "heading the plank stands under",
    "title": "a few words; required",
    "words": "the policy itself; required",
    "purpose": "what it is for, as “so that …”",
    "route": "government, council, company or ourselves",
    "state": "draft, proposed, adopted or dropped; draft when empty",
    "why": "the decision that made this version",
    "decided_by": "who took the decision, such as the assembly",
    "decided_where": "where it was taken",
    "decided_on": "the day it was taken, as 2026-06-13",
    "lead": "who should lead on it",
    "supporters": "who stands behind it",
    "dispute": "who else says that they, or others, should lead",
    "place": "where it applies; everywhere when empty",
    "horizon": "at once, within a year or long; not sorted when empty",
    "parameters": "figures of the policy as name: value, with semicolons between",
    "variants": "what differs locally as place: words, with semicolons between",
    "statements": "where it came from, as moot:number with semicolons between",
    "made_at": "when, as 2026-04-02T19:30+01:00 or 2026-04-02",
}
REQUIRED = ("plank", "title", "words")
ROUTES = ("government", "council", "company", "ourselves")
STATES = ("draft", "proposed", "adopted", "dropped")
HORIZONS = ("", "at once", "within a year", "long")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ORIGIN = re.compile(r"([a-z0-9-]+):(\d+)\Z")
LONGEST = {
    "plank": 80, "section": 120, "title": 160, "decided_by": 160, "decided_where": 160, "lead": 160,
    "place": 120,
}  # fmt: skip
LONGEST_TEXT = 10_000
LARGEST = 20 * 1024 * 1024


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A statement of a moot that a plank came from."""

    moot: str
    statement: int


@dataclass(frozen=True, slots=True)
class Version:
    """The words of a plank from one decision to the next."""

    plank: str
    number: int
    position: int
    section: str
    title: str
    words: str
    purpose: str
    route: str
    state: str
    why: str
    origins: tuple[Origin, ...]
    made_at: dt.datetime | None
    line: int = 0
    decided_by: str = ""
    decided_where: str = ""
    decided_on: dt.date | None = None
    lead: str = ""
    supporters: str = ""
    dispute: str = ""
    place: str = ""
    horizon: str = ""
    parameters: Pairs = ()
    variants: Pairs = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be taken, where, and what to do about it."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Planks:
    """The versions that could be read, in their order, and the rows that could not."""

    versions: tuple[Version, ...]
    unread: tuple[Unread, ...]


def read(data: bytes, *, file: str) -> Planks:
    """The planks of a CSV file with the columns of `COLUMNS`, in any order.

    Good rows are kept beside bad ones. Raises Unreadable where nothing can be read at all:
    no UTF-8, no header, a required column missing, too large.
    """
    rows = csv.DictReader(io.StringIO(_text(data, file)), strict=True)
    try:
        _check_header(rows.fieldnames or (), file)
        return _versions(_numbered(rows), file)
    except csv.Error as error:
        raise Unreadable(
            f"{file}, line {rows.line_num}: {error}. Save the sheet again as CSV with UTF-8.", file=file
        ) from error


def _text(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        raise Unreadable(f"{file} is larger than {LARGEST // 1024 // 1024} MB; split it.", file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{file}, byte {error.start}: not UTF-8. Save the sheet again as CSV with UTF-8.", file=file
        ) from error


def _check_header(names: Iterable[str | None], file: str) -> None:
    found = {_key(name) for name in names if name}
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise Unreadable(
            f"{file}, line 1: the column {' and '.join(missing)} is missing; "
            f"found {', '.join(sorted(found)) or 'none'}. Columns are {', '.join(COLUMNS)}.",
            file=file,
        )


def _numbered(rows: csv.DictReader[str]) -> Iterable[tuple[int, dict[str, str]]]:
    for row in rows:
        yield rows.line_num, {_key(k): (v or "").strip() for k, v in row.items() if isinstance(k, str)}


def _key(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")


def _versions(rows: Iterable[tuple[int, dict[str, str]]], file: str) -> Planks:
    kept: dict[tuple[str, int], Version] = {}
    unread = []
    for line, row in rows:
        if not any(row.values()):
            continue
        try:
            version = _version(row, line, position=len(kept) + 1)
            if (version.plank, version.number) in kept:
                raise BadRow(f"version {version.number} of {version.plank} stands here twice; number it anew")
            kept[version.plank, version.number] = version
        except BadRow as error:
            unread.append(Unread(file, line, error.message))
    return Planks(tuple(kept.values()), tuple(unread))


def _version(row: dict[str, str], line: int, *, position: int) -> Version:
    for name in REQUIRED:
        if not row.get(name):
            raise BadRow(f"{name} is empty; {COLUMNS[name]}")
    _check_text(row)
    if not _SLUG.match(row["plank"]):
        raise BadRow(f"plank {row['plank']!r} may hold small letters, digits and hyphens only")
    return Version(
        plank=row["plank"],
        number=_whole(row, "version", 1),
        position=_whole(row, "position", position),
        section=row.get("section", ""),
        title=row["title"],
        words=row["words"],
        purpose=row.get("purpose", ""),
        route=_one_of(row, "route", ROUTES),
        state=_one_of(row, "state", STATES),
        why=row.get("why", ""),
        origins=origins(row.get("statements", "")),
        made_at=_moment(row.get("made_at", "")),
        line=line,
        **{name: row.get(name, "") for name in _PLAIN},
        decided_on=_day(row.get("decided_on", "")),
        horizon=_one_of(row, "horizon", HORIZONS),
        parameters=pairs(row.get("parameters", ""), between=";"),
        variants=pairs(row.get("variants", ""), between=";"),
    )


_PLAIN = ("decided_by", "decided_where", "lead", "supporters", "dispute", "place")


def pairs(text: str, *, between: str = "\n") -> Pairs:
    """Lines written as "name: value"; a line without a colon is a value without a name."""
    found = []
    for line in filter(None, (line.strip() for line in text.split(between))):
        name, colon, value = line.partition(":")
        found.append((name.strip(), value.strip()) if colon else ("", name.strip()))
    return tuple(found)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadRow(f"decided_on {text!r} is not a day like 2026-06-13") from error


def _check_text(row: dict[str, str]) -> None:
    for name, text in row.items():
        longest = LONGEST.get(name, LONGEST_TEXT)
        if len(text) > longest:
            raise BadRow(f"{name} has {len(text):,} characters and may have {longest:,}; make it shorter")
        if _NOT_TEXT.search(text):
            raise BadRow(f"{name} holds a character that no keyboard types; type it again")


def _whole(row: dict[str, str], name: str, otherwise: int) -> int:
    text = row.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
        raise BadRow(f"{name} {text!r} is not a whole number from 1 on")
    return int(text)


def _one_of(row: dict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    text = row.get(name, "").casefold() or allowed[0]
    if text not in allowed:
        raise BadRow(f"{name} {text!r} is none of {', '.join(allowed)}")
    return text


def origins(text: str) -> tuple[Origin, ...]:
    """Statements written as "moot:number; moot:number".

    Raises BadRow at the first that is not.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _ORIGIN.match(part)
        if match is None:
            raise BadRow(f"statement {part!r} is not written as moot:number, such as hall-moot:12")
        found.append(Origin(match[1], int(match[2])))
    return tuple(dict.fromkeys(found))


def _moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRow(f"made_at {text!r} is not a date and time like 2026-04-02T19:30+01:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
