"""A backup outlives the version that made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.house import House
from tests.web.keeping.conftest import contents
from tests.web.keeping.test_restore_refuses import Members, repacked


def as_the_first_version_made_it(members: Members) -> None:
    """Before the journal's contents were kept as the text that was signed."""
    manifest = json.loads(members["manifest.json"])
    manifest["migrations"]["journal"].remove("0002_guarded")
    manifest["migrations"]["accounts"].remove("0002_failed_sign_ins")
    members["manifest.json"] = json.dumps(manifest).encode()
    rows = [json.loads(line) for line in members["tables/journal_content.jsonl"].splitlines()]
    older = [
        {"line_id": row["line_id"], "key": row["key"], "content": json.loads(row["spelled"])} for row in rows
    ]
    members["tables/journal_content.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in older)


@pytest.fixture(scope="module")
def older(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repacked(saved, tmp_path_factory.mktemp("older") / "older.zip", as_the_first_version_made_it)


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    furnished: House, older: Path, empty: House
) -> None:
    empty.folkmoot("restore", older)
    assert contents(empty) == contents(furnished)
    assert empty.json("journal", "verify")["intact"]
    assert not list(empty.home.glob("restoring-*"))


@pytest.mark.postgres
def test_it_is_in_postgresql_too(furnished: House, older: Path, in_postgres: House) -> None:
    in_postgres.folkmoot("restore", older)
    assert contents(in_postgres) == contents(furnished)


def test_one_that_cannot_be_brought_up_to_date_is_refused(older: Path, tmp_path: Path, empty: House) -> None:
    def damage(members: Members) -> None:
        members["tables/journal_content.jsonl"] = b'{"line_id":1}\n'

    said = empty.refused("restore", repacked(older, tmp_path / "bad.zip", damage))
    assert "could not be brought up to date" in said
    assert "other columns" in said
