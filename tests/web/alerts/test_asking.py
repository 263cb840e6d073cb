"""Asking to follow: a yes from the mailbox, limits that keep strangers safe, being forgotten."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from folkmoot.errors import NotFound, Refused
from folkmoot.web.alerts import queries
from folkmoot.web.alerts.actions import asking, posting
from folkmoot.web.alerts.models import Following, Mail, Subscriber
from folkmoot.web.consent.actions import erase_again
from folkmoot.web.consent.models import Erasure, Suppressed
from folkmoot.web.consent.outside import remembered
from folkmoot.web.consent.suppression import digest, is_suppressed
from folkmoot.web.journal.models import Line
from tests.web.alerts.conftest import ADA, NOON, Alerts, said
from tests.web.alerts.postbox import words

SUE, TOM = "sue@home.example", "tom@home.example"


def test_a_strangers_address_gets_three_letters_a_day_at_most(alerts: Alerts) -> None:
    for number in range(10):
        alerts.ask(SUE if number % 2 else " Sue@Home.example ", "search", f"repairs {number}")
    posting.send_mails(NOON)
    assert alerts.postbox.to == [SUE] * 3
    assert Subscriber.objects.count() == 1
    later = NOON + dt.timedelta(hours=25)
    assert asking.ask(SUE, alerts.parliament.followed("search", "rents"), "daily", later) is not None


def test_the_letter_that_asks_says_how_never_to_be_written_to(alerts: Alerts) -> None:
    mail = alerts.ask(SUE, "search", "repairs")
    posting.send_mails(NOON)
    assert mail is not None and mail.following is not None
    said_so = words(alerts.postbox.mails[0])
    assert f"https://moot.example/follow/never/{mail.following.key}/" in said_so
    assert f"https://moot.example/follow/confirm/{mail.following.key}/" in said_so
    assert alerts.postbox.mails[0]["List-Unsubscribe"] is None


def test_somebody_who_follows_it_already_gets_the_link_to_their_page(alerts: Alerts) -> None:
    following = alerts.follow(SUE, "search", "repairs")
    alerts.ask(SUE, "search", "repairs", "weekly")
    posting.send_mails(NOON)
    assert f"/follow/mine/{following.subscriber.key}/" in words(alerts.postbox.mails[0])
    following.refresh_from_db()
    assert following.often == "instant"  # not changed by whoever typed the address


def test_a_forgotten_address_stays_suppressed_whoever_types_it(alerts: Alerts) -> None:
    following = alerts.follow(SUE, "search", "repairs")
    asking.forget(following.subscriber, "asked")
    assert not Subscriber.objects.exists()
    assert alerts.ask("SUE@home.example", "search", "repairs") is None
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    assert not alerts.postbox.mails
    assert not Subscriber.objects.exists()
    with pytest.raises(NotFound):
        asking.forget_address(SUE, "asked again")


def test_no_row_and_no_file_holds_a_forgotten_address(alerts: Alerts, settings: object) -> None:
    following = alerts.follow(SUE, "search", "repairs")
    asking.forget(following.subscriber, "asked")
    kept = (settings.FOLKMOOT_HOME / "erasures.jsonl").read_text()  # type: ignore[attr-defined]
    rows = [*Erasure.objects.values_list(), *Line.objects.values_list(), *Suppressed.objects.values_list()]
    assert digest(SUE) in kept
    assert "sue" not in kept.lower()
    assert rows and "sue@" not in str(rows).lower()


def test_what_was_stopped_or_forgotten_stays_so_when_an_older_backup_comes_back(alerts: Alerts) -> None:
    stopped = alerts.follow(SUE, "search", "repairs")
    forgotten = alerts.follow(TOM, "person", ADA)
    rows = [(f.key, f.subscriber.address, f.question_id) for f in Following.objects.all()]
    questions = list(queries.active_questions())
    asking.stop_following(stopped.key)
    asking.forget(forgotten.subscriber, "asked")
    Suppressed.objects.all().delete()
    for question in questions:
        question.save(force_insert=True)
    for key, address, question_id in rows:  # as a restore of an older backup does
        subscriber = Subscriber.objects.create(address=address, asked_at=NOON)
        Following.objects.create(
            key=key, subscriber=subscriber, question_id=question_id, asked_at=NOON, confirmed_at=NOON
        )
    erase_again(remembered())
    assert not Following.objects.exists()
    assert not Subscriber.objects.exists()
    assert is_suppressed(TOM)
    assert not is_suppressed(SUE)


def test_under_another_secret_key_nothing_is_sent_rather_than_to_somebody_forgotten(
    alerts: Alerts, settings: object
) -> None:
    asking.forget_address(TOM, "asked")
    alerts.follow(SUE, "search", "repairs")
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    with pytest.raises(Refused, match="another secret key"):
        alerts.carry()
    assert not alerts.postbox.mails


def test_an_address_is_written_to_again_when_its_owner_asked(alerts: Alerts) -> None:
    asking.forget_address(SUE, "asked")
    assert asking.allow_address(SUE, "asked by telephone")
    assert not asking.allow_address(SUE, "asked twice")
    assert alerts.ask(SUE, "search", "repairs") is not None
    assert [line.verb for line in Line.objects.order_by("number")] == ["erased", "allowed"]


def test_stopping_one_or_all_of_a_kind(alerts: Alerts) -> None:
    one = alerts.follow(SUE, "search", "repairs")
    alerts.follow(SUE, "search", "rents", "daily")
    alerts.follow(SUE, "person", ADA, "daily")
    asking.stop_letters(one.subscriber.key, "daily")
    assert [f.pk for f in Following.objects.all()] == [one.pk]
    asking.stop_following(one.key)
    assert not Subscriber.objects.exists()
    with pytest.raises(NotFound):
        asking.stop_following(one.key)
    with pytest.raises(NotFound):
        asking.stop_letters(uuid.uuid4(), "daily")


def test_a_mail_that_waits_is_not_sent_to_who_has_stopped(alerts: Alerts) -> None:
    alerts.follow(SUE, "search", "repairs", "daily")
    alerts.follow(SUE, "search", "rents", "daily")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    posting.make_mails(NOON)
    later = NOON + dt.timedelta(days=1)
    from folkmoot.web.alerts.actions.looking import look

    look(NOON)
    assert posting.make_mails(later) == 1
    repairs = Following.objects.get(question__asks="repairs")
    asking.stop_following(repairs.key)
    assert posting.send_mails(later).never == 1
    assert not alerts.postbox.mails


def test_changing_how_often_loses_nothing_and_doubles_nothing(alerts: Alerts) -> None:
    following = alerts.follow(SUE, "search", "repairs", "weekly")
    alerts.parliament.sit("2026-05-13a", said(1, "The repairs are late."))
    alerts.carry()
    assert asking.change(following.subscriber.key, following.pk, "instant")
    alerts.carry()
    asking.change(following.subscriber.key, following.pk, "daily")
    alerts.carry(NOON + dt.timedelta(days=2))
    assert len(alerts.postbox.mails) == 1


def test_nobody_changes_what_another_follows(alerts: Alerts) -> None:
    mine = alerts.follow(SUE, "search", "repairs")
    theirs = alerts.follow(TOM, "search", "repairs")
    assert not asking.change(mine.subscriber.key, theirs.pk, "weekly")
    assert not asking.stop_one(mine.subscriber.key, theirs.pk)
    assert Following.objects.count() == 2


def test_no_address_is_in_an_error_whatever_the_server_answers(alerts: Alerts, caplog: object) -> None:
    from folkmoot.errors import NotSent
    from folkmoot.web.alerts import letters
    from folkmoot.web.consent.gate import Post

    mail = alerts.ask(SUE, "search", "repairs")
    assert mail is not None
    letter = letters.written(mail, None)
    assert letter is not None
    assert SUE not in repr(letter)
    alerts.postbox.says = lambda address: f"550 <{address}> is not wanted"
    with Post() as post, pytest.raises(NotSent) as trouble:
        post.send(letter)
    assert trouble.value.facts == {"outcome": "refused"}
    assert "sue" not in str(trouble.value)
    assert trouble.value.__cause__ is None and trouble.value.__suppress_context__
    assert Mail.objects.count() == 1
