"""The example, put into a home as `make run` does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.errors import NotFound
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.models import Note
from folkmoot.web.opinion.models import Result
from folkmoot.web.tracing.example import STEWARD, read_example
from folkmoot.web.tracing.models import Link

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def home(db: Any, settings: Any, tmp_path: Path) -> Path:
    settings.FOLKMOOT_HOME = tmp_path
    settings.RECORD_FOLDER = tmp_path / "record"
    return tmp_path


def test_the_example_is_whole_and_reading_it_again_changes_nothing(home: Path, client: Client) -> None:
    first = read_example(EXAMPLES)
    lines, links = Line.objects.count(), set(Link.objects.values_list("passage", "state"))
    assert (first.moots, first.planks) == (3, 10)
    assert first.confirmed >= 10 and first.proposed >= 5
    assert not Note.objects.filter(released_at=None).exists()
    assert Result.objects.values("moot").distinct().count() == 3
    steward = User.objects.get(email=STEWARD)
    assert not steward.has_usable_password()
    assert read_example(EXAMPLES) == first
    assert (Line.objects.count(), set(Link.objects.values_list("passage", "state"))) == (lines, links)
    shown = client.get("/thread/empty-shops/").content.decode()
    assert "We want the council to be able to let a shop" in shown
    assert "it will be published before the end of the year" in shown.replace("\n", " ")


def test_a_folder_that_is_no_example_gets_one_sentence(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="holds no example"):
        read_example(tmp_path)
