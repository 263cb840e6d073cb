"""What pages of this room put into words and pictures."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from typing import Any

import segno
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.manifesto.editions import Altered
from folkmoot.manifesto.gaps import Gap, Missing
from folkmoot.web.manifesto.models import PlankVersion


@functools.lru_cache(maxsize=4_096)
def qr_svg(address: str) -> bytes:
    """A QR code as SVG, without a size of its own; its quiet zone included."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", xmldecl=False, omitsize=True, border=4, dark="#000", light="#fff"
    )
    return made.getvalue()


def paper_address(slug: str) -> str:
    """Where a code on paper leads: the thread of a plank; its own page where no room above tells threads."""
    try:
        return reverse("thread", args=[slug])
    except NoReverseMatch:
        return reverse("plank", args=[slug])


def gap_in_words(missing: Missing) -> str:
    """A gap in a trail as a sentence."""
    at = {"of": missing.of, "n": missing.count}
    match missing.gap:
        case Gap.NO_ORIGIN:
            return _("This plank has no origin: no statement of any moot is tied to it.")
        case Gap.NO_PURPOSE:
            return _("It does not say what it is for.")
        case Gap.NO_NOTE:
            return _("No note of a table is tied to statement %(of)s.") % at
        case Gap.NO_VOTE:
            return _("Nobody has voted on statement %(of)s.") % at
        case Gap.BY_ORGANISERS:
            return _("Statement %(of)s was written by the organisers before the moot.") % at
        case Gap.NOT_RELEASED:
            return ngettext(
                "Behind statement %(of)s, one note is not released.",
                "Behind statement %(of)s, %(n)d notes are not released.",
                missing.count,
            ) % at  # fmt: skip
        case Gap.NO_TABLE:
            return ngettext(
                "Behind statement %(of)s, one note names no table.",
                "Behind statement %(of)s, %(n)d notes name no table.",
                missing.count,
            ) % at  # fmt: skip
        case Gap.NO_REASON:
            return _("No reason was written down for version %(of)s.") % at
        case Gap.NO_DECISION:
            return _("Version %(of)s does not say who took the decision.") % at
        case Gap.VERSION_MISSING:
            return _("Version %(of)s is not here.") % at


_LABELS = {
    "title": gettext_lazy("Title"),
    "section": gettext_lazy("Section"),
    "state": gettext_lazy("State"),
    "route": gettext_lazy("Who could act"),
    "lead": gettext_lazy("Who should lead"),
    "supporters": gettext_lazy("Who stands behind it"),
    "dispute": gettext_lazy("Disputed: who should lead"),
    "place": gettext_lazy("Where"),
    "horizon": gettext_lazy("How soon"),
    "parameters": gettext_lazy("Its figures"),
    "variants": gettext_lazy("What differs locally"),
}
_CHOICES: dict[str, Any] = {
    "state": PlankVersion.State, "route": PlankVersion.Route, "horizon": PlankVersion.Horizon,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactsApart:
    """A plank in two editions, with what beside its words changed: what it is called, before, now."""

    altered: Altered
    rows: list[tuple[str, str, str]]


def facts_apart(altered: Altered) -> FactsApart:
    """What changed beside the words; the section is the plank's own and told without its two names."""
    before, now = altered.before or {}, altered.now or {}
    told = [name for name in altered.fields if name != "section"]
    rows = [(str(_LABELS[name]), _in_words(name, before), _in_words(name, now)) for name in told]
    if "section" in altered.fields:
        rows.append((str(_LABELS["section"]), "", _("another one")))
    return FactsApart(altered, rows)


def _in_words(name: str, version: dict[str, Any]) -> str:
    value = version.get(name) or ""
    if name in _CHOICES:
        return str(_CHOICES[name](value).label) if value in _CHOICES[name].values else str(value)
    if isinstance(value, list | tuple):
        return "; ".join(": ".join(filter(None, map(str, pair))) for pair in value)
    return "; ".join(str(value).split("\n"))
