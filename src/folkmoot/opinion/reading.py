"""Votes read from files: a moot's own files, a Polis export folder, a Polis server's JSON, or one table.

The sign of a vote is never guessed. Where files hold counts of agreement beside the votes the
sign is read from them; where nothing tells, the reader asks.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import itertools
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from folkmoot.errors import BadRow, FolkmootError, NotFound, TooFew, UnknownFormat
from folkmoot.meetings.polis import is_export
from folkmoot.opinion.ballots import Ballots, Statement, ballots, counts_of, only_signs, sign_of
from folkmoot.opinion.moots import votes_in
from folkmoot.opinion.server import from_server
from folkmoot.opinion.votes import Ints, VoteMatrix, matrix

ROWS_AT_A_TIME = 1_000_000
LONGEST_NUMBER = 18
WORDS = {"agree": 1, "disagree": -1, "pass": 0}
POLIS_COLUMNS = ("comment-id", "voter-id", "vote")
BY_PARTICIPANT = ("participants-votes.csv", "participant-votes.csv")
PACKED = {".xlsx", ".xlsm", ".zip"}
OWN_COLUMNS = ("participant", "statement", "vote")


def read(path: Path, *, meta: Collection[Any] = (), agree: int | None = None) -> Ballots:
    """Votes from a moot's workbook or folder, a Polis export or JSON folder, or a file of votes.

    meta: statements that are about people, besides those the source marks.
    agree: what stands for agreement in the source, 1 or -1, where it does not say so itself.
    Raises NotFound, UnknownFormat, BadRow (with file and line) or TooFew.
    """
    if not path.exists():
        raise NotFound(f"There is nothing at {path}.", path=str(path))
    if path.suffix.lower() in PACKED or (path / "statements.csv").is_file():
        return Ballots(votes_in(path, meta=meta, agree=agree))
    if path.is_file():
        return _file(path, meta=meta, agree=agree)
    if (path / "votes.csv").is_file():
        return _file(path / "votes.csv", meta=meta, agree=agree)
    if (path / "votes.json").is_file():
        return from_server(path / "votes.json", meta=meta, agree=agree)
    if is_export(item.name for item in path.iterdir()):
        return Ballots(votes_in(path, meta=meta, agree=agree, as_they_stand=True))
    raise UnknownFormat(
        f"{path} holds neither votes.csv nor votes.json; give a moot's workbook or folder, "
        "a Polis export folder, a Polis server's JSON folder or a CSV of votes.",
        path=str(path),
    )


def _file(path: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    """One file of votes; one that Polis wrote and other hands saved again is read cell by cell."""
    if path.suffix.lower() == ".json":
        return from_server(path, meta=meta, agree=agree)
    columns = _columns(path)
    if columns.issuperset(OWN_COLUMNS):
        return Ballots(_own(path, meta))
    try:
        if columns.issuperset(POLIS_COLUMNS):
            return _export(path, meta=meta, agree=agree)
        raise _no_such_columns(path, columns)
    except (BadRow, UnknownFormat) as error:
        if path.name != "votes.csv" or not (path.parent / "comments.csv").is_file():
            raise  # of a file of another name the folder's own votes would be read instead
        try:
            return Ballots(votes_in(path.parent, meta=meta, agree=agree, as_they_stand=True))
        except FolkmootError as second:
            raise error from second


def _no_such_columns(path: Path, columns: Collection[str]) -> UnknownFormat:
    missing = [name for name in OWN_COLUMNS if name not in columns]
    return UnknownFormat(
        f"{path} has no column {' or '.join(map(repr, missing))}; a file of votes has the columns "
        "participant, statement, vote (agree, disagree or pass), and cast_at if known; a Polis export has "
        f"{', '.join(POLIS_COLUMNS)} in votes.csv, with comments.csv beside it.",
        path=str(path),
        missing=missing,
    )


def _columns(path: Path) -> set[str]:
    with _opened(path) as file:
        return set(_header(file))


def _opened(path: Path) -> TextIO:
    """A text file; bytes that are no UTF-8 become marks that no number or word of ours contains."""
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _header(file: TextIO) -> list[str]:
    return [name.strip() for name in next(csv.reader([file.readline(65_536)]), [])]


# A Polis export


def _export(votes_file: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    beside = votes_file.parent / "comments.csv"
    statements = _comments(beside) if beside.is_file() else {}
    at, on, who, how = polis_columns(votes_file)
    if agree is None:
        told = ((on, counts_of(statements)), (who, _people(votes_file.parent)))
        agree = sign_of(how, told, votes_file)
    return ballots(who, on, how * agree, at, statements, meta, turned=agree == -1)


def _people(folder: Path) -> dict[Any, tuple[int, int]]:
    """How many votes of each sign the export counts for each participant; empty where it does not."""
    found: dict[Any, tuple[int, int]] = {}
    for name in BY_PARTICIPANT:
        if (folder / name).is_file():
            with (
                _opened(folder / name) as file,
                contextlib.suppress(KeyError, ValueError, TypeError, csv.Error),
            ):
                for row in csv.DictReader(file):
                    found[int(row["participant"])] = int(row["n-agree"]), int(row["n-disagree"])
    return found


def polis_columns(path: Path) -> tuple[Ints, Ints, Ints, Ints]:
    """Time (milliseconds), statement, participant and vote of every row of a Polis votes.csv.

    Raises BadRow with the file and line of the first row that is not four whole numbers.
    """
    with _opened(path) as file:
        header = _header(file)
        timed = "timestamp" in header
        wanted = [*(["timestamp"] if timed else []), *POLIS_COLUMNS]
        places = [header.index(name) for name in wanted]
        parts = []
        while len(part := _chunk(file, path, places, wanted)):
            parts.append(part)
    if not parts:
        raise TooFew(f"{path} holds no votes; groups need some.", path=str(path))
    table = np.concatenate(parts)
    time = table[:, 0] if timed else np.zeros(len(table), dtype=np.int64)
    on, who, how = (np.ascontiguousarray(column) for column in table.T[-3:])
    only_signs(path, how)
    return np.ascontiguousarray(time), on, who, how


def _chunk(file: TextIO, path: Path, places: list[int], wanted: list[str]) -> Ints:
    """The next million rows as numbers; none at the end of the file."""
    lines = itertools.islice(iter(file.readline, ""), ROWS_AT_A_TIME)
    options: Any = {
        "delimiter": ",",
        "quotechar": '"',
        "comments": None,
        "usecols": places,
        "dtype": np.int64,
    }
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*contained no data")
            part: Ints = np.loadtxt(lines, ndmin=2, **options)
    except (ValueError, OverflowError) as error:
        raise _bad_line(path, places, wanted) from error
    return part.reshape(-1, len(places))


def _bad_line(path: Path, places: list[int], wanted: list[str]) -> FolkmootError:
    """The sentence about the first row that is not whole numbers where it should be."""
    with _opened(path) as file:
        reader = csv.reader(file)
        try:
            next(reader, None)
            for row in filter(None, reader):
                for place, name in zip(places, wanted, strict=True):
                    found = row[place] if place < len(row) else ""
                    if not _whole(found):
                        return _no_number(path, reader.line_num, name, found)
        except csv.Error as error:
            return BadRow(
                f"{path}, line {reader.line_num + 1}: {error}; correct it or take it out.", path=str(path)
            )
    return BadRow(f"{path} holds rows that are not whole numbers in {', '.join(wanted)}.", path=str(path))


def _no_number(path: Path, line: int, name: str, found: str) -> BadRow:
    what = f"{name} is {found!r}, which is no whole number" if found else f"{name} is missing"
    return BadRow(f"{path}, line {line}: {what}; correct the row or take it out.", path=str(path), line=line)


def _whole(text: str) -> bool:
    digits = text.strip().removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER


def _comments(path: Path) -> dict[Any, Statement]:
    with _opened(path) as file:
        rows = csv.DictReader(file)
        try:
            return {int(row["comment-id"]): _comment(row) for row in rows}
        except (KeyError, ValueError, TypeError, csv.Error) as error:
            raise BadRow(
                f"{path}, line {rows.line_num}: this statement cannot be read ({error}); "
                "it needs whole numbers for comment-id, agrees, disagrees and moderated.",
                path=str(path),
                line=rows.line_num,
            ) from error


def _comment(row: Mapping[str, str]) -> Statement:
    return Statement(
        number=int(row["comment-id"]),
        words=row.get("comment-body") or "",
        moderation=int(row.get("moderated") or 0),
        is_meta=(row.get("is-meta") or "").strip().lower() in {"true", "t", "1"},
        agrees=int(row["agrees"]) if row.get("agrees") else None,
        disagrees=int(row["disagrees"]) if row.get("disagrees") else None,
    )


# Our own columns


def _own(path: Path, meta: Collection[Any]) -> VoteMatrix:
    who, on, how, at = [], [], [], []
    with _opened(path) as file:
        reader = csv.DictReader(file)
        try:
            reader.fieldnames = [name.strip() for name in reader.fieldnames or []]
            for row in reader:
                place = f"{path}, line {reader.line_num}"
                who.append(_filled(row, "participant", place))
                on.append(_filled(row, "statement", place))
                how.append(_vote_word(row, place))
                at.append(_time(row.get("cast_at"), place))
        except csv.Error as error:
            raise BadRow(
                f"{path}, line {reader.line_num + 1}: {error}; correct it or take it out."
            ) from error
    if not who:
        raise TooFew(f"{path} holds no votes; groups need some.", path=str(path))
    return matrix(_labels(who), _labels(on), how, at=at if any(at) else None, meta=meta)


def _filled(row: Mapping[str, str], name: str, place: str) -> str:
    if text := (row.get(name) or "").strip():
        return text
    raise BadRow(f"{place}: there is no {name}; fill it in or take the row out.", place=place)


def _vote_word(row: Mapping[str, str], place: str) -> int:
    word = (row.get("vote") or "").strip().lower()
    if word in WORDS:
        return WORDS[word]
    if _whole(word):
        raise BadRow(
            f"{place}: the vote is {word}, and systems differ on which sign means agree; "
            "write agree, disagree or pass.",
            place=place,
        )
    raise BadRow(f"{place}: the vote is {word!r}; write agree, disagree or pass.", place=place)


def _time(text: str | None, place: str) -> float:
    if not text or not text.strip():
        return 0.0
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadRow(
            f"{place}: cast_at is {text.strip()!r}; write it like 2026-11-21T19:05:00.", place=place
        ) from error
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()


def _labels(words: list[str]) -> list[Any]:
    """Labels as whole numbers if all of them are, spelled as numbers are; else as they stand."""
    return (
        [int(word) for word in words]
        if all(str(int(w)) == w if _whole(w) else False for w in words)
        else words
    )
