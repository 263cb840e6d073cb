"""`folkmoot tracing match`, run as people run it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from folkmoot.cli import main

STATEMENTS = "The council should be able to let a shop that has stood empty for six months\n\nChess is dull\n"


@pytest.fixture
def home(record_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(record_folder, tmp_path / "record")
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
        raise SystemExit(0)
    return int(leaving.value.code or 0)


def test_a_file_of_statements_is_matched_in_one_json_object(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "statements.txt"
    file.write_text("\ufeff" + STATEMENTS, encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file), "--json") == 0
    matches = json.loads(capsys.readouterr().out)["matches"]
    assert [one["statement"] for one in matches] == [line for line in STATEMENTS.splitlines() if line]
    assert {"id", "score", "kind", "words", "quote"} <= set(matches[0]["passages"][0])
    assert matches[1]["passages"] == []


def test_jsonl_prints_a_match_a_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "statements.txt"
    file.write_text(STATEMENTS, encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file), "--format", "jsonl") == 0
    assert [json.loads(line)["statement"] for line in capsys.readouterr().out.splitlines()][
        1
    ] == "Chess is dull"


def test_a_silent_record_says_so_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "statements.txt"
    file.write_text("Chess is dull\n", encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file)) == 0
    assert "does not speak of it" in capsys.readouterr().out


def test_a_file_that_is_not_utf8_gets_one_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "statements.txt"
    file.write_bytes("café".encode("latin-1"))
    assert run("tracing", "match", "--statements", str(file)) == 1
    assert "not UTF-8" in capsys.readouterr().err


def test_a_home_without_a_record_gets_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    file = tmp_path / "statements.txt"
    file.write_text(STATEMENTS, encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file)) == 1
    assert capsys.readouterr().err.startswith("folkmoot: ")


def test_a_moot_and_a_file_at_once_is_wrong_usage(home: Path) -> None:
    file = home / "statements.txt"
    file.write_text(STATEMENTS, encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file), "--moot", "hall") == 2


def test_word_vectors_by_path_or_setting_are_named_by_their_digest(
    home: Path, vectors: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "statements.txt"
    file.write_text(STATEMENTS, encoding="utf-8")
    asked = ("tracing", "match", "--statements", str(file), "--json")
    assert run(*asked) == 0
    without = json.loads(capsys.readouterr().out)
    assert run(*asked, "--vectors", str(vectors)) == 0
    by_path = json.loads(capsys.readouterr().out)
    monkeypatch.setenv("FOLKMOOT_VECTORS", str(vectors))
    assert run(*asked) == 0
    assert json.loads(capsys.readouterr().out) == by_path
    assert "vectors" not in without
    assert by_path["vectors"] == hashlib.sha256(vectors.read_bytes()).hexdigest()
    assert by_path["matches"] != without["matches"]


@pytest.mark.parametrize(
    ("content", "told"),
    [("rent 1 2\nshop nan 1\n", "line 2: number 1 of “shop” is 'nan'"), ("loyer 1 2\n", "knows 0 of the")],
)
def test_word_vectors_that_do_not_help_get_one_sentence(
    home: Path, content: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, bad = home / "statements.txt", home / "bad.vec"
    file.write_text(STATEMENTS, encoding="utf-8")
    bad.write_text(content, encoding="utf-8")
    assert run("tracing", "match", "--statements", str(file), "--vectors", str(bad)) == 1
    said = capsys.readouterr().err
    assert told in said and len(said.splitlines()) == 1
