"""Two honest ways to find groups: the organiser chooses, everybody can see both; results follow votes."""

from __future__ import annotations

import json
import re
from random import Random

import pytest

from folkmoot.opinion.own import own_opinion
from folkmoot.web.accounts.actions import add_account
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.models import Moot, Participant, Statement
from folkmoot.web.opinion import actions, queries, tasks
from folkmoot.web.opinion.models import AskedTwice, Result

from .test_results import ADDRESS, cast, moot_of, page, two_sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(client):
    who = add_account(who=None, email="s@example.org", name="Sam Steward", role="steward")
    client.force_login(who)
    return who


def test_both_methods_are_counted_and_either_can_be_asked_for(client):
    actions.compute(moot_of(two_sides()))
    assert set(Result.objects.values_list("method", flat=True)) == {"folkmoot", "polis"}
    assert "By our own method" in page(client)
    assert "By the published method of Polis" in client.get(ADDRESS + "?method=polis").content.decode()
    assert "By our own method" in client.get(ADDRESS + "?method=nonsense").content.decode()


def test_the_organiser_chooses_what_is_seen_first(client, steward):
    actions.compute(moot_of(two_sides()))
    answer = client.post(ADDRESS + "shown/method/", {"method": "polis"})
    assert answer.status_code == 302
    assert "By the published method of Polis" in page(client)
    assert Line.objects.last().verb == "changed"
    assert client.post(ADDRESS + "shown/method/", {"method": "tarot"}).status_code == 422


def test_nobody_else_may_choose(client):
    moot = moot_of(two_sides())
    assert client.post(ADDRESS + "shown/method/", {"method": "polis"}).status_code == 302
    client.force_login(add_account(who=None, email="o@example.org", name="Olu Organiser", role="organiser"))
    assert client.post(ADDRESS + "shown/method/", {"method": "polis"}).status_code == 403
    assert queries.method_of(moot) == "folkmoot"


def test_how_sure_a_group_is_stands_beside_it(client):
    actions.compute(moot_of(two_sides(a=20, b=18)))
    shown = page(client)
    assert "How sure we are" in shown and "very stable" in shown
    assert "of those who took a side agree" in shown


def test_of_two_groups_what_sets_both_apart_is_told_once(client):
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    for address in ("opinion/", "opinion/report/"):
        page = client.get(f"/moots/{moot.slug}/{address}").content.decode()
        assert page.count("The statements under group A set this group apart, too") == 1
        assert page.count('<ul class="differences">') == 1


def test_groups_keep_their_names_when_votes_come_in():
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    before = {g["id"]: g["size"] for g in queries.result_of(moot).value["groups"]}
    side = [-1, 1, -1, 1, -1, 1, -1, 1, 1]
    for number in range(900_500, 900_506):
        person = Participant.objects.create(moot=moot, number=number)
        cast(person, list(zip(moot.statements.order_by("number"), side, strict=True)))
    actions.compute(moot)
    after = {g["id"]: g["size"] for g in queries.result_of(moot).value["groups"]}
    assert before == {0: 16, 1: 15}
    assert after == {0: 16, 1: 21}


def test_results_follow_votes_and_what_did_not_change_is_left():
    follow = tasks.FollowedVotes()
    moot, quiet = moot_of(two_sides()), Moot.objects.create(slug="quiet", title="Quiet")
    follow.look()
    first = queries.result_of(moot)
    assert first.last_vote == queries.newest_vote(moot)
    assert queries.result_of(quiet) is None
    follow.look()
    assert queries.result_of(moot).made_at == first.made_at
    person = Participant.objects.create(moot=moot, number=900_400)
    cast(person, [(moot.statements.order_by("number").first(), 1)])
    follow.look()
    assert queries.result_of(moot).value["participants"] == first.value["participants"] + 1


def joined_by(moot: Moot, people: int, side: list[int], start: int = 900_500) -> None:
    for number in range(start, start + people):
        person = Participant.objects.create(moot=moot, number=number)
        cast(person, list(zip(moot.statements.order_by("number"), side, strict=True)))


THIRD_SIDE = [1, 1, -1, -1, 1, 1, -1, -1, 1]


