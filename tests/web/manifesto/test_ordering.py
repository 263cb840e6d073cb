"""Editors say in which order planks stand."""

from __future__ import annotations

from typing import Any

from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto import actions, queries
from folkmoot.web.manifesto.actions import Draft
from folkmoot.web.manifesto.models import Plank

STREET = ("Shops", "Lamps", "Benches")


def _order() -> list[str]:
    return [plank.slug for _section, planks in queries.manifesto().sections for plank in planks]


def _drafted(editor: Any) -> None:
    for title in STREET:
        actions.draft_plank(editor, Draft(title, "Words."), [], section="The street")
        actions.draft_plank(editor, Draft(f"{title} by the river", "Words."), [], section="The river")


def test_a_plank_moves_among_those_of_its_section_and_past_those_that_were_dropped(
    staff: Any, signed_in: Any
) -> None:
    editor = staff("editor")
    _drafted(editor)
    gone = Plank.objects.get(slug="lamps")
    actions.new_version(editor, gone, Draft("Lamps", "Words.", state="dropped", why="w"), based_on=1)
    river = [slug for slug in _order() if "river" in slug]
    client = signed_in("editor")
    assert client.post("/manifesto/planks/benches/move/", {"to": "earlier"}).status_code == 302
    assert _order() == ["benches", "shops", *river]
    assert client.post("/manifesto/planks/benches/move/", {"to": "later"}).status_code == 302
    assert _order() == ["shops", "benches", *river]
    assert Line.objects.filter(verb="moved", object_key="benches").count() == 2


def test_the_first_of_a_section_stays_first_and_nothing_is_journalled(staff: Any, signed_in: Any) -> None:
    _drafted(staff("editor"))
    before = _order()
    answer = signed_in("editor").post("/manifesto/planks/shops/move/", {"to": "earlier"}, follow=True)
    assert "at the end of its section already" in answer.content.decode()
    assert _order() == before and not Line.objects.filter(verb="moved").exists()


def test_a_share_of_a_hundred_means_every_plank() -> None:
    assert queries.Manifesto((), (), standing=1000, with_origin=999).share_with_origin == 99
