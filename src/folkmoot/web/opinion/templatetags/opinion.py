"""How this room shows a group: its mark, and its votes as a bar beside the others'."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from folkmoot.meetings.voting import Tally, is_few
from folkmoot.opinion.charts import COLOURS, SHAPES
from folkmoot.opinion.disclosure import Told
from folkmoot.opinion.intervals import Share, share_of
from folkmoot.web.meetings.templatetags.meetings import FILLS
from folkmoot.web.opinion.showing import AboutPeople, Part, in_words

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
    return {"place": place, "shape": SHAPES[place], "colour": COLOURS[place]}


@register.filter
def sure(tally: Tally) -> str:
    """The share who agree with its interval, "62% (51% to 72%)"; empty where a count is too small to tell."""
    if not tally.agree + tally.disagree or is_few(tally.agree) or is_few(tally.disagree):
        return ""
    share = share_of(tally.agree, tally.disagree)
    told = {"share": f"{share.share:.0%}", "low": f"{share.low:.0%}", "high": f"{share.high:.0%}"}
    return _("%(share)s (%(low)s to %(high)s)") % told


@register.filter
def sources(about: Iterable[AboutPeople]) -> str:
    """Where the census figures are from, each source once."""
    return "; ".join(dict.fromkeys(one.figure.source for one in about))


@register.inclusion_tag("opinion/_beside.html")
def beside(here: Share | float | None, census: float) -> dict[str, Any]:
    """Two bars, the room's share above (with its interval, where there is one) and the census's below."""
    share = here.share if isinstance(here, Share) else here
    unsure = None
    if isinstance(here, Share):
        unsure = {"at": hundredth(here.low), "width": hundredth(here.high - here.low)}
    return {"share": share, "census": census, "unsure": unsure}


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
        end = round(at + share * 100, 2)
        piece = {"name": name, "word": word, "count": in_words(count), "fill": FILLS[name]}
        pieces.append({**piece, "at": at, "end": end, "width": round(share * 100, 2)})
        at = end
    return pieces
