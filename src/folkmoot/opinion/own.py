"""Our own method: groups that only the votes decide, with how sure they are, or plainly none.

    found = own_opinion(reading.read(Path("export")).votes)
    found.k, found.labels, found.stability

docs/methods/opinion-groups-of-our-own.md argues each difference from the published method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from folkmoot.opinion import differences
from folkmoot.opinion.differences import Apart, Bridge, Consensus, Crux
from folkmoot.opinion.latent import Fit, Sides, directions, fit, likely_at, placed, sides, statements_placed
from folkmoot.opinion.null import NO_CHANCE, AgainstChance, against_chance
from folkmoot.opinion.order import canonical
from folkmoot.opinion.priority import priorities
from folkmoot.opinion.projection import COMPONENTS, Projection
from folkmoot.opinion.searching import best_fits
from folkmoot.opinion.stability import Redrawn
from folkmoot.opinion.votes import Counts, Flags, Floats, Ints, Labels, VoteMatrix, counted, everybody

METHOD = "folkmoot"
ENOUGH_VOTES = 7
ENOUGH_SIDES = 3
MOST_GROUPS = 9
FEWEST_PEOPLE = 2
DISSOLVES = 0.5
LEARNT_FROM = 6_000
LAST_ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """What one count hands to the next, so that groups keep their names: rates, and nobody's place.

    ids: one a group; statements: a label a column of `rates` (groups x statements, 0 to 1).
    """

    ids: Ints
    statements: Labels
    rates: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What one search for groups leaves for counts to go on from: the groups' profiles, and nobody's place.

    profiles, stability: of the groups in one order; both empty where none were found.
    chance: the test against votes without groups, as that search made it.
    """

    profiles: Profiles
    stability: Floats
    chance: AgainstChance


@dataclass(frozen=True, slots=True, eq=False)
class OwnOpinion:
    """What the votes came to by our own method.

    clustered: rows that voted enough to be in a group. labels: the group of each row by place from
    0 to k - 1, -1 for none. ids: a name a group that stays from count to count.
    belongs: for each row in a group, how likely it is of that group and no other; 0 for others.
    stability: one number a group, from 0 to 1. chance: the test against votes without groups.
    counts: votes a group and statement; without groups, one row of everybody clustered.
    """

    votes: VoteMatrix
    projection: Projection
    clustered: Ints
    labels: Ints
    ids: Ints
    belongs: Floats
    stability: Floats
    chance: AgainstChance
    counts: Counts
    overall: Counts
    representative: tuple[tuple[Apart, ...], ...]
    consensus: Consensus
    group_aware: Floats
    bridges: tuple[Bridge, ...]
    cruxes: tuple[Crux, ...]
    priority: Floats
    method: str = METHOD

    @property
    def k(self) -> int:
        """How many groups; 0 where the votes show none clearly."""
        return len(self.ids)

    @property
    def state(self) -> Profiles:
        """What the next count names its groups by."""
        agreed = (self.counts.agree + 1.0) / (self.counts.agree + self.counts.disagree + 2.0)
        return Profiles(self.ids, self.votes.statements, agreed[: self.k])

    @property
    def search(self) -> Search:
        """What a count of newer votes can go on from."""
        return Search(self.state, self.stability, self.chance)


def own_opinion(
    votes: VoteMatrix, *, before: Profiles | None = None, search: Search | None = None
) -> OwnOpinion:
    """Groups, how sure they are, what sets them apart and what everybody agrees on.

    The order of rows changes nothing. before: the profiles of an earlier count; groups that vote
    like an earlier one keep its id. Who is grouped with whom never depends on it.
    search: go on from an earlier search while votes come in: as many groups as it found, fitted to
    these votes, as stable as they were then. A tenth of the work; the next search corrects it.
    """
    order = canonical(votes)
    room = votes.taking(order)
    taken = sides(room)
    clustered = np.flatnonzero(_voted_enough(room, taken))
    going_on = _going_on(search, room.statements, taken, clustered) if search else None
    chance, found, stable = going_on or _grouped(taken, clustered)
    labels = np.full(len(order), -1, dtype=np.int64)
    belongs = np.zeros(len(order))
    if found is not None:
        labels[clustered] = found.labels
        belongs[clustered] = found.belongs.max(axis=1)
    back = np.argsort(order)
    projection = _map(room, taken, clustered, back)
    return _described(
        votes, projection, np.sort(order[clustered]), labels[back], belongs[back], stable, chance, before
    )


