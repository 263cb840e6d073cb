"""Questions in a thread to which no answer was found: where was looked, until when, how many days."""

from __future__ import annotations

from django.urls import reverse

from folkmoot.record.store import Store
from folkmoot.tracing.telling import Silence
from folkmoot.web.tracing.models import Link
from folkmoot.web.tracing.queries import Said, Thread


def silences(thread: Thread, record: Store | None) -> tuple[Silence, ...]:
    """The confirmed questions of a thread that nothing in it answers, oldest first.

    A reply that the record itself ties to a question keeps it from being called unanswered, though
    nobody has confirmed yet that it answers; and so does any confirmed answer of that day or later.
    """
    waiting = {said.contribution.id: said for said in thread.unanswered if said.contribution}
    asked = [
        said
        for said in thread.passages
        if said.contribution and (_asks(said) or said.contribution.id in waiting)
    ]
    return tuple(_silence(said, record) for said in asked if not _met(said, thread.answers))


def _asks(said: Said) -> bool:
    return said.link is not None and said.link.kind == Link.Kind.ASKS


def _met(asked: Said, answers: tuple[Said, ...]) -> bool:
    """Whether a confirmed answer came since, or the record holds a reply to these very words."""
    for answer in answers:
        if answer.link is None:
            if answer.to and asked.contribution and answer.to.id == asked.contribution.id:
                return True
        elif answer.day is None or asked.day is None or answer.day >= asked.day:
            return True
    return False


def _silence(said: Said, record: Store | None) -> Silence:
    c = said.contribution
    newest = record.list_sittings(chamber=c.chamber, limit=1).items if record else ()
    since = record.list_sittings(chamber=c.chamber, first=c.date, limit=1).total if record else None
    return Silence(
        who=c.speaker_name,
        asked_on=c.date,
        read=c.chamber,
        until=newest[0].date if newest else None,
        address=reverse("contribution", args=[c.id]),
        sittings=since,
    )
