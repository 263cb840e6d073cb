"""The votes of a moot as a matrix of participants and statements.

One sign everywhere here: agree +1, disagree -1, pass 0. Whoever reads votes from
elsewhere turns them before they come in (see `reading`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.errors import BadRow, TooFew

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Labels: TypeAlias = NDArray[Any]

AGREE, DISAGREE, PASS = 1, -1, 0
VOTES_AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class VoteMatrix:
    """Who voted how on what: participants x statements, kept sparse, a row after the other.

    participants: one label a row; statements: one label a column.
    starts: the votes of row i are those from starts[i] up to starts[i + 1].
    columns, values: the statement and the vote (+1, -1, 0) of each, columns rising within a row.
    rejected, meta: one flag a column; neither kind takes part in drawing the map.
    """

    participants: Labels
    statements: Labels
    starts: Ints
    columns: NDArray[np.int32]
    values: NDArray[np.int8]
    rejected: Flags
    meta: Flags

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.participants), len(self.statements)

    @property
    def counts(self) -> Ints:
        """How many statements each participant voted on, passes and moderated statements included."""
        return np.diff(self.starts)

    @property
    def moderated_out(self) -> Flags:
        """Statements that count for nobody: rejected ones, and those about people (meta)."""
        return self.rejected | self.meta

    def rows(self) -> NDArray[np.int32]:
        """The row of every vote."""
        return np.repeat(np.arange(len(self.participants), dtype=np.int32), self.counts)

    def taking(self, order: ArrayLike) -> VoteMatrix:
        """The same votes with only these rows, in this order."""
        chosen = np.asarray(order, dtype=np.int64)
        counts = self.counts[chosen]
        starts = _starts(counts)
        at = np.arange(starts[-1]) + np.repeat(self.starts[chosen] - starts[:-1], counts)
        return VoteMatrix(
            self.participants[chosen],
            self.statements,
            starts,
            self.columns[at],
            self.values[at],
            self.rejected,
            self.meta,
        )

    def about(
        self, statements: Collection[Any], *, rejected: Collection[Any] = (), meta: Collection[Any] = ()
    ) -> VoteMatrix:
        """The same rows with exactly these columns, in this order; votes on other statements fall away."""
        labels = np.asarray(list(statements))
        place = {label: at for at, label in enumerate(labels.tolist())}
        now = np.array([place.get(label, -1) for label in self.statements.tolist()], dtype=np.int64)
        column, row = now[self.columns], self.rows()
        kept = np.flatnonzero(column >= 0)
        order = kept[np.lexsort((column[kept], row[kept]))]
        counts = np.bincount(row[order], minlength=len(self.participants))
        return VoteMatrix(
            self.participants,
            labels,
            _starts(counts),
            column[order].astype(np.int32),
            self.values[order],
            _named(labels, rejected),
            _named(labels, meta),
        )


def matrix(
    participants: ArrayLike,
    statements: ArrayLike,
    votes: ArrayLike,
    *,
    at: ArrayLike | None = None,
    rejected: Collection[Any] = (),
    meta: Collection[Any] = (),
) -> VoteMatrix:
    """A `VoteMatrix` from three columns of equal length: who, on what, and how.

    participants, statements: labels, numbers or words; votes: +1 agree, -1 disagree, 0 pass.
    at: when each was cast, if known: the latest of one person on one statement counts, else the
    last in the columns. Rows stand in the order in which participants first appear, columns in
    the order of their labels. Labels in `rejected` or `meta` that nobody voted on are left out.

    Raises TooFew when there is no vote, BadRow when a vote is none of the three.
    """
    who, on, how = np.asarray(participants), np.asarray(statements), np.asarray(votes)
    if not len(who):
        raise TooFew("There are no votes here; groups need some.", participants=0)
    _check_signs(how)
    row_labels, row = first_seen(who)
    column_labels, column = np.unique(on, return_inverse=True)
    chosen = _last_votes(row, column, len(column_labels), None if at is None else np.asarray(at))
    row = row[chosen]
    return VoteMatrix(
        row_labels,
        column_labels,
        _starts(np.bincount(row, minlength=len(row_labels))),
        column[chosen].astype(np.int32),
        how[chosen].astype(np.int8),
        _named(column_labels, rejected),
        _named(column_labels, meta),
    )


def first_seen(labels: Labels) -> tuple[Labels, Ints]:
    """The distinct labels in the order in which they first appear, and the place of each label among them."""
    if labels.dtype.kind in "iu" and labels.min() >= 0 and labels.max() < 8 * len(labels) + 1024:
        first = np.full(int(labels.max()) + 1, -1, dtype=np.int64)
        first[labels[::-1]] = np.arange(len(labels) - 1, -1, -1)
        distinct = np.flatnonzero(first >= 0)
        order = np.argsort(first[distinct], kind="stable")
        place = np.empty(len(first), dtype=np.int64)
        place[distinct[order]] = np.arange(len(distinct))
        return distinct[order].astype(labels.dtype), place[labels]
    distinct, at, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(at, kind="stable")
    place = np.empty(len(distinct), dtype=np.int64)
    place[order] = np.arange(len(distinct))
    return distinct[order], place[inverse]


def _check_signs(how: Labels) -> None:
    wrong = np.flatnonzero(~np.isin(how, (AGREE, DISAGREE, PASS)))
    if len(wrong):
        raise BadRow(
            f"Vote {int(wrong[0]) + 1} is {how[wrong[0]]!s}; a vote is 1 (agree), -1 (disagree) or 0 (pass).",
            at=int(wrong[0]),
        )


def _last_votes(row: Ints, column: Ints, width: int, at: Labels | None) -> Ints:
    """Which votes count, a row after the other: of several by one person on one statement, the last."""
    key = row * np.int64(width) + column
    order = np.argsort(key, kind="stable")
    key = key[order]
    again = key[1:] == key[:-1]
    if at is not None and np.any(again & (at[order[1:]] < at[order[:-1]])):
        order = np.lexsort((at, row * np.int64(width) + column))
    chosen: Ints = order[np.append(~again, True)]
    return chosen


def _starts(counts: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _named(labels: Labels, names: Collection[Any]) -> Flags:
    wanted = {str(name) for name in names}
    return np.array([str(label) in wanted for label in labels], dtype=bool)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often a statement was agreed with, disagreed with and seen: groups x statements each.

    `seen` counts passes too, so passes are seen - agree - disagree.
    """

    agree: Ints
    disagree: Ints
    seen: Ints

    @property
    def passed(self) -> Ints:
        return self.seen - self.agree - self.disagree

    def whole(self) -> Counts:
        """The same counts over all groups together, as one group."""
        return Counts(*(part.sum(axis=0, keepdims=True) for part in (self.agree, self.disagree, self.seen)))

    def others(self) -> Counts:
        """For every group, the counts of all the other groups together."""
        return Counts(
            *(part.sum(axis=0, keepdims=True) - part for part in (self.agree, self.disagree, self.seen))
        )


def counted(votes: VoteMatrix, labels: ArrayLike, groups: int) -> Counts:
    """Counts a group and statement.

    labels: one a participant, from 0 to groups - 1; below 0 belongs to none and is left out.
    """
    label = np.asarray(labels, dtype=np.int64)
    width = len(votes.statements)
    cells = np.zeros(groups * width * 3, dtype=np.int64)
    rows = votes.rows()
    for start in range(0, len(rows), VOTES_AT_A_TIME):
        part = slice(start, start + VOTES_AT_A_TIME)
        group = label[rows[part]]
        key = (group * width + votes.columns[part]) * 3 + (votes.values[part] + 1)
        cells += np.bincount(key[group >= 0], minlength=len(cells))
    disagree, passed, agree = np.moveaxis(cells.reshape(groups, width, 3), 2, 0)
    return Counts(agree, disagree, agree + disagree + passed)


def everybody(votes: VoteMatrix) -> Counts:
    """Counts over all participants, clustered or not, as one group."""
    return counted(votes, np.zeros(len(votes.participants), dtype=np.int64), 1)
