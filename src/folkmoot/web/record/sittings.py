"""Sittings by the names people know them by, and the headings of a day as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.record.debates import Debate
from folkmoot.record.store import SittingSummary
from folkmoot.web.record.showing import clock

_VENUES = {
    "debates": gettext_lazy("Commons Chamber"),
    "debate": gettext_lazy("Commons Chamber"),
    "westminhall": gettext_lazy("Westminster Hall"),
    "lords": gettext_lazy("Lords Chamber"),
    "wrans": gettext_lazy("Commons written answers"),
    "lordswrans": gettext_lazy("Lords written answers"),
    "wms": gettext_lazy("Commons written statements"),
    "lordswms": gettext_lazy("Lords written statements"),
    "standing": gettext_lazy("Public Bill Committee"),
    "spwrans": gettext_lazy("Scottish Parliament written answers"),
    "spwa": gettext_lazy("Scottish Parliament written answers"),
}


@dataclass(frozen=True, slots=True)
class Titled:
    """A sitting and what it is called."""

    sitting: SittingSummary
    title: str

    @property
    def anchor(self) -> str:
        return self.sitting.id


@dataclass(slots=True)
class Node:
    """A heading with the headings below it."""

    debate: Debate
    time: str
    below: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """A sitting's headings as a tree."""

    anchor: str
    title: str
    nodes: list[Node]


def venue(kind: str, chamber: str, title: str = "") -> str:
    """Where it was said: "Commons Chamber", "Public Bill Committee: Child Poverty Bill"."""
    name = str(_VENUES.get(kind, chamber))
    return _("%(venue)s: %(title)s") % {"venue": name, "title": title} if title else name


def kind_of(sitting_id: str) -> str:
    """The kind that a sitting's id names: "wrans" of uk.org.publicwhip/wrans/2009-10-26."""
    return sitting_id.partition("/")[2].partition("/")[0]


def venue_of(debate: Debate) -> str:
    """The same from a debate alone: by its sitting's id."""
    return venue(kind_of(debate.sitting_id), debate.chamber)


_USUAL = (
    "oral answers",
    "prayers",
    "business before",
    "business without",
    "topical questions",
    "royal assent",
)


def telling(debate: Debate) -> bool:
    """Whether a heading says what a day was about: not the usual ones, nor those under oral questions."""
    return not debate.parent_id and debate.level != "oral" and not debate.title.lower().startswith(_USUAL)


def titled(sitting: SittingSummary) -> Titled:
    return Titled(sitting, venue(sitting.kind, sitting.chamber, sitting.title))


def outline(sitting: SittingSummary, debates: Sequence[Debate]) -> Outline:
    """The headings of a sitting, each below the one that holds it."""
    nodes = {d.id: Node(d, clock(d.time)) for d in debates}
    top = []
    for debate in debates:
        holder = nodes.get(debate.parent_id)
        (holder.below if holder else top).append(nodes[debate.id])
    return Outline(sitting.id, titled(sitting).title, top)
