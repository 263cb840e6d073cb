"""What a participant's erasure takes with it here: results that their votes went into."""

from __future__ import annotations

import uuid

from django.db import transaction

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions
from folkmoot.web.opinion.tasks import recount


@eraser("participant")
def forget_results(key: str) -> bool:
    """Drop the results of their moot at once, and have them counted again without their votes."""
    try:
        moot = Moot.objects.filter(participants__key=uuid.UUID(key)).first()
    except ValueError:
        return False
    if moot is None:
        return False
    actions.forget(moot)
    transaction.on_commit(lambda: recount(moot.pk))
    return True
