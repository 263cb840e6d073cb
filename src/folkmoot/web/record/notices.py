"""What must stand beside Parliament's words where there is no page around them: in mails and feeds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from folkmoot.record import citing
from folkmoot.web.record.queries import opening


def beside(gid: str) -> list[str]:
    """Licence with its address, source, and the day it was read here; of made-up words that they are."""
    if citing.fictional(gid):
        return [f"{citing.FICTION}."]
    lines = [f"{citing.LICENCE}: {citing.LICENCE_ADDRESS}"]
    source = _("Source: the official report (Hansard), as published in XML by mySociety’s parlparse.")
    changed = opening.changed()
    read = _("Read here on %(day)s.") % {"day": citing.british(changed[0].date())} if changed else ""
    return [*lines, f"{source} {read}".strip()]
