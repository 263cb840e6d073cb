"""A plank is tied to what people said, or untied from it, on a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto import actions
from folkmoot.web.manifesto.actions import Draft
from folkmoot.web.manifesto.models import Plank

DRAFT = Draft("Open the shops", "A shop empty for six months may be let.")


@pytest.fixture
def plank(staff: Any, moot: Any) -> Plank:
    """A plank that nobody tied to anything."""
    return actions.draft_plank(staff("editor"), DRAFT, [])


def _numbers(plank: Plank) -> list[int]:
    return sorted(plank.statements.values_list("number", flat=True))


def test_a_plank_without_an_origin_is_given_one_and_the_note_reads_that_it_was_taken_up(
    plank: Plank, statements: list[Any], signed_in: Any, client: Client
) -> None:
    editor, at = signed_in("editor"), f"/manifesto/planks/{plank.slug}/"
    assert f"{at}origins/" in editor.get(at).content.decode()
    assert statements[0].words in editor.get(f"{at}origins/?q=six+months").content.decode()
    assert statements[1].words not in editor.get(f"{at}origins/?q=six+months").content.decode()
    sent = {"s": [statements[0].pk], "why": "It was forgotten."}
    assert editor.post(f"{at}origins/", sent).status_code == 302
    assert statements[0].words in client.get(at).content.decode()
    assert "Open the shops" in client.get("/manifesto/became/hall/").content.decode()
    content = Line.objects.get(verb="traced", object_key=plank.slug).content.content
    assert (content["statements"], content["before"]) == (["hall:1"], [])
    assert content["why"] == "It was forgotten."


def test_what_is_unticked_is_untied_and_what_another_editor_tied_meanwhile_stays(
    plank: Plank, statements: list[Any], staff: Any, signed_in: Any
) -> None:
    other = staff("editor")
    actions.change_origins(other, plank, statements[:1])
    actions.change_origins(other, plank, statements[:2])
    sent = {"had": [statements[0].pk], "why": "It says something else."}
    assert signed_in("editor").post(f"/manifesto/planks/{plank.slug}/origins/", sent).status_code == 302
    assert _numbers(plank) == [2]


def test_what_another_editor_untied_meanwhile_is_not_tied_again(
    plank: Plank, statements: list[Any], signed_in: Any
) -> None:
    sent = {"had": [statements[0].pk], "s": [statements[0].pk, statements[1].pk], "why": "More."}
    assert signed_in("editor").post(f"/manifesto/planks/{plank.slug}/origins/", sent).status_code == 302
    assert _numbers(plank) == [2]


def test_without_a_reason_or_a_change_nothing_is_changed(
    plank: Plank, statements: list[Any], signed_in: Any
) -> None:
    editor, at = signed_in("editor"), f"/manifesto/planks/{plank.slug}/origins/"
    assert editor.post(at, {"s": [statements[0].pk]}).status_code == 422
    assert editor.post(at, {"why": "Nothing."}).status_code == 302
    assert _numbers(plank) == []
    assert not Line.objects.filter(verb="traced").exists()


def test_without_a_reason_what_was_ticked_stays_ticked(
    plank: Plank, statements: list[Any], staff: Any, signed_in: Any
) -> None:
    actions.change_origins(staff("editor"), plank, statements[:1])
    at = f"/manifesto/planks/{plank.slug}/origins/"
    answer = signed_in("editor").post(at, {"had": [statements[0].pk], "s": [statements[1].pk]})
    boxes = dict(re.findall(r'name="s" value="(\d+)" id="s\d+"( checked)?>', answer.content.decode()))
    assert [pk for pk, tick in boxes.items() if tick] == [str(statements[1].pk)]
    assert str(statements[0].pk) in boxes


@pytest.mark.parametrize("key", ["statement about people", "no number", "99999999999999999999"])
def test_only_statements_that_may_be_drawn_on_are_tied(
    key: str, plank: Plank, statements: list[Any], signed_in: Any
) -> None:
    sent = statements[2].pk if key == "statement about people" else key
    at = f"/manifesto/planks/{plank.slug}/origins/"
    assert signed_in("editor").post(at, {"s": [sent], "why": "w"}).status_code == 302
    assert _numbers(plank) == []


def test_a_plank_moves_to_another_section_with_its_next_version(plank: Plank, signed_in: Any) -> None:
    editor, at = signed_in("editor"), f"/manifesto/planks/{plank.slug}/edit/"
    told = {"title": "Open the shops", "words": DRAFT.words, "route": "council", "state": "draft", "why": "w"}
    assert editor.post(at, {**told, "section": "The high street", "based_on": 1}).status_code == 302
    assert 'value="The high street"' in editor.get(at).content.decode()
    assert "The high street" in editor.get("/manifesto/").content.decode()
    assert editor.post(at, {**told, "based_on": 2}).status_code == 302
    plank.refresh_from_db()
    assert plank.section == "The high street"
    assert Line.objects.filter(verb="changed", object_key=plank.slug).count() == 2
