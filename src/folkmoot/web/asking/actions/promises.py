"""Enter a promise with its evidence, judge it, put the promiser's reply beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import NotFound, Refused
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store
from folkmoot.tracing.asking.drafting import stands_in
from folkmoot.web.accounts.models import User
from folkmoot.web.asking.models import Ask, Judgement, Promise
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Plank


@dataclass(frozen=True, slots=True)
class Undertaken:
    """Who undertook what, when, by when, and the evidence for it."""

    side: str
    by: str
    words: str
    made_on: dt.date
    evidence: str
    source_title: str = ""
    source_address: str = ""
    passage: str = ""
    due_on: dt.date | None = None
    condition: str = ""
    person: str = ""


@transaction.atomic
def promise(
    who: User | None,
    plank: Plank,
    told: Undertaken,
    *,
    record: Store | None = None,
    ask: Ask | None = None,
    now: dt.datetime | None = None,
) -> Promise:
    """Keep a promise in the words in which it was made.

    Raises Refused without a source, where the passage it names does not hold the words, or where the day
    it is due lies before the day it was made; NotFound for a passage the record does not hold.
    """
    facts = asdict(told)
    if told.evidence == Promise.Evidence.RECORD:
        facts |= _of_record(told, record)
    elif not told.source_title.strip():
        raise Refused(
            "Another's words need a source: name the document, the recording, or who confirmed them."
        )
    if told.due_on and told.due_on < facts["made_on"]:
        raise Refused("A promise cannot be due before it was made; look at the two days again.")
    made = Promise.objects.create(
        plank=plank, ask=ask, entered_at=now or timezone.now(), entered_by=who, **facts
    )
    content = {"plank": plank.slug, "by": made.by, "words": made.words, "source": made.source_title}
    write_line(who=who, verb="entered", kind="promise", key=str(made.pk), content=content)
    return made


def _of_record(told: Undertaken, record: Store | None) -> dict[str, object]:
    """What the record says of a promise made in it: the day and the person are its, not the form's."""
    if record is None or not told.passage.strip():
        raise NotFound("Name the passage of the record by its id; the record has to be read here.")
    found: Contribution = record.contribution(told.passage.strip().partition("#")[0])
    if not stands_in(told.words, found.text):
        raise Refused("These words do not stand in that passage; copy them as they stand there.")
    return {
        "passage": told.passage.strip(), "made_on": found.date, "person": found.person_id,
        "by": told.by or ", ".join(filter(None, [found.speaker_name, found.office])),
        "source_title": found.debate_title, "source_address": found.url,
    }  # fmt: skip


@transaction.atomic
def judge(
    who: User | None,
    promised: Promise,
    state: str,
    *,
    because: str,
    judged_by: str,
    judged_on: dt.date,
    source_address: str = "",
    now: dt.datetime | None = None,
) -> Judgement:
    """Say what a promise came to, who says so and why. Appended; the newest counts.

    Raises Refused for a judgement without a reason or without anybody who makes it.
    """
    if state not in Promise.State.values:
        raise Refused(f"A promise is {', '.join(Promise.State.values)}; not {state!r}.")
    if not because.strip() or not judged_by.strip():
        raise Refused("Say why, and who judges so; a promise is never called broken by nobody for no reason.")
    held = Promise.objects.select_for_update(of=("self",)).get(pk=promised.pk)
    if judged_on < held.made_on:
        raise Refused(f"It was made on {held.made_on}; it cannot have been judged before.")
    made = Judgement.objects.create(
        promise=held, state=state, because=because.strip(), source_address=source_address,
        judged_by=judged_by.strip(), judged_on=judged_on, made_at=now or timezone.now(), made_by=who,
    )  # fmt: skip
    held.state = state
    held.save(update_fields=["state"])
    content = {"state": state, "because": made.because, "judged_by": made.judged_by}
    write_line(who=who, verb="judged", kind="promise", key=str(held.pk), content=content)
    return made


@transaction.atomic
def reply(who: User | None, promised: Promise, *, words: str, by: str, on: dt.date | None = None) -> Promise:
    """What whoever promised says of it, beside it at equal size. Raises Refused where one stands already."""
    held = Promise.objects.select_for_update(of=("self",)).get(pk=promised.pk)
    if held.reply:
        raise Refused(
            "A reply stands already; it is not overwritten. Enter what is new as a judgement's reason."
        )
    held.reply, held.reply_by, held.reply_on = words.strip(), by.strip(), on
    held.save(update_fields=["reply", "reply_by", "reply_on"])
    write_line(
        who=who,
        verb="replied",
        kind="promise",
        key=str(held.pk),
        content={"reply": held.reply, "by": held.reply_by},
    )
    return held
