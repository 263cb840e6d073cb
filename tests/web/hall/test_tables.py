"""What tables send: each thing once, in order, with its own time; and what never reaches the notes."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.web.accounts.models import User
from folkmoot.web.hall.actions.evening import hand_out, revoke
from folkmoot.web.hall.actions.tables import take
from folkmoot.web.hall.models import AtRisk, Badge, ReportLine
from folkmoot.web.hall.tasks import tell_of_risk
from folkmoot.web.journal.models import Content, Line
from folkmoot.web.meetings.actions import release_notes
from folkmoot.web.meetings.models import Note
from tests.web.hall.conftest import Hall


@pytest.fixture
def code(hall: Hall, staff: Any) -> str:
    return hand_out(staff("steward"), hall.moot, role="table", name="Table 1", hours=6, table=hall.tables[0])[
        1
    ]


def note(words: str = "The bus stops at eight.", **told: Any) -> dict[str, Any]:
    return {"op": "note", "key": str(uuid.uuid4()), "at": timezone.now().isoformat(), "words": words, **told}


def post(code: str, items: Any, client: Client | None = None) -> Any:
    return (client or Client()).post(
        f"/t/{code}/send/", json.dumps({"items": items}), content_type="application/json"
    )


def test_notes_are_kept_once_in_order_with_their_own_times(hall: Hall, code: str) -> None:
    sent = [note(f"Note {n}", at=f"2026-03-07T19:{n:02}:00+00:00", kind="experience") for n in range(30)]
    post(code, sent[:20])
    post(code, sent[10:])
    kept = list(hall.moot.notes.order_by("number"))
    assert [each.words for each in kept] == [each["words"] for each in sent]
    assert [each.noted_at.minute for each in kept] == list(range(30))
    assert {each.kind for each in kept} == {"experience"}


def test_an_answer_that_was_lost_is_given_again(code: str) -> None:
    sent = [note(), note()]
    assert post(code, sent).json()["kept"] == post(code, sent).json()["kept"] == [n["key"] for n in sent]
    assert Note.objects.count() == 2


def test_a_note_taken_back_is_gone_and_a_late_sending_does_not_bring_it_back(code: str) -> None:
    sent = note()
    back = {"op": "withdraw", "key": str(uuid.uuid4()), "note": sent["key"]}
    post(code, [sent])
    assert post(code, [back]).json()["kept"] == [back["key"]]
    post(code, [sent])
    assert not Note.objects.exists()


def test_a_note_that_is_public_is_not_taken_back_by_a_phone(hall: Hall, code: str, staff: Any) -> None:
    sent = note()
    post(code, [sent])
    release_notes(staff("steward"), Note.objects.all())
    back = {"op": "withdraw", "key": str(uuid.uuid4()), "note": sent["key"]}
    assert "public already" in post(code, [back]).json()["refused"][back["key"]]
    assert Note.objects.count() == 1


def test_a_phone_takes_nothing_back_from_another_table(hall: Hall, code: str, staff: Any) -> None:
    other = hand_out(staff("steward"), hall.moot, role="table", name="2", hours=1, table=hall.tables[1])[1]
    sent = note()
    post(other, [sent])
    post(code, [{"op": "withdraw", "key": str(uuid.uuid4()), "note": sent["key"]}])
    assert Note.objects.count() == 1


def test_one_bad_thing_does_not_hold_up_the_others(code: str) -> None:
    good = note("good")
    answer = post(code, [note(""), {"op": "dance", "key": "1"}, note("x" * 5000), 7, good]).json()
    assert answer["kept"] == [good["key"]]
    assert len(answer["refused"]) == 4
    assert [each.words for each in Note.objects.all()] == ["good"]


def test_a_proposal_points_at_the_concerns_it_answers(code: str) -> None:
    concern = note("No bus after eight.")
    proposal = note("We want a bus.", kind="proposal", so_that="nurses get home", answers=[concern["key"]])
    post(code, [concern, proposal])
    assert [n.words for n in Note.objects.get(kind="proposal").answers.all()] == ["No bus after eight."]


def test_nothing_a_table_wrote_is_shown_before_a_named_person_released_it(hall: Hall, code: str) -> None:
    post(code, [note("A secret of table one.")])
    for address in (
        "/moots/market-hall/",
        "/wall/market-hall/",
        f"/t/{code}/",
        "/moots/market-hall/tables/1/",
    ):
        assert "A secret of table one." not in Client().get(address).content.decode(), address


def test_a_note_of_danger_is_no_note_tells_the_steward_and_keeps_who_was_told(
    hall: Hall, code: str, staff: Any
) -> None:
    steward = staff("steward", "Sam Steward")
    danger = {**note("My neighbour is hit at home."), "op": "risk"}
    for _ in range(2):
        post(code, [danger])
    risk = AtRisk.objects.get()
    assert not Note.objects.exists()
    tell_of_risk.func(risk.pk)
    tell_of_risk.func(risk.pk)
    assert len(mail.outbox) == 1
    assert steward.email in mail.outbox[0].to
    assert "hit at home" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "Sam Steward" in AtRisk.objects.get().told
    assert "hit at home" not in "".join(Content.objects.values_list("spelled", flat=True))
    client = Client()
    client.force_login(steward)
    assert "hit at home" in client.get("/evenings/market-hall/risk/").content.decode()
    client.post("/evenings/market-hall/risk/", {"risk": risk.pk})
    assert AtRisk.objects.get().seen_by == steward
    assert Line.objects.filter(verb="seen", who=steward).exists()


def test_numbers_to_call_are_on_the_page_of_every_table(code: str) -> None:
    page = Client().get(f"/t/{code}/").content.decode()
    for number in ("999", "101", "020 7946 0000"):
        assert number in page


def test_a_table_writes_without_script(hall: Hall, code: str) -> None:
    form = {
        "key": str(uuid.uuid4()),
        "kind": "complaint",
        "words": "Bins.",
        "where_and_when": "Mill Road, Monday",
    }
    for _ in range(2):
        assert "Kept." in Client().post(f"/t/{code}/", form).content.decode()
    kept = Note.objects.get()
    assert (kept.kind, kept.words, kept.where_and_when) == ("complaint", "Bins.", "Mill Road, Monday")


def test_a_report_back_is_on_the_wall_only_while_a_named_person_lets_the_table_speak(
    hall: Hall, code: str, staff: Any
) -> None:
    line = {"op": "report", "key": str(uuid.uuid4()), "kind": "concern", "place": 1, "words": "No late bus"}
    post(code, [line])
    assert ReportLine.objects.get().released_at is None
    client = Client()
    client.force_login(staff("steward"))
    client.post("/evenings/market-hall/reports/", {"table": hall.tables[0].pk})
    assert "No late bus" in Client().get("/wall/market-hall/").content.decode()
    post(code, [{**line, "words": "Mr Nasty said so"}])
    hall.change()
    page = Client().get("/wall/market-hall/").content.decode()
    assert "Nasty" not in page, "a changed line is released anew"
    client.post("/evenings/market-hall/reports/", {"table": hall.tables[0].pk})
    client.post("/evenings/market-hall/reports/", {"line": ReportLine.objects.get().pk})
    assert "Nasty" not in Client().get("/wall/market-hall/").content.decode(), "one press hides it again"


def test_a_code_that_has_ended_writes_nothing(hall: Hall, code: str) -> None:
    badge = Badge.objects.get()
    revoke(User.objects.get(), badge)
    assert Client().get(f"/t/{code}/").status_code == 404
    assert post(code, [note()]).status_code == 404
    Badge.objects.update(revoked_at=None, expires_at=timezone.now())
    assert post(code, [note()]).status_code == 404
    assert not Note.objects.exists()


def test_what_is_no_sending_is_refused(code: str) -> None:
    for body in ("", "[]", "{", '{"items": 3}', "[" * 100_000, json.dumps({"items": [1] * 101})):
        answer = Client().post(f"/t/{code}/send/", body, content_type="application/json")
        assert answer.status_code == 400, body[:20]


json_things = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(), max_size=20)
    | st.just("\ud800")
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=12,
)
almost = st.fixed_dictionaries(
    {"op": st.sampled_from(["note", "withdraw", "risk", "report"]), "key": st.uuids().map(str) | json_things},
    optional={
        name: json_things
        for name in (
            "words",
            "kind",
            "at",
            "note",
            "place",
            "answers",
            "late",
            "so_that",
            "role",
            "other_side",
        )
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(almost | json_things, max_size=5))
def test_whatever_is_sent_is_kept_or_refused_and_never_an_error(hall: Hall, items: list[Any]) -> None:
    taken = take(hall.tables[0], items)
    assert len(taken.kept) + len(taken.refused) <= len(items)
