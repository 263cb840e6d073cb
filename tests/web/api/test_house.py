"""Moots, opinion, planks and threads through the API: what their pages show the public, and no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.tracing.models import Link
from tests.web.api.conftest import Asker

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def town(api: Asker, settings: Any, tmp_path: Path) -> Asker:
    """The example's three moots, planks and threads."""
    from folkmoot.web.tracing.example import read_example

    settings.RECORD_FOLDER = tmp_path / "record"
    settings.FOLKMOOT_HOME = tmp_path
    read_example(EXAMPLES)
    return api


def _items(api: Asker, address: str) -> list[dict[str, Any]]:
    told = api.told(f"{address}?size=100")
    assert told["next"] is None
    return list(told["items"])


def test_the_house_is_told_as_its_pages_show_it(town: Asker) -> None:
    moots = _items(town, "/api/moots")
    assert {moot["id"] for moot in moots} == set(Moot.objects.values_list("slug", flat=True))
    for moot in moots:
        notes = _items(town, f"/api/moots/{moot['id']}/notes")
        assert len(notes) == moot["notes"] > 0
        statements = _items(town, f"/api/moots/{moot['id']}/statements")
        assert len(statements) == moot["statements"] > 0
    for moot in moots:
        _opinion(town, moot["id"])
    _threads(town)
    _secrets(town, moots[0]["id"])


def _opinion(town: Asker, slug: str) -> None:
    told = town.told(f"/api/moots/{slug}/opinion")["item"]
    assert told["status"] in ("ready", "counting", "too_few")
    if told["status"] == "ready":
        sizes = [group["size"] for group in told["groups"]]
        parts = [part for group in told["groups"] for one in group["differences"] for part in one["groups"]]
        counts = [part[name] for part in parts for name in ("agree", "disagree", "passes")]
        for one in (*sizes, *counts):
            assert (one["count"] is None) == (one["kind"] in ("few", "apart"))
            assert one["count"] not in (1, 2, 3, 4)
        assert told["agreed"]


def _threads(town: Asker) -> None:
    for plank in _items(town, "/api/planks"):
        whole = town.told(f"/api/planks/{plank['id']}")["item"]
        assert whole["versions"][-1] == plank["version"]
        assert len(whole["origins"]) == plank["statements"]
        thread = town.told(f"/api/threads/{plank['id']}")["item"]
        guessed = Link.objects.filter(plank__slug=plank["id"]).exclude(state=Link.State.CONFIRMED)
        told = {passage["contribution"] for part in ("said", "answers") for passage in thread[part]}
        tied = {p["contribution"] for part in ("said", "answers") for p in thread[part] if p["because"]}
        assert not (told - tied) & set(guessed.values_list("passage", flat=True))
    assert any(thread["passages"] for thread in _items(town, "/api/threads"))


def _secrets(town: Asker, slug: str) -> None:
    """What nobody released, what moderators rejected, and counts under five, are not told."""
    note = Note.objects.filter(moot__slug=slug, released_at__isnull=False).first()
    assert note is not None
    Note.objects.filter(pk=note.pk).update(released_at=None)
    statement = Statement.objects.filter(moot__slug=slug).first()
    assert statement is not None
    Statement.objects.filter(pk=statement.pk).update(moderation=Statement.Moderation.REJECTED)
    notes = _items(town, f"/api/moots/{slug}/notes")
    statements = _items(town, f"/api/moots/{slug}/statements")
    assert note.words not in json.dumps(notes, ensure_ascii=False)
    assert statement.number not in {one["number"] for one in statements}
    assert all(note.number not in one["notes"] for one in statements)
    counts = [one["votes"][part] for one in statements for part in ("agree", "disagree", "passes")]
    assert None in counts and not {1, 2, 3, 4} & set(counts)
    for one in statements:
        parts = [one["votes"][part] for part in ("agree", "disagree", "passes")]
        assert (one["votes"]["total"] is None) == (None in parts)


def test_a_note_carries_what_its_kind_holds_and_names_no_concern_that_is_not_released(town: Asker) -> None:
    first, second, third = Note.objects.filter(moot__slug="high-street", released_at__isnull=False)[:3]
    told = {"second_hand": True, "where_and_when": "Corn Street, on Tuesday", "who_could_act": "the council",
            "settled_by": "Minutes of 3 May"}  # fmt: skip
    Note.objects.filter(pk=first.pk).update(**told)
    first.concerns.set([second, third])
    Note.objects.filter(pk=third.pk).update(released_at=None)
    (item,) = [n for n in _items(town, "/api/moots/high-street/notes") if n["number"] == first.number]
    assert {name: item[name] for name in told} == told
    assert item["answers"] == [second.number]


def test_a_plank_without_words_is_not_there(api: Asker) -> None:
    Plank.objects.create(slug="empty")
    api.refused("/api/planks/empty", 404)
    api.refused("/api/threads/empty", 404)
    assert _items(api, "/api/planks") == []
