"""Somebody may be in danger: who was told, who has seen it. The words are in no journal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.models import AtRisk, Badge
from folkmoot.web.journal.actions import write_line


def note_told(risk: AtRisk, names: list[str]) -> None:
    """Keep that these people were told by mail, and when: the journal has the time."""
    with transaction.atomic():
        told = ", ".join(names)[:200] or "nobody"
        AtRisk.objects.filter(pk=risk.pk).update(told=told)
        write_line(who=None, verb="told", kind="at risk", key=str(risk.key), content={"by mail": names})


def have_seen(who: User | Badge, risk: AtRisk) -> None:
    """Keep that a named person has read it: by their account, or by the link they were handed that night.

    Raises Refused for who may not.
    """
    user = who if isinstance(who, User) else None
    seen_as = who.name if isinstance(who, Badge) else ""
    with transaction.atomic():
        if not _may_read(who, risk):
            raise Refused(f"Only the staff of {risk.moot.title} or a steward may read this.")
        seen = AtRisk.objects.filter(pk=risk.pk, seen_at=None)
        if seen.update(seen_at=timezone.now(), seen_by=user, seen_as=seen_as):
            content = {"moot": risk.moot.slug, "seen as": seen_as}
            write_line(who=user, verb="seen", kind="at risk", key=str(risk.key), content=content)


def _may_read(who: User | Badge, risk: AtRisk) -> bool:
    if isinstance(who, Badge):
        return who.role == Badge.Role.STEWARD and who.moot_id == risk.moot_id
    return bool(who.has_perm("meetings.release_note", risk.moot))
