"""What an administrator meets: a disk that is full, a house of a newer version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.house import ROOT, House

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from folkmoot.cli.main import main
main(sys.argv[2:])
"""


def with_room_for(size: int, house: House, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command that may write no file larger than `size` bytes, which ends much as a full disk does."""
    command = [sys.executable, "-c", FULL, str(size), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=house.environment())


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.with_tables(tmp_path / "home")


def test_a_full_disk_is_one_sentence_and_the_house_is_as_it_was(house: House, tmp_path: Path) -> None:
    house.folkmoot("journal", "verify")
    done = with_room_for(40_000, house, "meetings", "read", ROOT / "examples/town/high-street")
    assert done.returncode == 1
    assert done.stderr.startswith("folkmoot: ")
    assert done.stderr.count("\n") == 1
    assert "has room" in done.stderr
    assert house.json("meetings", "list") == {"moots": []}


def test_a_backup_that_does_not_fit_is_one_sentence_and_leaves_nothing(house: House, tmp_path: Path) -> None:
    house.folkmoot("meetings", "read", ROOT / "examples/town/high-street")
    done = with_room_for(10_000, house, "backup", tmp_path / "house.zip")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["home"]


def test_a_good_record_on_a_full_disk_is_not_said_to_be_bad(house: House) -> None:
    house.folkmoot("record", "read", ROOT / "examples/parliament")
    done = with_room_for(0, house, "record", "stats")
    assert done.returncode == 1
    assert "has room" in done.stderr
    assert "move it away" not in done.stderr
    assert house.json("record", "stats")["sittings"] == 3


def test_a_house_of_a_newer_version_is_not_opened_by_an_older_one(house: House) -> None:
    house.python(
        "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection;"
        "R(connection).record_applied('meetings', '9999_from_the_future')"
    )
    for command in (
        ["journal", "verify"],
        ["backup", "b.zip"],
        ["worker", "--once"],
        ["serve", "--port", "0"],
    ):
        said = house.refused(*command)
        assert "newer version of Folkmoot (meetings 9999_from_the_future" in said
        assert "Update Folkmoot" in said
