"""The pages of following, from the form to the last click, as somebody without an account meets them."""

from __future__ import annotations

import uuid
from typing import Any

import lxml.etree
import lxml.html
import pytest
from django.test import Client

from folkmoot.web.alerts import queries
from folkmoot.web.alerts.actions import posting
from folkmoot.web.alerts.models import Following, Mail, Subscriber
from folkmoot.web.consent import limits
from tests.web.alerts.conftest import ADA, NOON, Alerts, said
from tests.web.alerts.postbox import link

SUE = "sue@home.example"


def page(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return lxml.html.fromstring(answer.content.decode())


def test_from_the_page_of_a_person_to_a_mail_and_out_again_without_signing_in(
    alerts: Alerts, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client(enforce_csrf_checks=True)
    follow = page(client, f"/record/people/{ADA}/").xpath('//a[contains(@href, "/follow/?person=")]/@href')[0]
    form = page(client, follow)
    assert "Follow what Ada Marsh says" in form.text_content()
    token = form.xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0]
    sent = {"address": SUE, "often": "instant", "csrfmiddlewaretoken": token}
    assert client.post(follow, sent)["Location"] == "/follow/asked/"
    posting.send_mails(NOON.replace(year=2100))
    (letter,) = alerts.postbox.mails
    confirming = link(letter, "confirm")

    asked = page(client, confirming)
    assert not Following.objects.get().confirmed_at  # opening a link in a mail says nothing yet
    token = asked.xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0]
    mine = client.post(confirming, {"csrfmiddlewaretoken": token})["Location"]
    assert "What Ada Marsh says" in page(client, mine).text_content()

    alerts.parliament.sit("2026-05-13a", said(1, "Tenants wait."))
    alerts.carry(NOON.replace(year=2100))
    mail = alerts.postbox.mails[-1]
    header = str(mail["List-Unsubscribe"]).strip().strip("<>")
    stop = header.removeprefix("https://moot.example")
    page(client, stop)
    assert Following.objects.exists()  # programs that open every link must not end anything
    mailbox = Client(enforce_csrf_checks=True)
    answer = mailbox.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert "Nothing is followed here" in page(client, mine, 404).text_content()


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("/follow/?search=repairs -rents", "the search “repairs -rents”"),
        ("/follow/?department=home-office", "debates with the Home Office"),
        ("/follow/?debate=example/debate/2026-05-12a.1.0", "the debate “Social Housing”"),
    ],
)
def test_everything_can_be_followed_by_mail_and_as_a_feed(alerts: Alerts, address: str, what: str) -> None:
    form = page(Client(), address)
    assert f"Follow {what}" in form.text_content()
    feed = form.xpath('//p[@class="feed"]/a/@href')[0]
    answer = Client().get(feed)
    if "home-office" not in feed:
        assert answer.status_code == 200
        atom = lxml.etree.fromstring(answer.content)
        assert atom.tag == "{http://www.w3.org/2005/Atom}feed"
    assert SUE not in answer.content.decode()


@pytest.mark.parametrize("address", ["search=(", "person=nobody", "search=" + "a" * 501])
def test_what_cannot_be_followed_is_said(alerts: Alerts, address: str) -> None:
    assert page(Client(), f"/follow/?{address}", 404).xpath('//p[@role="alert"]/text()')


def test_the_answer_is_the_same_for_every_address(alerts: Alerts) -> None:
    from folkmoot.web.alerts.actions import asking

    alerts.follow("known@home.example", "search", "repairs")
    asking.forget_address("never@home.example", "asked")
    answers = []
    for address in ("new@home.example", "known@home.example", "never@home.example"):
        answer = Client().post("/follow/?search=repairs", {"address": address, "often": "daily"})
        answers.append((answer.status_code, answer["Location"], sorted(answer.cookies)))
    assert len(set(map(str, answers))) == 1


