"""Many writers at once, in processes of their own: no gap, no deadlock, the chain whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.web.house import House

WRITE = """
import sys
from folkmoot.web.house import open_house; open_house()
from django.db import transaction
from folkmoot.web.meetings.models import Moot
from folkmoot.web.journal.actions import write_line
from folkmoot.web.accounts.actions import set_password
from folkmoot.web.accounts.models import User
mine, ada = sys.argv[1], User.objects.get()
for n in range(40):
    changed = ("a", "b") if n % 4 == 0 else ("ab"[n % 2],)
    with transaction.atomic():
        for slug in changed:
            Moot.objects.filter(slug=slug).update(title=f"{mine} {n}")
        for slug in changed:
            write_line(who=ada, verb="changed", kind="moot", key=slug, content={"by": mine, "n": n})
    if n % 8 == 3:  # somebody changes the very account in whose name the others write
        set_password(who=ada, email=ada.email, password=f"correct horse battery {n}")
    if n % 10 == 9:  # one that fails leaves no gap
        try:
            with transaction.atomic():
                write_line(who=None, verb="changed", kind="moot", key="a", content={})
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
"""
FURNISH = """
from folkmoot.web.meetings.models import Moot
Moot.objects.create(slug="a", title="A"); Moot.objects.create(slug="b", title="B")
"""
WRITERS = 6
LINES = 1 + WRITERS * (30 + 10 * 2 + 5)


def written_at_once(house: House) -> None:
    house.steward()
    house.python(FURNISH)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(n)], env=house.environment(), stderr=subprocess.PIPE
        )
        for n in range(WRITERS)
    ]
    for writer in writers:
        _out, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said.decode()[-2000:]
    verified = house.json("journal", "verify")
    assert verified["lines"] == LINES


def test_writers_take_turns_in_sqlite(tmp_path: Path) -> None:
    written_at_once(House.with_tables(tmp_path / "home"))


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    if not postgres.available():
        pytest.skip("PostgreSQL is not installed here")
    with postgres.server() as started:
        yield started


@pytest.mark.postgres
def test_writers_take_turns_in_postgresql(server: postgres.Server, tmp_path: Path) -> None:
    with server.database() as address:
        written_at_once(House(tmp_path / "home", address))
