"""How this room shows counts: a bar and numbers, small counts as "fewer than 5"."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from folkmoot.meetings.voting import FEWEST_SHOWN, Tally, is_few

# As in folkmoot.css: paper (PDF) knows no style sheet inside a drawing.
FILLS = {"agree": "#2c6e55", "disagree": "#a3462f", "pass": "#a9a591"}

register = template.Library()


@register.filter
def few(count: int) -> str:
    """A count of people: itself, or "fewer than 5"."""
    return _("fewer than %(n)d") % {"n": FEWEST_SHOWN} if is_few(count) else f"{count:,}"


@register.inclusion_tag("meetings/_votes.html")
def votes(tally: Tally | None, heading: str = "") -> dict[str, Any]:
    """What the votes on a statement came to: a bar, and the same in numbers."""
    tally = tally or Tally()
    words = (_("agree"), _("disagree"), _("pass"))
    classes = ("agree", "disagree", "pass")
    parts, at = [], 0.0
    for word, name, count, share in zip(words, classes, tally.parts, tally.shares, strict=True):
        end = round(at + share * 100, 2)
        where = {"at": at, "end": end, "width": round(share * 100, 2)}
        parts.append({"word": word, "name": name, "count": count, "fill": FILLS[name], **where})
        at = end
    return {"tally": tally, "parts": parts, "total": total(tally), "heading": heading}


@register.filter
def total(tally: Tally) -> str:
    """How many voted, where that does not tell a count that is not shown."""
    if not tally.hides:
        return f"{tally.total:,}"
    return _("at least %(n)s") % {"n": f"{tally.at_least:,}"} if tally.at_least else few(1)


@register.filter
def says_so_that(words: str) -> bool:
    """Whether a purpose begins with "so that" itself."""
    return words.lower().lstrip("… .").startswith("so that")


@register.simple_tag(takes_context=True)
def turned(context: Any, page: int) -> str:
    """The address's own questions with another page."""
    asked = context["request"].GET.copy()
    asked["page"] = str(page)
    return str(asked.urlencode())
