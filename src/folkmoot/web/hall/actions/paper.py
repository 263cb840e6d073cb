"""Votes from paper, and shows of hands. A blank is not a pass."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from folkmoot.web.accounts.models import User
from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.hall.actions.voting import next_number
from folkmoot.web.hall.models import HandCount
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings import signals
from folkmoot.web.meetings.models import Moot, Participant, Statement, Vote


def type_sheet(who: User | None, moot: Moot, sheet: int, votes: Mapping[int, int]) -> bool:
    """Keep one voting sheet by its number; whether it was typed before, and so is replaced.

    votes: what is marked, by the statement's id; blanks are left out. who: None for somebody with a badge.
    The journal says that the sheet was typed and how many marks it had, never which.
    """
    must_be_declared("hall.paper")
    now = timezone.now()
    with transaction.atomic():
        Moot.objects.select_for_update().get(pk=moot.pk)
        person = Participant.objects.filter(moot=moot, sheet=sheet).first()
        again = person is not None
        if person is None:
            person = Participant.objects.create(
                moot=moot, number=next_number(moot.pk), way=Participant.Way.PAPER, sheet=sheet
            )
        person.votes.all().delete()
        Vote.objects.bulk_create(
            Vote(participant=person, statement_id=statement, value=value, cast_at=now, key=uuid.uuid4())
            for statement, value in votes.items()
        )
        content = {"moot": moot.slug, "marks": len(votes), "again": again}
        write_line(who=who, verb="typed", kind="participant", key=str(person.key), content=content)
        transaction.on_commit(lambda: signals.votes_read.send(sender=Moot, moot=moot))
    return again


def count_hands(
    who: User | None, statement: Statement, *, agree: int, disagree: int, passes: int = 0
) -> HandCount:
    """Keep a show of hands as counts, beside the votes and never among them."""
    must_be_declared("hall.paper")
    with transaction.atomic():
        counted = HandCount.objects.create(
            statement=statement, agree=agree, disagree=disagree, passes=passes, taken_at=timezone.now()
        )
        content = {"agree": agree, "disagree": disagree, "passes": passes}
        key = f"{statement.moot.slug}:{statement.number}"
        write_line(who=who, verb="counted hands", kind="statement", key=key, content=content)
    return counted
