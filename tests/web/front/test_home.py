"""The home page stands whatever is missing, and says what one is looking at."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.tracing.conftest import record_folder

__all__ = ["record_folder"]

pytestmark = pytest.mark.django_db
INVENTED = "Everything here is invented"


def test_an_invented_town_says_that_it_is(record_folder: Path, settings: Any) -> None:
    settings.RECORD_FOLDER = record_folder
    assert INVENTED in Client().get("/").text


def test_a_record_that_cannot_be_opened_leaves_the_home_page_standing(
    record_folder: Path, settings: Any, tmp_path: Path
) -> None:
    settings.RECORD_FOLDER = tmp_path / "record"
    shutil.copytree(record_folder, settings.RECORD_FOLDER)
    with sqlite3.connect(settings.RECORD_FOLDER / "record.sqlite3") as db:
        db.execute("PRAGMA user_version = 99")
    answer = Client().get("/")
    assert answer.status_code == 200
    assert "cannot be opened just now" in answer.text
    assert str(tmp_path) not in answer.text


def test_whoever_only_wants_to_know_what_was_promised_finds_it_from_the_home_page() -> None:
    for address in ("/promises/", "/asks/", "/record/", "/moots/", "/manifesto/"):
        assert f'href="{address}"' in Client().get("/").text
        assert Client().get(address).status_code == 200


def test_an_empty_house_says_how_to_begin(
    signed_in: Callable[[str], Client], settings: Any, tmp_path: Path
) -> None:
    settings.RECORD_FOLDER = tmp_path / "none"
    begin = 'href="/evenings/new/"'
    assert INVENTED not in Client().get("/").text
    assert begin not in Client().get("/").text
    assert begin in signed_in("organiser").get("/").text
