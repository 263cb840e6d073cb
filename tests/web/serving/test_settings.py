"""Settings as the environment gives them, each in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.house import House

SHOW = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in %r}, default=str))
"""


def told(tmp_path: Path, names: list[str], **environment: str) -> dict[str, object]:
    house = House.with_tables(tmp_path / "home", told=environment)
    found: dict[str, object] = json.loads(house.python(SHOW % names))
    return found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.org", ["mail.example.org", 25, "", "", False, False]),
        ("smtp://ada:p%40ss@mail.example.org?tls=1", ["mail.example.org", 587, "ada", "p@ss", True, False]),
        ("smtps://ada:pass@mail.example.org", ["mail.example.org", 465, "ada", "pass", False, True]),
        ("smtp://127.0.0.1:2525", ["127.0.0.1", 2525, "", "", False, False]),
    ],
)
def test_mail_goes_where_one_address_says(tmp_path: Path, address: str, expected: list[object]) -> None:
    names = ["HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL"]
    found = told(tmp_path, [f"EMAIL_{name}" for name in names], EMAIL_URL=address)
    assert list(found.values()) == expected


def test_without_an_address_mail_is_printed_to_the_log(tmp_path: Path) -> None:
    assert "console" in str(told(tmp_path, ["EMAIL_BACKEND"])["EMAIL_BACKEND"])


def test_the_usual_settings_are_safe(tmp_path: Path) -> None:
    found = told(tmp_path, ["DEBUG", "SESSION_COOKIE_HTTPONLY", "ALLOWED_HOSTS", "SECRET_KEY"])
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["SECRET_KEY"] == told(tmp_path, ["SECRET_KEY"])["SECRET_KEY"]
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o077 == 0


def test_https_makes_cookies_secure(tmp_path: Path) -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
    assert all(told(tmp_path, names, FOLKMOOT_HTTPS="1").values())
    assert not any(told(tmp_path, names).values())


def test_a_vote_that_was_acknowledged_is_on_the_disk(tmp_path: Path) -> None:
    house = House.with_tables(tmp_path / "home")
    code = (
        "from django.db import connection\n"
        "with connection.cursor() as c:\n"
        "    print(*[c.execute(f'PRAGMA {p}').fetchone()[0] for p in ('journal_mode', 'synchronous')])"
    )
    assert house.python(code) == "wal 2"  # 2 is FULL


@pytest.mark.parametrize("address", ["mail.example.org", "http://ada:pass@mail.example.org", "smtp://"])
def test_an_address_of_no_mail_server_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    said = House.with_tables(tmp_path / "home", told={"EMAIL_URL": address}).refused("journal", "verify")
    assert "EMAIL_URL names no mail server" in said
    assert "pass@" not in said
