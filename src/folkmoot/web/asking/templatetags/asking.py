"""What this room lays at the end of a thread: who can act, what was asked and what was promised."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from folkmoot.web.asking import queries
from folkmoot.web.manifesto.models import Plank

register = template.Library()


@register.filter
def hundredths(share: float) -> int:
    """A share from 0 to 1 as so many in 100."""
    return round(100 * share)


@register.filter
def question_kind(kind: str) -> str:
    """In which way the record holds that something was asked, in words."""
    kinds = {
        "written question": _("a written question"),
        "oral question": _("an oral question"),
        "supplementary question": _("a supplementary question"),
    }
    return kinds.get(kind, _("asked in a debate"))


@register.inclusion_tag("asking/on_thread.html", takes_context=True)
def asked_of(context: dict[str, Any], plank: Plank) -> dict[str, Any]:
    """The asks and promises of a plank, drafts only for those who may write them."""
    staff = "perms" in context and context["perms"]["asking"]["ask"]
    return {
        "slug": plank.slug,
        "asks": queries.asks_of(plank, drafts=bool(staff)),
        "promises": queries.promises_of(plank),
    }
