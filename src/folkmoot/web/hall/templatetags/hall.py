"""What pages of other rooms show of an evening."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from folkmoot.web.hall.models import Evening
from folkmoot.web.hall.queries.voting import turnout
from folkmoot.web.hall.queries.wall import minutes
from folkmoot.web.meetings.models import Moot

register = template.Library()


@register.inclusion_tag("hall/_who_came.html")
def who_came(moot: Moot) -> dict[str, Any]:
    """How many arrived, joined by which way and voted; nothing for a moot that was not held here."""
    evening = Evening.objects.filter(moot=moot).first()
    return {"turnout": turnout(evening) if evening else None}


@register.inclusion_tag("hall/_how_it_runs.html")
def how_it_runs(moot: Moot) -> dict[str, Any]:
    """House rules and agenda, and after the close planned and actual minutes; nothing without an evening."""
    evening = Evening.objects.filter(moot=moot).first()
    over = evening is not None and evening.voting_closed_at is not None
    return {
        "evening": evening,
        "parts": list(moot.parts.all()) if evening else [],
        "over": over,
        "minutes": minutes(moot, timezone.now()) if over else [],
    }
