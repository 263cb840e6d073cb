"""Amendments proposed, discussed and decided; sources cited, with the reply beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.manifesto.merging import merged
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.actions.writing import draft_of, new_version, newest_of
from folkmoot.web.manifesto.models import Amendment, Citation, Plank, PlankVersion, Remark


@transaction.atomic
def propose_amendment(
    who: User,
    plank: Plank,
    *,
    words: str,
    purpose: str,
    why: str,
    proposed_by: str,
    now: dt.datetime | None = None,
) -> Amendment:
    """Other words for a plank, put beside the newest version; nothing changes until it is carried."""
    held = Plank.objects.select_for_update().get(pk=plank.pk)
    number = (held.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Amendment.objects.create(
        plank=held, number=number, based_on=held.versions.order_by("number").last().number, words=words,
        purpose=purpose, why=why, proposed_by=proposed_by, proposed_at=now or timezone.now(),
    )  # fmt: skip
    _journal(who, "proposed", made, words=words, purpose=purpose, why=why, proposed_by=proposed_by)
    return made


@transaction.atomic
def say_of_amendment(
    who: User, amendment: Amendment, *, words: str, said_by: str, now: dt.datetime | None = None
) -> Remark:
    """What was said of an amendment. Raises Refused once it is decided."""
    _held_open(amendment)
    made = Remark.objects.create(
        amendment=amendment, words=words, said_by=said_by, said_at=now or timezone.now()
    )
    _journal(who, "discussed", amendment, words=words, said_by=said_by)
    return made


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of an amendment, by whom, where and when."""

    state: str
    decision: str
    decided_by: str
    decided_where: str = ""
    decided_on: dt.date | None = None

    @property
    def told(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Both:
    """What a plank would say with an amendment put together with what changed since it was proposed.

    words, purpose: None where both changed the same words, and a person has to say how it should read.
    """

    words: str | None
    purpose: str | None
    meanwhile: bool = False


def put_together(amendment: Amendment, newest: PlankVersion) -> Both:
    """An amendment and the versions made since in one text."""
    asked_of = amendment.plank.versions.get(number=amendment.based_on)
    return Both(
        merged(asked_of.words, amendment.words, newest.words),
        merged(asked_of.purpose, amendment.purpose, newest.purpose),
        meanwhile=(asked_of.words, asked_of.purpose) != (newest.words, newest.purpose),
    )


@transaction.atomic
def decide_amendment(
    who: User,
    amendment: Amendment,
    decision: Decision,
    *,
    based_on: int,
    both: Both | None = None,
    now: dt.datetime | None = None,
) -> Amendment:
    """Carried, lost or withdrawn. Carried, its words are the next version of the plank.

    Where the plank changed since the amendment was proposed, the next version says `both`; left out, the
    two are put together here, so that carrying one change never undoes another.

    Raises Refused when it was decided before, or when both changed the same words and `both` does not say
    how it should read; Clash when the plank is no longer at version `based_on`.
    """
    held = _held_open(amendment)
    for name, value in decision.told.items():
        setattr(held, name, value)
    if decision.state == Amendment.State.CARRIED:
        held.became = _carried(who, held, decision, based_on=based_on, both=both, now=now)
    held.save()
    _journal(who, held.state, held, decision=held.decision, decided_by=held.decided_by, became=held.became)
    return held


def _carried(
    who: User,
    amendment: Amendment,
    decision: Decision,
    *,
    based_on: int,
    both: Both | None,
    now: dt.datetime | None,
) -> int:
    newest = newest_of(amendment.plank, based_on=based_on)
    said = both or put_together(amendment, newest)
    if said.words is None or said.purpose is None:
        raise Refused(
            f"Amendment {amendment.number} and version {newest.number} of {amendment.plank.slug} change the "
            "same words. Say how the plank should read now."
        )
    draft = replace(
        draft_of(newest), words=said.words, purpose=said.purpose, why=decision.decision,
        decided_by=decision.decided_by, decided_where=decision.decided_where, decided_on=decision.decided_on,
    )  # fmt: skip
    return int(new_version(who, amendment.plank, draft, based_on=based_on, now=now).number)


def _held_open(amendment: Amendment) -> Amendment:
    held = Amendment.objects.select_for_update(of=("self",)).select_related("plank").get(pk=amendment.pk)
    if held.state != Amendment.State.OPEN:
        raise Refused(f"Amendment {held.number} of {held.plank.slug} is decided; propose a new one.")
    return held


@transaction.atomic
def add_citation(who: User, plank: Plank, *, now: dt.datetime | None = None, **told: Any) -> Citation:
    """A paper, article or law that a plank cites."""
    made = Citation.objects.create(plank=plank, added_at=now or timezone.now(), **told)
    content = {"title": made.title, "address": made.address, "reply": made.reply}
    write_line(who=who, verb="cited", kind="plank", key=plank.slug, content=content)
    return made


@transaction.atomic
def reply_to_citation(
    who: User, citation: Citation, *, reply: str, reply_by: str, reply_on: dt.date | None = None
) -> Citation:
    """What was replied to something cited. A reply that stands is not overwritten: Refused."""
    held = Citation.objects.select_for_update(of=("self",)).select_related("plank").get(pk=citation.pk)
    if held.reply:
        raise Refused(f"A reply to “{held.title}” stands already; cite the new one as a source of its own.")
    held.reply, held.reply_by, held.reply_on = reply, reply_by, reply_on
    held.save(update_fields=["reply", "reply_by", "reply_on"])
    content = {"title": held.title, "reply": reply, "reply_by": reply_by}
    write_line(who=who, verb="replied", kind="plank", key=held.plank.slug, content=content)
    return held


def _journal(who: User, verb: str, amendment: Amendment, **content: Any) -> None:
    key = f"{amendment.plank.slug}:{amendment.number}"
    write_line(who=who, verb=verb, kind="amendment", key=key, content=content)
