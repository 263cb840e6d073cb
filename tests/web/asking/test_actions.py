from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from folkmoot.errors import NotFound, Refused
from folkmoot.record.departments import Department
from folkmoot.record.store import Store
from folkmoot.tracing.asking.drafting import Quotation
from folkmoot.web.asking import actions, queries
from folkmoot.web.asking.actions import Told, Undertaken
from folkmoot.web.asking.models import Ask, Promise
from folkmoot.web.consent.actions import erase
from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Note
from folkmoot.web.tracing.queries import thread
from tests.web.asking.conftest import ANSWERED, ASKED, DAY


def verbs(kind: str) -> list[str]:
    return list(Line.objects.filter(object_kind=kind).order_by("number").values_list("verb", flat=True))


def put(ask: Ask, record: Store, who: Any = None) -> Ask:
    actions.step(who, ask, "agreed", Told(DAY, by="the assembly"))
    return actions.step(who, ask, "put", Told(dt.date(2026, 5, 12), put_as=ASKED), record=record)


def test_an_ask_goes_from_draft_to_the_answer_in_the_record(ask: Ask, record: Store) -> None:
    actions.answer(None, put(ask, record), passage=ANSWERED, record=record)
    (told,) = queries.asks_of(ask.plank)
    assert (told.state, told.answered_on) == ("answered", dt.date(2026, 5, 12))
    assert "before the end of the year" in told.answers[0].words
    assert told.answers[0].by.startswith("Anjali Deshmukh")
    assert verbs("ask") == ["drafted", "agreed", "put", "answered"]
    steps = list(ask.steps.values_list("state", "by"))
    assert steps[1] == ("agreed", "the assembly")


def test_nothing_counts_before_somebody_agreed(ask: Ask) -> None:
    assert queries.asks_of(ask.plank) == ()
    assert len(queries.asks_of(ask.plank, drafts=True)) == 1
    with pytest.raises(Refused, match="Say who agreed"):
        actions.step(None, ask, "agreed", Told(DAY))
    with pytest.raises(Refused, match="quicker"):
        actions.step(None, ask, "sent", Told(DAY, by="us"))


def test_new_words_need_a_new_agreement(ask: Ask, wording: actions.Wording) -> None:
    actions.step(None, ask, "agreed", Told(DAY, by="the assembly"))
    changed = actions.reword(None, ask, replace(wording, words="To ask the Minister, when."))
    assert (changed.state, changed.agreed_on) == ("drafted", None)
    actions.step(None, ask, "agreed", Told(DAY, by="the assembly"))
    actions.step(None, ask, "sent", Told(DAY))
    with pytest.raises(Refused):
        actions.reword(None, ask, wording)


def test_a_letter_is_not_sent_without_a_name(ask: Ask, wording: actions.Wording) -> None:
    actions.reword(None, ask, replace(wording, form="company", office="Kettle and Wold Water"))
    actions.step(None, ask, "agreed", Told(DAY, by="the assembly"))
    with pytest.raises(Refused, match="needs a name"):
        actions.step(None, ask, "sent", Told(DAY))


def test_a_holding_answer_leaves_it_open(ask: Ask, record: Store) -> None:
    actions.answer(
        None, put(ask, record), words="We shall reply.", by="A clerk", on=dt.date(2026, 5, 20),
        source_title="A letter", holding=True,
    )  # fmt: skip
    ask.refresh_from_db()
    assert ask.state == "put"
    (told,) = queries.asks_of(ask.plank, on=dt.date(2026, 6, 1))
    assert told.waits and (told.days_waiting, told.due.day) == (20, dt.date(2026, 5, 19))
    assert told.days_overdue == 13


@pytest.mark.parametrize("missing", ["words", "by", "on", "source_title"])
def test_an_answer_by_hand_needs_all_of_it(ask: Ask, record: Store, missing: str) -> None:
    told = {"words": "Yes.", "by": "The Minister", "on": dt.date(2026, 6, 1), "source_title": "Letter"}
    told[missing] = None if missing == "on" else ""
    with pytest.raises(Refused, match="An answer needs"):
        actions.answer(None, put(ask, record), **told)


def test_an_answer_cannot_lie_before_the_question(ask: Ask, record: Store) -> None:
    with pytest.raises(Refused, match="lies before"):
        actions.answer(
            None, put(ask, record), words="Yes.", by="X", on=dt.date(2026, 5, 1), source_title="Letter"
        )


def test_a_passage_that_is_not_in_the_record_is_refused(ask: Ask, record: Store) -> None:
    with pytest.raises(NotFound):
        actions.answer(None, put(ask, record), passage="example/debate/1900-01-01.1", record=record)


PROMISED = Undertaken(
    side="minister", by="", words="it will be published before the end of the year", made_on=DAY,
    evidence="record", passage=ANSWERED, due_on=dt.date(2026, 12, 31),
)  # fmt: skip


