"""Our own questions and letters, answers entered to them, and promises, in the four steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.record.store import Store
from folkmoot.tracing.telling import counted, news
from folkmoot.web.asking import actions
from folkmoot.web.asking.models import Ask, Promise
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.told import queries
from folkmoot.web.told.scopes import scope
from folkmoot.web.tracing.actions import tie
from tests.web.told.test_pages import matter

ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "example/debate/2026-05-12a.1.8"
AGO = 30


@pytest.fixture
def sent(plank: Plank, record: Store, staff: Any) -> Ask:
    """A letter to a company that left thirty days ago."""
    editor, day = staff("editor"), timezone.localdate() - dt.timedelta(days=AGO)
    wording = actions.Wording(
        form="company", words="When will you open the shop?", name="Kettle Lettings", signed_by="Ada Lowe"
    )
    ask = actions.draft(editor, plank, wording)
    assert "Not asked yet." in matter(Client())["We asked"]
    ask = actions.step(editor, ask, "agreed", actions.Told(day, by="the assembly"))
    assert "Not asked yet." in matter(Client())["We asked"]
    return actions.step(editor, ask, "sent", actions.Told(day))


def test_a_letter_that_left_was_asked_and_its_silence_is_counted_in_days(sent: Ask, client: Client) -> None:
    told = matter(client)
    assert "When will you open the shop?" in told["We asked"] and "Kettle Lettings" in told["We asked"]
    assert f"No answer is entered here up to {_today()}, {AGO} days." in told["They answered"]
    assert "30 days" in client.get("/told/moot/hall/told.txt").content.decode()
    assert queries.counts(scope("moot", "hall")).asked == 1


def _today() -> str:
    day = timezone.localdate()
    return f"{day.day} {day:%B %Y}"


def test_an_answer_entered_with_its_source_ends_the_silence_and_is_news(
    sent: Ask, record: Store, staff: Any, client: Client
) -> None:
    actions.answer(
        staff("editor", name="Edith Wren"), sent, words="In March.", by="Kettle Lettings",
        on=timezone.localdate(), source_title="Their letter", source_address="https://lettings.example/1",
    )  # fmt: skip
    told = matter(client)["They answered"]
    assert "In March." in told and "Their letter" in told and "No answer" not in told
    (found,) = queries.matters(scope("moot", "hall"), record)
    assert [one.voice.words for one in news([found]) if one.step == "answered"] == ["In March."]
    assert counted([found]) == queries.counts(scope("moot", "hall"))


def test_a_holding_answer_is_told_and_ends_nothing(
    sent: Ask, record: Store, staff: Any, client: Client
) -> None:
    actions.answer(
        staff("editor"), sent, words="We will write.", by="Kettle Lettings", on=timezone.localdate(),
        source_title="Their card", holding=True,
    )  # fmt: skip
    told = matter(client)
    assert "that an answer will follow" in told["We asked"]
    assert "No answer is entered here" in told["They answered"]
    assert queries.counts(scope("moot", "hall")).answered == 0


def test_an_answer_that_a_confirmed_tie_tells_of_is_told_once(sent: Ask, record: Store, staff: Any) -> None:
    editor = staff("editor")
    Ask.objects.filter(pk=sent.pk).update(sent_on=dt.date(2026, 5, 1))
    actions.answer(editor, Ask.objects.get(pk=sent.pk), passage=ANSWERED, record=record)
    (before,) = queries.matters(scope("moot", "hall"), record)
    tie(editor, Plank.objects.get(), ANSWERED, record, kind="promises")
    (after,) = queries.matters(scope("moot", "hall"), record)
    assert [voice.key for voice in before.answered] == [voice.key for voice in after.answered]
    assert len(after.answered) == 1


def test_a_withdrawn_letter_asks_nobody_any_more(sent: Ask, staff: Any, client: Client) -> None:
    actions.step(staff("editor"), sent, "withdrawn", actions.Told(timezone.localdate()))
    assert "Not asked yet." in matter(client)["We asked"]


def _promised(plank: Plank, staff: Any, side: str = "council") -> Promise:
    undertaken = actions.Undertaken(
        side=side, by="The district council", words="We will write to every owner.",
        made_on=dt.date(2026, 6, 1), due_on=dt.date(2026, 9, 30), evidence="document",
        source_title="Minutes of 1 June", source_address="https://council.example/minutes",
    )  # fmt: skip
    return actions.promise(staff("editor"), plank, undertaken)


def test_a_promise_is_an_answer_with_its_day_and_once_kept_a_change(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    promise = _promised(plank, staff)
    told = matter(client)
    assert "We will write to every owner." in told["They answered"]
    assert "Due on 30 September 2026." in told["They answered"]
    assert "owner" not in told["This changed"]
    actions.judge(
        staff("editor"), promise, "kept", because="All 31 letters went.", judged_by="Ada Lowe",
        judged_on=dt.date(2026, 9, 20),
    )  # fmt: skip
    assert "All 31 letters went." in matter(client)["This changed"]
    (found,) = queries.matters(scope("moot", "hall"), record)
    assert counted([found]) == queries.counts(scope("moot", "hall"))
    keys = [one.key for one in news([found]) if "promise" in one.key]
    assert sorted(keys) == [f"{plank.slug} promise {promise.pk}", f"{plank.slug} promise {promise.pk} kept"]


def test_a_promise_of_our_own_that_was_broken_is_told_as_well(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    promise = _promised(plank, staff, side="ours")
    assert "owner" not in matter(client)["They answered"]
    actions.judge(
        staff("editor"), promise, "broken", because="Nobody wrote.", judged_by="Ada Lowe",
        judged_on=dt.date(2026, 10, 1),
    )  # fmt: skip
    assert "Nobody wrote." in matter(client)["This changed"]
    assert queries.counts(scope("moot", "hall")).changed == 1


def test_whatever_is_written_down_gives_another_word(sent: Ask, staff: Any) -> None:
    before = queries.state()
    _promised(sent.plank, staff)
    assert queries.state() != before
