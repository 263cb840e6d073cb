"""What pages of other rooms show of an evening."""

from __future__ import annotations

from typing import Any

from django import template

from folkmoot.web.hall.models import Evening
from folkmoot.web.hall.queries.voting import turnout
from folkmoot.web.meetings.models import Moot

register = template.Library()


@register.inclusion_tag("hall/_who_came.html")
def who_came(moot: Moot) -> dict[str, Any]:
    """How many arrived, joined by which way and voted; nothing for a moot that was not held here."""
    evening = Evening.objects.filter(moot=moot).first()
    return {"turnout": turnout(evening) if evening else None}
