"""How a copied page is erased."""

from __future__ import annotations

import uuid

from folkmoot.web.attribution.models import CopiedPage
from folkmoot.web.consent.erasers import eraser


@eraser("copied page")
def erase_page(key: str) -> bool:
    """A copied page with its words and every decision about its lines."""
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return bool(CopiedPage.objects.filter(key=key).delete()[0])
