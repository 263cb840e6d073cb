"""A Polis conversation from its export, as it is: a moot without tables whose comments are statements.

The sign of a vote differs between exports. It is checked here against the counts of agreement in
comments.csv; turned where it is reversed, and refused where it cannot be told.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from folkmoot.errors import BadRow, Unreadable
from folkmoot.meetings import cells
from folkmoot.meetings.columns import Column, Sheet
from folkmoot.meetings.grids import Grid, Row, decoded, read_csv
from folkmoot.meetings.moots import Moot, Reading, Statement, Vote, slug_of, title_of
from folkmoot.text import normal

_REMEDY = "export the conversation again, or give the folder as Polis wrote it"
_WORDS = Column("comment_body", "The words.", "", required=True)
COMMENTS = Sheet(
    "comments.csv",
    "A Polis export's comments.",
    (
        Column("comment_id", "", "", required=True),
        _WORDS,
        Column("timestamp", "", ""),
        Column("agrees", "", ""),
        Column("disagrees", "", ""),
        Column("moderated", "", ""),
        Column("is_meta", "", ""),
        Column("is_seed", "", ""),
    ),
    remedy=_REMEDY,
    silent=True,
)
VOTES = Sheet(
    "votes.csv",
    "A Polis export's votes.",
    (
        Column("comment_id", "", "", required=True),
        Column("voter_id", "", "", required=True),
        Column("vote", "", "", required=True),
        Column("timestamp", "", ""),
    ),
    remedy=_REMEDY,
    silent=True,
)
_VALUES = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}
_BY_PARTICIPANT = ("participant-votes.csv", "participants-votes.csv")
_MILLISECONDS = 100_000_000_000


def is_export(names: Iterable[str]) -> bool:
    """Whether the files of a folder are a Polis export, by their names."""
    return {"comments.csv", "votes.csv"} <= set(_exported(names))


def from_export(files: Mapping[str, bytes], *, name: str, agree: int | None = None) -> Reading:
    """One moot from the files of a Polis export.

    files: their bytes by file name; summary.csv may be missing. name: of the folder they stand in.
    agree: which number means agree, 1 or -1, where the export itself cannot tell.
    Raises Unreadable where a needed file or column is missing, or the sign of the votes cannot be told.
    """
    own = _exported(files)
    comments = read_csv(files[own["comments.csv"]], file=own["comments.csv"], sheet=COMMENTS)
    votes = read_csv(files[own["votes.csv"]], file=own["votes.csv"], sheet=VOTES)
    statements = _statements(comments)
    cast = _votes(votes, {statement.number for statement in statements})
    sign, remark = _sign(cast, comments, votes.file, agree)
    about = _about(files[own["summary.csv"]], own["summary.csv"]) if "summary.csv" in own else {}
    moot = Moot(
        slug=slug_of(name),
        title=about.get("topic", "").strip()[:200] or title_of(name),
        summary=about.get("conversation-description", "").strip(),
        source=_source(about.get("url", "")),
        statements=tuple(statements),
        votes=tuple(vote._replace(value=sign * vote.value) for vote in cast) if sign < 0 else tuple(cast),
    )
    remarks = (*comments.remarks, *votes.remarks, *([remark] if remark else []))
    return Reading(moot, (*comments.unread, *votes.unread), remarks)


def _exported(names: Iterable[str]) -> dict[str, str]:
    """The export's own names, and the files that bear them; newer ones put a date before the name."""
    found: dict[str, str] = {}
    for name in sorted(names, key=len, reverse=True):
        plain = PurePath(name).name.casefold()
        for own in ("summary.csv", "comments.csv", "votes.csv"):
            if plain == own or (plain.endswith(f"-{own}") and not plain.endswith(_BY_PARTICIPANT)):
                found[own] = name
    return found


def _statements(grid: Grid) -> list[Statement]:
    seen: set[int] = set()

    def statement(row: Row) -> Statement:
        number = cells.whole(row["comment_id"], "comment_id")
        if number in seen:
            raise BadRow(
                f"Comment {number} stands here a second time; the first is kept.", column="comment_id"
            )
        kept = Statement(
            number=number,
            words=cells.words(row["comment_body"], _WORDS),
            is_meta=cells.yes(row["is_meta"], "is_meta"),
            is_seed=cells.yes(row["is_seed"], "is_seed"),
            moderation=_moderation(row["moderated"]),
            written_at=_moment(row["timestamp"]),
        )
        seen.add(number)
        return kept

    return sorted(grid.take(statement), key=lambda statement: statement.number)


