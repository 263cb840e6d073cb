"""Say why notes were not taken up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import NoteAnswer
from folkmoot.web.meetings.models import Note


@transaction.atomic
def answer_notes(
    who: User, notes: Sequence[Note], *, because: str, now: dt.datetime | None = None
) -> list[NoteAnswer]:
    """One reason for one note or several; an earlier answer stays beside it and the newest counts."""
    at = now or timezone.now()
    made = NoteAnswer.objects.bulk_create(
        NoteAnswer(note=note, because=because, answered_at=at, answered_by=who) for note in notes
    )
    for note in notes:
        write_line(who=who, verb="answered", kind="note", key=str(note.key), content={"because": because})
    return made
