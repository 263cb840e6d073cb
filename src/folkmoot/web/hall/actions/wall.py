"""What stands on the wall, and whose turn it is to speak."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.models import Badge, Evening, Part, ReportLine
from folkmoot.web.hall.queries.wall import PAGES, forget_snapshots
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.models import Moot, Table


def turn_to(who: User | Badge | None, moot: Moot, page: str) -> None:
    """Show one of PAGES on the wall. Raises Refused for any other."""
    if page not in PAGES:
        raise Refused("The wall has no such page.")
    user = who if isinstance(who, User) else None
    with transaction.atomic():
        Evening.objects.filter(moot=moot).update(on_the_wall=page)
        write_line(who=user, verb="turned the wall", kind="evening", key=moot.slug, content={"page": page})
    forget_snapshots()


def let_speak(who: User, table: Table) -> int:
    """A table tells the room: its report-back is released by a named person and stands on the wall."""
    now = timezone.now()
    with transaction.atomic():
        _may_release(who, table.moot)
        lines = ReportLine.objects.filter(table=table, released_at=None)
        keys = [str(key) for key in lines.values_list("key", flat=True)]
        lines.update(released_at=now, released_by=who)
        Evening.objects.filter(moot=table.moot_id).update(speaking=table, on_the_wall="reports")
        content = {"table": table.number, "lines": keys}
        write_line(who=who, verb="let speak", kind="evening", key=table.moot.slug, content=content)
    forget_snapshots()
    return len(keys)


def hide_line(who: User | Badge, line: ReportLine) -> None:
    """Take a line of a report-back off the wall again."""
    by_badge = isinstance(who, Badge)
    with transaction.atomic():
        if isinstance(who, Badge):
            may_moderate(who, line.table.moot)
        else:
            _may_release(who, line.table.moot)
        ReportLine.objects.filter(pk=line.pk).update(released_at=None, released_by=None)
        content = {"badge": who.pk} if by_badge else {}
        user = None if by_badge else who
        write_line(who=user, verb="hidden", kind="report line", key=str(line.key), content=content)
    forget_snapshots()


def may_moderate(badge: Badge, moot: Moot) -> None:
    """Raises Refused where a link was not handed to a moderator of this moot."""
    if badge.role != Badge.Role.MODERATOR or badge.moot_id != moot.pk:
        raise Refused(f"This link does not moderate {moot.title}.")


def _may_release(who: User, moot: Moot) -> None:
    if not who.has_perm("meetings.release_note", moot):
        raise Refused(f"Only the staff of {moot.title} or a steward may release what its tables say.")


def add_part(who: User, moot: Moot, *, kind: str, title: str, minutes: int) -> Part:
    """A part of the evening, after the others."""
    with transaction.atomic():
        place = moot.parts.count() + 1
        part = Part.objects.create(moot=moot, place=place, kind=kind, title=title, minutes=minutes)
        content = {"part": title, "kind": kind, "minutes": minutes}
        write_line(who=who, verb="planned", kind="evening", key=moot.slug, content=content)
    return part


def begin_part(who: User, part: Part) -> None:
    """This part begins now; whichever was on ends."""
    with transaction.atomic():
        now = timezone.now()
        Part.objects.filter(moot=part.moot_id, began_at__isnull=False, ended_at=None).exclude(
            pk=part.pk
        ).update(ended_at=now)
        Part.objects.filter(pk=part.pk).update(began_at=now, ended_at=None)
        write_line(who=who, verb="began", kind="evening", key=part.moot.slug, content={"part": part.title})


def end_part(who: User, part: Part) -> None:
    """This part is over."""
    with transaction.atomic():
        Part.objects.filter(pk=part.pk, ended_at=None).update(ended_at=timezone.now())
        write_line(
            who=who, verb="ended part", kind="evening", key=part.moot.slug, content={"part": part.title}
        )