def _voted_enough(votes: VoteMatrix, taken: Sides) -> Flags:
    """At least 7 votes on statements that count, 3 of them taking a side.

    Where there are few statements, a vote on half of them is enough.
    """
    counting = ~votes.moderated_out
    width = int(counting.sum())
    cast = np.bincount(votes.rows()[counting[votes.columns]], minlength=len(votes.participants))
    enough = (cast >= min(ENOUGH_VOTES, -(-width // 2))) & (taken.taken >= min(ENOUGH_SIDES, max(width, 1)))
    return np.asarray(enough)


def _grouped(taken: Sides, clustered: Ints) -> tuple[AgainstChance, Fit | None, Floats]:
    """The test against chance, and where it is passed the groups and how stable each is."""
    none: Floats = np.zeros(0)
    if len(clustered) < 2 * FEWEST_PEOPLE:
        return NO_CHANCE, None, none
    room = taken.taking(clustered).weighing(np.ones(len(clustered)))
    chance = against_chance(room)
    if not chance.stands_out:
        return chance, None, none
    sample = (
        room
        if len(room) <= LEARNT_FROM
        else room.taking(np.arange(LEARNT_FROM)).weighing(np.ones(LEARNT_FROM))
    )
    found, stable = _chosen(sample)
    if found is None:
        return chance, None, none
    if sample is not room:
        found = fit(room, found.likely(room), rounds=LAST_ROUNDS)
    order = _by_size(found.labels, found.k)
    return chance, found.ordered(order), stable[order]


def _going_on(
    search: Search, statements: Labels, taken: Sides, clustered: Ints
) -> tuple[AgainstChance, Fit | None, Floats] | None:
    """The groups of an earlier search, fitted to these votes; None where they no longer hold so many."""
    if not len(search.stability):
        return search.chance, None, np.zeros(0)
    if len(clustered) < 2 * FEWEST_PEOPLE:
        return None
    room = taken.taking(clustered).weighing(np.ones(len(clustered)))
    rates = _rates_on(statements, search.profiles, room.common)
    found = fit(room, likely_at(room, rates), rounds=LAST_ROUNDS)
    sizes = np.bincount(found.labels, minlength=found.k)
    return (search.chance, found, search.stability) if (sizes >= FEWEST_PEOPLE).all() else None


def _rates_on(statements: Labels, profiles: Profiles, common: Floats) -> Floats:
    """Each group's rate on each of these statements; everybody's where it is newer than the profiles."""
    known = {label: at for at, label in enumerate(profiles.statements.tolist())}
    rates = np.tile(common, (len(profiles.ids), 1))
    for at, label in enumerate(statements.tolist()):
        if label in known:
            rates[:, at] = profiles.rates[:, known[label]]
    return rates


def _chosen(room: Sides) -> tuple[Fit | None, Floats]:
    """The groups with the best evidence of which every one comes back when the room is drawn again.

    Where no number is so, the one that comes back best; where even that mostly does not, none.
    """
    fits = best_fits(room, min(MOST_GROUPS, len(room) // FEWEST_PEOPLE))
    several = {one.k: one for one in (_without_stragglers(room, one) for one in fits[1:]) if one.k > 1}
    better = [one for one in several.values() if one.evidence > fits[0].evidence]
    tried = [Redrawn(room, one) for one in sorted(better, key=lambda one: -one.evidence)]
    held = next((one for one in tried if one.holds(DISSOLVES)), None)
    best = held or max(tried, key=lambda one: float(one.shares().mean()), default=None)
    if best is None or (best is not held and best.shares().mean() < DISSOLVES):
        return None, np.zeros(0)
    return best.found, best.shares()


def _without_stragglers(room: Sides, found: Fit) -> Fit:
    """No group of one: such groups, and empty ones, are given up and the rest fitted again."""
    while found.k > 1:
        sizes = np.bincount(found.labels, minlength=found.k)
        if (sizes >= FEWEST_PEOPLE).all():
            return found
        kept = np.delete(found.belongs, int(np.argmin(sizes)), axis=1) + 1e-9
        found = fit(room, kept / kept.sum(axis=1, keepdims=True))
    return found


def _by_size(labels: Ints, k: int) -> Ints:
    """Groups from the largest; of equals, the one with the first row in the canonical order."""
    sizes = np.bincount(labels, minlength=k)
    first = np.array([int(np.argmax(labels == g)) for g in range(k)])
    return np.asarray(np.lexsort((first, -sizes)), dtype=np.int64)


def _map(room: VoteMatrix, taken: Sides, clustered: Ints, back: Ints) -> Projection:
    """Two directions in which those who voted enough differ most, and everybody's place along them."""
    width = len(room.statements)
    centre = np.where(room.moderated_out, 0.0, 2.0 * taken.common - 1.0)
    some = taken.taking(clustered) if len(clustered) else taken
    along = directions(some, COMPONENTS)
    along = np.concatenate((along, np.zeros((width, COMPONENTS - along.shape[1]))), axis=1)
    statements = np.where(room.moderated_out[:, None], 0.0, statements_placed(taken, along))
    return Projection(centre, along.T, placed(taken, along)[back], statements)


def _described(
    votes: VoteMatrix,
    projection: Projection,
    clustered: Ints,
    labels: Ints,
    belongs: Floats,
    stable: Floats,
    chance: AgainstChance,
    before: Profiles | None,
) -> OwnOpinion:
    """Everything that follows from the votes, a map and groups."""
    k = len(stable)
    ids = np.arange(k)
    if k and before is not None:
        ids = _names(counted(votes, labels, k), votes.statements, before)
        order = np.argsort(ids)
        place = np.append(np.argsort(order), -1)
        ids, labels, stable = ids[order], place[labels], stable[order]
    within = labels if k else _one_group(clustered, len(labels))
    counts = counted(votes, within, max(k, 1))
    overall = everybody(votes)
    out: dict[str, Any] = {"left_out": votes.moderated_out}
    return OwnOpinion(
        votes,
        projection,
        clustered,
        labels,
        ids,
        belongs,
        stable,
        chance,
        counts,
        overall,
        differences.sets_apart(counts, votes.statements, **out) if k else (),
        differences.consensus(overall, votes.statements, **out),
        differences.group_aware(counts),
        differences.bridges(counts, votes.statements, **out),
        differences.cruxes(counts if k else overall, votes.statements, **out),
        priorities(counts, projection.extremity, meta=votes.meta),
    )


def _one_group(clustered: Ints, people: int) -> Ints:
    labels = np.full(people, -1, dtype=np.int64)
    labels[clustered] = 0
    return labels


def _names(counts: Counts, statements: Labels, before: Profiles) -> Ints:
    """Each group's id: that of the earlier group it votes most like, each given once; else a new one."""
    from scipy.optimize import linear_sum_assignment  # late, as in `kmeans`

    known = {label: at for at, label in enumerate(before.statements.tolist())}
    now = [at for at, label in enumerate(statements.tolist()) if label in known]
    then = [known[statements[at : at + 1].tolist()[0]] for at in now]
    rates = ((counts.agree + 1.0) / (counts.agree + counts.disagree + 2.0))[:, now]
    away = ((rates[:, None] - before.rates[None][:, :, then]) ** 2).sum(axis=2)
    here, there = linear_sum_assignment(away)
    fresh = int(before.ids.max(initial=-1)) + 1
    ids = fresh + np.arange(len(rates))
    ids[here] = before.ids[there]
    return np.asarray(ids, dtype=np.int64)
