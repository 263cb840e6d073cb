"""Set up an evening, open and close its voting, hand out badges and end them."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.meetings import moots as values
from folkmoot.meetings.codes import digest
from folkmoot.meetings.lasting import tables_write_until
from folkmoot.meetings.moots import slug_of
from folkmoot.web.accounts.models import User
from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.hall.models import Badge, Evening
from folkmoot.web.hall.queries.voting import forget_floors, turnout
from folkmoot.web.hall.tokens import new_code
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings import queries, signals
from folkmoot.web.meetings.models import Moot, Table, Vote

_PURPOSE = ("asked_by", "why", "published")


def begin(who: User, title: str, *, place: str, held_on: dt.date | None, tables: int) -> Moot:
    """A new moot with its tables; whoever makes it is its staff. Its short name is one nobody has."""
    slug = base = slug_of(title)
    with transaction.atomic():
        number = 1
        while Moot.objects.filter(slug=slug).exists():
            number += 1
            slug = f"{base}-{number}"
        moot = Moot.objects.create(slug=slug, title=title, place=place, held_on=held_on)
        moot.staff.add(who)
        Table.objects.bulk_create(Table(moot=moot, number=n) for n in range(1, tables + 1))
        write_line(who=who, verb="made", kind="moot", key=slug, content={"title": title, "tables": tables})
    return moot


def decide(who: User, moot: Moot, told: dict[str, Any]) -> Evening:
    """Keep what was decided for an evening; everybody is asked again where the purpose changed."""
    must_be_declared("hall.evening")
    with transaction.atomic():
        evening = Evening.objects.select_for_update().filter(moot=moot).first() or Evening(moot=moot)
        if evening.pk and any(getattr(evening, name) != told[name] for name in _PURPOSE):
            evening.purpose += 1
        for name, value in told.items():
            setattr(evening, name, value)
        evening.save()
        write_line(
            who=who,
            verb="decided",
            kind="evening",
            key=moot.slug,
            content={**told, "purpose": evening.purpose},
        )
    forget_floors()
    return evening


def count_arrived(who: User, moot: Moot, arrived: int) -> None:
    """Keep how many were counted at the door."""
    with transaction.atomic():
        _evening(moot)
        Evening.objects.filter(moot=moot).update(arrived=arrived)
        write_line(who=who, verb="counted", kind="evening", key=moot.slug, content={"arrived": arrived})


def _evening(moot: Moot) -> Evening:
    evening = Evening.objects.select_for_update().filter(moot=moot).first()
    if evening is None:
        raise Refused(f"Say first who asks, why and what will be published at {moot.title}.")
    return evening


def open_voting(who: User, moot: Moot) -> None:
    """Take votes from now on. Raises Refused where nobody has said who asks, and why."""
    with transaction.atomic():
        evening = _evening(moot)
        if evening.is_open:
            return
        evening.voting_opened_at = evening.voting_opened_at or timezone.now()
        evening.voting_closed_at = None
        evening.save()
        write_line(who=who, verb="opened", kind="evening", key=moot.slug, content={"votes": _counts(evening)})
    forget_floors()


def close_voting(who: User, moot: Moot) -> None:
    """Take no more votes; the journal holds the digest of all that was given."""
    with transaction.atomic():
        evening = _evening(moot)
        if not evening.is_open:
            return
        evening.voting_closed_at = timezone.now()
        evening.save()
        content = {"votes": _counts(evening), "digest": digest_of(moot)}
        write_line(who=who, verb="closed", kind="evening", key=moot.slug, content=content)
        transaction.on_commit(lambda: signals.votes_read.send(sender=Moot, moot=moot))
    forget_floors()


def write_minute(evening: Evening, *, unless: dict[str, int]) -> dict[str, int]:
    """One line of counts while a vote is open, for nobody's single vote is journalled; the counts.

    unless: counts that were written before; nothing is written when they are the same.
    """
    with transaction.atomic():
        counts = _counts(evening)
        if counts != unless:
            slug = evening.moot.slug
            write_line(who=None, verb="so far", kind="evening", key=slug, content={"votes": counts})
    return counts


def _counts(evening: Evening) -> dict[str, int]:
    counted = turnout(evening)
    votes = Vote.objects.filter(participant__moot=evening.moot_id).count()
    return {"tokens": counted.tokens, "paper": counted.on_paper, "voted": counted.voted, "votes": votes}


def digest_of(moot: Moot) -> str:
    """SHA-256 of everything a moot holds: its words, and every vote in the order it was cast."""
    hashed = hashlib.sha256(values.digest(queries.value_of(moot, unreleased=True)).encode())
    votes = Vote.objects.filter(participant__moot=moot).order_by("id")
    columns = ("participant__number", "statement__number", "value", "cast_at")
    for row in votes.values_list(*columns).iterator(chunk_size=5000):
        hashed.update(f"{row[:3]} {row[3].isoformat()}\n".encode())
    return hashed.hexdigest()


def hand_out(
    who: User,
    moot: Moot,
    *,
    role: str,
    name: str,
    hours: int = 0,
    until: dt.datetime | None = None,
    table: Table | None = None,
) -> tuple[Badge, str]:
    """A badge and the code of its link, which is told this once. It lasts for hours, or until a moment."""
    must_be_declared("hall.badges")
    code, now = new_code(), timezone.now()
    with transaction.atomic():
        badge = Badge.objects.create(
            moot=moot, role=role, table=table, name=name, digest=digest(code),
            made_at=now, expires_at=until or now + dt.timedelta(hours=hours),
        )  # fmt: skip
        content = {"role": role, "name": name, "until": badge.expires_at.isoformat(), "badge": badge.pk}
        write_line(who=who, verb="handed out", kind="evening", key=moot.slug, content=content)
    return badge, code


def hand_out_tables(who: User, moot: Moot) -> list[tuple[Badge, str]]:
    """A new badge for every table, good until after the evening; those handed out before end at once."""
    until = tables_write_until(timezone.localtime(), moot.held_on)
    with transaction.atomic():
        for old in Badge.objects.filter(moot=moot, role=Badge.Role.TABLE, revoked_at=None):
            revoke(who, old)
        return [
            hand_out(who, moot, role=Badge.Role.TABLE, name=str(table), until=until, table=table)
            for table in moot.tables.all()
        ]


def revoke(who: User, badge: Badge) -> None:
    """End a badge now."""
    with transaction.atomic():
        ended = Badge.objects.filter(pk=badge.pk, revoked_at=None).update(revoked_at=timezone.now())
        if ended:
            content = {"badge": badge.pk, "name": badge.name}
            write_line(who=who, verb="ended", kind="evening", key=badge.moot.slug, content=content)
