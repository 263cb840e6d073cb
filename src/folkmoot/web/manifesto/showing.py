"""What pages of this room put into words and pictures."""

from __future__ import annotations

import functools
import io

import segno
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.manifesto.gaps import Gap, Missing


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
