"""A folder of the record that is older, damaged, empty or not there: one sentence, or mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.errors import NotFound, Refused, Unreadable
from folkmoot.record.reading import read
from folkmoot.record.store import Store, publish, schema
from folkmoot.record.store import index as indexing


def _of_an_older_layout(folder: Path) -> None:
    with sqlite3.connect(folder / schema.DATABASE) as db:
        db.execute("UPDATE meta SET value = '1' WHERE name = 'index'")


def _damaged(folder: Path) -> None:
    (folder / indexing.FOLDER / "meta.json").write_text("{}")


def _lost(folder: Path) -> None:
    for file in (folder / indexing.FOLDER).iterdir():
        file.unlink()
    (folder / indexing.FOLDER).rmdir()


SPOILED = [_of_an_older_layout, _damaged, _lost]


@pytest.mark.parametrize("spoil", SPOILED)
def test_an_index_that_cannot_be_used_is_made_anew_when_something_is_read(
    spoil: Callable[[Path], None], parliament: Path, folder: Path
) -> None:
    read([parliament], folder)
    spoil(folder)
    read([parliament], folder)
    with Store.open(folder) as store:
        assert store.search("repairs").total == 3
        assert store.frequency("repair") == 3


@pytest.mark.parametrize("spoil", SPOILED)
def test_an_index_that_cannot_be_used_is_one_sentence_where_nothing_may_be_written(
    spoil: Callable[[Path], None], parliament: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read([parliament], folder)
    spoil(folder)
    monkeypatch.setattr(schema, "writable", lambda path: False)
    with Store.open(folder) as store:
        assert store.stats()["contributions"] == 5
        with pytest.raises(Unreadable, match="read anything again") as error:
            store.search("repairs")
    assert "\n" not in error.value.message


def test_an_older_index_is_made_anew_when_the_record_is_opened_where_it_may_be(
    parliament: Path, folder: Path
) -> None:
    read([parliament], folder)
    _of_an_older_layout(folder)
    with Store.open(folder) as store:
        assert store.search("repairs").total == 3


@pytest.mark.parametrize(
    ("layout", "remedy"),
    [
        (1, "an older version of folkmoot .*; move it away and read"),
        (99, "a newer version .*; update folkmoot"),
    ],
)
def test_a_record_of_another_version_says_what_to_do(
    layout: int, remedy: str, parliament: Path, folder: Path
) -> None:
    read([parliament], folder)
    with sqlite3.connect(folder / schema.DATABASE) as db:
        db.execute(f"PRAGMA user_version = {layout}")
    for use in (lambda: Store.opened(folder), lambda: read([parliament], folder)):
        with pytest.raises(Unreadable, match=remedy):
            use()


@pytest.mark.parametrize("make", ["nothing", "folder", "empty file", "file"])
def test_no_record_is_one_sentence(make: str, folder: Path) -> None:
    if make == "file":
        folder.write_text("not a folder")
    elif make != "nothing":
        folder.mkdir()
    if make == "empty file":
        (folder / schema.DATABASE).touch()
    with pytest.raises(NotFound, match="There is no record in"):
        Store.opened(folder)


def test_something_else_where_the_record_should_be_is_one_sentence(parliament: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / schema.DATABASE).write_text("not a database, but a good deal of text" * 100)
    for use in (lambda: Store.opened(folder), lambda: read([parliament], folder)):
        with pytest.raises(Unreadable, match="is not a record"):
            use()


def test_a_record_in_the_place_of_a_file_is_refused(parliament: Path, folder: Path) -> None:
    folder.write_text("not a folder")
    with pytest.raises(Refused, match="cannot be written"):
        read([parliament], folder)


def test_an_empty_record_can_be_searched_and_published(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder, write=True):
        pass
    publish(folder, tmp_path / "copy")
    with Store.open(tmp_path / "copy") as store:
        assert (store.search("rents").total, store.searched().first) == (0, None)
        assert (store.ranked({"rent": 1.0}), store.frequency("rent")) == ([], 0)
