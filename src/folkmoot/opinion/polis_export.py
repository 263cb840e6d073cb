"""A moot as a Polis export: the files and columns that Polis writes, agree 1 and disagree -1.

What `meetings.polis` and `opinion.reading` read back is what was written: every vote as it was
cast, with its time, every statement with its moderation. `agrees` and `disagrees` count all rows
of votes.csv, as in Polis's own exports, and tell a reader the sign.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from folkmoot.meetings.moots import Moot, Statement, Vote

POLIS_SOURCE = "Polis conversation "
COMMENT_HEADINGS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "comment-body",
)
VOTE_HEADINGS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
PERSON_HEADINGS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


def export_files(moot: Moot, groups: Mapping[int, int] | None = None) -> dict[str, bytes]:
    """The four files of the export by name.

    groups: the group of each participant by number, where they were found; others stay empty.
    Who wrote a statement is not known here, so author-id is 0. Times are to the millisecond; where
    some vote has none, the votes carry no times at all.
    """
    files = {
        "summary.csv": _summary(moot, groups or {}),
        "comments.csv": _comments(moot),
        "votes.csv": _votes(moot.votes),
        "participants-votes.csv": _people(moot, groups or {}),
    }
    return {name: _csv(rows) for name, rows in files.items()}


def _summary(moot: Moot, groups: Mapping[int, int]) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = [("topic", moot.title)]
    if moot.source.startswith(POLIS_SOURCE):
        rows.append(("url", moot.source.removeprefix(POLIS_SOURCE)))
    return [
        *rows,
        ("voters", len(moot.participants)),
        ("voters-in-conv", len(groups)),
        ("comments", len(moot.statements)),
        ("groups", len(set(groups.values()))),
        ("conversation-description", moot.summary),
    ]


def _comments(moot: Moot) -> list[Sequence[Any]]:
    agrees = Counter(vote.statement for vote in moot.votes if vote.value == 1)
    disagrees = Counter(vote.statement for vote in moot.votes if vote.value == -1)

    def row(one: Statement) -> Sequence[Any]:
        counts = agrees[one.number], disagrees[one.number]
        kinds = str(one.is_meta).lower(), str(one.is_seed).lower()
        return (*_moment(one.written_at), one.number, 0, *counts, one.moderation, *kinds, one.words)

    return [COMMENT_HEADINGS, *map(row, moot.statements)]


def _votes(votes: Sequence[Vote]) -> list[Sequence[Any]]:
    if all(vote.cast_at for vote in votes):
        told = [(*_moment(v.cast_at), v.statement, v.participant, v.value) for v in votes]
        return [VOTE_HEADINGS, *told]
    return [VOTE_HEADINGS[2:], *((v.statement, v.participant, v.value) for v in votes)]


def _people(moot: Moot, groups: Mapping[int, int]) -> list[Sequence[Any]]:
    """Everybody's last vote on each statement, as Polis shows it."""
    last = {(vote.participant, vote.statement): vote.value for vote in _in_time(moot.votes)}
    numbers = [statement.number for statement in moot.statements]
    rows: list[Sequence[Any]] = [(*PERSON_HEADINGS, *numbers)]
    for person in moot.participants:
        own = [last.get((person, number)) for number in numbers]
        counts = (sum(v is not None for v in own), own.count(1), own.count(-1))
        rows.append((person, groups.get(person, ""), 0, *counts, *("" if v is None else v for v in own)))
    return rows


def _in_time(votes: Sequence[Vote]) -> Iterable[Vote]:
    """Votes in the order in which they count: by time where all have one, else as they stand."""
    if all(vote.cast_at for vote in votes):
        return sorted(votes, key=lambda vote: _milliseconds(vote.cast_at) or 0)
    return votes


def _moment(moment: dt.datetime | None) -> tuple[Any, str]:
    """Milliseconds since 1970, and the same for people; both empty where it is not known."""
    stamp = _milliseconds(moment)
    if stamp is None or moment is None:
        return "", ""
    return stamp, _in_utc(moment).strftime("%a %b %d %H:%M:%S UTC %Y")


def _milliseconds(moment: dt.datetime | None) -> int | None:
    if moment is None:
        return None
    since = _in_utc(moment) - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return since // dt.timedelta(milliseconds=1)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """A moment without a zone is taken as UTC, which is how it is read back."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
