from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.web.house import House
from tests.web.keeping.conftest import contents


def test_a_backup_reads_back_into_sqlite_equal(furnished: House, saved: Path, empty: House) -> None:
    before = contents(furnished)
    assert len(before) > 300
    empty.folkmoot("restore", saved)
    assert contents(empty) == before
    assert "whole" in empty.folkmoot("journal", "verify")


@pytest.mark.postgres
def test_the_house_moves_to_postgresql_and_back_equal(
    furnished: House, saved: Path, in_postgres: House, empty: House, tmp_path: Path
) -> None:
    before = contents(furnished)
    in_postgres.folkmoot("restore", saved)
    assert contents(in_postgres) == before
    in_postgres.folkmoot("journal", "verify")
    back = tmp_path / "back.zip"
    in_postgres.folkmoot("backup", back)
    empty.folkmoot("restore", back)
    assert contents(empty) == before
    assert "whole" in empty.folkmoot("journal", "verify")


@pytest.mark.postgres
def test_the_next_rows_in_postgresql_get_the_next_numbers(saved: Path, in_postgres: House) -> None:
    in_postgres.folkmoot("restore", saved)
    in_postgres.folkmoot(
        "accounts", "add", "ben@example.org", "--role", "editor", "--name", "Ben", "--no-password"
    )
    in_postgres.folkmoot("restore", saved, "--replace")
    in_postgres.folkmoot("journal", "verify")


@pytest.mark.postgres
def test_postgresql_refuses_to_change_the_journal(saved: Path, in_postgres: House) -> None:
    import psycopg

    in_postgres.folkmoot("restore", saved)
    with psycopg.connect(in_postgres.database, autocommit=True) as connection:
        for statement in (
            "UPDATE journal_line SET verb = 'hidden'",
            "DELETE FROM journal_line",
            "TRUNCATE journal_line CASCADE",
            "UPDATE journal_content SET spelled = '{}'",
        ):
            with pytest.raises(psycopg.Error, match="append-only"):
                connection.execute(statement)


def test_signed_in_browsers_and_queued_work_are_left_out(saved: Path) -> None:
    with zipfile.ZipFile(saved) as packed:
        names = packed.namelist()
    assert not [
        name for name in names if "session" in name or "task" in name or "axes" in name or "failed" in name
    ]
    assert "tables/meetings_moot_staff.jsonl" in names


def test_a_backup_of_the_same_house_has_the_same_tables(
    furnished: House, saved: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.zip"
    furnished.folkmoot("backup", again)
    first, second = (
        json.loads(zipfile.ZipFile(path).read("manifest.json"))["tables"] for path in (saved, again)
    )
    assert first == second


def test_only_its_owner_can_read_a_backup(saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_leaves_no_half_file_where_it_cannot_be_written(furnished: House, tmp_path: Path) -> None:
    assert "Cannot write" in furnished.refused("backup", tmp_path / "nowhere" / "house.zip")


def test_a_house_with_people_in_it_is_not_replaced_unasked(furnished: House, saved: Path) -> None:
    before = contents(furnished)
    assert "--replace" in furnished.refused("restore", saved)
    assert contents(furnished) == before


def test_replacing_a_house_leaves_nothing_of_it(saved: Path, empty: House, furnished: House) -> None:
    empty.steward()
    empty.folkmoot("accounts", "add", "x@example.org", "--role", "editor", "--name", "X", "--no-password")
    empty.folkmoot("restore", saved, "--replace")
    assert contents(empty) == contents(furnished)
