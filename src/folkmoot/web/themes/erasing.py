"""What a note's erasure takes with it here: its placements, and words that themes took from it."""

from __future__ import annotations

import uuid

from django.db import transaction

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.meetings.models import Note
from folkmoot.web.themes.models import RecurringName, Theme
from folkmoot.web.themes.tasks import gather_released


@eraser("note")
def forget_words(key: str) -> bool:
    """Empty the words of its themes, drop the names it held, and have both gathered again without it."""
    try:
        note = Note.objects.filter(key=uuid.UUID(key)).first()
    except ValueError:
        return False
    if note is None:
        return False
    names = RecurringName.objects.filter(mentions__note=note).values_list("pk", flat=True)
    RecurringName.objects.filter(pk__in=list(names)).delete()
    pks = list(Theme.objects.filter(placements__note=note).values_list("pk", flat=True))
    if not pks:
        return False
    Theme.objects.filter(pk__in=pks).update(words=[], part_words={})
    moot = note.moot_id
    transaction.on_commit(lambda: gather_released.enqueue([moot]))
    return True
