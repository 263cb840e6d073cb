"""Draft an ask, change its words, take it a step further, link or enter its answer."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import NotFound, Refused
from folkmoot.record.store import Store
from folkmoot.tracing.asking.drafting import Quotation
from folkmoot.tracing.asking.rules import westminster
from folkmoot.web.accounts.models import User
from folkmoot.web.asking.models import Answer, Ask, AskStep
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Plank

S = Ask.State
FOLLOWING = {
    S.DRAFTED: (S.AGREED, S.WITHDRAWN),
    S.AGREED: (S.SENT, S.PUT, S.WITHDRAWN),
    S.SENT: (S.PUT, S.WITHDRAWN),
    S.PUT: (S.WITHDRAWN,),
    S.ANSWERED: (),
    S.WITHDRAWN: (),
}
"""What may be said of an ask next. An answer is entered, never claimed."""
ANSWERABLE = (S.SENT, S.PUT, S.ANSWERED)
_DAY_OF = {S.AGREED: "agreed_on", S.SENT: "sent_on", S.PUT: "put_on"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Whom, through whom, in which words, and who answers for them."""

    form: str
    words: str
    beside: str = ""
    office: str = ""
    name: str = ""
    person: str = ""
    department: str = ""
    through: str = ""
    through_person: str = ""
    through_seat: str = ""
    signed_by: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def draft(
    who: User | None,
    plank: Plank,
    wording: Wording,
    *,
    sources: Sequence[Quotation] = (),
    now: dt.datetime | None = None,
) -> Ask:
    """A new ask, drafted. Raises NotFound for a form the rules do not know."""
    westminster().form(wording.form)
    moment = now or timezone.now()
    quoted = [asdict(one) for one in sources]
    made = Ask.objects.create(
        plank=plank, sources=quoted, drafted_at=moment, drafted_by=who, **asdict(wording)
    )
    _stepped(who, made, S.DRAFTED, timezone.localdate(moment), moment)
    _journal(who, "drafted", made)
    return made


@transaction.atomic
def reword(who: User | None, ask: Ask, wording: Wording, *, now: dt.datetime | None = None) -> Ask:
    """Other words for an ask that has not left. One that was agreed is a draft again.

    Raises Refused once it was sent, put, answered or withdrawn.
    """
    held = _held(ask)
    if held.state not in (S.DRAFTED, S.AGREED):
        raise Refused(_moved_on(held))
    westminster().form(wording.form)
    for name, value in asdict(wording).items():
        setattr(held, name, value)
    if held.state == S.AGREED:
        held.state, held.agreed_on = S.DRAFTED, None
        moment = now or timezone.now()
        _stepped(who, held, S.DRAFTED, timezone.localdate(moment), moment)
    held.save()
    _journal(who, "reworded", held)
    return held


@dataclass(frozen=True, slots=True)
class Told:
    """A step as somebody tells it: on which day, by whom, and where the record holds a question as put."""

    on: dt.date
    by: str = ""
    note: str = ""
    put_as: str = ""


@transaction.atomic
def step(
    who: User | None,
    ask: Ask,
    state: str,
    told: Told,
    *,
    record: Store | None = None,
    now: dt.datetime | None = None,
) -> Ask:
    """Agreed, sent, put or withdrawn, as it happened outside: nothing is sent from here.

    Raises Refused for a step that does not follow, a day before the one it follows, an agreement without
    anybody who agreed, or a letter without a name; NotFound for a passage the record does not hold.
    """
    held = _held(ask)
    _may(held, state, told)
    if told.put_as:
        held.put_as = _passage(told.put_as, record)
    held.state = state
    if name := _DAY_OF.get(S(state)):
        setattr(held, name, told.on)
    held.save()
    _stepped(who, held, state, told.on, now or timezone.now(), by=told.by, note=told.note)
    _journal(who, str(state), held, on=told.on.isoformat(), by=told.by)
    return held


