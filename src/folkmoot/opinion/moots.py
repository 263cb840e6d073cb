"""The votes of a moot that was read from files, with what its statements say of themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path, PurePath
from typing import Any

from folkmoot.errors import BadRow, TooFew, Unreadable
from folkmoot.meetings.moots import MODERATION, Moot, Reading, Vote
from folkmoot.meetings.reading import read_path
from folkmoot.opinion.votes import VoteMatrix, matrix

TELLING = ("votes", "statements", "comments")


def votes_in(
    path: Path, *, meta: Collection[Any] = (), agree: int | None = None, as_they_stand: bool = False
) -> VoteMatrix:
    """The votes of the one moot at a path: a workbook, a zip, a folder of our own CSV files, an export.

    as_they_stand: rows in the order of the file, not of the house.
    Rejected statements and those about people are marked as the files mark them.
    Raises BadRow for a vote or statement that cannot be taken, Unreadable where several moots
    are there, TooFew where nobody voted.
    """
    readings = read_path(path, agree=agree).readings
    if len(readings) > 1:
        raise Unreadable(f"{path} holds {len(readings)} moots; give one of them.", path=str(path))
    _all_taken(readings[0])
    return votes_of(readings[0].moot, meta=meta, as_they_stand=as_they_stand)


def _all_taken(reading: Reading) -> None:
    """A result without some of the votes would look whole, so a row that was left out is an error here."""
    for item in reading.unread:
        if item.cell or PurePath(item.file).stem.endswith(TELLING):
            raise BadRow(item.sentence, file=item.file, line=item.line)


def votes_of(moot: Moot, *, meta: Collection[Any] = (), as_they_stand: bool = False) -> VoteMatrix:
    """Participants x statements by their numbers, in the order in which the house keeps them.

    as_they_stand: in the order of the votes instead.
    Raises TooFew when nobody has voted.
    """
    if not moot.votes:
        raise TooFew(f"Nobody has voted at {moot.title!r} yet; groups need votes.", slug=moot.slug)
    votes: Sequence[Vote] = moot.votes
    if not as_they_stand:
        votes = sorted(votes, key=lambda vote: (vote.statement, vote.participant))
    times = [vote.cast_at.timestamp() if vote.cast_at else 0.0 for vote in votes]
    return matrix(
        [vote.participant for vote in votes],
        [vote.statement for vote in votes],
        [vote.value for vote in votes],
        at=times if any(times) else None,
        rejected={s.number for s in moot.statements if s.moderation == MODERATION["rejected"]},
        meta={*meta, *(s.number for s in moot.statements if s.is_meta)},
    )
