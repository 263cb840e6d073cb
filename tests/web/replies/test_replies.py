"""Whoever is named here sees it all in one place, answers it as large, and has it put right."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.actions import add_account
from folkmoot.web.asking.models import Promise
from folkmoot.web.consent.actions import erase
from folkmoot.web.consent.limits import USES_AN_HOUR
from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.replies import actions, queries, shelves
from folkmoot.web.replies.models import Request

pytestmark = pytest.mark.django_db
NOTE = "The owner, Harrow Lane Estates, has left seven shops empty."
HANDED_IN = {
    "wants": "answer", "words": "Five of the seven are let since May.", "name": "Ida Quill",
    "role": "Harrow Lane Estates", "reach": "ida@harrow.example",
}  # fmt: skip


@pytest.fixture
def moot():
    return Moot.objects.create(slug="high-street", title="High Street", held_on=dt.date(2026, 5, 4))


@pytest.fixture
def note(moot):
    return Note.objects.create(moot=moot, number=1, words=NOTE, released_at=timezone.now())


@pytest.fixture
def steward():
    who = add_account(who=None, email="s@example.org", name="Sam Steward", role="steward")
    signed_in = Client()
    signed_in.force_login(who)
    return signed_in


def look(client, name):
    answer = client.post("/named/", {"name": name})
    assert answer.status_code == 200
    return answer.content.decode()


def handed_in(client, note, **told):
    answer = client.post(f"/named/note/{note.key}/", {**HANDED_IN, **told})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], Request.objects.get()


def decided(steward, request, state="agreed", **told):
    given = {"state": state, "reasons": "The register of lettings shows it.", "checked": "Called them."}
    return steward.post(f"/named/requests/{request.pk}/", {**given, **told})


def test_everything_public_that_names_somebody_is_in_one_place_and_nothing_else(client, moot, note):
    Note.objects.create(moot=moot, number=2, words="Harrow Lane Estates again, and not released.")
    Statement.objects.create(moot=moot, number=1, words="Harrow Lane Estates should let its shops.")
    Statement.objects.create(moot=moot, number=2, words="Harrow Lane Estates lies.", moderation=-1)
    plank = Plank.objects.create(slug="shops")
    made = {"plank": plank, "words": "Let them.", "made_at": timezone.now()}
    PlankVersion.objects.create(number=1, title="Shops", lead="Harrow Lane Estates", **made)
    Promise.objects.create(
        plank=plank, side="company", by="Harrow  Lane Estates", words="We let two by June.",
        made_on=dt.date(2026, 5, 5), evidence="document", source_title="A letter", entered_at=timezone.now(),
    )  # fmt: skip
    shown = look(client, "harrow lane estates")
    assert [one.kind for one in shelves.named("harrow lane estates")] == [
        "note", "statement", "plank", "promise",
    ]  # fmt: skip
    assert "4 things name" in shown and NOTE in shown
    assert "not released" not in shown and "lies" not in shown
    assert "Nothing public here holds" in look(client, "Harrow Lanes")


@pytest.mark.parametrize("name", ["ANN", "Ann", "ann"])
def test_a_name_is_found_whole_in_capitals_or_not(client, moot, name):
    for number, words in enumerate(("Ann said so", "Anna said so", "the annual plan", "ask ann."), 1):
        Note.objects.create(moot=moot, number=number, words=words, released_at=timezone.now())
    assert [one.words for one in shelves.named(name)] == ["Ann said so", "ask ann."]


def test_a_name_that_is_looked_for_stands_in_no_address_and_no_table(client, note):
    answer = client.get("/named/?name=Harrow+Lane+Estates")
    assert NOTE not in answer.content.decode(), "a name by GET would stand in logs"
    look(client, "Harrow Lane Estates")
    assert not Request.objects.exists() and not Line.objects.exists()
    assert answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"]


def test_an_answer_stands_beside_the_note_as_large_once_it_was_agreed_to(client, steward, note):
    address, request = handed_in(client, note)
    page = f"/moots/high-street/notes/{note.key}/"
    assert request.due_on == timezone.localdate() + dt.timedelta(days=14)
    assert "Five of the seven" not in client.get(page).content.decode()
    assert "Waiting for a decision" in client.get(address).content.decode()
    assert decided(steward, request).status_code == 302
    shown = client.get(page).content.decode()
    sizes = re.findall(r'<blockquote class="said ?([a-z ]*)">', shown)
    assert "Five of the seven are let since May." in shown and "Ida Quill, Harrow Lane Estates" in shown
    assert "big" in sizes[0] and "big" in sizes[1], "an answer is as large as what it answers"
    assert "ida@harrow.example" not in shown + client.get("/corrections/").content.decode()
    assert [line.verb for line in Line.objects.filter(object_kind="request")] == ["asked", "agreed"]
    assert "ida@harrow.example" not in str([line.content.spelled for line in Line.objects.all()])


def test_a_correction_says_what_was_put_right_and_names_nobody_who_did_not_say_so(client, steward, note):
    _, request = handed_in(client, note, wants="correction", words="It is six shops.")
    decided(steward, request, reasons="The note said seven; the table meant six.")
    for page in ("/corrections/", f"/moots/high-street/notes/{note.key}/"):
        shown = client.get(page).content.decode()
        assert "the table meant six" in shown and "Ida Quill" not in shown
    Request.objects.update(may_be_named=True)
    assert "Ida Quill" in client.get("/corrections/").content.decode()


def test_a_refusal_gives_reasons_and_publishes_no_words(client, steward, note):
    address, request = handed_in(client, note)
    decided(steward, request, state="refused", reasons="It answers another note.", checked="")
    assert "It answers another note." in client.get(address).content.decode()
    shown = client.get("/corrections/").content.decode()
    assert "It answers another note." in shown
    assert "Five of the seven" not in shown and "Ida Quill" not in shown
    assert "Five of the seven" not in client.get(f"/moots/high-street/notes/{note.key}/").content.decode()


def test_a_decision_needs_reasons_and_agreeing_a_look_at_who_asked(client, steward, note):
    _, request = handed_in(client, note)
    assert decided(steward, request, reasons="").status_code == 422
    answer = decided(steward, request, checked="")
    assert answer.status_code == 422
    assert "Say how it was made sure who asked" in answer.content.decode()
    assert Request.objects.get().state == "open"


def test_what_was_decided_is_not_decided_again(client, steward, note):
    _, request = handed_in(client, note)
    decided(steward, request)
    answer = decided(steward, request, state="refused")
    assert "not open any more" in steward.get(answer["Location"]).content.decode()
    assert Request.objects.get().state == "agreed"


def test_an_answer_can_be_taken_back_by_whoever_gave_it(client, steward, note):
    address, request = handed_in(client, note)
    decided(steward, request)
    client.post(f"{address}withdraw/")
    assert "Five of the seven" not in client.get(f"/moots/high-street/notes/{note.key}/").content.decode()
    shown = client.get("/corrections/").content.decode()
    assert "Withdrawn by whoever asked" in shown and "Ida Quill" not in shown
    assert Request.objects.get().reach == ""


def test_all_that_is_kept_under_a_name_is_shown_to_the_steward_alone(client, steward, moot, note):
    Note.objects.create(moot=moot, number=2, words="Ida Quill shouted at the tenants.")
    answer = client.post("/named/all/", {"name": "Ida Quill", "reach": "020 7946 0000"})
    request = Request.objects.get()
    assert "shouted" not in client.get(answer["Location"]).content.decode()
    assert "Ida Quill shouted at the tenants." in (
        steward.get(f"/named/requests/{request.pk}/").content.decode()
    )
    decided(steward, request, reasons="Sent.", checked="She showed her card.")
    assert "Ida Quill" not in client.get("/corrections/").content.decode()


def test_what_is_not_public_cannot_be_answered(client, note):
    Note.objects.update(released_at=None)
    assert client.get(f"/named/note/{note.key}/").status_code == 404
    for path in ("note/nonsense", "statement/high-street:99999999999", "ask/1", "promise/1", "tarot/1"):
        assert client.get(f"/named/{path}/").status_code == 404
    with pytest.raises(Refused):
        actions.ask(None, wants="answer", name="Ida", reach="x")


def test_a_request_about_something_that_was_hidden_says_so(client, steward, note):
    address, request = handed_in(client, note)
    decided(steward, request)
    Note.objects.update(released_at=None)
    for page in (address, "/corrections/"):
        assert "not public any more" in client.get(page).content.decode()
        assert NOTE not in client.get(page).content.decode()


def test_requests_wait_for_the_steward_and_lateness_is_told_to_everybody(client, steward, note):
    handed_in(client, note)
    assert "one request of somebody named here" in steward.get("/").content.decode()
    assert "should have been decided" not in client.get("/corrections/").content.decode()
    Request.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
    assert "One should have been decided by now." in client.get("/corrections/").content.decode()
    assert queries.overdue() == 1
    assert "Ida Quill" in steward.get("/named/requests/").content.decode()


def test_how_to_reach_somebody_is_let_go_of_after_ninety_days(client, steward, note):
    _, request = handed_in(client, note)
    decided(steward, request)
    now = timezone.now()
    assert actions.forget_how_to_reach(now + dt.timedelta(days=89)) == 0
    assert actions.forget_how_to_reach(now + dt.timedelta(days=91)) == 1
    assert "not kept any more" in steward.get(f"/named/requests/{request.pk}/").content.decode()


def test_a_request_is_erased_with_what_the_journal_held_of_it(client, steward, note):
    address, request = handed_in(client, note)
    erase(kind="request", key=str(request.key), who=None, reason="asked for")
    assert client.get(address).status_code == 404
    assert "Five of the seven" not in str([line.content.spelled for line in Line.objects.all()
                                           if hasattr(line, "content")])  # fmt: skip


def test_programs_read_the_same_decisions(client, steward, note):
    _, request = handed_in(client, note)
    assert client.get("/api/corrections").json()["items"] == []
    decided(steward, request)
    (item,) = client.get("/api/corrections").json()["items"]
    assert item["words"] == "Five of the seven are let since May." and item["who"] == "Ida Quill"
    assert item["about"].endswith(f"/moots/high-street/notes/{note.key}/")
    actions.withdraw(request)
    (item,) = client.get("/api/corrections").json()["items"]
    assert (item["state"], item["words"], item["who"], item["reasons"]) == ("withdrawn", "", "", "")


def test_a_machine_that_hands_in_without_end_is_stopped(client, note):
    for _ in range(USES_AN_HOUR):
        client.post("/named/", {"name": "Nobody at all"})
    answer = client.post(f"/named/note/{note.key}/", HANDED_IN)
    assert answer.status_code == 429 and not Request.objects.exists()