def test_a_count_goes_on_from_the_groups_known_and_the_next_search_finds_the_new_one():
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    searched = Result.objects.get(method="folkmoot").state["searched"]
    joined_by(moot, 14, THIRD_SIDE)
    counted = actions.count(moot)
    assert counted.value["participants"] == 45 and counted.value["k"] == 2
    assert counted.last_vote == queries.newest_vote(moot)
    assert counted.state["searched"] == searched and queries.to_search() == [moot]
    tasks.FollowedVotes().search()
    found = queries.result_of(moot)
    assert found.value["k"] == 3 and found.state["searched"] == found.last_vote
    assert queries.to_search() == []


def test_the_method_that_is_shown_follows_votes_and_the_other_the_next_search(steward):
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    actions.show_by(steward, moot, "polis")
    joined_by(moot, 14, THIRD_SIDE)
    people = {"polis": 45, "folkmoot": 31}
    assert actions.count(moot).value["participants"] == 45
    assert {one.method: one.value["participants"] for one in Result.objects.all()} == people
    tasks.FollowedVotes().search()
    assert {one.value["participants"] for one in Result.objects.all()} == {45}


def test_a_search_that_ends_behind_the_counts_is_gone_on_from(monkeypatch):
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    joined_by(moot, 14, THIRD_SIDE)
    actions.count(moot)
    voted = queries.newest_vote(moot)

    def while_people_vote(votes, **told):
        monkeypatch.undo()
        joined_by(moot, 3, THIRD_SIDE, start=900_600)
        assert actions.count(moot).value["k"] == 2
        return own_opinion(votes, **told)

    monkeypatch.setattr(actions, "own_opinion", while_people_vote)
    found = actions.compute(moot)
    assert (found.value["k"], found.value["participants"]) == (3, 48)
    assert found.state["searched"] == voted < found.last_vote == queries.newest_vote(moot)


def test_a_count_by_groups_that_were_searched_again_meanwhile_is_dropped(monkeypatch):
    moot = moot_of(two_sides(a=16, b=15))
    actions.compute(moot)
    joined_by(moot, 14, THIRD_SIDE)

    def while_groups_are_searched(votes, **told):
        monkeypatch.undo()
        actions.compute(moot)
        return own_opinion(votes, **told)

    monkeypatch.setattr(actions, "own_opinion", while_groups_are_searched)
    assert actions.count(moot).value["k"] == 3


def test_counts_and_searches_of_a_moot_whose_votes_are_gone_leave_nothing():
    moot = moot_of(two_sides())
    actions.compute(moot)
    Participant.objects.filter(moot=moot).delete()
    assert actions.count(moot) is None
    assert not Result.objects.exists()


def test_a_sentence_asked_twice_is_shown_side_by_side(client, steward):
    moot = moot_of([[*row, 1 if i % 2 else -1] for i, row in enumerate(two_sides())])
    actions.compute(moot)
    assert client.post(ADDRESS + "shown/twice/", {"before": 9, "after": 9}).status_code == 422
    assert client.post(ADDRESS + "shown/twice/", {"before": 9, "after": 10}).status_code == 302
    assert client.post(ADDRESS + "shown/twice/", {"before": 10, "after": 8}).status_code == 422
    shown = page(client)
    assert "Before and after" in shown
    pair = AskedTwice.objects.get()
    moot.statements.filter(number=10).update(moderation=Statement.Moderation.REJECTED)
    assert "Before and after" not in page(client)
    client.post(ADDRESS + "shown/untie/", {"pair": pair.pk})
    assert not AskedTwice.objects.exists()


def test_the_report_quotes_released_notes_as_they_stand_and_no_others(client):
    from folkmoot.web.meetings.models import Note, StatementOrigin

    moot = moot_of(two_sides())
    public = Note.objects.create(moot=moot, number=1, words="The bus is never on time.")
    secret = Note.objects.create(moot=moot, number=2, words="Mrs Nobody at number 9 is ill.")
    Note.objects.filter(pk=public.pk).update(released_at="2026-01-01T00:00Z")
    for note in (public, secret):
        StatementOrigin.objects.create(note=note, statement=moot.statements.get(number=9))
    actions.compute(moot)
    for address in (ADDRESS + "report/", "/moots/report/of-many/?moot=hall", "/moots/report/of-many/"):
        shown = client.get(address).content.decode()
        assert "The bus is never on time." in shown and f"/notes/{public.key}/" in shown
        assert "Mrs Nobody" not in shown


