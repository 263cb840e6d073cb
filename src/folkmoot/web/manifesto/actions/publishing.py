"""Publish an edition: numbered, hashed, never changed."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.manifesto import editions
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Edition, EditionNote
from folkmoot.web.manifesto.queries.editions import Gathered, gather


@transaction.atomic
def publish(who: User | None, *, now: dt.datetime | None = None) -> Edition:
    """The manifesto as it stands, as the next edition.

    Raises Refused while there is no plank with words.
    """
    at = now or timezone.now()
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    found = gather(number=number, published_at=at, body=settings.FOLKMOOT_BODY)
    if not found.edition["planks"]:
        raise Refused("There is no plank to publish yet; draft one first.")
    made = keep_edition(found, at)
    write_line(who=who, verb="published", kind="edition", key=str(number), content={"sha256": made.digest})
    return made


def keep_edition(found: Gathered, at: dt.datetime) -> Edition:
    """The rows of an edition. Part of an action's transaction."""
    made = Edition.objects.create(
        number=found.edition["number"],
        digest=editions.digest(found.edition),
        document=editions.canonical(found.edition).decode(),
        published_at=at,
    )
    EditionNote.objects.bulk_create(
        EditionNote(edition=made, note_id=pk, name=name, opened=found.notes[name])
        for name, pk in found.note_keys.items()
    )
    return made
