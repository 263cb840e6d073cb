"""Forwards: what became of each note, for whoever wrote it and for all to see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto.actions import Draft, answer_notes, draft_plank, new_version
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.manifesto.queries import fates
from folkmoot.web.meetings.models import Note, Participant

DRAFT = Draft("Open the shops", "A shop empty for six months may be let.", "so that shops open", "council")


@pytest.fixture
def waiting_note(moot: Any) -> Note:
    return Note.objects.create(
        moot=moot,
        table=moot.tables.get(),
        number=3,
        released_at=timezone.now(),
        words="Bring back the fountain.",
    )


@pytest.fixture
def editor(staff: Callable[..., Any], moot: Any) -> Any:
    made = staff("editor")
    draft_plank(made, DRAFT, [moot.statements.get(number=1)])
    return made


def test_a_note_is_taken_up_answered_or_waits(editor: Any, moot: Any, waiting_note: Note) -> None:
    by_number = {fate.note.number: fate for fate in fates.fates(moot.notes.all())}
    assert by_number[1].taken_up[0].plank.slug == "open-the-shops"
    assert by_number[3].waits
    answer_notes(editor, [waiting_note], because="The pipes are gone.")
    assert fates.shares() == fates.Shares(notes=3, taken_up=2, answered=1)
    assert not fates.waiting(moot.notes.all()).exists()


def test_a_note_is_not_taken_up_any_more_when_its_plank_is_dropped_and_reads_why(
    editor: Any, moot: Any, client: Client
) -> None:
    plank = Plank.objects.get(slug="open-the-shops")
    given_up = replace(DRAFT, state="dropped", why="The owners opened them.", decided_by="the assembly")
    new_version(editor, plank, given_up, based_on=1)
    assert fates.shares() == fates.Shares(notes=2, taken_up=0, answered=2)
    fate = next(one for one in fates.fates(moot.notes.all()) if one.note.number == 1)
    assert not fate.waits and not fate.taken_up and fate.dropped[0].plank == plank
    shown = client.get("/manifesto/became/hall/").content.decode()
    assert "the plank was dropped: The owners opened them." in shown and "Taken up in" not in shown
    new_version(editor, plank, replace(given_up, why=""), based_on=2)
    assert fates.waiting(moot.notes.all()).count() == 2
    new_version(editor, plank, replace(DRAFT, why="They closed again."), based_on=3)
    assert fates.shares() == fates.Shares(notes=2, taken_up=2, answered=0)


def test_a_later_answer_stands_beside_the_earlier_one(
    editor: Any, waiting_note: Note, client: Client
) -> None:
    answer_notes(editor, [waiting_note], because="The pipes are gone.")
    answer_notes(editor, [waiting_note], because="A neighbour has offered pipes; it waits for June.")
    (fate,) = fates.fates(Note.objects.filter(pk=waiting_note.pk))
    assert fate.answer.because.startswith("A neighbour")
    shown = client.get(f"/moots/hall/notes/{waiting_note.key}/").content.decode()
    assert "The pipes are gone." in shown and "A neighbour has offered" in shown
    assert Line.objects.filter(object_kind="note", verb="answered").count() == 2


@pytest.mark.parametrize("address", ["/manifesto/became/hall/", "/manifesto/became/hall/table/4/"])
def test_the_page_shows_what_became_of_released_notes_only(
    address: str, editor: Any, waiting_note: Note, client: Client
) -> None:
    shown = client.get(address).content.decode()
    assert "Open the shops" in shown
    assert "Nobody has said yet what became of it." in shown
    assert "Hidden Name" not in shown
    assert "One note is not released; it is counted here" in shown

    only = client.get(f"{address}?show=waiting").content.decode()
    assert "Bring back the fountain." in only and "Taken up in" not in only


def test_a_participants_token_opens_the_page_of_their_moot_and_says_nothing_of_them(
    editor: Any, moot: Any, client: Client
) -> None:
    key = Participant.objects.filter(moot=moot).first().key
    answer = client.get(f"/manifesto/token/{key}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert str(key) not in answer.content.decode()
    assert "Open the shops" in answer.content.decode()


def test_staff_say_why_for_several_notes_at_once(editor: Any, waiting_note: Note, signed_in: Any) -> None:
    client = signed_in("steward")
    sent = {"note": [str(waiting_note.key)], "because": "The pipes are gone."}
    assert client.post("/manifesto/became/hall/answer/", {"because": "x"}).status_code == 422
    assert client.post("/manifesto/became/hall/answer/", {**sent, "because": ""}).status_code == 422
    assert client.post("/manifesto/became/hall/answer/", sent).status_code == 302
    assert waiting_note.fates.get().because == "The pipes are gone."


def test_a_newcomer_finds_what_became_of_a_named_note_within_four_clicks(editor: Any, client: Client) -> None:
    """By following links only: the manifesto, what became of each note, the moot, the plank."""
    words = "We want empty shops let to whoever will open the door."
    at, clicks = "/", 0
    for wanted in (
        r'href="(/manifesto/)"',
        r'href="(/manifesto/became/)"',
        r'href="(/manifesto/became/hall/)"',
    ):
        page = client.get(at).content.decode()
        assert words not in page or at != "/"
        at, clicks = re.search(wanted, page)[1], clicks + 1
    page = client.get(at).content.decode()
    of_note = page[page.index(words) :]
    assert 'Taken up in</span> <a href="/manifesto/planks/open-the-shops/"' in of_note
    assert clicks <= 4
    assert client.get("/manifesto/planks/open-the-shops/").status_code == 200


def test_a_note_is_found_by_its_words(editor: Any, waiting_note: Note, client: Client) -> None:
    assert "Bring back the fountain." in client.get("/manifesto/became/?q=fountain").content.decode()
    assert "Hidden Name" not in client.get("/manifesto/became/?q=landlord").content.decode()


def test_a_tables_code_leads_to_its_page(editor: Any, client: Client) -> None:
    answer = client.get("/manifesto/became/hall/table/4/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
