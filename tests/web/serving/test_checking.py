"""`folkmoot check` on real homes: it says what is amiss, and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.web.house import ROOT, House

READY = {
    "FOLKMOOT_HOSTS": "moot.example.org",
    "FOLKMOOT_ADDRESS": "https://moot.example.org",
    "FOLKMOOT_HTTPS": "1",
    "FOLKMOOT_MAIL_FROM": "Ada Lowe <ada@example.org>",
    "EMAIL_URL": "smtp://mail.example.org",
}


def found(house: House) -> dict[str, Any]:
    done = house.run("check", "--json")
    told = json.loads(done.stdout)
    states = {each["name"]: each["state"] for each in told["checks"]}
    assert told["ready"] is ("bad" not in states.values()) is (done.returncode == 0)
    return {**{each["name"]: each for each in told["checks"]}, "ready": told["ready"]}


def test_an_installation_that_is_ready_says_so(tmp_path: Path) -> None:
    house = House.with_tables(tmp_path / "home", told=READY)
    house.steward()
    house.folkmoot("record", "read", ROOT / "examples/parliament")
    told = found(house)
    assert told["ready"]
    looks = {name for name, each in told.items() if name != "ready" and each["state"] != "good"}
    assert looks <= {"server", "worker", "disk"}
    assert "189 contributions" in told["record"]["told"]


def test_what_an_empty_home_lacks_is_named_with_its_remedy(tmp_path: Path) -> None:
    told = found(House.with_tables(tmp_path / "home"))
    assert not told["ready"]
    assert told["steward"]["state"] == "bad"
    assert "folkmoot accounts steward" in told["steward"]["told"]
    assert told["record"]["state"] == "look"
    assert "folkmoot record read" in told["record"]["told"]


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("key", {"FOLKMOOT_SECRET_KEY": "short"}, "can be guessed"),
        ("address", {"FOLKMOOT_HOSTS": "other.example.org"}, "not in FOLKMOOT_HOSTS"),
        ("address", {"FOLKMOOT_HTTPS": ""}, "in the clear"),
        ("address", {"FOLKMOOT_DEBUG": "1"}, "FOLKMOOT_DEBUG"),
        ("vectors", {"FOLKMOOT_VECTORS": "not-there.vec"}, "not-there.vec cannot be read"),
    ],
)
def test_a_setting_that_would_do_harm_is_bad(
    tmp_path: Path, name: str, setting: dict[str, str], words: str
) -> None:
    told = found(House.with_tables(tmp_path / "home", told={**READY, **setting}))
    assert told[name]["state"] == "bad"
    assert words in told[name]["told"]


def test_a_name_for_a_domain_and_all_below_it_answers_for_the_domain_itself(tmp_path: Path) -> None:
    hosts = {"FOLKMOOT_HOSTS": ".example.org", "FOLKMOOT_ADDRESS": "https://example.org"}
    told = found(House.with_tables(tmp_path / "home", told={**READY, **hosts}))
    assert told["address"]["state"] == "good"


def test_an_altered_journal_and_a_record_of_another_version_are_found(tmp_path: Path) -> None:
    house = House.with_tables(tmp_path / "home", told=READY)
    house.steward()
    house.folkmoot("record", "read", ROOT / "examples/parliament")
    house.python(
        "from folkmoot.web.journal import guards; from django.db import connection as c; guards.remove(c);"
        "c.cursor().execute(\"UPDATE journal_line SET verb='never' WHERE number=1\"); guards.install(c)\n"
        "import sqlite3; from django.conf import settings;"
        "sqlite3.connect(settings.RECORD_FOLDER / 'record.sqlite3').execute('PRAGMA user_version = 99')"
    )
    told = found(house)
    assert told["journal"]["state"] == told["record"]["state"] == "bad"
    assert "newer version" in told["record"]["told"]