def test_the_reports_public_counts_hold_no_count_of_one_to_four(client):
    actions.compute(moot_of(two_sides(a=9, b=8)))
    told = client.get(ADDRESS + "report.json").json()
    assert told["moots"][0]["statements"]
    numbers = [
        count
        for row in told["moots"][0]["statements"]
        for counts in (row["everybody"], *row["groups"].values())
        for count in counts.values()
    ]
    assert not {1, 2, 3, 4} & {number for number in numbers if isinstance(number, int)}
    assert "90000" not in json.dumps(told)


def test_the_report_is_a_pdf_where_that_can_be_made_and_else_says_how_to_print(client, monkeypatch):
    from folkmoot.web.opinion import printing

    actions.compute(moot_of(two_sides()))
    if printing.can_print():
        answer = client.get(ADDRESS + "report.pdf")
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        with printing._one_at_a_time:
            assert client.get(ADDRESS + "report.pdf").status_code == 200, "kept, so nobody waits"
            printing._made.clear()
            assert client.get(ADDRESS + "report.pdf").status_code == 503
    monkeypatch.setattr(printing, "can_print", lambda: False)
    answer = client.get(ADDRESS + "report.pdf")
    assert answer.status_code == 501 and "print it" in answer.content.decode()


def test_a_moot_with_too_few_votes_has_a_report_that_says_so(client):
    actions.compute(moot_of([[1, 1, -1]] * 3))
    assert "Too few people have voted" in client.get(ADDRESS + "report/").content.decode()


def test_the_map_can_be_kept_as_a_picture(client):
    actions.compute(moot_of(two_sides()))
    assert client.get(ADDRESS + "map.png").content.startswith(b"\x89PNG")


def test_a_moot_of_the_house_leaves_as_a_polis_export_and_comes_back(tmp_path):
    from folkmoot.meetings.polis import from_export
    from folkmoot.opinion.polis_export import export_files

    moot = moot_of(two_sides())
    value = queries.moot_with_votes("hall")
    back = from_export(export_files(value), name="hall").moot
    assert [vote[:3] for vote in back.votes] == [vote[:3] for vote in value.votes]
    assert len(back.votes) == sum(statement.votes.count() for statement in moot.statements.all())


def test_who_was_in_the_room_stands_beside_the_census(client, steward):
    actions.compute(moot_of(two_sides()))
    table = "question,answer,room,census\nAge,under 30,3,4000\nAge,30 and over,17,6000\n"
    assert client.post(ADDRESS + "shown/room/", {"text": table, "source": ""}).status_code == 422
    assert client.post(ADDRESS + "shown/room/", {"text": "x", "source": "Census"}).status_code == 422
    assert client.post(ADDRESS + "shown/room/", {"text": table, "source": "Census 2021"}).status_code == 302
    shown = page(client)
    assert "Who was in the room" in shown and "Census 2021" in shown
    assert ">3<" not in shown and ">17<" not in shown
    client.post(ADDRESS + "shown/room/", {"text": "", "source": ""})
    assert "Who was in the room" not in page(client)


