"""How a note that somebody is in danger is erased, once it is in the right hands."""

from __future__ import annotations

import uuid

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.hall.models import AtRisk


@eraser("at risk")
def erase_at_risk(key: str) -> bool:
    """The note and who was told; the journal's lines stay, without what they held."""
    try:
        return bool(AtRisk.objects.filter(key=uuid.UUID(key)).delete()[0])
    except ValueError:
        return False
