"""The published Polis method, one update over all last votes: from a matrix of votes to opinion groups.

Two knowing differences: above 10,000 people the full power iteration runs where the server
samples, and no vote is dropped for size. Everything is deterministic: the same votes in the same
order of rows give the same answer.
Source: github.com/compdemocracy/polis, math/; Small et al. 2021, Recerca 26(2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.opinion.consensus import Bridge, Consensus, bridges, consensus, group_aware
from folkmoot.opinion.groups import Groups, group, who_is_clustered
from folkmoot.opinion.kmeans import Clustering
from folkmoot.opinion.priority import priorities
from folkmoot.opinion.projection import Projection, project
from folkmoot.opinion.representative import Representative, representatives
from folkmoot.opinion.votes import Counts, Flags, Floats, Ints, Labels, VoteMatrix, counted, everybody

METHOD = "polis"


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What one update hands to the next, by label, so that rows and columns may have come since.

    participants: a label a row that `groups` speaks of; statements: a label a column of `components`.
    """

    participants: Labels
    statements: Labels
    components: Floats
    groups: Groups


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What the votes came to.

    labels: the group of each row, from 0 to k - 1, -1 for none. counts: votes a group and
    statement; where nobody stands apart, one row of everybody clustered. overall: votes of all
    participants. group_aware, priority: one number a statement.
    """

    votes: VoteMatrix
    projection: Projection
    groups: Groups
    labels: Ints
    counts: Counts
    overall: Counts
    representative: tuple[tuple[Representative, ...], ...]
    consensus: Consensus
    group_aware: Floats
    bridges: tuple[Bridge, ...]
    priority: Floats
    method: str = METHOD

    @property
    def k(self) -> int:
        """How many groups; 0 where the votes draw nobody apart."""
        return self.groups.k

    @property
    def clustered(self) -> Ints:
        """The rows that voted enough to be grouped."""
        return self.groups.clustered

    @property
    def state(self) -> State:
        """What the next update begins from."""
        return State(self.votes.participants, self.votes.statements, self.projection.components, self.groups)


def opinion(votes: VoteMatrix, *, before: State | None = None) -> Opinion:
    """Groups, what sets them apart, and what everybody agrees on.

    before: the state of the last update; map, groups and their number then begin from it. Without
    it this is a cold start.
    """
    people = len(votes.participants)
    components, groups_before = _carried(before, votes)
    projection = project(votes, start=components)
    taking_part = who_is_clustered(votes, before=_flags(groups_before, people))
    groups = group(projection.participants, taking_part, before=groups_before)
    return described(votes, projection, groups)


def described(votes: VoteMatrix, projection: Projection, groups: Groups) -> Opinion:
    """Everything that follows from the votes, a map and groups."""
    people = len(votes.participants)
    labels = groups.labels(people)
    counts = counted(votes, labels, groups.k) if groups.k else _all_clustered(votes, groups)
    overall = everybody(votes)
    out = votes.moderated_out
    speaking = representatives(counts, votes.statements, left_out=out) if groups.k else []
    return Opinion(
        votes,
        projection,
        groups,
        labels,
        counts,
        overall,
        tuple(tuple(chosen) for chosen in speaking),
        consensus(overall, votes.statements, left_out=out),
        group_aware(counts),
        tuple(bridges(counts, votes.statements, left_out=out)),
        priorities(counts, projection.extremity, meta=votes.meta),
    )


def _all_clustered(votes: VoteMatrix, groups: Groups) -> Counts:
    labels = np.full(len(votes.participants), -1, dtype=np.int64)
    labels[groups.clustered] = 0
    return counted(votes, labels, 1)


def _flags(groups: Groups | None, people: int) -> Flags | None:
    if groups is None:
        return None
    flags = np.zeros(people, dtype=bool)
    flags[groups.clustered] = True
    return flags


def _carried(before: State | None, votes: VoteMatrix) -> tuple[Floats | None, Groups | None]:
    """An earlier state in today's rows and columns; whoever has gone since is left out.

    A column that came since begins at 1, where the component was known at all.
    """
    if before is None:
        return None, None
    column_now = _places(votes.statements, before.statements)
    known = before.components.any(axis=1)
    components = np.zeros((len(before.components), len(votes.statements)))
    components[known] = 1.0
    components[:, column_now[column_now >= 0]] = before.components[:, column_now >= 0]
    row_now = _places(votes.participants, before.participants)[before.groups.clustered]
    still = np.flatnonzero(row_now >= 0)
    order = still[np.argsort(row_now[still], kind="stable")]
    old = before.groups
    bases = Clustering(old.bases.ids, old.bases.centres, old.bases.labels[order])
    return components, Groups(row_now[order], bases, old.by_k, old.fit, old.smoother)


def _places(labels: Labels, wanted: Labels) -> Ints:
    """Where each wanted label stands among labels; -1 where it does not."""
    place = {label: at for at, label in enumerate(labels.tolist())}
    return np.array([place.get(label, -1) for label in wanted.tolist()], dtype=np.int64)
