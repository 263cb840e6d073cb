"""What an opinion comes to as plain data: what `folkmoot opinion groups --json` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Protocol

import numpy as np

from folkmoot.meetings.voting import FEWEST_SHOWN
from folkmoot.opinion.charts import Mapped, group_name, map_in_words
from folkmoot.opinion.consensus import Bridge
from folkmoot.opinion.polis import Opinion
from folkmoot.opinion.votes import Counts, VoteMatrix

MOST_BRIDGES = 10


def summary(found: Opinion, *, with_participants: bool = True) -> dict[str, Any]:
    """Lists, numbers and words only; statements and participants under their own labels.

    with_participants: False leaves out who is in which group and where each participant stands,
    for whatever is kept or shown.
    """
    votes = found.votes
    statements = votes.statements.tolist()
    plain: dict[str, Any] = {
        "method": found.method,
        "participants": len(votes.participants),
        "statements": len(statements),
        "votes": len(votes.values),
        "clustered": len(found.groups.clustered),
        "k": found.k,
        "groups": _groups(found, with_participants=with_participants),
        "fit": {str(k): round(fit, 6) for k, fit in found.groups.fit.items()},
        "stability": None,
        "representative": {
            str(group["id"]): [asdict(statement) for statement in chosen]
            for group, chosen in zip(
                _groups(found, with_participants=False), found.representative, strict=True
            )
        },
        "consensus": {
            "agree": [asdict(statement) for statement in found.consensus.agree],
            "disagree": [asdict(statement) for statement in found.consensus.disagree],
        },
        "group_aware_consensus": _by_statement(statements, found.group_aware),
        "bridging": [_bridge(bridge, found) for bridge in found.bridges[:MOST_BRIDGES]],
        "priority": _by_statement(statements, found.priority),
        "projection": _projection(found, with_participants=with_participants),
        "signs": {"agree": 1, "disagree": -1, "pass": 0},
    }
    if not found.k:
        plain["note"] = no_groups(found)
    return plain


class Described(Mapped, Protocol):
    """What both methods find, as far as `shown` needs it."""

    @property
    def votes(self) -> VoteMatrix: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def overall(self) -> Counts: ...


def shown(found: Described, plain: dict[str, Any]) -> dict[str, Any]:
    """A summary without participants, made fit to be kept.

    Beside what `plain` holds, `tallies` holds for each statement that is not rejected how often it
    was agreed with, disagreed with and passed on, by everybody and by each group (None: too small).
    """
    small = {place for place, group in enumerate(plain["groups"]) if group["size"] < FEWEST_SHOWN}
    small_ids = {plain["groups"][place]["id"] for place in small}
    for place, group in enumerate(plain["groups"]):
        group["name"] = group_name(place)
        if place in small:
            plain["representative"][str(group["id"])] = []
    for told in (*plain["bridging"], *plain.get("cruxes", ())):
        for part in ("least_sure", "most_for", "least_for"):
            if part in told and told[part]["group"] in small_ids:
                told[part] = {"group": told[part]["group"]}
    plain["tallies"] = {
        str(name): {
            "all": _parts(found.overall, 0, column),
            "groups": [None if g in small else _parts(found.counts, g, column) for g in range(found.k)],
        }
        for column, name in enumerate(found.votes.statements.tolist())
        if not found.votes.rejected[column]
    }
    plain["words"] = map_in_words(found)
    return plain


def _parts(counts: Counts, group: int, column: int) -> list[int]:
    return [int(part[group, column]) for part in (counts.agree, counts.disagree, counts.passed)]


def no_groups(found: Opinion) -> str:
    """Why there are no groups, in one sentence."""
    people = len(found.groups.clustered)
    if people < 2:
        return f"No groups: {people} participant voted enough to stand anywhere, and a group needs others."
    return f"No groups: on these votes all {people} participants stand at one point of the map."


def _groups(found: Opinion, *, with_participants: bool) -> list[dict[str, Any]]:
    if found.groups.chosen is None:
        return []
    ids = found.groups.chosen.ids.tolist()
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=len(ids)).tolist()
    groups: list[dict[str, Any]] = [{"id": name, "size": size} for name, size in zip(ids, sizes, strict=True)]
    if with_participants:
        for place, group in enumerate(groups):
            group["members"] = found.votes.participants[found.labels == place].tolist()
    return groups


def _bridge(bridge: Bridge, found: Opinion) -> dict[str, Any]:
    least_sure = found.groups.chosen.ids[bridge.group].item() if found.groups.chosen is not None else None
    return {
        "statement": bridge.statement,
        "least_sure": {"group": least_sure, "agree": bridge.agree, "seen": bridge.seen, "p": bridge.p},
    }


def _by_statement(statements: list[Any], numbers: np.ndarray[Any, Any]) -> dict[str, float]:
    return {str(name): number for name, number in zip(statements, numbers.tolist(), strict=True)}


def _projection(found: Opinion, *, with_participants: bool) -> dict[str, Any]:
    places = zip(found.votes.statements.tolist(), found.projection.statements.tolist(), strict=True)
    plain: dict[str, Any] = {"statements": [{"id": name, "x": x, "y": y} for name, (x, y) in places]}
    if with_participants:
        people = zip(found.votes.participants.tolist(), found.projection.participants.tolist(), strict=True)
        plain["participants"] = [{"id": name, "x": x, "y": y} for name, (x, y) in people]
    return plain
