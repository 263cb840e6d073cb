"""What the room should not see is gone with one press, by whoever was asked to look after it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.hall.actions.desk import put_back, take_off
from folkmoot.web.hall.actions.evening import hand_out, revoke
from folkmoot.web.hall.actions.moderating import give_reason
from folkmoot.web.hall.actions.wall import let_speak, turn_to
from folkmoot.web.hall.models import AtRisk, Badge, Decision, Hidden, ReportLine
from folkmoot.web.hall.queries.owed import owing
from folkmoot.web.hall.queries.wall import forget_snapshots
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.actions import release_notes
from folkmoot.web.meetings.models import Note, Statement
from tests.web.hall.conftest import Hall

HERE = "/evenings/market-hall/"
UNKNOWN = f"note:{uuid.UUID(int=7)}"


@pytest.fixture
def note(hall: Hall, staff: Any) -> Note:
    kept = Note.objects.create(moot=hall.moot, table=hall.tables[0], number=1, words="Mr Nasty did it")
    release_notes(staff("steward"), [kept])
    return kept


def by_link(hall: Hall, who: Any, role: str) -> Client:
    code = hand_out(who, hall.moot, role=role, name="Priya", hours=6)[1]
    client = Client()
    assert client.get(f"/b/{code}/").status_code == 302
    return client


def test_a_moderator_hides_a_note_with_one_press(hall: Hall, staff: Any, note: Note) -> None:
    client = by_link(hall, staff("steward"), "moderator")
    assert "Mr Nasty" in client.get(f"{HERE}moderate/").content.decode()
    client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"})
    assert "Mr Nasty" not in Client().get("/moots/market-hall/").content.decode()
    page = client.get(f"{HERE}moderate/").content.decode()
    assert "Mr Nasty" in page and f'name="hide" value="note:{note.key}"' not in page
    assert Line.objects.filter(verb="hidden", object_kind="note", who=None).exists()
    assert Note.objects.get(pk=note.pk).words == "Mr Nasty did it", "it is kept"


def test_a_moderator_hides_a_line_that_stands_on_the_wall(hall: Hall, staff: Any) -> None:
    who = staff("steward")
    line = ReportLine.objects.create(table=hall.tables[0], kind="concern", place=1, words="Nasty words")
    let_speak(who, hall.tables[0])
    client = by_link(hall, who, "moderator")
    assert "on the wall now" in client.get(f"{HERE}moderate/").content.decode()
    client.post(f"{HERE}moderate/", {"hide": f"line:{line.pk}"})
    assert "Nasty words" not in Client().get("/wall/market-hall/").content.decode()


def test_a_statement_leaves_the_wall_and_the_phones_at_once_and_its_reason_follows(
    hall: Hall, staff: Any
) -> None:
    turn_to(staff("steward"), hall.moot, "statements")
    client = by_link(hall, staff("steward"), "moderator")
    client.post(f"{HERE}moderate/", {"hide": "statement:2"})
    assert hall.statements[1].words not in Client().get("/wall/market-hall/").content.decode()
    decision = Decision.objects.get()
    assert (decision.rule, decision.badge.name) == ("at once", "Priya")
    assert Statement.objects.get(number=2).moderation == Statement.Moderation.REJECTED


def test_what_was_hidden_without_a_reason_is_shown_with_its_count_until_one_is_given(
    hall: Hall, staff: Any, note: Note, signed_in: Any
) -> None:
    client, steward = by_link(hall, staff("steward"), "moderator"), signed_in("steward")
    pages = (f"{HERE}statements/", HERE)
    assert not any("without a reason" in steward.get(page).content.decode() for page in pages)
    for name in (f"note:{note.key}", "statement:2"):
        client.post(f"{HERE}moderate/", {"hide": name})
    for page in pages:
        assert "2 things were hidden without a reason: give it." in steward.get(page).content.decode()
    page = " ".join(client.get(f"{HERE}moderate/").content.decode().split())
    assert "2 things were hidden without a reason" in page and "Priya" in page
    of_note, of_statement = Hidden.objects.order_by("pk")
    client.post(f"{HERE}moderate/", {"reason": of_note.pk, "rule": "insult"})
    assert "One thing was hidden without a reason: give it." in steward.get(HERE).content.decode()
    steward.post(f"{HERE}moderate/", {"reason": of_statement.pk, "rule": "names"})
    assert not any(
        "without a reason" in steward.get(page).content.decode() for page in (*pages, f"{HERE}moderate/")
    )
    assert [each.rule for each in Hidden.objects.order_by("pk")] == ["insult", "names"]
    assert Decision.objects.latest("pk").rule == "names", "it stands in the statement's trail"
    told = Line.objects.filter(verb="gave the reason").order_by("number")
    assert [line.who is None for line in told] == [True, False]


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        ("", "insult"), ("x", "insult"), ("9" * 30, "insult"),
        ("{pk}", ""), ("{pk}", "at once"), ("{pk}", "duplicate"),
    ],
)  # fmt: skip
def test_a_reason_is_one_of_the_list_and_for_something_hidden(
    hall: Hall, staff: Any, note: Note, reason: str, rule: str
) -> None:
    client = by_link(hall, staff("steward"), "moderator")
    client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"})
    told = {"reason": reason.format(pk=Hidden.objects.get().pk), "rule": rule}
    answer = client.post(f"{HERE}moderate/", told, follow=True)
    assert answer.status_code == 200 and Hidden.objects.get().rule == ""


def test_what_is_to_be_seen_again_owes_no_reason(hall: Hall, staff: Any, note: Note) -> None:
    client = by_link(hall, staff("steward"), "moderator")
    for name in (f"note:{note.key}", "statement:1", "statement:2"):
        client.post(f"{HERE}moderate/", {"hide": name})
    release_notes(staff("steward"), [note])
    put_back(staff("steward"), hall.statements[0])
    take_off(staff("steward"), hall.statements[1], Decision.Rule.UNCLEAR)
    assert not owing(hall.moot).exists()
    note.refresh_from_db()
    client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"})
    assert owing(hall.moot).count() == 1


def test_a_link_of_another_evening_gives_no_reason(hall: Hall, staff: Any, note: Note) -> None:
    client = by_link(hall, staff("steward"), "moderator")
    client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"})
    themes = hand_out(staff("steward"), hall.moot, role="themes", name="T", hours=6)[0]
    with pytest.raises(Refused, match="does not moderate"):
        give_reason(themes, Hidden.objects.get(), "insult")


def test_a_moderator_releases_nothing_and_sees_nothing_that_is_not_released(
    hall: Hall, staff: Any, note: Note
) -> None:
    Note.objects.create(moot=hall.moot, number=2, words="A secret")
    client = by_link(hall, staff("steward"), "moderator")
    assert "A secret" not in client.get(f"{HERE}moderate/").content.decode()
    client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"})
    client.post("/moots/market-hall/release/", {"notes": [note.key]})
    assert Note.objects.get(pk=note.pk).released_at is None


@pytest.mark.parametrize("name", ["", "note:", "note:x", UNKNOWN, "line:1", "statement:9", "x" * 99])
def test_hiding_what_is_not_to_be_seen_changes_nothing(hall: Hall, staff: Any, note: Note, name: str) -> None:
    answer = by_link(hall, staff("steward"), "moderator").post(
        f"{HERE}moderate/", {"hide": name}, follow=True
    )
    assert answer.status_code == 200
    assert Note.objects.get(pk=note.pk).released_at is not None


@pytest.mark.parametrize("role", ["paper", "wall", "themes", "steward"])
def test_only_a_moderators_link_hides(hall: Hall, staff: Any, note: Note, role: str) -> None:
    client = by_link(hall, staff("steward"), role)
    assert client.post(f"{HERE}moderate/", {"hide": f"note:{note.key}"}).status_code == 403
    assert Note.objects.get(pk=note.pk).released_at is not None


def test_staff_hide_from_the_desk_of_the_wall(hall: Hall, signed_in: Any, note: Note) -> None:
    page = signed_in("steward").get(f"{HERE}wall/").content.decode()
    assert "Mr Nasty" in page and "hall/hide" in page


def test_the_steward_of_the_night_reads_by_a_link_that_ends(hall: Hall, staff: Any) -> None:
    who = staff("steward")
    risk = AtRisk.objects.create(moot=hall.moot, words="My neighbour is hit", noted_at=timezone.now())
    client = by_link(hall, who, "steward")
    assert "My neighbour is hit" in client.get(f"{HERE}risk/").content.decode()
    assert "folkmoot erase" not in client.get(f"{HERE}risk/").content.decode()
    client.post(f"{HERE}risk/", {"risk": risk.pk})
    kept = AtRisk.objects.get()
    assert (kept.seen_as, kept.seen_by) == ("Priya", None) and kept.seen_at is not None
    assert "Priya" in client.get(f"{HERE}risk/").content.decode()
    revoke(who, Badge.objects.get())
    assert client.get(f"{HERE}risk/").status_code == 403
    forget_snapshots()
