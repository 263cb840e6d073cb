"""What our own method found as plain data: what `folkmoot opinion groups --method folkmoot --json` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from folkmoot.opinion.charts import group_name, map_in_words
from folkmoot.opinion.differences import Apart, Bridge, Crux
from folkmoot.opinion.intervals import LEVEL, NAME, Share
from folkmoot.opinion.own import OwnOpinion
from folkmoot.opinion.stability import in_words

MOST_LISTED = 10


def own_summary(found: OwnOpinion, *, with_participants: bool = True) -> dict[str, Any]:
    """Lists, numbers and words only; statements and participants under their own labels.

    Every share is of those who took a side, with the two ends of its interval; passes are beside it.
    with_participants: False leaves out who is in which group and where each participant stands.
    """
    statements = found.votes.statements.tolist()
    plain: dict[str, Any] = {
        "method": found.method,
        "participants": len(found.votes.participants),
        "statements": len(statements),
        "votes": len(found.votes.values),
        "clustered": len(found.clustered),
        "k": found.k,
        "groups": _groups(found, with_participants),
        "stability": {
            str(name): round(share, 4)
            for name, share in zip(found.ids.tolist(), found.stability.tolist(), strict=True)
        },
        "against_chance": {**asdict(found.chance), "stands_out": found.chance.stands_out},
        "representative": {
            str(name): [_apart(told) for told in chosen]
            for name, chosen in zip(found.ids.tolist(), found.representative, strict=True)
        },
        "consensus": {
            leaning: [{"statement": told.statement, **_share(told.share)} for told in chosen]
            for leaning, chosen in (("agree", found.consensus.agree), ("disagree", found.consensus.disagree))
        },
        "group_aware_consensus": dict(zip(map(str, statements), found.group_aware.tolist(), strict=True)),
        "bridging": [_bridge(told, found) for told in found.bridges[:MOST_LISTED]],
        "cruxes": [_crux(told, found) for told in found.cruxes[:MOST_LISTED]],
        "priority": dict(zip(map(str, statements), found.priority.tolist(), strict=True)),
        "projection": _projection(found, with_participants),
        "interval": {"name": NAME, "level": LEVEL},
        "signs": {"agree": 1, "disagree": -1, "pass": 0},
        "words": map_in_words(found),
    }
    if not found.k:
        plain["note"] = no_clear_groups(found)
    return plain


def no_clear_groups(found: OwnOpinion) -> str:
    """Why there are no groups, in one sentence."""
    people = len(found.clustered)
    if people < 4:
        return f"No clear groups: {people} voted enough to be grouped, and groups need at least four people."
    if not found.chance.stands_out:
        return (
            f"No clear groups: the votes of these {people} people line up no more than votes would "
            "in which people differ only in how readily they agree."
        )
    return (
        f"No clear groups: these {people} people differ, but not in groups that would come back "
        "had somewhat other people come."
    )


def _groups(found: OwnOpinion, with_participants: bool) -> list[dict[str, Any]]:
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=found.k).tolist()
    groups = []
    for place, (name, size) in enumerate(zip(found.ids.tolist(), sizes, strict=True)):
        own = found.labels == place
        group: dict[str, Any] = {"id": name, "name": group_name(place), "size": size}
        if with_participants:
            group["members"] = found.votes.participants[own].tolist()
        group["stability"] = round(float(found.stability[place]), 4)
        group["in_words"] = in_words(float(found.stability[place]))
        group["belonging"] = round(float(found.belongs[own].mean()), 4)
        groups.append(group)
    return groups


def _share(share: Share) -> dict[str, Any]:
    """A share as plain data. `seen` counts passes, `share` and its interval do not."""
    return {
        "agree": share.agree,
        "disagree": share.disagree,
        "pass": share.passes,
        "seen": share.sides + share.passes,
        "share": None if share.share is None else round(share.share, 6),
        "low": round(share.low, 6),
        "high": round(share.high, 6),
    }


def _apart(told: Apart) -> dict[str, Any]:
    here = _share(told.here)
    return {
        "statement": told.statement,
        "leaning": told.leaning,
        "votes": here[told.leaning],
        **here,
        "elsewhere": _share(told.elsewhere),
        "least_gap": round(told.least_gap, 6),
    }


def _bridge(told: Bridge, found: OwnOpinion) -> dict[str, Any]:
    return {
        "statement": told.statement,
        "least_sure": {"group": _id(found)(told.group), **_share(told.least)},
    }


def _crux(told: Crux, found: OwnOpinion) -> dict[str, Any]:
    name = _id(found)
    return {
        "statement": told.statement,
        "most_for": {"group": name(told.most_for), **_share(told.high)},
        "least_for": {"group": name(told.least_for), **_share(told.low)},
        "least_gap": round(told.least_gap, 6),
    }


def _id(found: OwnOpinion) -> Callable[[int | None], int | None]:
    ids: list[int] = found.ids.tolist()
    return lambda place: None if place is None else ids[place]


def _projection(found: OwnOpinion, with_participants: bool) -> dict[str, Any]:
    def places(labels: list[Any], points: list[list[float]]) -> list[dict[str, Any]]:
        return [{"id": name, "x": x, "y": y} for name, (x, y) in zip(labels, points, strict=True)]

    plain = {"statements": places(found.votes.statements.tolist(), found.projection.statements.tolist())}
    if with_participants:
        people = found.votes.participants.tolist()
        plain["participants"] = places(people, found.projection.participants.tolist())
    return plain
