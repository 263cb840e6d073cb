"""What the page of results shows, gathered for its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.meetings.voting import FEWEST_SHOWN, Tally, is_few
from folkmoot.opinion.census import Figure, figure_for
from folkmoot.opinion.charts import SHAPES, group_name
from folkmoot.opinion.disclosure import Told, ToldTally, told, told_tallies
from folkmoot.opinion.intervals import Share, share_of
from folkmoot.opinion.own import ENOUGH_VOTES
from folkmoot.opinion.room import Beside, beside, read_room
from folkmoot.opinion.stability import A_PATTERN, STABLE, VERY_STABLE
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.opinion import queries
from folkmoot.web.opinion.models import Method, Result

FEWEST_VOTERS = 7
AGREED_AT_A_GLANCE = 8
CRUXES_AT_A_GLANCE = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One group's votes on one statement, as they may be told."""

    group: str
    place: int
    tally: ToldTally

    @property
    def sure(self) -> str:
        return how_sure(self.tally)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that is agreed on, and which group is least sure of it."""

    statement: Statement
    tally: Tally
    least_sure: Part | None = None

    @property
    def sure(self) -> str:
        """The share with its interval, in words; empty where a count is too small to tell."""
        return "" if self.tally.hides else share_in_words(self.tally.agree, self.tally.disagree)


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that sets a group apart: how every group voted on it."""

    statement: Statement
    leaning: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Crux:
    """A statement that divides: everybody's votes, and every group's where there are groups."""

    statement: Statement
    tally: Tally
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Who was in the room beside the census, by question."""

    source: str
    questions: dict[str, list[Beside]]


@dataclass(frozen=True, slots=True)
class AboutPeople:
    """A question about people: what those who voted said, beside what the census says."""

    statement: Statement
    tally: Tally
    figure: Figure

    @property
    def here(self) -> Share | None:
        """The share who said yes, with its interval; None where a count is too small to tell."""
        sides = (self.tally.agree, self.tally.disagree)
        return None if not sum(sides) or any(map(is_few, sides)) else share_of(*sides)


@dataclass(frozen=True, slots=True)
class Group:
    """One opinion group as it may be shown; `apart` is False for one of fewer than five.

    mirrors: the name of the group before it, where the same statements set both apart, the other way round.
    """

    name: str
    place: int
    size: Told
    apart: bool
    differences: list[Difference]
    stability: float | None = None
    mirrors: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.place]

    @property
    def sure(self) -> str:
        """How sure the group is, in words; empty where the method does not say."""
        return "" if self.stability is None else stability_in_words(self.stability)

    @property
    def comes_back(self) -> int:
        """How much of the group comes back when the room is drawn again, in per cent."""
        return round(100 * (self.stability or 0.0))


@dataclass(frozen=True, slots=True)
class Results:
    """A moot's results by one method, ready for a page."""

    result: Result
    groups: list[Group]
    agreed: list[Agreed]
    turned_down: list[Agreed]
    cruxes: list[Crux]
    participants: int
    statements: int
    votes: int
    others: Told
    newer_votes: int
    enough_votes: int = ENOUGH_VOTES

    @property
    def method(self) -> str:
        return self.result.method

    @property
    def is_ours(self) -> bool:
        return self.method == Method.FOLKMOOT

    @property
    def shown_apart(self) -> list[Group]:
        return [group for group in self.groups if group.apart]

    @property
    def has_small_group(self) -> bool:
        return any(not group.apart for group in self.groups)

    @property
    def why_none(self) -> str:
        """Why there are no groups, in a sentence; empty where there are some."""
        if self.groups:
            return ""
        chance = self.result.value.get("against_chance")
        if chance is None:
            return _("Everybody stands at one point of the map.")
        if not chance["stands_out"]:
            return _(
                "The votes line up no more than those of people who differ only in how readily they agree."
            )
        return _("People differ, but not in groups that would come back had somewhat other people come.")

    @property
    def words(self) -> str:
        """The map in words."""
        if not self.groups:
            return _("%(n)s people; no groups stand apart.") % {"n": self.participants}
        names = ", ".join(
            _("group %(name)s with %(n)s") % {"name": group.name, "n": in_words(group.size)}
            for group in self.groups
        )
        return _("Those who voted alike stand close together: %(groups)s. Directions have no meaning.") % {
            "groups": names
        }


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why there is nothing to show: too few have voted, or the votes are still being counted."""

    voters: int
    needed: int = FEWEST_VOTERS

    @property
    def is_counting(self) -> bool:
        return self.voters >= self.needed


def results(moot: Moot, method: str | None = None) -> Results | NotYet:
    """The results of a moot as they stand by a method or by the one chosen for it, or why there are none."""
    result = queries.result_of(moot, method)
    if result is None or result.value["participants"] < FEWEST_VOTERS:
        voters = queries.voters(moot)
        return NotYet(voters) if result is None else NotYet(min(voters, FEWEST_VOTERS - 1))
    value = result.value
    known = queries.public_statements(moot)
    groups, others = _groups(value, known)
    return Results(
        result=result,
        groups=groups,
        agreed=_agreed(value, known),
        turned_down=_consensus(value, known, "disagree"),
        cruxes=_cruxes(value, known),
        participants=value["participants"],
        statements=value["statements"],
        votes=value["votes"],
        others=others,
        newer_votes=queries.votes_since(result),
    )


def _groups(value: Mapping[str, Any], known: Mapping[int, Statement]) -> tuple[list[Group], Told]:
    """The groups, and how many are in none; no size that is few can be had from the others."""
    sizes = [group["size"] for group in value["groups"]]
    *told_sizes, others = told(value["participants"], [*sizes, value["participants"] - sum(sizes)])
    groups = [
        Group(
            name=group_name(place),
            place=place,
            size=size,
            apart=group["size"] >= FEWEST_SHOWN,
            differences=[
                Difference(known[one["statement"]], one["leaning"], parts_of(value, one["statement"]))
                for one in value["representative"].get(str(group["id"]), [])
                if one["statement"] in known
            ],
            stability=group.get("stability"),
        )
        for place, (group, size) in enumerate(zip(value["groups"], told_sizes, strict=True))
    ]
    return _mirrored(groups), others


def _mirrored(groups: list[Group]) -> list[Group]:
    """Of two groups, each is everybody else to the other: what sets both apart need not be told twice."""
    if len(groups) != 2 or not all(group.apart and group.differences for group in groups):
        return groups
    first, second = groups
    other_way = {"agree": "disagree", "disagree": "agree"}
    here = {(told.statement.number, told.leaning) for told in first.differences}
    there = {(told.statement.number, other_way[told.leaning]) for told in second.differences}
    return [first, replace(second, mirrors=first.name)] if here == there else groups


def parts_of(value: Mapping[str, Any], statement: int) -> list[Part]:
    """How each group that is shown apart voted on a statement."""
    counts = value["tallies"][str(statement)]
    groups = [Tally(*parts) if parts else None for parts in counts["groups"]]
    shown = sum(group["size"] for group in value["groups"] if group["size"] >= FEWEST_SHOWN)
    tallies = told_tallies(Tally(*counts["all"]), groups, unknown=value["participants"] - shown)
    return [Part(group_name(place), place, tally) for place, tally in enumerate(tallies) if tally]


def _agreed(value: Mapping[str, Any], known: Mapping[int, Statement]) -> list[Agreed]:
    """What is agreed across all groups; where there are none, what most agree with."""
    if not value["k"]:
        return _consensus(value, known, "agree")
    place = {group["id"]: at for at, group in enumerate(value["groups"])}
    agreed = []
    for bridge in value["bridging"]:
        if bridge["statement"] not in known:
            continue
        at = place[bridge["least_sure"]["group"]]
        parts = {part.place: part for part in parts_of(value, bridge["statement"])}
        counts = value["tallies"][str(bridge["statement"])]["all"]
        agreed.append(Agreed(known[bridge["statement"]], Tally(*counts), parts.get(at)))
    return agreed[:AGREED_AT_A_GLANCE]


def _consensus(value: Mapping[str, Any], known: Mapping[int, Statement], leaning: str) -> list[Agreed]:
    return [
        Agreed(known[one["statement"]], Tally(*value["tallies"][str(one["statement"])]["all"]))
        for one in value["consensus"][leaning]
        if one["statement"] in known
    ]


def _cruxes(value: Mapping[str, Any], known: Mapping[int, Statement]) -> list[Crux]:
    """What divides most; only our own method says. Between two groups it is what sets either apart."""
    if value["k"] == 2:
        return []
    cruxes = [one["statement"] for one in value.get("cruxes", []) if one["statement"] in known]
    return [
        Crux(
            known[one],
            Tally(*value["tallies"][str(one)]["all"]),
            parts_of(value, one) if value["k"] else [],
        )
        for one in cruxes[:CRUXES_AT_A_GLANCE]
    ]


def in_the_room(moot: Moot) -> InTheRoom | None:
    """Who was in the room, where an organiser said."""
    room = queries.room_of(moot)
    return None if room is None else InTheRoom(room.source, beside(read_room(room.text)))


def about_people(moot: Moot, found: Results) -> list[AboutPeople]:
    """The questions about people of a moot for which the installation's census has a figure."""
    figures = queries.census()
    asked = moot.statements.filter(is_meta=True).order_by("number") if figures else []
    tallies = found.result.value["tallies"]
    return [
        AboutPeople(statement, Tally(*tallies[str(statement.number)]["all"]), figure)
        for statement in asked
        if str(statement.number) in tallies
        and statement.moderation != Statement.Moderation.REJECTED
        and (figure := figure_for(figures, statement.words, moot.place))
    ]


