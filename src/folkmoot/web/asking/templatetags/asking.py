"""What this room lays at the end of a thread: who can act, what was asked and what was promised."""

from __future__ import annotations

from typing import Any

from django import template

from folkmoot.web.asking import queries
from folkmoot.web.manifesto.models import Plank

register = template.Library()


@register.inclusion_tag("asking/on_thread.html", takes_context=True)
def asked_of(context: dict[str, Any], plank: Plank) -> dict[str, Any]:
    """The asks and promises of a plank, drafts only for those who may write them."""
    staff = "perms" in context and context["perms"]["asking"]["ask"]
    return {
        "slug": plank.slug,
        "asks": queries.asks_of(plank, drafts=bool(staff)),
        "promises": queries.promises_of(plank),
    }
