"""The example town's asks and promises, in a home and under /api/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.test import Client

from folkmoot.web.asking.example import read_example
from folkmoot.web.asking.models import Ask, AskStep, Promise
from folkmoot.web.journal.models import Line

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_what_the_town_asked_is_whole_and_reading_it_again_changes_nothing(
    db: Any, settings: Any, tmp_path: Path, client: Client
) -> None:
    settings.FOLKMOOT_HOME, settings.RECORD_FOLDER = tmp_path, tmp_path / "record"
    caches["limits"].clear()
    read_example(EXAMPLES)
    lines = Line.objects.count()
    states = dict(Ask.objects.values_list("plank__slug", "state"))
    assert states == {"damp": "answered", "river": "sent"}
    read_example(EXAMPLES)
    assert Line.objects.count() == lines and AskStep.objects.count() == 7
    asked = client.get("/api/asks").json()
    assert asked["total"] == 2
    answered = asked["items"][0]["answers"][0]
    assert answered["by"].startswith("Dominic Farrowby") and "22,480" in answered["words"]
    assert asked["items"][0]["due_on"] == "2026-09-15"
    (promised,) = client.get("/api/promises").json()["items"]
    assert (promised["due_on"], promised["state"]) == ("2026-12-31", "open")
    assert promised["contribution"] == Promise.objects.get().passage


def test_a_draft_is_not_told(ask: Ask, client: Client) -> None:
    caches["limits"].clear()
    assert client.get("/api/asks").json()["total"] == 0
