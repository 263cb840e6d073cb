"""Whoever follows a moot or a plank gets one mail when something of it is answered or changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from folkmoot.record.store import Store
from folkmoot.web.alerts import matters
from folkmoot.web.alerts.actions import asking, looking, posting, tidying
from folkmoot.web.alerts.models import Following, Item, Mail, NotedSitting
from folkmoot.web.alerts.tasks import Watch
from folkmoot.web.manifesto.actions import Draft, draft_plank, new_version, publish
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Moot
from folkmoot.web.tracing.actions import decide, propose, tie
from tests.web.alerts.postbox import Postbox, link, words

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
SUE = "sue@home.example"
ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "example/debate/2026-05-12a.1.8"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any, db: None) -> None:
    settings.FOLKMOOT_HOME = tmp_path


def follow(kind: str, asks: str, postbox: Postbox, often: str = "instant") -> Following:
    mail = asking.ask(SUE, matters.follow(kind, asks), often, NOON)
    assert mail is not None and mail.following is not None
    posting.send_mails(NOON)
    postbox.mails.clear()
    return asking.confirm(mail.following.key, NOON)


def carry(now: dt.datetime = NOON) -> None:
    looking.look(now)
    posting.make_mails(now)
    posting.send_mails(now)


def test_a_confirmed_answer_is_mailed_once_with_who_and_why(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    following = follow("moot", "hall", postbox)
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry()
    carry()
    (mail,) = postbox.mails
    told = words(mail)
    subject = "Open the empty shops, 12 May 2026: what becomes of “The Hall Moot”"
    assert mail["Subject"].strip() == subject
    assert "They answered: Anjali Deshmukh" in told and "before the end of the year" in told
    assert "You said: The Hall Moot, 26 March 2026" in told
    assert "https://moot.example/thread/open-the-empty-shops/" in told
    assert "You get this because this address follows what becomes of “The Hall Moot”, at once" in told
    assert "Ada Lowe answers for this mail" in told
    assert mail["List-Unsubscribe"].strip() == f"<https://moot.example/follow/stop/{following.key}/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_that_stood_there_before_the_yes_is_mailed(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    follow("plank", plank.slug, postbox)
    carry()
    assert postbox.mails == []


def test_what_a_program_proposes_or_somebody_only_asked_is_no_news(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    follow("plank", plank.slug, postbox)
    assert propose(None, plank, record)
    tie(staff("editor"), plank, ASKED, record, kind="asks")
    carry()
    assert postbox.mails == []


def test_a_tie_withdrawn_before_the_mail_leaves_is_in_none_and_confirmed_again_is_sent_once(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    editor = staff("editor")
    follow("plank", plank.slug, postbox)
    made = tie(editor, plank, ANSWERED, record, kind="promises")
    looking.look(NOON)
    posting.make_mails(NOON)
    decide(editor, made, "withdraw")
    posting.send_mails(NOON)
    assert postbox.mails == []
    decide(editor, made, "confirm")
    carry()
    assert postbox.mails == []  # its one mail was given up when it said nothing any more


def test_new_words_of_a_plank_are_a_change(plank: Plank, record: Store, staff: Any, postbox: Postbox) -> None:
    follow("plank", plank.slug, postbox)
    other = Draft(
        "Open the empty shops", "The council lets a shop that is empty for a year.", "", "council", "adopted",
        "Made shorter.",
    )  # fmt: skip
    new_version(staff("editor"), plank, other, based_on=1)
    carry()
    (mail,) = postbox.mails
    assert "This changed" in words(mail) and "empty for a year" in words(mail)
    assert "Made shorter." in words(mail)


def test_who_follows_the_moot_and_the_plank_hears_of_it_once(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    follow("moot", "hall", postbox)
    follow("plank", plank.slug, postbox)
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry()
    assert len(postbox.mails) == 1


@pytest.mark.parametrize("often", ["instant", "daily", "weekly"])
def test_after_a_month_nothing_is_told_again(
    plank: Plank, record: Store, staff: Any, postbox: Postbox, often: str
) -> None:
    follow("plank", plank.slug, postbox, often)
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    for days in (0, 10, 40, 41, 80):
        now = NOON + dt.timedelta(days=days)
        carry(now)
        tidying.tidy(now)
    assert len(postbox.mails) == 1
    assert Item.objects.count() == 2  # the answer, and the version that stood there before


def test_after_a_restore_nothing_old_is_sent(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    follow("plank", plank.slug, postbox)
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry()
    for model in (Mail, Item, NotedSitting):  # what a backup leaves out
        model.objects.all().delete()
    postbox.mails.clear()
    carry()
    carry()
    assert postbox.mails == []


def test_somebody_follows_a_moot_by_the_page_and_stops_with_one_press(
    plank: Plank, record: Store, staff: Any, postbox: Postbox, client: Client
) -> None:
    page = client.get("/told/moot/hall/").content.decode()
    assert 'href="/follow/?moot=hall"' in page
    sent = client.post("/follow/?moot=hall", {"address": SUE, "often": "instant"})
    assert sent["Location"] == "/follow/asked/"
    posting.send_mails(dt.datetime.now(dt.UTC))
    (letter,) = postbox.mails
    assert "what becomes of “The Hall Moot”" in words(letter)
    mine = client.post(link(letter, "confirm"), follow=True).content.decode()
    assert "What becomes of “The Hall Moot”" in mine and "/told/moot/hall/" in mine
    postbox.mails.clear()
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry(dt.datetime.now(dt.UTC))
    (mail,) = postbox.mails
    client.post(mail["List-Unsubscribe"].strip(" <>").removeprefix("https://moot.example"))
    assert not Following.objects.exists()


@pytest.mark.parametrize(
    ("kind", "asks", "named", "page"),
    [
        ("place", "kettleford", "what becomes of what was said in Kettleford", "/told/place/kettleford/"),
        ("edition", "1", "what becomes of “Manifesto, edition 1”", "/told/edition/1/"),
    ],
)
def test_a_place_and_an_edition_are_followed_confirmed_mailed_once_and_ended_in_one_press(
    plank: Plank, record: Store, staff: Any, postbox: Postbox, client: Client,
    kind: str, asks: str, named: str, page: str,
) -> None:  # fmt: skip
    Moot.objects.filter(slug="hall").update(place="The Corn Exchange, Kettleford")
    publish(staff("steward"))
    assert f'href="/follow/?{kind}={asks}"' in client.get(page).content.decode()
    assert client.get(f"/follow/?{kind}={asks}").status_code == 200
    client.post(f"/follow/?{kind}={asks}", {"address": SUE, "often": "instant"})
    posting.send_mails(dt.datetime.now(dt.UTC))
    (letter,) = postbox.mails
    assert named in words(letter)
    assert page in client.post(link(letter, "confirm"), follow=True).content.decode()
    postbox.mails.clear()
    other = draft_plank(staff("editor"), Draft("Elsewhere", "No moot, no edition.", "", "council"), [])
    tie(staff("editor"), other, ASKED, record, kind="answers")
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry(dt.datetime.now(dt.UTC))
    carry(dt.datetime.now(dt.UTC))
    (mail,) = postbox.mails
    assert "before the end of the year" in words(mail) and named in words(mail)
    assert "Elsewhere" not in words(mail)
    client.post(mail["List-Unsubscribe"].strip(" <>").removeprefix("https://moot.example"))
    assert not Following.objects.exists()


def test_who_follows_a_place_a_moot_there_and_a_plank_of_it_hears_of_it_once(
    plank: Plank, record: Store, staff: Any, postbox: Postbox
) -> None:
    Moot.objects.filter(slug="hall").update(place="The Corn Exchange, Kettleford")
    for kind, asks in (("place", "kettleford"), ("moot", "hall"), ("plank", plank.slug)):
        follow(kind, asks, postbox)
    tie(staff("editor"), plank, ANSWERED, record, kind="promises")
    carry()
    assert len(postbox.mails) == 1


@pytest.mark.parametrize("asked", ["moot=nowhere", "plank=nowhere", "place=nowhere", "edition=9"])
def test_what_is_not_here_cannot_be_followed(client: Client, asked: str) -> None:
    assert client.get(f"/follow/?{asked}").status_code == 404


def test_the_worker_notices_that_a_tie_was_confirmed_or_withdrawn(
    plank: Plank, record: Store, staff: Any
) -> None:
    editor, watch = staff("editor"), Watch()
    assert watch.glance(NOON)
    assert not watch.glance(NOON)
    propose(None, plank, record)
    assert not watch.glance(NOON)
    made = tie(editor, plank, ANSWERED, record, kind="promises")
    assert watch.glance(NOON)
    assert not watch.glance(NOON)
    decide(editor, made, "withdraw")
    assert watch.glance(NOON)


def test_a_house_without_a_record_tells_of_changes_too(
    plank: Plank, staff: Any, postbox: Postbox, settings: Any, tmp_path: Any
) -> None:
    settings.RECORD_FOLDER = tmp_path / "none"
    follow("plank", plank.slug, postbox)
    other = Draft("Open the shops", "Let them.", "", "council", "adopted", "Plainer.")
    new_version(staff("editor"), plank, other, based_on=1)
    carry()
    assert len(postbox.mails) == 1
