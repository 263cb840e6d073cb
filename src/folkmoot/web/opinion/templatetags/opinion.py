"""How this room shows a group: its mark, and its votes as a bar beside the others'."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from folkmoot.opinion.charts import SHAPES
from folkmoot.opinion.disclosure import Told
from folkmoot.web.opinion.showing import Part, in_words

register = template.Library()


@register.filter
def told(count: Told) -> str:
    """A count as it may be told: "12", "fewer than 5", "about 10"."""
    return in_words(count)


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent."""
    return f"{share:.0%}"


@register.filter
def hundredth(share: float) -> str:
    """A share from 0 to 1 as a length of a hundred, whatever the language."""
    return f"{100 * share:.2f}"


@register.inclusion_tag("opinion/_mark.html")
def mark(place: int) -> dict[str, Any]:
    """A group's shape in its colour, as on the map; the name always stands beside it."""
    return {"place": place, "shape": SHAPES[place]}


@register.inclusion_tag("opinion/_parts.html")
def parts(groups: list[Part], own: str = "") -> dict[str, Any]:
    """A bar a group on one statement, each with the same in numbers. own: the group it is about."""
    return {"rows": [{"part": part, "own": part.group == own, "bar": _bar(part)} for part in groups]}


def _bar(part: Part) -> list[dict[str, Any]]:
    words = (_("agree"), _("disagree"), _("pass"))
    pieces, at = [], 0.0
    for name, word, count, share in zip(
        ("agree", "disagree", "pass"), words, part.tally.parts, part.tally.shares, strict=True
    ):
        pieces.append(
            {"name": name, "word": word, "count": in_words(count), "at": at, "width": round(share * 100, 2)}
        )
        at = round(at + share * 100, 2)
    return pieces
