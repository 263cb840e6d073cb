"""A sitting is read: each subscriber gets one mail for each item, through real SMTP, and no second one."""

from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.errors import Refused
from folkmoot.web.alerts import queries
from folkmoot.web.alerts.actions import asking, looking, posting, tidying
from folkmoot.web.alerts.models import Following, Item, Mail, NotedSitting, Question, Subscriber
from tests.web.alerts.conftest import ADA, FROM, NOON, Alerts, said
from tests.web.alerts.postbox import words

SUE, TOM, ANN = "sue@home.example", "tom@home.example", "ann@home.example"


def test_each_subscriber_gets_one_mail_an_item_and_none_after_a_corrected_revision(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.follow(TOM, "search", "repairs")
    alerts.follow(ANN, "person", ADA)
    alerts.parliament.sit(
        "2026-05-13a",
        said(1, "The repairs are late."),
        said(2, "Rents are another matter.", who="Bea Quill", person="example/person/2"),
    )
    alerts.carry()
    assert sorted(alerts.postbox.to) == [ANN, SUE, TOM]
    for mail in alerts.postbox.mails:
        assert "The repairs are late." in words(mail)
        assert "https://moot.example/record/contributions/example/debate/2026-05-13a.1.1/" in words(mail)
    assert Question.objects.count() == 2  # two people asked the same

    alerts.carry()
    moved = "".join(
        f'<gidredirect oldgid="example/debate/2026-05-13a.1.{old}" '
        f'newgid="example/debate/2026-05-13b.1.{new}" matchtype="changes"/>'
        for old, new in ((1, 2), (2, 3))
    )
    alerts.parliament.sit(
        "2026-05-13b",
        said(1, "Order.", who="Speaker", person=""),
        said(2, "The repairs are very late."),
        said(3, "Rents are another matter.", who="Bea Quill", person="example/person/2"),
        more=moved,
    )
    alerts.carry()
    assert len(alerts.postbox.mails) == 3


def test_a_correction_without_redirects_is_told_by_its_ids_and_its_words(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."), said(2, "Repairs, repairs."))
    alerts.carry()
    alerts.parliament.sit("2026-05-13b", said(1, "The repairs are too late."), said(3, "Repairs, repairs."))
    alerts.carry()
    assert len(alerts.postbox.mails) == 1


def test_what_a_later_revision_adds_is_sent_once(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    alerts.parliament.sit(
        "2026-05-13b", said(1, "The repairs are late."), said(2, "Repairs in the evening sitting.")
    )
    alerts.carry()
    alerts.carry()
    first, second = alerts.postbox.mails
    assert "evening" not in words(first)
    assert "Repairs in the evening sitting." in words(second)
    assert "are late" not in words(second)


def test_nothing_is_sent_before_a_yes_and_nothing_of_what_was_there_already(alerts: Alerts) -> None:
    mail = alerts.ask(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    (letter,) = alerts.postbox.mails
    assert letter["Subject"].strip() == "Do you want to follow the search “repairs”?"
    assert mail is not None and mail.following is not None
    asking.confirm(mail.following.key, NOON)
    alerts.carry()
    assert len(alerts.postbox.mails) == 1
    alerts.parliament.sit("2026-05-14a", said(1, "More repairs."))
    alerts.carry()
    assert len(alerts.postbox.mails) == 2


def test_each_distinct_question_is_asked_once_for_all(
    alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        alerts.follow(f"p{number}@home.example", "search", "repairs  late" if number else "repairs late")
    asked: list[object] = []
    real = looking.following.found
    monkeypatch.setattr(looking.following, "found", lambda *a, **k: asked.append(a[1]) or real(*a, **k))
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    assert len(asked) == 1
    assert len(alerts.postbox.mails) == 5
    assert all(mail["To"] and "," not in mail["To"] for mail in alerts.postbox.mails)


def test_an_instant_mail_a_debate_and_one_for_all_where_there_are_many(alerts: Alerts) -> None:
    alerts.follow(SUE, "person", ADA)
    alerts.parliament.sit("2026-05-13a", *(said(n, f"Word {n}.") for n in range(1, 7)))
    alerts.carry()
    (mail,) = alerts.postbox.mails
    assert "3 more contributions there." in words(mail)
    alerts.postbox.mails.clear()
    many = []
    for n in range(2, 15):
        title = f'<major-heading id="example/debate/DAY.{n}.0" nospeaker="true">Business {n}</major-heading>'
        many.append(title)
        many.append(said(1, f"On business {n}.", debate=n))
    alerts.parliament.sit("2026-05-14a", *many)
    alerts.carry()
    (mail,) = alerts.postbox.mails
    assert words(mail).count("On business") == 13


def test_daily_letters_hold_everything_until_seven_and_weekly_ones_until_monday(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs", "daily")
    alerts.follow(SUE, "person", ADA, "daily")
    alerts.follow(TOM, "search", "repairs", "weekly")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry(NOON)  # Thursday
    assert not alerts.postbox.mails
    alerts.carry(NOON + dt.timedelta(hours=15))
    assert not alerts.postbox.mails
    alerts.carry(NOON + dt.timedelta(hours=20))  # Friday after seven
    assert alerts.postbox.to == [SUE]
    assert "1 debate" not in alerts.postbox.mails[0]["Subject"]
    assert words(alerts.postbox.mails[0]).count("The repairs are late.") == 2  # under both things followed
    alerts.carry(NOON + dt.timedelta(hours=21))
    assert alerts.postbox.to == [SUE]
    alerts.carry(NOON + dt.timedelta(days=4))  # Monday
    assert alerts.postbox.to == [SUE, TOM]


def test_a_mail_says_why_it_came_who_answers_and_how_to_stop_it(alerts: Alerts) -> None:
    following = alerts.follow(SUE, "department", "home office")
    alerts.parliament.sit(
        "2026-05-13a", said(1, "The Home Office agrees.", who="Bea Quill", person="example/person/2")
    )
    alerts.carry()
    (mail,) = alerts.postbox.mails
    assert mail["From"] == FROM
    stop = f"https://moot.example/follow/stop/{following.key}/"
    assert mail["List-Unsubscribe"].strip() == f"<{stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"] == f"<{Mail.objects.get(kind='instant').key}@moot.example>"
    said_so = " ".join(words(mail).split())
    assert "this address follows debates with the Home Office, at once; it said yes on 14 May 2026" in said_so
    assert "Ada Lowe answers for this mail" in said_so
    assert f"To stop it: {stop}" in said_so
    assert "A fictional parliament, written for this project" in said_so


def test_a_debate_is_followed_through_its_later_days_and_a_written_question_to_its_answer(
    alerts: Alerts,
) -> None:
    ques = (
        '<ques id="example/wrans/DAY.7.q0" person_id="example/person/1" speakername="Ada Marsh">'
        '<p pid="q1" qnum="7">How many constables are there?</p></ques>'
    )
    alerts.parliament.answer("2026-05-12a", ques)
    alerts.follow(SUE, "debate", "example/debate/2026-05-12a.1.0")
    alerts.follow(TOM, "question", "example/wrans/2026-05-12a.7.h")
    alerts.parliament.sit("2026-05-20a", said(1, "We go on about tenants."))
    alerts.parliament.sit("2026-05-21a", said(1, "Social housing is mentioned."), title="Housing, Social")
    reply = (
        '<reply id="example/wrans/DAY.8.r0" person_id="example/person/2" speakername="Bea Quill">'
        '<p pid="r1">Forty.</p></reply>'
    )
    alerts.parliament.answer("2026-05-22a", ques.replace("7.q0", "8.q0"), reply, number="8")
    alerts.carry()
    assert [words(m).count("We go on about tenants.") for m in alerts.postbox.for_(SUE)] == [1]
    assert [words(m).count("“Forty.”") for m in alerts.postbox.for_(TOM)] == [1]


def test_a_mail_the_server_does_not_take_is_tried_again_and_in_the_end_given_up(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.postbox.says = lambda _address: "451 later"
    assert alerts.carry().later == 1
    assert posting.send_mails(NOON) == posting.Posted()  # not before its time
    alerts.postbox.says = lambda _address: None
    assert posting.send_mails(NOON + dt.timedelta(minutes=6)).sent == 1
    alerts.parliament.sit("2026-05-14a", said(1, "Repairs again."))
    alerts.postbox.says = lambda _address: "550 nobody here"
    assert alerts.carry().never == 1
    assert posting.send_mails(NOON + dt.timedelta(days=1)) == posting.Posted()
    assert len(alerts.postbox.mails) == 1


def test_an_address_that_takes_no_mail_three_times_in_a_row_is_let_go(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.follow(TOM, "search", "repairs")
    alerts.postbox.says = lambda address: "550 nobody here" if address == SUE else None
    for day in (13, 14):
        alerts.parliament.sit(f"2026-05-{day}a", said(1, "The repairs are late."))
        alerts.carry()
    assert Subscriber.objects.count() == 2
    alerts.parliament.sit("2026-05-15a", said(1, "The repairs are late."))
    alerts.carry()
    assert [s.address for s in Subscriber.objects.all()] == [TOM]
    assert alerts.ask(SUE, "search", "repairs") is not None  # let go, not suppressed


def test_a_server_that_is_away_loses_nothing(alerts: Alerts, settings: object) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    assert alerts.carry().later == 1
    settings.EMAIL_PORT = alerts.postbox.port  # type: ignore[attr-defined]
    assert posting.send_mails(NOON + dt.timedelta(hours=1)).sent == 1


def test_a_mail_that_may_have_left_is_never_sent_again(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))

    alerts.postbox.cuts = True
    alerts.carry()
    alerts.postbox.cuts = False
    assert posting.send_mails(NOON + dt.timedelta(days=1)) == posting.Posted()
    assert len(alerts.postbox.mails) == 1
    assert queries.counts().unsure == 1


def test_without_a_named_person_nothing_leaves_and_nothing_is_lost(alerts: Alerts, settings: object) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    settings.MAIL_FROM = "nobody@moot.example"  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="FOLKMOOT_MAIL_FROM"):
        alerts.carry()
    settings.MAIL_FROM = FROM  # type: ignore[attr-defined]
    assert posting.send_mails(NOON).sent == 1


def test_after_a_restore_nothing_is_sent_that_may_have_been_sent_before(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    for left_out in (Mail, Item, NotedSitting):
        left_out.objects.all().delete()
    alerts.carry()
    assert len(alerts.postbox.mails) == 1
    alerts.parliament.sit("2026-05-14a", said(1, "Repairs after the restore."))
    alerts.carry()
    assert len(alerts.postbox.mails) == 2


def test_an_old_day_corrected_long_after_brings_nothing(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2025-01-10a", said(1, "Rents."))
    alerts.carry()
    alerts.parliament.sit("2025-01-10b", said(1, "Rents."), said(2, "Repairs were left out."))
    alerts.carry()
    assert not alerts.postbox.mails
    assert not NotedSitting.objects.get(sitting="example/debate/2025-01-10").known


def test_addresses_nobody_confirmed_and_mails_of_last_month_are_deleted(alerts: Alerts) -> None:
    alerts.ask(TOM, "search", "rents")
    alerts.follow(SUE, "search", "repairs")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    tidying.tidy(NOON + dt.timedelta(days=6))
    assert Subscriber.objects.count() == 2
    assert tidying.tidy(NOON + dt.timedelta(days=8)) == 1
    assert [s.address for s in Subscriber.objects.all()] == [SUE]
    tidying.tidy(NOON + dt.timedelta(days=31))
    assert not Mail.objects.exists()
    assert Following.objects.count() == 1
