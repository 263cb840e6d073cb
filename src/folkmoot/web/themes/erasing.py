"""What a note's erasure takes with it here: its placements, and words that themes took from it."""

from __future__ import annotations

import uuid

from django.db import transaction

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.meetings.models import Note
from folkmoot.web.themes.models import Theme
from folkmoot.web.themes.tasks import gather_released


@eraser("note")
def forget_words(key: str) -> bool:
    """Empty the words of the themes it stood in, and have them gathered again without it."""
    try:
        note = Note.objects.filter(key=uuid.UUID(key)).first()
    except ValueError:
        return False
    if note is None or not Theme.objects.filter(placements__note=note).exists():
        return False
    pks = list(Theme.objects.filter(placements__note=note).values_list("pk", flat=True))
    Theme.objects.filter(pk__in=pks).update(words=[])
    moot = note.moot_id
    transaction.on_commit(lambda: gather_released.enqueue([moot]))
    return True
