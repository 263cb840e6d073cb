"""The results of a moot: computed apart from any request, kept without people, shown with care."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from folkmoot.opinion import opinion
from folkmoot.opinion.charts import COLOURS
from folkmoot.web.meetings.models import Moot, Participant, Statement, Vote
from folkmoot.web.meetings.signals import votes_read
from folkmoot.web.opinion import actions, queries
from folkmoot.web.opinion.models import Result
from folkmoot.web.opinion.tasks import recompute

pytestmark = pytest.mark.django_db
ADDRESS = "/moots/hall/opinion/"


def moot_of(table, **moderation):
    """A moot with these votes: a row a participant, None where not seen."""
    moot = Moot.objects.create(slug="hall", title="At the hall")
    width = len(table[0]) if table else 3
    made = [
        Statement.objects.create(moot=moot, number=n, words=f"Sentence number {n}.")
        for n in range(1, width + 1)
    ]
    for number, row in enumerate(table, 900_001):
        person = Participant.objects.create(moot=moot, number=number)
        cast(person, [(s, v) for s, v in zip(made, row, strict=True) if v is not None])
    return moot


def cast(person, votes):
    now = timezone.now()
    Vote.objects.bulk_create(
        Vote(participant=person, statement=statement, value=value, cast_at=now) for statement, value in votes
    )


def two_sides(a=12, b=9):
    """Two groups against each other on eight statements, agreed on the ninth."""
    side = [1, -1, 1, -1, 1, -1, 1, -1]
    rows = [[(v if (i + j) % 7 else 0) for j, v in enumerate(side)] + [1] for i in range(a)]
    return rows + [[(-v if (i + j) % 6 else 0) for j, v in enumerate(side)] + [1] for i in range(b)]


def page(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_results_say_where_people_agree_and_where_groups_differ(client):
    actions.compute(moot_of(two_sides()))
    shown = page(client)
    assert "The votes of 21 people form 2 opinion groups" in shown
    agree, differ = shown.split('id="differ"')
    assert "Sentence number 9." in agree
    assert differ.count("agrees more") >= 1
    assert "12 people" in differ and "9 people" in differ
    assert '<img src="/moots/hall/opinion/map.svg?method=folkmoot"' in shown


def test_what_is_kept_points_at_nobody():
    actions.compute(moot_of(two_sides()))
    kept = json.dumps(Result.objects.get(method="polis").value) + Result.objects.get(method="polis").map_svg
    assert "members" not in kept
    assert "90000" not in kept


def test_a_request_never_counts_votes(client):
    moot = moot_of(two_sides())
    assert "being counted" in page(client)
    assert not Result.objects.exists()
    recompute.call(moot.pk)
    assert "2 opinion groups" in page(client)


def test_too_few_voters_are_told_how_many_are_needed(client):
    actions.compute(moot_of([[1, 1, -1]] * 3))
    shown = page(client)
    assert "Not enough votes yet: 3 of at least 7 people" in shown
    assert client.get(ADDRESS + "map.svg").status_code == 404


def test_a_moot_without_votes_has_a_page_too(client):
    moot = moot_of([])
    assert actions.compute(moot) is None
    assert "Not enough votes yet: 0 of at least 7 people" in page(client)


def test_unanimity_is_shown_as_agreement_without_groups(client):
    actions.compute(moot_of([[1, 1, -1, 1]] * 10))
    shown = page(client)
    assert "No clear opinion groups stand apart among 10 people" in shown
    assert "Most people agree with these." in shown
    assert "What most turned down" in shown
    assert "Where groups differ" not in shown


def test_a_group_of_fewer_than_five_is_not_drawn_apart(client):
    actions.compute(moot_of(two_sides(a=20, b=3)))
    value = Result.objects.get(method="polis").value
    assert sorted(group["size"] for group in value["groups"]) == [3, 20]
    small = [group["size"] for group in value["groups"]].index(3)
    assert value["representative"][str(value["groups"][small]["id"])] == []
    assert all(tally["groups"][small] is None for tally in value["tallies"].values())
    shown = page(client)
    assert "A group of fewer than 5 is not shown apart" in shown
    assert ">3 people" not in shown and ">3<" not in shown
    assert f"Group {'AB'[small]}<" not in Result.objects.get(method="polis").map_svg


def test_no_count_from_one_to_four_is_printed(client):
    actions.compute(moot_of(two_sides(a=9, b=8)))
    shown = page(client)
    counts = re.findall(
        r"(\d+) (?:agree|disagree|pass)\b|<strong>(\d+)</strong> (?:agree|disagree|pass)", shown
    )
    assert counts
    assert not {int(a or b) for a, b in counts} & {1, 2, 3, 4}


def test_rejected_statements_are_shown_nowhere_and_move_nobody(client):
    moot = moot_of([[*row, 1 if i % 2 else -1] for i, row in enumerate(two_sides())])
    moot.statements.filter(number=10).update(moderation=Statement.Moderation.REJECTED)
    actions.compute(moot)
    assert "10" not in Result.objects.get(method="polis").value["tallies"]
    assert "Sentence number 10." not in page(client)


def test_a_statement_rejected_since_is_gone_at_once(client):
    moot = moot_of(two_sides())
    actions.compute(moot)
    assert "Sentence number 9." in page(client)
    moot.statements.filter(number=9).update(moderation=Statement.Moderation.REJECTED)
    assert "Sentence number 9." not in page(client)


def test_votes_that_came_in_since_are_told(client):
    moot = moot_of(two_sides())
    actions.compute(moot)
    cast(Participant.objects.create(moot=moot, number=900_500), [(moot.statements.first(), 1)])
    assert "1 vote has come in since" in page(client)


def test_the_newest_vote_counts_and_the_order_of_votes_does_not():
    moot = moot_of(two_sides())
    person, first = moot.participants.first(), moot.statements.first()
    cast(person, [(first, -1), (first, 0)])
    votes = queries.votes_of(moot)
    row = votes.participants.tolist().index(person.number)
    assert votes.values[votes.starts[row]] == 0
    before = (votes.participants.tolist(), votes.values.tolist())
    kept = list(
        Vote.objects.order_by("-id").values_list("participant_id", "statement_id", "value", "cast_at")
    )
    newest = {}
    for who, on, value, at in kept:
        newest.setdefault((who, on), (value, at))
    Vote.objects.all().delete()
    Vote.objects.bulk_create(
        Vote(participant_id=who, statement_id=on, value=value, cast_at=at)
        for (who, on), (value, at) in reversed(newest.items())
    )
    again = queries.votes_of(moot)
    assert (again.participants.tolist(), again.values.tolist()) == before


def test_priorities_are_written_to_the_statements():
    moot = moot_of(two_sides())
    moot.statements.filter(number=3).update(is_meta=True)
    actions.compute(moot)
    assert moot.statements.get(number=3).priority == 49.0
    assert all(statement.priority > 0 for statement in moot.statements.all())


def test_results_of_votes_that_are_gone_go_too():
    moot = moot_of(two_sides())
    actions.compute(moot)
    Vote.objects.all().delete()
    actions.compute(moot)
    assert not Result.objects.exists()


def test_an_older_count_does_not_overwrite_a_newer_one():
    moot = moot_of(two_sides())
    newest = actions.compute(moot).last_vote
    older = opinion(queries.votes_of(moot, until=newest - 1))
    assert actions.keep(moot, older, last_vote=newest - 1).last_vote == newest


def test_reading_votes_has_them_counted_in_the_background():
    from django_tasks_db.models import DBTaskResult

    moot = moot_of(two_sides())
    votes_read.send(sender=Moot, moot=moot)
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[moot.pk]]


def test_the_map_is_kept_by_browsers_until_it_changes(client):
    actions.compute(moot_of(two_sides()))
    first = client.get(ADDRESS + "map.svg")
    assert first["Content-Type"].startswith("image/svg+xml")
    assert first.content.startswith(b"<svg") and b"<script" not in first.content
    assert b"<title" in first.content and b"<desc" in first.content
    again = client.get(ADDRESS + "map.svg", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_no_style_or_script_stands_in_the_page(client):
    actions.compute(moot_of(two_sides()))
    shown = page(client)
    assert not re.search(r"\bstyle=|<style|<script|\bon\w+=", shown)


def test_an_unknown_moot_is_not_found(client):
    assert client.get("/moots/nowhere/opinion/").status_code == 404
    assert client.get("/moots/nowhere/opinion/map.svg").status_code == 404


def test_groups_have_the_colours_of_the_map_on_the_page():
    sheet = Path(actions.__file__).parent / "static" / "opinion" / "opinion.css"
    assert re.findall(r"\.mark\.group-(\d) \{ fill: (#\w+);", sheet.read_text()) == [
        (str(place), colour) for place, colour in enumerate(COLOURS)
    ]