def _moderation(text: str) -> int:
    if text and text not in _VALUES:
        raise BadRow(f"moderated is {cells.shown(text)}; it must be 1, 0 or -1.", column="moderated")
    return _VALUES[text] if text else 1


def _votes(grid: Grid, statements: set[int]) -> list[Vote]:
    def vote(row: Row) -> Vote:
        number = cells.whole(row["comment_id"], "comment_id")
        if number not in statements:
            raise BadRow(
                f"The vote is on comment {number}, which comments.csv does not hold; {_REMEDY}.",
                column="comment_id",
            )
        value = _VALUES.get(row["vote"])
        if value is None:
            raise BadRow(f"vote is {cells.shown(row['vote'])}; it must be 1, 0 or -1.", column="vote")
        return Vote(cells.whole(row["voter_id"], "voter_id"), number, value, _moment(row["timestamp"]))

    return grid.take(vote)


def _moment(text: str) -> dt.datetime | None:
    """Milliseconds since 1970, or seconds in some exports."""
    if not text:
        return None
    try:
        stamp = float(text)
        moment = dt.datetime.fromtimestamp(stamp / 1000 if stamp > _MILLISECONDS else stamp, dt.UTC)
        if not cells.FIRST_YEAR <= moment.year <= cells.LAST_YEAR:
            raise ValueError(text)
    except (ValueError, OverflowError, OSError) as error:
        raise BadRow(
            f"timestamp is {cells.shown(text)}; it must count milliseconds since 1970.", column="timestamp"
        ) from error
    return moment


def _sign(votes: list[Vote], comments: Grid, file: str, agree: int | None) -> tuple[int, str]:
    """1 where 1 means agree, -1 where it is reversed, and a remark.

    comments.csv counts agreement over all rows of votes.csv; the reading nearer to its counts is taken.
    Source: the exports themselves, checked on every comment of github.com/compdemocracy/openData.
    """
    if agree is not None:
        return (1 if agree > 0 else -1), f"{file}: {agree} was taken for agree, as told."
    ones = Counter(vote.statement for vote in votes if vote.value == 1)
    minus = Counter(vote.statement for vote in votes if vote.value == -1)
    if not ones and not minus:
        return 1, ""
    straight = turned = 0
    for number, agrees, disagrees in _counted(comments):
        straight += abs(ones[number] - agrees) + abs(minus[number] - disagrees)
        turned += abs(ones[number] - disagrees) + abs(minus[number] - agrees)
    if straight == turned:
        raise Unreadable(
            f"{file}: whether 1 means agree or disagree cannot be told from the columns agrees and disagrees "
            f"of {comments.file}; look at one vote you know and say it with --agree 1 or --agree=-1.",
            file=file,
        )
    if turned < straight:
        return (
            -1,
            f"{file}: here 1 means disagree, by the counts in {comments.file}; the votes were turned round.",
        )
    return 1, ""


def _counted(comments: Grid) -> Iterable[tuple[int, int, int]]:
    """Each comment's number with its counts of agreement and disagreement, where both are there."""
    for row in comments.rows:
        try:
            agrees, disagrees = (
                cells.whole(row["agrees"], "agrees"),
                cells.whole(row["disagrees"], "disagrees"),
            )
            yield cells.whole(row["comment_id"], "comment_id"), agrees, disagrees
        except BadRow:
            continue


def _about(content: bytes, file: str) -> dict[str, str]:
    """The facts of summary.csv by key; a description may hold line breaks, and commas outside quotes."""
    text, _ = decoded(content, file)
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise Unreadable(f"{file} is not CSV; {_REMEDY}.", file=file) from error
    about = {normal(row[0]): cells.cleaned(",".join(row[1:])) for row in rows if row}
    return {key: value for key, value in about.items() if not cells.is_not_text(value)}


def _source(url: str) -> str:
    return f"Polis conversation {url}"[:200] if url else ""
