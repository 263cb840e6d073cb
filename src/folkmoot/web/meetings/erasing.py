"""How a note and a participant are erased."""

from __future__ import annotations

import uuid

from folkmoot.web.consent.erasers import eraser
from folkmoot.web.meetings.models import Note, Participant


@eraser("note")
def erase_note(key: str) -> bool:
    """A note with its words; statements made from it are sentences of their own and stay."""
    return _is_key(key) and bool(Note.objects.filter(key=key).delete()[0])


@eraser("participant")
def erase_participant(key: str) -> bool:
    """A participant and every vote they cast."""
    return _is_key(key) and bool(Participant.objects.filter(key=key).delete()[0])


def _is_key(key: str) -> bool:
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return True
