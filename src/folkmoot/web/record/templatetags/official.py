"""Where the official report has what a page shows."""

from __future__ import annotations

from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.record import citing

register = template.Library()


class Dated(Protocol):
    id: str
    date: Any
    url: str


@register.simple_tag
def official(thing: Dated, *, about: str = "") -> SafeString | str:
    """A link to the official report of a contribution, debate or division; to its day where no more is known.

    about: what a screen reader adds, where a page has several of these links.
    """
    address = citing.official(thing.id, thing.date, thing.url)
    if not address:
        return ""
    words = _("Official report") if thing.url else _("Official report of that day")
    hidden = format_html('<span class="visually-hidden">: {}</span>', about) if about else ""
    return format_html('<a href="{}" rel="external">{}{}</a>', address, words, hidden)
