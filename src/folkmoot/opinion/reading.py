"""Votes read from files: a moot's own files, a Polis export folder, a Polis server's JSON, or one table.

The sign of a vote is never guessed. Where files hold counts of agreement beside the votes the
sign is read from them; where nothing tells, the reader asks.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from folkmoot.errors import BadRow, FolkmootError, NotFound, TooFew, UnknownFormat, Unreadable
from folkmoot.opinion.moots import votes_in
from folkmoot.opinion.votes import Ints, VoteMatrix, matrix

ROWS_AT_A_TIME = 1_000_000
LONGEST_NUMBER = 18
WORDS = {"agree": 1, "disagree": -1, "pass": 0}
POLIS_COLUMNS = ("comment-id", "voter-id", "vote")
PACKED = {".xlsx", ".xlsm", ".zip"}
OWN_COLUMNS = ("participant", "statement", "vote")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was handed in; moderation 1 accepted, 0 undecided, -1 rejected.

    agrees, disagrees: how many votes of each the source itself counts; None where it does not say.
    """

    number: int
    words: str = ""
    moderation: int = 0
    is_meta: bool = False
    agrees: int | None = None
    disagrees: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Votes and the statements they are on. turned: the source had agreement as -1."""

    votes: VoteMatrix
    statements: Mapping[Any, Statement] = field(default_factory=dict)
    turned: bool = False


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
        if _columns(path / "votes.csv").issuperset(POLIS_COLUMNS):
            return _export(path, meta=meta, agree=agree)
        return _file(path / "votes.csv", meta=meta, agree=agree)
    if (path / "votes.json").is_file():
        return _server(path, meta=meta, agree=agree)
    raise UnknownFormat(
        f"{path} holds neither votes.csv nor votes.json; give a moot's workbook or folder, "
        "a Polis export folder, a Polis server's JSON folder or a CSV of votes.",
        path=str(path),
    )


def _file(path: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    columns = _columns(path)
    if columns.issuperset(POLIS_COLUMNS):
        return _export(path, meta=meta, agree=agree)
    if columns.issuperset(OWN_COLUMNS):
        return Ballots(_own(path, meta))
    missing = [name for name in OWN_COLUMNS if name not in columns]
    raise UnknownFormat(
        f"{path} has no column {' or '.join(map(repr, missing))}; a file of votes has the columns "
        "participant, statement, vote (agree, disagree or pass), and cast_at if known.",
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


def _export(path: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    votes_file = path / "votes.csv" if path.is_dir() else path
    beside = votes_file.parent / "comments.csv"
    statements = _comments(beside) if beside.is_file() else {}
    at, on, who, how = polis_columns(votes_file)
    sign = agree or _sign(on, how, statements, votes_file)
    return _ballots(who, on, how * sign, at, statements, meta, turned=sign == -1)


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
    _only_signs(path, how)
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


def _only_signs(path: Path, how: Ints) -> None:
    wrong = np.flatnonzero((how < -1) | (how > 1))
    if len(wrong):
        line = int(wrong[0]) + 2
        raise BadRow(
            f"{path}, line {line}: the vote is {how[wrong[0]]}; it should be 1, -1 or 0.",
            path=str(path),
            line=line,
        )


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


# A Polis server


def _server(folder: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    rows = _json_list(folder / "votes.json")
    if not rows:
        raise TooFew(f"{folder / 'votes.json'} holds no votes; groups need some.", path=str(folder))
    beside = folder / "comments.json"
    try:
        statements = _server_comments(_json_list(beside)) if beside.is_file() else {}
        who = _numbers(_one_of(row, "pid", "participant_id") for row in rows)
        on = _numbers(_one_of(row, "tid", "statement_id") for row in rows)
        how = _numbers(row["vote"] for row in rows)
        at = _numbers(row.get("modified") or 0 for row in rows)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(
            f"{folder} has a vote or statement that cannot be read ({error}); a vote needs pid or "
            "participant_id, tid or statement_id, and vote, all of them numbers.",
            path=str(folder),
        ) from error
    _only_signs(folder / "votes.json", how)
    sign = agree or _sign(on, how, statements, folder / "votes.json")
    return _ballots(who, on, how * sign, at, statements, meta, turned=sign == -1)


def _numbers(values: Iterable[Any]) -> Ints:
    return np.array([int(float(value)) for value in values], dtype=np.int64)


def _json_list(path: Path) -> list[Any]:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path} is not JSON: {error}.", path=str(path)) from error
    if not isinstance(value, list):
        raise Unreadable(f"{path} holds no list; a Polis server's {path.name} is one.", path=str(path))
    return value


def _server_comments(rows: list[Any]) -> dict[Any, Statement]:
    return {
        int(_one_of(row, "tid", "statement_id")): Statement(
            number=int(_one_of(row, "tid", "statement_id")),
            words=row.get("txt") or "",
            moderation=int(row.get("mod", row.get("moderated")) or 0),
            is_meta=bool(row.get("is_meta")),
            agrees=row.get("agree_count"),
            disagrees=row.get("disagree_count"),
        )
        for row in rows
    }


def _one_of(row: Mapping[str, Any], *names: str) -> Any:
    """A Polis server's own name for a key, or the one that converters give it."""
    for name in names:
        if row.get(name) is not None:
            return row[name]
    raise KeyError(names[0])


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


# What all of them share


def _ballots(
    who: Ints,
    on: Ints,
    how: Ints,
    at: Ints,
    statements: Mapping[Any, Statement],
    meta: Collection[Any],
    *,
    turned: bool,
) -> Ballots:
    about_people = {str(number) for number in meta} | {
        str(s.number) for s in statements.values() if s.is_meta
    }
    rejected = {number for number, statement in statements.items() if statement.moderation == -1}
    return Ballots(matrix(who, on, how, at=at, rejected=rejected, meta=about_people), statements, turned)


def _sign(on: Ints, how: Ints, statements: Mapping[Any, Statement], path: Path) -> int:
    """1 if agreement is 1 in this source, -1 if it is turned round, as its own counts tell."""
    if not how.any():
        return 1
    as_it_stands, turned = (_misses(on, how * sign, statements) for sign in (1, -1))
    if as_it_stands == turned:
        raise Unreadable(
            f"Nothing beside {path} tells whether 1 or -1 means agree; say --agree 1 or --agree -1.",
            path=str(path),
        )
    return 1 if as_it_stands < turned else -1


def _misses(on: Ints, how: Ints, statements: Mapping[Any, Statement]) -> int:
    """How many votes lie between what the source counts and what we count."""
    agrees, disagrees = _counted(on[how == 1]), _counted(on[how == -1])
    return sum(
        abs(agrees.get(number, 0) - statement.agrees) + abs(disagrees.get(number, 0) - statement.disagrees)
        for number, statement in statements.items()
        if statement.agrees is not None and statement.disagrees is not None
    )


def _counted(labels: Ints) -> dict[int, int]:
    return dict(zip(*(part.tolist() for part in np.unique(labels, return_counts=True)), strict=True))