def test_a_promise_of_the_record_takes_day_and_person_from_it(tied: Plank, record: Store) -> None:
    made = actions.promise(None, tied, PROMISED, record=record)
    assert (made.made_on, made.person) == (dt.date(2026, 5, 12), "example/person/3")
    (told,) = queries.promises_of(tied, on=dt.date(2027, 1, 2))
    assert (told.state, told.days_overdue) == ("open", 2)
    assert verbs("promise") == ["entered"]


def test_words_that_were_not_said_are_no_promise(tied: Plank, record: Store) -> None:
    with pytest.raises(Refused, match="do not stand"):
        actions.promise(None, tied, replace(PROMISED, words="it will be published tomorrow"), record=record)


@pytest.mark.parametrize("evidence", ["document", "recording", "confirmed"])
def test_without_a_source_nothing_is_kept(tied: Plank, evidence: str) -> None:
    with pytest.raises(Refused, match="need a source"):
        actions.promise(None, tied, replace(PROMISED, evidence=evidence, by="The council"))
    assert not Promise.objects.exists()


def test_a_judgement_says_who_and_why_and_the_newest_counts(tied: Plank, record: Store) -> None:
    made = actions.promise(None, tied, PROMISED, record=record)
    with pytest.raises(Refused, match="Say why"):
        actions.judge(None, made, "broken", because=" ", judged_by="us", judged_on=dt.date(2027, 1, 2))
    told = {"judged_by": "the traders", "judged_on": dt.date(2027, 1, 2)}
    actions.judge(None, made, "broken", because="Nothing was published.", **told)
    actions.judge(None, made, "partly", because="A summary was.", **told)
    (shown,) = queries.promises_of(tied, on=dt.date(2027, 2, 1))
    assert [one.state for one in shown.judgements] == ["broken", "partly"]
    assert (shown.state, shown.days_overdue) == ("partly", 0)


def test_a_reply_is_not_overwritten(tied: Plank, record: Store) -> None:
    made = actions.promise(None, tied, PROMISED, record=record)
    actions.reply(None, made, words="It is at the printer.", by="Her office")
    with pytest.raises(Refused):
        actions.reply(None, made, words="No.", by="Somebody else")


def test_departments_are_pointed_to_and_then_decided(tied: Plank, record: Store, staff: Any) -> None:
    found = queries.who_can_act(tied, record, staff=False)
    assert found is not None and found.day == dt.date(2026, 9, 15)
    first = found.responsible[0]
    assert first.department.slug == "towns-homes-and-communities" and not first.confirmed
    assert [one.name for one in first.in_office] == ["Dominic Farrowby", "Anjali Deshmukh"]
    assert [one.name for one in first.shadowing] == ["Sunita Vaidya"]
    actions.decide(staff("editor"), tied, first.department, "rejected")
    actions.decide(staff("editor"), tied, Department("transport", "Department for Transport"), "confirmed")
    again = queries.who_can_act(tied, record, staff=False)
    assert again is not None
    assert again.responsible[0].department.slug == "transport" and again.responsible[0].confirmed
    assert [one.department.slug for one in again.put_aside] == ["towns-homes-and-communities"]
    assert verbs("responsibility") == ["rejected", "confirmed"]


def test_what_follows_in_the_record_and_nobody_confirmed_points_to_no_department_and_names_nobody(
    tied: Plank, record: Store
) -> None:
    followed = [said for said in thread(tied, record, staff=False).answers if said.link is None]
    found = queries.who_can_act(tied, record, staff=False)
    assert followed and found is not None
    assert {one.department.slug: one.passages for one in found.responsible} == {
        "towns-homes-and-communities": 2, "home-office": 1,
    }  # fmt: skip
    unconfirmed = {said.contribution.person_id for said in followed}
    assert unconfirmed.isdisjoint(one.person_id for one in found.spoke)


def test_for_or_against_is_said_only_where_it_was_confirmed(tied: Plank, record: Store) -> None:
    found = queries.who_can_act(tied, record, staff=False, place="kettle")
    assert found is not None
    stances = {one.name: one.stances for one in found.spoke}
    assert stances["Nell Garraway"] == () and "opposes" in [s for kinds in stances.values() for s in kinds]
    assert [(seat.name, seat.member) for seat in found.seats] == [("Kettleford", "Nell Garraway")]


def test_an_erased_note_goes_out_of_every_ask(tied: Plank, wording: actions.Wording) -> None:
    note = Note.objects.exclude(released_at=None).first()
    assert note is not None
    quoted = Quotation(note.words, "table 4", str(note.key))
    made = actions.draft(
        None, tied, replace(wording, beside=f"People said: “{note.words}”"), sources=[quoted]
    )
    erase(kind="note", key=str(note.key), who=None, reason="asked for")
    made.refresh_from_db()
    assert note.words not in made.beside and made.sources == []