def test_a_machine_that_uses_the_form_is_stopped_and_no_address_of_a_device_is_kept(
    alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "USES_AN_HOUR", 3)
    for number in range(5):
        answer = Client().post(
            "/follow/?search=repairs", {"address": f"p{number}@home.example", "often": "daily"}
        )
        assert answer.status_code == (302 if number < 3 else 429)
    assert Mail.objects.count() == 3
    monkeypatch.setattr(queries, "LETTERS_AN_HOUR", 2)
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post("/follow/lost/", {"address": "p1@home.example"}).status_code == 429


def test_an_address_that_is_none_is_asked_for_again_and_not_repeated_in_an_address(alerts: Alerts) -> None:
    answer = Client().post("/follow/?search=repairs", {"address": "not one", "often": "daily"})
    assert answer.status_code == 400
    assert lxml.html.fromstring(answer.content.decode()).xpath('//*[contains(@class, "errorlist")]')
    assert not Mail.objects.exists()


def test_without_mail_the_page_says_so_and_offers_the_feed(alerts: Alerts, settings: Any) -> None:
    settings.MAIL_IS_SENT = False
    shown = page(Client(), "/follow/?search=repairs")
    assert "E-mail is not set up" in shown.text_content()
    assert shown.xpath('//p[@class="feed"]/a')
    assert Client().post("/follow/?search=repairs", {"address": SUE, "often": "daily"}).status_code == 400


def test_the_page_of_what_somebody_follows_changes_it_and_forgets_them(alerts: Alerts) -> None:
    one = alerts.follow(SUE, "search", "repairs")
    two = alerts.follow(SUE, "search", "rents")
    mine = f"/follow/mine/{one.subscriber.key}/"
    client = Client()
    shown = client.get(mine)
    assert shown["Cache-Control"] == "no-store, private"
    assert shown["Referrer-Policy"] == "same-origin"
    assert SUE not in shown.content.decode()
    client.post(f"{mine}often/", {"following": one.pk, "often": "weekly"})
    one.refresh_from_db()
    assert one.often == "weekly"
    assert client.post(f"{mine}stop/{two.pk}/")["Location"] == mine
    assert client.post(f"{mine}forget/")["Location"] == "/follow/stopped/"
    assert not Subscriber.objects.exists()
    assert client.post(f"{mine}forget/").status_code == 404


def test_somebody_whose_address_was_typed_in_can_end_it_for_good(alerts: Alerts) -> None:
    mail = alerts.ask(SUE, "search", "repairs")
    assert mail is not None and mail.following is not None
    never = f"/follow/never/{mail.following.key}/"
    page(Client(), never)
    assert Subscriber.objects.exists()
    assert Client().post(never).status_code == 302
    assert alerts.ask(SUE, "search", "repairs") is None


def test_a_lost_link_is_sent_to_who_follows_something_and_to_nobody_else(alerts: Alerts) -> None:
    following = alerts.follow(SUE, "search", "repairs")
    for address in (SUE, "stranger@home.example"):
        assert Client().post("/follow/lost/", {"address": address})["Location"] == "/follow/asked/"
    posting.send_mails(NOON.replace(year=2100))
    assert alerts.postbox.to == [SUE]
    assert link(alerts.postbox.mails[0], "mine") == f"/follow/mine/{following.subscriber.key}/"


@pytest.mark.parametrize("part", ["confirm", "never", "stop", "mine"])
def test_a_key_nobody_has_leads_to_a_page_that_says_so(alerts: Alerts, part: str) -> None:
    shown = page(Client(), f"/follow/{part}/{uuid.uuid4()}/", 404)
    assert "Nothing is followed here" in shown.text_content()


def test_no_staff_page_lists_what_anybody_follows(alerts: Alerts, signed_in: Any) -> None:
    alerts.follow(SUE, "search", "secretive repairs")
    steward = signed_in("steward")
    for address in ("/", "/journal/", "/follow/", "/privacy/"):
        assert "secretive" not in steward.get(address).content.decode()
