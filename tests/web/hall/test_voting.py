"""Voting with a slip, by forms alone: what a phone without script does."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.hall.actions import voting as actions
from folkmoot.web.hall.models import Slip
from folkmoot.web.hall.queries import voting as queries
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.models import Participant, Statement, Vote
from tests.web.hall.conftest import Hall


class Phone:
    """A browser that presses buttons."""

    def __init__(self, code: str) -> None:
        self.client, self.code, self.page = Client(), code, ""

    def scan(self) -> str:
        self.page = self.client.get(f"/s/{self.code}/").content.decode()
        return self.page

    def start(self) -> str:
        self.page = self.client.post(f"/s/{self.code}/").content.decode()
        return self.page

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]+)"', self.page)
        assert found, f"no {name} on the page"
        return found[1]

    def answer(self, value: int, **told: str) -> str:
        form = {"statement": self.field("statement"), "key": self.field("key"), "value": str(value), **told}
        got = self.client.post("/vote/market-hall/", form)
        self.status, self.page = got.status_code, got.content.decode()
        return self.page


@pytest.fixture
def phone(hall: Hall) -> Phone:
    started = Phone(hall.slip())
    started.scan()
    started.start()
    return started


def test_the_first_screen_says_who_asks_why_and_what_is_published_before_anything_is_kept(hall: Hall) -> None:
    page = Phone(hall.slip()).scan()
    assert "The residents’ association asks what you think" in page
    assert "the council hears us before its budget" in page
    assert "how many agreed with each statement" in page
    assert not Participant.objects.exists()


def test_the_reply_to_a_vote_is_the_next_statement_until_none_remains(hall: Hall, phone: Phone) -> None:
    seen = set()
    for _ in hall.statements:
        seen.add(phone.field("statement"))
        phone.answer(1)
    assert seen == {str(statement.pk) for statement in hall.statements}
    assert "That was all" in phone.page
    assert Vote.objects.count() == 3


def test_a_slip_is_one_participant_however_often_and_wherever_it_is_scanned(hall: Hall, phone: Phone) -> None:
    other = Phone(phone.code)
    other.scan()
    other.start()
    assert Participant.objects.count() == 1
    assert Participant.objects.get().way == "slip"


def test_a_code_that_is_on_no_slip_joins_nothing(hall: Hall) -> None:
    assert Client().get("/s/babab-babab-babab/").status_code == 404
    assert Client().post("/s/babab-babab-babab/").status_code == 404
    assert Client().get("/s/not-a-code/").status_code == 404
    assert not Participant.objects.exists()


def test_the_same_vote_sent_twice_is_one_vote(phone: Phone) -> None:
    form = {"statement": phone.field("statement"), "key": phone.field("key"), "value": "1"}
    for _ in range(2):
        assert phone.client.post("/vote/market-hall/", form).status_code == 200
    assert Vote.objects.count() == 1


def test_a_mind_that_changes_leaves_both_votes_and_the_newest_counts(hall: Hall, phone: Phone) -> None:
    statement = phone.field("statement")
    phone.answer(1)
    number = Statement.objects.get(pk=statement).number
    phone.page = phone.client.get(f"/vote/market-hall/?on={number}").content.decode()
    assert "You answered this before" in phone.page
    phone.answer(-1)
    assert [vote.value for vote in Vote.objects.order_by("id")] == [1, -1]
    assert queries.given(Participant.objects.get().pk) == {int(statement): -1}


def test_one_sees_what_one_gave_and_erases_it(phone: Phone) -> None:
    words = Statement.objects.get(pk=phone.field("statement")).words
    phone.answer(1)
    assert words in phone.client.get("/vote/market-hall/mine/").content.decode()
    phone.client.post("/vote/market-hall/mine/")
    assert Participant.objects.exists(), "one press asks, the second erases"
    page = phone.client.post("/vote/market-hall/mine/", {"sure": "yes"}).content.decode()
    assert "Nothing you gave is kept" in page
    assert not Participant.objects.exists()
    assert not Vote.objects.exists()


def test_an_erased_slip_is_spent(phone: Phone) -> None:
    phone.client.post("/vote/market-hall/mine/", {"sure": "yes"})
    assert Client().post(f"/s/{phone.code}/").status_code == 403
    assert not Participant.objects.exists()


def test_a_browser_whose_participant_was_erased_keeps_nothing(hall: Hall, phone: Phone) -> None:
    Participant.objects.all().delete()
    phone.answer(1)
    assert phone.status == 403
    assert not Vote.objects.exists()


def test_a_new_purpose_asks_again_before_the_next_vote(hall: Hall, phone: Phone) -> None:
    hall.change(purpose=2, why="the water company answers us")
    form = {"statement": phone.field("statement"), "key": phone.field("key"), "value": "1"}
    page = phone.client.post("/vote/market-hall/", form).content.decode()
    assert "the water company answers us" in page
    assert not Vote.objects.exists()
    assert phone.client.post("/vote/market-hall/", {"purpose": "2"}).status_code == 302
    phone.page = phone.client.get("/vote/market-hall/").content.decode()
    phone.answer(1)
    assert Vote.objects.count() == 1


def test_when_voting_is_closed_the_phone_leads_to_what_came_of_it(hall: Hall, phone: Phone) -> None:
    phone.answer(1)
    assert "/moots/market-hall/opinion/" not in phone.page
    hall.change(voting_closed_at=timezone.now(), answers_at="read out on 3 March")
    page = phone.client.get("/vote/market-hall/").content.decode()
    assert "Voting is closed" in page and "The answers: read out on 3 March." in page
    assert 'href="/moots/market-hall/opinion/"' in page and "change" not in page.partition("<main")[2]
    mine = phone.client.get("/vote/market-hall/mine/").content.decode()
    assert 'href="/moots/market-hall/opinion/"' in mine and "Back to voting" not in mine


def test_nothing_is_taken_when_voting_is_closed(hall: Hall, phone: Phone) -> None:
    hall.change(voting_closed_at=timezone.now())
    phone.answer(1)
    assert phone.status == 409
    assert not Vote.objects.exists()


def test_a_statement_that_was_taken_off_is_not_voted_on(hall: Hall, phone: Phone) -> None:
    Statement.objects.filter(pk=phone.field("statement")).update(moderation=-1)
    hall.change()
    phone.answer(1)
    assert phone.status == 409
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"value": "7"},
        {"value": "x", "statement": "9" * 400},
        {"key": "no", "value": "1", "statement": "-1"},
    ],
)
def test_a_vote_that_is_no_vote_is_refused_and_breaks_nothing(phone: Phone, form: dict[str, str]) -> None:
    assert phone.client.post("/vote/market-hall/", form).status_code == 400


def test_another_moots_token_is_no_token_here(hall: Hall, phone: Phone) -> None:
    from folkmoot.web.hall.models import Evening
    from folkmoot.web.meetings.models import Moot

    other = Moot.objects.create(slug="other", title="Other")
    Evening.objects.create(moot=other, asked_by="A", why="b", published="c")
    phone.client.cookies["folkmoot_token"]["path"] = "/"
    assert phone.client.get("/vote/other/").status_code == 403


def test_a_cookie_somebody_wrote_themselves_is_no_token(hall: Hall) -> None:
    client = Client()
    for written in ("", "x", "a:b:c", uuid.uuid4().hex):
        client.cookies["folkmoot_token"] = written
        assert client.get("/vote/market-hall/").status_code == 403


def test_the_open_link_is_a_choice_and_gives_a_code_to_keep(hall: Hall) -> None:
    assert Client().get("/j/market-hall/").status_code == 404
    hall.change(joining="open")
    client = Client()
    code = re.search(r'name="code" value="([^"]+)"', client.get("/j/market-hall/").content.decode())
    assert code
    page = client.post("/j/market-hall/", {"code": code[1]}).content.decode()
    client.post("/j/market-hall/", {"code": code[1]})
    assert code[1] in page
    assert Participant.objects.get().way == "open"
    assert "See or erase what was given" in Client().get(f"/s/{code[1]}/").content.decode()


def test_codes_are_kept_as_digests_and_the_journal_holds_no_vote(hall: Hall, phone: Phone) -> None:
    phone.answer(1)
    assert phone.code not in "".join(Slip.objects.values_list("digest", flat=True))
    lines = list(Line.objects.values_list("verb", "object_kind"))
    assert lines == [("printed", "moot")]


def test_cancelled_slips_join_nothing_and_used_ones_stay_good(hall: Hall, phone: Phone) -> None:
    from folkmoot.web.hall.actions.slips import cancel_slips

    fresh = hall.slip()
    assert cancel_slips(None, hall.moot) == 1
    assert Client().get(f"/s/{fresh}/").status_code == 404
    assert Client().get(f"/s/{phone.code}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_votes_outside_a_transaction_share_a_commit_and_a_bad_one_spoils_no_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import IntegrityError, connection

    from folkmoot.web.hall.urn import put_in
    from folkmoot.web.meetings.models import Moot

    moot = Moot.objects.create(slug="urn", title="Urn")
    person = Participant.objects.create(moot=moot, number=1)
    statement = Statement.objects.create(moot=moot, number=1, words="x")

    def give(place: int) -> bool:
        vote = Vote(
            participant_id=person.pk if place % 5 else 999_999,
            statement=statement,
            value=1,
            key=uuid.UUID(int=place // 2 * 2 if place % 5 else place + 1000),
            cast_at=timezone.now(),
        )
        try:
            put_in(vote)
        except IntegrityError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(give, range(60)))
    assert kept == [bool(place % 5) for place in range(60)]
    assert Vote.objects.count() == len({place // 2 for place in range(60) if place % 5})


def test_joining_needs_a_slip_of_this_moot(hall: Hall) -> None:
    with pytest.raises(Refused):
        actions.join(hall.moot.pk, "babab-babab-babab", Participant.Way.SLIP)
    with pytest.raises(Refused):
        actions.join(hall.moot.pk, "babab-babab-babab", Participant.Way.OPEN)


def test_a_disk_that_does_not_answer_is_told_and_the_same_key_may_come_again(phone: Phone) -> None:
    from django.db import DatabaseError, connection

    def away(execute: object, sql: str, *rest: object) -> object:
        if sql.startswith("INSERT INTO"):
            raise DatabaseError("disk I/O error")
        return execute(sql, *rest)  # type: ignore[operator]

    form = {"statement": phone.field("statement"), "key": phone.field("key"), "value": "1"}
    with connection.execute_wrapper(away):
        answer = phone.client.post("/vote/market-hall/", form)
    assert answer.status_code == 503
    assert "counted once" in answer.content.decode()
    assert phone.client.post("/vote/market-hall/", form).status_code == 200
    assert Vote.objects.count() == 1
