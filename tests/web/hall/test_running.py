"""Paper, hands, statements, badges, the wall and the journal of an evening."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.hall.actions import desk, evening
from folkmoot.web.hall.actions import paper as paper_actions
from folkmoot.web.hall.models import Badge, Decision, Evening, HandCount, Slip
from folkmoot.web.hall.queries.desk import bundles
from folkmoot.web.hall.queries.voting import turnout
from folkmoot.web.hall.queries.wall import minutes
from folkmoot.web.journal.models import Content, Line
from folkmoot.web.meetings.actions import release_notes
from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, Vote
from folkmoot.web.meetings.queries import tallies
from tests.web.hall.conftest import Hall
from tests.web.hall.test_voting import Phone

HERE = "/evenings/market-hall/"


@pytest.fixture
def steward(hall: Hall, staff: Any) -> Client:
    client = Client()
    client.force_login(staff("steward", "Sam Steward"))
    return client


def test_an_organiser_sets_up_an_evening_and_is_its_staff(db: None, signed_in: Any) -> None:
    client = signed_in("organiser")
    form = {
        "title": "Spring moot", "tables": "3", "asked_by": "We", "why": "you hear", "published": "counts",
        "joining": "slips",
    }  # fmt: skip
    assert client.post("/evenings/new/", form)["Location"] == "/evenings/spring-moot/"
    assert client.post("/evenings/new/", form)["Location"] == "/evenings/spring-moot-2/"
    moot = Moot.objects.get(slug="spring-moot")
    assert moot.tables.count() == 3
    page = client.get("/evenings/spring-moot/").content.decode()
    assert "Open the vote" in page
    client.post("/evenings/spring-moot/turn/", {"do": "open"})
    assert Evening.objects.get(moot=moot).is_open


def test_the_page_of_the_evening_says_how_things_stand_and_what_to_press(hall: Hall, steward: Client) -> None:
    def page() -> str:
        return steward.get(HERE).content.decode()

    assert "The vote is open since" in page() and "3 statements are on the floor." in page()
    steward.post(f"{HERE}turn/", {"do": "close"})
    closed = page()
    assert "The vote was closed at" in closed
    assert '<a class="button" href="/moots/market-hall/opinion/">Results</a>' in closed
    hall.change(voting_opened_at=None, voting_closed_at=None)
    Statement.objects.update(moderation=Statement.Moderation.REJECTED)
    assert "The vote has not been opened. 0 statements are on the floor." in page()
    assert "Nobody has anything to vote on" in page()


def test_the_wall_numbers_statements_as_the_paper_does(hall: Hall, steward: Client) -> None:
    Statement.objects.filter(number=2).update(moderation=Statement.Moderation.REJECTED)
    hall.change(on_the_wall="statements")
    wall = steward.get("/wall/market-hall/").content.decode()
    assert '<li value="1">' in wall and '<li value="3">' in wall and '<li value="2">' not in wall


def test_changing_the_purpose_counts_it_up_and_changing_anything_else_does_not(
    hall: Hall, staff: Any
) -> None:
    who = staff("steward")
    told = {name: getattr(hall.evening, name) for name in ("asked_by", "why", "published", "joining")}
    assert evening.decide(who, hall.moot, {**told, "answers_at": "the library"}).purpose == 1
    assert evening.decide(who, hall.moot, {**told, "why": "another"}).purpose == 2


def test_sheets_printed_days_before_still_open_on_the_night(hall: Hall, steward: Client) -> None:
    held_on = timezone.localdate() + timezone.timedelta(days=5)
    Moot.objects.filter(pk=hall.moot.pk).update(held_on=held_on)
    page = steward.post(f"{HERE}tables/").content.decode()
    assert "These codes work until" in page
    ends = Badge.objects.filter(role="table", revoked_at=None).values_list("expires_at", flat=True)
    assert len(ends) == 2
    assert all(timezone.localdate(end) == held_on + timezone.timedelta(days=2) for end in ends)
    assert 'name="hours" value="' in (form := steward.get(HERE).content.decode())
    assert int(form.partition('name="hours" value="')[2].partition('"')[0]) >= 5 * 24


def test_slips_are_printed_once_with_a_picture_and_a_code_each(hall: Hall, steward: Client) -> None:
    page = steward.post(f"{HERE}slips/", {"count": "3"}).content.decode()
    assert page.count("<svg") == 3
    assert Slip.objects.count() == 3
    assert steward.get(f"{HERE}slips/").status_code == 405


def test_a_ballot_prints_in_large_type_too_and_asks_for_no_name(hall: Hall, steward: Client) -> None:
    page = steward.get(f"{HERE}sheet/?large").content.decode()
    assert 'class="sheet large"' in page
    assert "Please write no name" in page
    assert all(statement.words in page for statement in hall.statements)


def test_a_blank_on_paper_is_not_a_pass(hall: Hall, steward: Client) -> None:
    steward.post(f"{HERE}paper/", {"sheet": "7", "marks": "a-p"})
    assert list(Vote.objects.order_by("id").values_list("statement__number", "value")) == [(1, 1), (3, 0)]
    assert Participant.objects.get().way == "paper"


def test_a_sheet_typed_again_replaces_what_it_held(hall: Hall, steward: Client) -> None:
    steward.post(f"{HERE}paper/", {"sheet": "7", "marks": "aaa"})
    boxes = {"sheet": "7", f"s{hall.statements[0].pk}": "-1"}
    page = steward.post(f"{HERE}paper/", boxes, follow=True).content.decode()
    assert "Sheet 7 is replaced: 1 marks." in page
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]
    assert 'value="8"' in page, "the next sheet's number is there already"


@pytest.mark.parametrize("marks", ["aa", "aaaa", "axa"])
def test_marks_that_do_not_fit_are_told_and_not_kept(hall: Hall, steward: Client, marks: str) -> None:
    answer = steward.post(f"{HERE}paper/", {"sheet": "1", "marks": marks})
    assert answer.status_code == 200
    assert not Vote.objects.exists()


def test_the_journal_says_that_a_sheet_was_typed_and_never_how_it_was_marked(
    hall: Hall, steward: Client
) -> None:
    steward.post(f"{HERE}paper/", {"sheet": "1", "marks": "adp"})
    line = Line.objects.get(verb="typed")
    assert line.content.content == {"moot": "market-hall", "marks": 3, "again": False}


def test_hands_are_counts_apart_from_votes(hall: Hall, steward: Client) -> None:
    form = {"statement": hall.statements[0].pk, "agree": "30", "disagree": "4"}
    page = steward.post(f"{HERE}paper/", form, follow=True).content.decode()
    assert HandCount.objects.get().passes == 0
    assert "fewer than 5 disagree" in page
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()


def test_the_result_states_arrived_tokens_voted_and_paper(hall: Hall, steward: Client) -> None:
    steward.post(f"{HERE}turn/", {"do": "arrived", "arrived": "61"})
    for _ in range(6):
        phone = Phone(hall.slip())
        phone.scan()
        phone.start()
        phone.answer(1)
    for sheet in range(1, 6):
        paper_actions.type_sheet(None, hall.moot, sheet, {hall.statements[0].pk: 1})
    hall.evening.refresh_from_db()
    counted = turnout(hall.evening)
    assert (counted.arrived, counted.tokens, counted.on_paper, counted.voted) == (61, 6, 5, 11)
    hall.change(joining="open", on_the_wall="agree")
    page = Client().get("/wall/market-hall/").content.decode()
    assert "<strong>61</strong> arrived" in page
    assert "one person can have joined more than once" in page


def test_counts_of_people_under_five_never_stand_on_the_wall(hall: Hall) -> None:
    for sheet in range(1, 10):
        paper_actions.type_sheet(None, hall.moot, sheet, {hall.statements[0].pk: 1 if sheet < 7 else -1})
    hall.change(on_the_wall="agree")
    page = Client().get("/wall/market-hall/").content.decode()
    assert "fewer than 5" in page
    assert "<strong>3</strong>" not in page
    assert "at least 6" in page


def notes(hall: Hall, *words: str) -> list[Note]:
    return [
        Note.objects.create(moot=hall.moot, table=hall.tables[0], number=n, words=each)
        for n, each in enumerate(words, 1)
    ]


def test_notes_that_say_alike_stand_in_one_bundle(hall: Hall) -> None:
    notes(
        hall,
        "The number 4 bus should run after eight",
        "Bins on Mill Road",
        "After eight the number 4 bus should run!",
    )
    found = bundles(hall.moot, unreleased=True)
    assert [[note.number for note in bundle.notes] for bundle in found] == [[1, 3], [2]]


def test_a_statement_keeps_the_notes_it_came_from_and_who_made_it(hall: Hall, steward: Client) -> None:
    first, second = notes(hall, "No bus.", "No late bus.")
    form = {"do": "make", "words": "The bus should run late.", "notes": [first.pk, second.pk]}
    steward.post(f"{HERE}statements/", form)
    made = Statement.objects.get(words="The bus should run late.")
    assert set(made.notes.all()) == {first, second}
    assert Decision.objects.get().who.name == "Sam Steward"
    steward.post(f"{HERE}statements/", form)
    assert Statement.objects.filter(words="The bus should run late.").count() == 1


def test_merging_takes_the_notes_along_and_leaves_a_trail(hall: Hall, steward: Client, staff: Any) -> None:
    (note,) = notes(hall, "Late bus.")
    made = desk.make_statement(staff("steward"), hall.moot, "A late bus should run.", [note])
    steward.post(f"{HERE}statements/", {"do": "merge", "statement": made.number, "into": "1"})
    made.refresh_from_db()
    assert made.moderation == -1
    assert list(hall.statements[0].notes.all()) == [note]
    assert Decision.objects.get(verb="merged").other == hall.statements[0]


def test_splitting_makes_two_of_the_same_notes(hall: Hall, steward: Client, staff: Any) -> None:
    (note,) = notes(hall, "Bus and bins.")
    made = desk.make_statement(staff("steward"), hall.moot, "More buses and more bins.", [note])
    form = {"do": "split", "statement": made.number, "sentences": "More buses.\nMore bins."}
    steward.post(f"{HERE}statements/", form)
    assert [s.words for s in note.statements.filter(moderation=1)] == ["More buses.", "More bins."]


def test_a_moderator_gives_one_of_the_house_rules_as_the_reason(hall: Hall, steward: Client) -> None:
    statement = hall.statements[0]
    steward.post(f"{HERE}statements/", {"do": "off", "statement": "1", "rule": "because"})
    statement.refresh_from_db()
    assert statement.moderation == 1
    steward.post(f"{HERE}statements/", {"do": "off", "statement": "1", "rule": "insult"})
    statement.refresh_from_db()
    assert statement.moderation == -1
    assert "House rule: no insults" in steward.get(f"{HERE}statements/").content.decode()
    steward.post(f"{HERE}statements/", {"do": "back", "statement": "1"})
    statement.refresh_from_db()
    assert statement.moderation == 1


def test_questions_about_people_come_from_the_fixed_list_and_are_meta(hall: Hall) -> None:
    with pytest.raises(Refused):
        desk.ask_about_people(None, hall.moot, ["party"])
    assert desk.ask_about_people(None, hall.moot, ["under-25", "owns"]) == 2
    assert desk.ask_about_people(None, hall.moot, ["owns"]) == 0
    assert Statement.objects.filter(is_meta=True).count() == 2


def badge(hall: Hall, who: Any, role: str) -> tuple[Badge, Client]:
    made, code = evening.hand_out(who, hall.moot, role=role, name="Priya", hours=6)
    client = Client()
    assert client.get(f"/b/{code}/").status_code == 302
    return made, client


OPENS = {
    "themes": "statements/", "paper": "paper/", "wall": "wall/", "moderator": "moderate/", "steward": "risk/",
}  # fmt: skip


@pytest.mark.parametrize("role", OPENS)
def test_a_badge_opens_its_own_page_and_no_other(hall: Hall, staff: Any, role: str) -> None:
    _badge, client = badge(hall, staff("steward"), role)
    for other, page in OPENS.items():
        assert client.get(HERE + page).status_code == (200 if other == role else 403), page
    for page in ("", "reports/", "timing/", "sheet/"):
        assert client.get(HERE + page).status_code in (302, 403), page
    assert client.post("/moots/market-hall/release/").status_code in (302, 403)


def test_a_badge_ends_when_it_is_revoked_and_when_its_time_is_over(hall: Hall, staff: Any) -> None:

    made, client = badge(hall, staff("steward"), "paper")
    Badge.objects.update(expires_at=timezone.now())
    assert client.get(f"{HERE}paper/").status_code == 403
    Badge.objects.update(expires_at=timezone.now() + timezone.timedelta(hours=1))
    assert client.get(f"{HERE}paper/").status_code == 200
    evening.revoke(staff("steward"), made)
    assert client.get(f"{HERE}paper/").status_code == 403


def test_a_badge_of_one_moot_opens_nothing_of_another(hall: Hall, staff: Any) -> None:
    _badge, client = badge(hall, staff("steward"), "paper")
    Moot.objects.create(slug="other", title="Other")
    assert client.get("/evenings/other/paper/").status_code == 403


def test_the_theme_team_sees_what_was_released_and_nothing_else(hall: Hall, staff: Any) -> None:
    who = staff("steward")
    shown, hidden = notes(hall, "No late bus on Sundays", "Secret of the vicarage")
    release_notes(who, [shown])
    _badge, client = badge(hall, who, "themes")
    page = client.get(f"{HERE}statements/").content.decode()
    assert "No late bus on Sundays" in page
    assert "Secret of the vicarage" not in page
    client.post(f"{HERE}statements/", {"do": "make", "words": "A secret.", "notes": [hidden.pk]})
    assert not Statement.objects.filter(words="A secret.").exists()
    client.post(f"{HERE}statements/", {"do": "make", "words": "Run it.", "notes": [shown.pk]})
    assert Decision.objects.get().badge.name == "Priya"


def test_closing_writes_the_digest_of_all_that_was_given(hall: Hall, staff: Any) -> None:
    who = staff("steward")
    paper_actions.type_sheet(None, hall.moot, 1, {hall.statements[0].pk: 1})
    before = evening.digest_of(hall.moot)
    evening.close_voting(who, hall.moot)
    content = Line.objects.get(verb="closed").content.content
    assert content["digest"] == before
    assert content["votes"] == {"tokens": 0, "paper": 1, "voted": 1, "votes": 1}
    paper_actions.type_sheet(None, hall.moot, 1, {hall.statements[0].pk: -1})
    assert evening.digest_of(hall.moot) != before


def test_no_line_of_the_journal_holds_a_participant_and_a_vote(hall: Hall, staff: Any) -> None:
    phone = Phone(hall.slip())
    phone.scan()
    phone.start()
    phone.answer(1)
    paper_actions.type_sheet(None, hall.moot, 1, {hall.statements[0].pk: 1})
    evening.close_voting(staff("steward"), hall.moot)
    spelled = "".join(Content.objects.values_list("spelled", flat=True))
    for key in Participant.objects.filter(way="slip").values_list("key", flat=True):
        assert str(key) not in spelled
        assert not Line.objects.filter(object_key=str(key)).exists()


def test_planned_and_actual_minutes_of_tables_stand_against_the_stage(hall: Hall, steward: Client) -> None:
    import datetime as dt

    from django.utils import timezone

    for title, kind, planned in (("Talk", "tables", "40"), ("Opening", "stage", "10")):
        steward.post(f"{HERE}timing/", {"title": title, "kind": kind, "minutes": planned})
    steward.post(f"{HERE}timing/", {"part": "1", "do": "begin"})
    steward.post(f"{HERE}timing/", {"part": "2", "do": "begin"})
    first, second = hall.moot.parts.all()
    assert first.ended_at is not None, "what was on ends when the next begins"
    assert second.ended_at is None
    now = timezone.now() + dt.timedelta(minutes=12)
    assert [(row.planned, row.actual) for row in minutes(hall.moot, now)] == [(40, 0), (10, 12)]


def test_votes_by_phone_and_on_paper_count_together_in_the_result(hall: Hall) -> None:
    phone = Phone(hall.slip())
    phone.scan()
    phone.start()
    for _ in hall.statements:
        phone.answer(1)
    paper_actions.type_sheet(None, hall.moot, 1, {hall.statements[0].pk: -1})
    counted = tallies(hall.moot.statements.all())[hall.statements[0].pk]
    assert (counted.agree, counted.disagree) == (1, 1)


def test_results_follow_votes_and_the_journal_keeps_counts_by_the_minute(hall: Hall) -> None:
    import datetime as dt

    from django.utils import timezone

    from folkmoot.web.hall import minutes
    from folkmoot.web.opinion.queries import result_of
    from folkmoot.web.opinion.tasks import FollowedVotes

    followed = FollowedVotes()
    minutes._last_minute.clear()
    now = timezone.now()
    votes = {statement.pk: 1 for statement in hall.statements}
    for sheet in range(1, 9):
        paper_actions.type_sheet(None, hall.moot, sheet, votes)
    followed.look()
    minutes.tick(now)
    assert result_of(hall.moot).value["participants"] == 8
    paper_actions.type_sheet(None, hall.moot, 9, votes)
    followed.look()
    assert result_of(hall.moot).value["participants"] == 9
    minutes.tick(now + dt.timedelta(seconds=61))
    minutes.tick(now + dt.timedelta(seconds=122))
    lines = Line.objects.filter(verb="so far")
    assert [line.content.content["votes"]["voted"] for line in lines] == [8, 9], (
        "the same counts are not told twice"
    )


def test_the_page_of_results_says_how_people_joined(hall: Hall) -> None:
    from folkmoot.web.opinion.actions import compute

    hall.change(joining="open", arrived=61)
    votes = {statement.pk: 1 for statement in hall.statements}
    for sheet in range(1, 9):
        paper_actions.type_sheet(None, hall.moot, sheet, votes)
    compute(hall.moot)
    page = Client().get("/moots/market-hall/opinion/").content.decode()
    assert "61 arrived." in page
    assert "one person can have joined more than once" in page
    assert "On paper: 8. Voted: 8." in page


def test_a_question_asked_again_is_off_the_floor_and_tied_to_its_second_asking(
    hall: Hall, steward: Client
) -> None:
    from folkmoot.web.hall.queries.voting import ballots
    from folkmoot.web.opinion.models import AskedTwice

    steward.post(f"{HERE}statements/", {"do": "again", "statement": "1"})
    assert [ballot.number for ballot in ballots(hall.moot)] == [2, 3, 4]
    assert Statement.objects.get(number=4).words == hall.statements[0].words
    assert list(AskedTwice.objects.values_list("before__number", "after__number")) == [(1, 4)]
    steward.post(f"{HERE}statements/", {"do": "again", "statement": "4"})
    assert Statement.objects.count() == 4, "a third asking is refused whole"


def test_the_close_shows_the_minutes_and_the_public_page_the_house_rules_and_the_agenda(
    hall: Hall, steward: Client
) -> None:
    steward.post(f"{HERE}timing/", {"title": "At the tables", "kind": "tables", "minutes": "40"})
    steward.post(f"{HERE}timing/", {"part": "1", "do": "begin"})
    public = Client().get("/moots/market-hall/").content.decode()
    assert "No insults" in public and "At the tables, 40 minutes" in public
    assert "Tables against stage" not in public
    steward.post(f"{HERE}turn/", {"do": "close"})
    assert "Tables against stage" in steward.get(HERE).content.decode()
    assert "Tables against stage" in Client().get("/moots/market-hall/").content.decode()
    assert "No insults" in steward.get(f"{HERE}sheet/").content.decode()


def test_a_moot_that_was_read_from_files_has_no_house_rules(db: None) -> None:
    Moot.objects.create(slug="other", title="Other")
    assert "No insults" not in Client().get("/moots/other/").content.decode()