def _may(held: Ask, state: str, told: Told) -> None:
    if state not in FOLLOWING[S(held.state)]:
        raise Refused(_moved_on(held))
    before = held.steps.order_by("pk").last()
    if before is not None and state != S.AGREED and told.on < before.on:
        raise Refused(
            f"That day lies before {before.on}, when it was {before.state}; give the day it happened."
        )
    if state == S.AGREED and not told.by.strip():
        raise Refused("Say who agreed to it: the meeting, the committee or the people whose words these are.")
    if state == S.SENT and westminster().form(held.form).signed and not held.signed_by.strip():
        raise Refused("A letter needs a name that answers for it; enter who signs before it is sent.")


def _moved_on(ask: Ask) -> str:
    return f"This ask is {ask.state}; somebody may have been quicker. Look again before you change it."


def _passage(gid: str, record: Store | None) -> str:
    if record is None:
        raise NotFound("No record has been read here; leave the passage out, or read the sitting first.")
    return record.contribution(gid.strip()).id


@transaction.atomic
def answer(
    who: User | None,
    ask: Ask,
    *,
    passage: str = "",
    record: Store | None = None,
    words: str = "",
    by: str = "",
    on: dt.date | None = None,
    source_title: str = "",
    source_address: str = "",
    holding: bool = False,
    now: dt.datetime | None = None,
) -> Answer:
    """An answer: a passage of the record by its id, or words with who gave them, when, and their source.

    A holding answer leaves the ask open. Raises Refused for words without a source, or for an ask that
    has not left; NotFound for a passage the record does not hold.
    """
    held = _held(ask)
    if held.state not in ANSWERABLE:
        raise Refused(f"This ask is {held.state}; it can be answered once it was sent or put.")
    told = _of_record(passage, record) if passage.strip() else _by_hand(words, by, on, source_title)
    begun = held.put_on or held.sent_on
    if begun and told["on"] < begun:
        raise Refused(
            f"An answer of {told['on']} lies before {begun}, when this was asked; look at the day again."
        )
    told |= {"source_address": source_address or told.get("source_address", "")}
    made = Answer.objects.create(
        ask=held, holding=holding, entered_at=now or timezone.now(), entered_by=who, **told
    )
    if not holding and held.state != S.ANSWERED:
        held.state, held.answered_on = S.ANSWERED, made.on
        held.save(update_fields=["state", "answered_on"])
        _stepped(who, held, S.ANSWERED, made.on, now or timezone.now(), by=made.by)
    _journal(who, "answered", held, on=made.on.isoformat(), by=made.by, passage=made.passage, holding=holding)
    return made


def _of_record(passage: str, record: Store | None) -> dict[str, Any]:
    gid, _, pid = passage.strip().partition("#")
    if record is None:
        raise NotFound("No record has been read here; enter the words with their source instead.")
    found = record.contribution(gid)
    words = next((p.text for p in found.paragraphs if p.pid == pid), found.text)
    name = ", ".join(filter(None, [found.speaker_name, found.office]))
    return {
        "words": words, "by": name, "on": found.date, "passage": f"{found.id}#{pid}" if pid else found.id,
        "source_title": found.debate_title, "source_address": found.url,
    }  # fmt: skip


def _by_hand(words: str, by: str, on: dt.date | None, source_title: str) -> dict[str, Any]:
    if not (words.strip() and by.strip() and on and source_title.strip()):
        raise Refused(
            "An answer needs its words, who gave it, the day and the document it stands in; or the id of a "
            "passage of the record."
        )
    return {"words": words.strip(), "by": by.strip(), "on": on, "source_title": source_title.strip()}


def _held(ask: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",)).select_related("plank").get(pk=ask.pk)


def _stepped(
    who: User | None, ask: Ask, state: str, on: dt.date, at: dt.datetime, *, by: str = "", note: str = ""
) -> None:
    AskStep.objects.create(ask=ask, state=state, on=on, by=by, note=note, made_at=at, made_by=who)


def _journal(who: User | None, verb: str, ask: Ask, **content: Any) -> None:
    """The words as a digest: they may quote a note, which somebody may have erased one day."""
    digest = hashlib.sha256(f"{ask.words}\n{ask.beside}".encode()).hexdigest()
    told = {"plank": ask.plank.slug, "form": ask.form, "to": ask.office or ask.name, "words": digest}
    write_line(who=who, verb=verb, kind="ask", key=str(ask.pk), content={**told, **content})
