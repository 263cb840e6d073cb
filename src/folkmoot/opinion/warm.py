"""What one count leaves for the next, without anybody in it.

By our own method that is the profiles which the last search for groups found. By the published
one, a Polis server keeps who was in which cluster; here only the directions of the map and the
middles of clusters are kept, which can be written down and tell of no participant. Whoever voted is
put with the nearest middle again, and from there the method goes on as it does with memberships.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from folkmoot.opinion.groups import Groups, Smoother, who_is_clustered
from folkmoot.opinion.kmeans import POINTS_AT_A_TIME, Clustering
from folkmoot.opinion.null import AgainstChance
from folkmoot.opinion.own import Profiles, Search
from folkmoot.opinion.polis import Opinion, State, opinion
from folkmoot.opinion.projection import centres, place
from folkmoot.opinion.votes import Floats, Ints, VoteMatrix


def kept(found: Opinion) -> dict[str, Any]:
    """The state of a count as lists and numbers: no participant's label, place or cluster."""
    groups = found.groups
    return {
        "statements": found.votes.statements.tolist(),
        "components": found.projection.components.tolist(),
        "bases": {"ids": groups.bases.ids.tolist(), "centres": groups.bases.centres.tolist()},
        "by_k": {
            str(k): {"ids": one.ids.tolist(), "centres": one.centres.tolist(), "labels": one.labels.tolist()}
            for k, one in groups.by_k.items()
        },
        "fit": {str(k): fit for k, fit in groups.fit.items()},
        "smoother": [groups.smoother.winner, groups.smoother.wins, groups.smoother.shown],
    }


def kept_search(search: Search) -> dict[str, Any]:
    """A search by our own method as lists and numbers; `search_from` reads it again."""
    profiles, chance = search.profiles, search.chance
    return {
        "ids": profiles.ids.tolist(),
        "statements": profiles.statements.tolist(),
        "rates": profiles.rates.tolist(),
        "stability": search.stability.tolist(),
        "chance": [chance.found, chance.expected, chance.spread],
    }


def search_from(state: Mapping[str, Any]) -> Search | None:
    """The search that `kept_search` wrote down; None where there is none."""
    if not state:
        return None
    ids, statements = _ints(state["ids"]), np.array(state["statements"])
    rates = np.array(state["rates"], dtype=np.float64).reshape(len(ids), len(statements))
    stability = np.array(state["stability"], dtype=np.float64)
    return Search(Profiles(ids, statements, rates), stability, AgainstChance(*state["chance"]))


def opinion_from(votes: VoteMatrix, state: Mapping[str, Any]) -> Opinion:
    """The published method begun from an earlier count's `kept`; cold where that holds no clusters."""
    return opinion(votes, before=begun(votes, state))


def begun(votes: VoteMatrix, state: Mapping[str, Any]) -> State | None:
    """An earlier count's `kept` with today's participants put where they are nearest; None: begin cold."""
    if not state or not state["bases"]["ids"]:
        return None
    components = _components(votes, state)
    if not components.any():
        return None
    clustered = who_is_clustered(votes)
    middles = np.array(state["bases"]["centres"], dtype=np.float64)
    here = place(votes, centres(votes), components).participants[clustered]
    bases = Clustering(_ints(state["bases"]["ids"]), middles, _nearest(here, middles))
    by_k = {
        int(k): Clustering(_ints(one["ids"]), np.array(one["centres"]), _ints(one["labels"]))
        for k, one in state["by_k"].items()
    }
    fit = {int(k): float(value) for k, value in state["fit"].items()}
    groups = Groups(clustered, bases, by_k, fit, Smoother(*state["smoother"]))
    return State(votes.participants, votes.statements, components, groups)


def _components(votes: VoteMatrix, state: Mapping[str, Any]) -> Floats:
    """The kept directions in today's columns; a statement that came since begins at 1, as on a server."""
    kept_at = {label: at for at, label in enumerate(state["statements"])}
    components = np.array(state["components"], dtype=np.float64)
    known = components.any(axis=1)
    today = np.zeros((len(components), len(votes.statements)))
    for column, label in enumerate(votes.statements.tolist()):
        at = kept_at.get(label)
        today[:, column] = known if at is None else components[:, at]
    return today


def _nearest(points: Floats, middles: Floats) -> Ints:
    labels = np.zeros(len(points), dtype=np.int64)
    for start in range(0, len(points), POINTS_AT_A_TIME):
        part = points[start : start + POINTS_AT_A_TIME]
        labels[start : start + len(part)] = np.argmin(
            (middles**2).sum(axis=1) - 2.0 * (part @ middles.T), axis=1
        )
    return labels


def _ints(values: Any) -> Ints:
    return np.array(values, dtype=np.int64)
