"""A published copy: consistent, with digests, served read-only from a folder nobody may write."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.errors import NotFound, Refused, StoreBusy
from folkmoot.record.reading import read
from folkmoot.record.store import Store, publish
from folkmoot.record.store.writing import Writer


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-published-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_copy_answers_as_the_original_does(store: Store, folder: Path, tmp_path: Path) -> None:
    published = publish(folder, tmp_path / "copy")
    assert (published.sittings, published.contributions) == (1, 6)
    with Store.open(tmp_path / "copy") as copy:
        assert copy.search("repairs") == store.search("repairs")


def test_the_manifest_holds_the_digest_of_every_file(store: Store, folder: Path, tmp_path: Path) -> None:
    publish(folder, tmp_path / "copy")
    manifest = json.loads((tmp_path / "copy" / "manifest.json").read_text())
    named = {tmp_path / "copy" / file["name"]: file["sha256"] for file in manifest["files"]}
    there = {p for p in (tmp_path / "copy").rglob("*") if p.is_file()} - {tmp_path / "copy" / "manifest.json"}
    assert set(named) == there
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == digest for path, digest in named.items())


def test_an_earlier_copy_is_replaced_and_anything_else_is_left_alone(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    publish(folder, tmp_path / "copy")
    publish(folder, tmp_path / "copy")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(Refused, match="is no published record"):
        publish(folder, tmp_path / "mine")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_nothing_is_published_of_nothing_or_while_it_is_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        publish(tmp_path / "nowhere", tmp_path / "copy")
    with Writer(folder), pytest.raises(StoreBusy):
        publish(folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


_ASK = """
import os, sys
from folkmoot.record.store import Store
os.setegid(int(sys.argv[4])), os.seteuid(int(sys.argv[3]))
try:
    open(os.path.join(sys.argv[1], "x"), "w")
except OSError:
    with Store.open(sys.argv[1]) as s:
        print(s.search("repairs").total, s.contribution(sys.argv[2]).speaker_name)
"""


def _ask_as_nobody(folder: Path) -> str:
    """What another process answers that has become a user who may not write there."""
    if os.geteuid() != 0:
        pytest.skip("only root can become a user who may not write")
    nobody = pwd.getpwnam("nobody")
    asked = [str(folder), "example/debate/2026-05-12a.2.3", str(nobody.pw_uid), str(nobody.pw_gid)]
    source = Path(__file__).resolve().parents[3] / "src"
    done = subprocess.run(
        [sys.executable, "-c", _ASK, *asked],
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_second_process_serves_the_copy_from_a_folder_it_may_not_write(
    store: Store, folder: Path, open_folder: Path
) -> None:
    publish(folder, open_folder / "copy")
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (open_folder / "copy").rglob("*"))
    assert _ask_as_nobody(open_folder / "copy") == "3 Bea Quill"
    assert sorted((p.name, p.stat().st_mtime_ns) for p in (open_folder / "copy").rglob("*")) == before


def test_a_plain_copy_of_the_folder_can_be_read_by_others_too(
    store: Store, folder: Path, open_folder: Path
) -> None:
    store.close()
    shutil.copytree(folder, open_folder / "copy")
    for path in (open_folder / "copy").rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert _ask_as_nobody(open_folder / "copy") == "3 Bea Quill"


def test_the_copy_is_a_plain_sqlite_file_that_other_tools_open(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    publish(folder, tmp_path / "copy")
    db = sqlite3.connect(f"file:{tmp_path}/copy/record.sqlite3?mode=ro&immutable=1", uri=True)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_foreign_keys_name_the_column_they_mean(parliament: Path, folder: Path, tmp_path: Path) -> None:
    """Datasette's pages of rows need it."""
    read([parliament], folder)
    publish(folder, tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy" / "record.sqlite3") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = [key for table in tables for key in db.execute(f"PRAGMA foreign_key_list('{table}')")]
    assert len(keys) == 7
    assert {key[4] for key in keys} == {"key"}
