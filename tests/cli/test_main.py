"""What a command says when a file cannot be used, and what it must not hide."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path

import pytest

running = importlib.import_module("folkmoot.cli.main")  # the package gives its function under this name


def run(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr(running.folkmoot, "main", fail)
    running.main([])


def asked_of(database: Path | str, question: str) -> Exception:
    with pytest.raises(sqlite3.Error) as caught, sqlite3.connect(database) as connection:
        connection.execute(question)
    return caught.value


def wrapped(cause: Exception) -> Exception:
    """As Django raises it: an error of its own, with SQLite's as the cause."""
    try:
        raise RuntimeError("the house could not answer") from cause
    except RuntimeError as error:
        return error


def test_a_file_that_is_no_database_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "house.sqlite3").write_bytes(b"no database at all" * 100)
    error = asked_of(tmp_path / "house.sqlite3", "SELECT * FROM sqlite_master")
    for each in (error, wrapped(error)):
        with pytest.raises(SystemExit) as left:
            run(each, monkeypatch)
        assert left.value.code == 1
        assert "or name another folder with --home" in capsys.readouterr().err


def test_a_question_that_no_database_understands_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    error = asked_of(":memory:", "SELECT nothing FROM nowhere")
    with pytest.raises(sqlite3.OperationalError):
        run(error, monkeypatch)
    with pytest.raises(RuntimeError):
        run(wrapped(error), monkeypatch)


def test_a_file_that_may_not_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(PermissionError(13, "Permission denied", "kept/house.sqlite3"), monkeypatch)
    assert "kept/house.sqlite3: Permission denied. See that it is there" in capsys.readouterr().err