def test_without_groups_what_divides_most_is_still_shown(client):
    halves = [[1 if (i // 2**j) % 2 else -1 for j in range(3)] + [1] * 5 for i in range(32)]
    actions.compute(moot_of(halves))
    shown = page(client)
    assert "No clear opinion groups" in shown
    assert "though nobody forms a clear group" in shown


@pytest.fixture
def census(tmp_path, monkeypatch):
    """The installation's census file, with a figure for one question and a wrong place for another."""
    path = tmp_path / "census.csv"
    path.write_text(
        "statement,place,yes,of,source\n"
        'I rent my home,Kettleford,4120,11200,"Census 2021, TS054"\n'
        "I am under 25.,Elsewhere,7210,25000,Census 2021\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("FOLKMOOT_CENSUS", str(path))
    return path


def asked_about_people(rent):
    """A moot whose tenth and eleventh statements are about people; rent: the answers to the tenth."""
    table = [[*row, answer, 1] for row, answer in zip(two_sides(), rent, strict=True)]
    moot = moot_of(table)
    moot.place = "The Railway Institute, Kettleford"
    moot.save()
    moot.statements.filter(number=10).update(words="I rent my home.", is_meta=True)
    moot.statements.filter(number=11).update(words="I am under 25.", is_meta=True)
    actions.compute(moot)
    return moot


def test_what_people_said_of_themselves_stands_beside_the_installations_census(client, census):
    asked_about_people([1] * 8 + [-1] * 13)
    for address in (ADDRESS, ADDRESS + "report/"):
        told = client.get(address).content.decode()
        assert "beside the census" in told and "Census 2021, TS054" in told
        assert "37%" in told and "of 11,200" in told
        assert "38%" in told and "23% to 56%" in told, "8 of 21, with its interval"
        room = told.split("beside the census")[1].split("</table>")[0]
        assert "I rent my home." in room and "I am under 25." not in room
    (figure,) = client.get(ADDRESS + "report.json").json()["moots"][0]["census"]
    assert (figure["number"], figure["yes"], figure["of"]) == (10, 4120, 11200)


def test_a_small_count_beside_the_census_gives_no_share(client, census):
    asked_about_people([1] * 3 + [-1] * 18)
    room = page(client).split("beside the census")[1].split("</table>")[0]
    assert "fewer than 5" in room and "not told" in room
    assert "14%" not in room and ">3<" not in room


def test_a_census_file_that_cannot_be_read_or_is_not_there_leaves_the_page_as_it_was(client, census):
    asked_about_people([1] * 8 + [-1] * 13)
    census.write_text("statement,place\nI rent my home,\n", encoding="utf-8")
    assert "beside the census" not in page(client)
    census.unlink()
    assert "beside the census" not in page(client)


def test_before_and_after_stand_as_bars_and_as_a_table_with_their_doubt(client, steward):
    moot = moot_of([[*row, 1 if i < 15 else -1] for i, row in enumerate(two_sides())])
    actions.compute(moot)
    client.post(ADDRESS + "shown/twice/", {"before": 9, "after": 10})
    for address in (ADDRESS, ADDRESS + "report/"):
        told = client.get(address).content.decode()
        told = told[told.index("voted on twice") :]
        table = told.split("<caption>The same in figures</caption>")[1].split("</table>")[0]
        assert told.index('class="bar"') < told.index("<table")
        assert "100% (89% to 100%)" in table and "71% (54% to 84%)" in table


def test_disagreement_is_told_from_agreement_without_colour(client):
    actions.compute(moot_of(two_sides()))
    shown = page(client)
    bars = re.findall(r'<svg class="bar".*?</svg>', shown, re.S)
    red = [bar for bar in bars if 'class="disagree"' in bar and 'width="0.0"' not in bar]
    assert red and all('class="hatch"' in bar for bar in red)
    assert all('fill="#' in bar for bar in bars), "paper knows no style sheet inside a drawing"


def test_the_published_method_goes_on_from_its_last_count():
    chance = Random(7)
    sides = two_sides(a=20, b=18)
    moot = moot_of([[v if chance.random() < 0.85 else -v for v in row] for row in sides])
    actions.compute(moot)
    first = queries.result_of(moot, "polis")
    other = next(int(k) for k in first.state["by_k"] if int(k) != first.value["k"])
    Result.objects.filter(pk=first.pk).update(state={**first.state, "smoother": [other, 4, other]})
    actions.compute(moot)
    assert queries.result_of(moot, "polis").value["k"] == other, "a cold start would not know of it"
    assert queries.found_of_moot("hall", "polis").k == other, "the command finds what the page shows"
    Result.objects.filter(pk=first.pk).delete()
    actions.compute(moot)
    assert queries.result_of(moot, "polis").value["k"] == first.value["k"]


def test_the_state_of_a_count_holds_nobody():
    actions.compute(moot_of(two_sides()))
    polis, own = (Result.objects.get(method=name).state for name in ("polis", "folkmoot"))
    assert "components" in polis and "90000" not in json.dumps(polis)
    assert set(own["search"]) == {"ids", "statements", "rates", "stability", "chance"}
    assert "90000" not in json.dumps(own["search"])
