"""What the page of results shows, gathered for its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.meetings.voting import FEWEST_SHOWN, Tally
from folkmoot.opinion.charts import SHAPES, group_name
from folkmoot.opinion.groups import ENOUGH_VOTES
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.opinion import queries
from folkmoot.web.opinion.models import Result

FEWEST_VOTERS = 7
AGREED_AT_A_GLANCE = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One group's votes on one statement."""

    group: str
    place: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that is agreed on, and which group is least sure of it."""

    statement: Statement
    tally: Tally
    least_sure: Part | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that sets a group apart: how every group voted on it."""

    statement: Statement
    leaning: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Group:
    """One opinion group as it may be shown; `apart` is False for one of fewer than five."""

    name: str
    place: int
    size: int
    apart: bool
    differences: list[Difference]

    @property
    def shape(self) -> str:
        return SHAPES[self.place]


@dataclass(frozen=True, slots=True)
class Results:
    """A moot's results, ready for a page."""

    result: Result
    groups: list[Group]
    agreed: list[Agreed]
    turned_down: list[Agreed]
    participants: int
    statements: int
    votes: int
    clustered: int
    newer_votes: int
    enough_votes: int = ENOUGH_VOTES

    @property
    def others(self) -> int:
        """How many voted on too little to be in a group."""
        return self.participants - self.clustered

    @property
    def shown_apart(self) -> list[Group]:
        return [group for group in self.groups if group.apart]

    @property
    def has_small_group(self) -> bool:
        return any(not group.apart for group in self.groups)

    @property
    def words(self) -> str:
        return str(self.result.value.get("words", ""))


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why there is nothing to show: too few have voted, or the votes are still being counted."""

    voters: int
    needed: int = FEWEST_VOTERS

    @property
    def is_counting(self) -> bool:
        return self.voters >= self.needed


def results(moot: Moot) -> Results | NotYet:
    """The results of a moot as they stand, or why there are none yet."""
    result = queries.result_of(moot)
    if result is None or result.value["participants"] < FEWEST_VOTERS:
        voters = queries.voters(moot)
        return NotYet(voters) if result is None else NotYet(min(voters, FEWEST_VOTERS - 1))
    value = result.value
    known = queries.public_statements(moot)
    return Results(
        result=result,
        groups=_groups(value, known),
        agreed=_agreed(value, known),
        turned_down=_consensus(value, known, "disagree"),
        participants=value["participants"],
        statements=value["statements"],
        votes=value["votes"],
        clustered=value["clustered"],
        newer_votes=queries.votes_since(result),
    )


def _groups(value: Mapping[str, Any], known: Mapping[int, Statement]) -> list[Group]:
    return [
        Group(
            name=group_name(place),
            place=place,
            size=group["size"],
            apart=group["size"] >= FEWEST_SHOWN,
            differences=[
                Difference(known[told["statement"]], told["leaning"], _parts(value, told["statement"]))
                for told in value["representative"].get(str(group["id"]), [])
                if told["statement"] in known
            ],
        )
        for place, group in enumerate(value["groups"])
    ]


def _parts(value: Mapping[str, Any], statement: int) -> list[Part]:
    """How each group that is shown apart voted on a statement."""
    by_group = value["tallies"][str(statement)]["groups"]
    return [Part(group_name(place), place, Tally(*counts)) for place, counts in enumerate(by_group) if counts]


def _agreed(value: Mapping[str, Any], known: Mapping[int, Statement]) -> list[Agreed]:
    """What is agreed across all groups; where there are none, what most agree with."""
    if not value["k"]:
        return _consensus(value, known, "agree")
    place = {group["id"]: at for at, group in enumerate(value["groups"])}
    agreed = []
    for bridge in value["bridging"]:
        if bridge["statement"] not in known:
            continue
        counts = value["tallies"][str(bridge["statement"])]
        at = place[bridge["least_sure"]["group"]]
        least = counts["groups"][at]
        part = Part(group_name(at), at, Tally(*least)) if least else None
        agreed.append(Agreed(known[bridge["statement"]], Tally(*counts["all"]), part))
    return agreed[:AGREED_AT_A_GLANCE]


def _consensus(value: Mapping[str, Any], known: Mapping[int, Statement], leaning: str) -> list[Agreed]:
    return [
        Agreed(known[told["statement"]], Tally(*value["tallies"][str(told["statement"])]["all"]))
        for told in value["consensus"][leaning]
        if told["statement"] in known
    ]
