"""What a page says when something it needs is not as it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.web.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def unreadable_record(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "record.sqlite3").write_bytes(b"no database " * 99)
    settings.RECORD_FOLDER = tmp_path


def test_staff_read_what_to_do_about_a_record_that_cannot_be_opened(unreadable_record: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user(email="ada@example.org", name="Ada Lowe"))
    answer = client.get("/record/")
    assert answer.status_code == 503
    assert "record.sqlite3" in answer.content.decode()


def test_others_are_told_without_the_names_of_our_folders(unreadable_record: None) -> None:
    answer = Client().get("/record/")
    assert answer.status_code == 503
    assert "has to be mended" in answer.content.decode()
    assert "sqlite3" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/nothing/", "/moots/no-such-moot/", "/thread/no-such-thread/"])
def test_an_address_that_leads_nowhere_offers_somewhere_to_go(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert 'href="/threads/"' in answer.content.decode()


def test_a_form_that_went_stale_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