def in_words(count: Told) -> str:
    """A count as a page prints it."""
    if count.kind == "few":
        return _("fewer than %(n)d") % {"n": FEWEST_SHOWN}
    if count.kind == "apart":
        return _("some or none")
    return _("about %(n)s") % {"n": f"{count.count:,}"} if count.kind == "about" else f"{count.count:,}"


def share_in_words(agree: int, disagree: int) -> str:
    """ "86% of those who took a side agree (between 79% and 91%)"; empty where nobody took one."""
    if not agree + disagree or is_few(agree) or is_few(disagree):
        return ""
    share = share_of(agree, disagree)
    numbers = {
        "share": f"{share.share:.0%}",
        "low": f"{share.low:.0%}",
        "high": f"{share.high:.0%}",
    }
    return _("%(share)s of those who took a side agree (%(low)s to %(high)s)") % numbers


def how_sure(tally: ToldTally) -> str:
    """The share of a group with its interval; empty where a count it rests on is not told exactly."""
    if not all(part.kind == "exact" for part in (tally.agree, tally.disagree)):
        return ""
    return share_in_words(tally.agree.count, tally.disagree.count)


def stability_in_words(share: float) -> str:
    """How sure a group is, in words a room can use."""
    if share >= VERY_STABLE:
        return _("very stable")
    if share >= STABLE:
        return _("stable")
    return _("a pattern, its edges unsure") if share >= A_PATTERN else _("shaky")
