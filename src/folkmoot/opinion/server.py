"""Votes from a Polis server's JSON: votes.json, and comments.json where it is there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from folkmoot.errors import TooFew, Unreadable
from folkmoot.opinion.ballots import Ballots, Statement, ballots, counts_of, only_signs, sign_of
from folkmoot.opinion.votes import Ints


def from_server(votes: Path, *, meta: Collection[Any], agree: int | None) -> Ballots:
    """The votes in a Polis server's votes.json, by its own names of keys or by those converters give them.

    What comments.json says of the statements is taken from beside it, where it is there.
    Raises TooFew where there are none, Unreadable or BadRow where one cannot be taken.
    """
    rows = _json_list(votes)
    if not rows:
        raise TooFew(f"{votes} holds no votes; groups need some.", path=str(votes))
    beside = votes.parent / "comments.json"
    try:
        statements = _server_comments(_json_list(beside)) if beside.is_file() else {}
        who = _numbers(_one_of(row, "pid", "participant_id") for row in rows)
        on = _numbers(_one_of(row, "tid", "statement_id") for row in rows)
        how = _numbers(row["vote"] for row in rows)
        at = np.array([_time(row.get("modified")) for row in rows], dtype=np.int64)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(
            f"{votes} has a vote, or {beside.name} a statement, that cannot be read ({error}); a vote needs "
            "pid or participant_id, tid or statement_id, and vote, all of them numbers.",
            path=str(votes),
        ) from error
    only_signs(votes, how)
    sign = agree or sign_of(how, [(on, counts_of(statements))], votes)
    return ballots(who, on, how * sign, at, statements, meta, turned=sign == -1)


def _numbers(values: Iterable[Any]) -> Ints:
    return np.array([_whole(value) for value in values], dtype=np.int64)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else int(float(value))


def _time(value: Any) -> int:
    """Milliseconds; some converters write a date instead. 0 where nothing is said."""
    try:
        return int(float(value or 0))
    except ValueError:
        moment = dt.datetime.fromisoformat(value)
        return round(moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp() * 1000)


def _count(value: Any) -> int | None:
    return None if value in (None, "") else int(float(value))


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
            moderation=int(float(row.get("mod", row.get("moderated")) or 0)),
            is_meta=bool(row.get("is_meta")),
            agrees=_count(row.get("agree_count")),
            disagrees=_count(row.get("disagree_count")),
        )
        for row in rows
    }


def _one_of(row: Mapping[str, Any], *names: str) -> Any:
    """A Polis server's own name for a key, or the one that converters give it."""
    for name in names:
        if row.get(name) is not None:
            return row[name]
    raise KeyError(names[0])
