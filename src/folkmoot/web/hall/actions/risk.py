"""Somebody may be in danger: who was told, who has seen it. The words are in no journal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.models import AtRisk
from folkmoot.web.journal.actions import write_line


def note_told(risk: AtRisk, names: list[str]) -> None:
    """Keep that these people were told by mail, and when: the journal has the time."""
    with transaction.atomic():
        told = ", ".join(names)[:200] or "nobody: there is no steward"
        AtRisk.objects.filter(pk=risk.pk).update(told=told)
        write_line(who=None, verb="told", kind="at risk", key=str(risk.key), content={"by mail": names})


def have_seen(who: User, risk: AtRisk) -> None:
    """Keep that a named person has read it. Raises Refused for who may not."""
    with transaction.atomic():
        if not who.has_perm("meetings.release_note", risk.moot):
            raise Refused(f"Only the staff of {risk.moot.title} or a steward may read this.")
        seen = AtRisk.objects.filter(pk=risk.pk, seen_at=None)
        if seen.update(seen_at=timezone.now(), seen_by=who):
            write_line(
                who=who, verb="seen", kind="at risk", key=str(risk.key), content={"moot": risk.moot.slug}
            )
