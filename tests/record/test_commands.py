"""The commands: one object, one line an item, one sentence for an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from folkmoot.cli.main import main

GID = "example/debate/2026-05-12a"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command in a home of its own: its exit status, what it printed and what it complained of."""
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path / "home"))

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            main([str(a) for a in arguments])
            status = 0
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_reading_prints_one_object_twice_the_same(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    status, first, _ = run("record", "read", parliament, "--json")
    assert status == 0
    assert json.loads(first) == {
        **{"files": 3, "superseded": 0, "skipped": 0, "sittings": 1, "contributions": 5, "questions": 0},
        **{
            "answers": 0,
            "divisions": 1,
            "votes": 1,
            "people": 3,
            "memberships": 3,
            "offices": 1,
            "interests": 0,
            "unread": [],
        },
    }
    assert run("record", "read", parliament, "--json") == (0, first, "")


def test_an_unread_item_has_file_line_and_reason(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    (parliament / "page.xml").write_text("<html></html>")
    _, printed, _ = run("record", "read", parliament, "--json")
    (unread,) = json.loads(printed)["unread"]
    assert unread.keys() == {"file", "line", "reason"}
    _, words, _ = run("record", "read", parliament)
    assert "not read:" in words and words.count("page.xml") == 1


def test_a_path_that_does_not_exist_is_one_sentence_and_status_1(run) -> None:  # type: ignore[no-untyped-def]
    status, printed, complaint = run("record", "read", "/nowhere/at/all", "--json")
    assert (status, printed) == (1, "")
    assert complaint == "folkmoot: /nowhere/at/all does not exist; give a file or a folder of files.\n"


def test_usage_is_status_2(run) -> None:  # type: ignore[no-untyped-def]
    assert run("record", "read")[0] == 2
    assert run("record", "search", "x", "--limit", "0")[0] == 2


def test_results_of_a_search_hold_ids(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    _, printed, _ = run("record", "search", "repairs", "-tenants", "--json")
    found = json.loads(printed)
    assert sorted(r["id"] for r in found["results"]) == [f"{GID}.2.3", f"{GID}.2.4"]
    assert (found["total"], found["searched"]["first"]) == (2, "2026-05-12")
    _, lines, _ = run("record", "search", "repairs", "--format", "jsonl")
    assert len([json.loads(line) for line in lines.splitlines()]) == 3


def test_nothing_found_says_what_was_searched(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    assert run("record", "search", "zebra")[1] == (
        "Nothing found. Searched: Commons, 2026-05-12 to 2026-05-12, 6 contributions.\n"
    )


def test_a_bad_query_is_one_sentence_with_the_place(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    status, _, complaint = run("record", "search", "(rent")
    assert status == 1 and "at character 1" in complaint and complaint.count("\n") == 1


@pytest.mark.parametrize(
    "gid", [f"{GID}.1.3", f"{GID}.1.2", f"{GID}.2.5", "example/debate/2026-05-12", "example/person/1"]
)
def test_show_prints_whatever_an_id_means(run, parliament: Path, gid: str) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    assert run("record", "show", gid)[0] == 0
    assert isinstance(json.loads(run("record", "show", gid, "--json")[1]), dict)


def test_show_of_an_unknown_id_is_one_sentence(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    status, _, complaint = run("record", "show", "example/debate/1999-01-01a.1.1")
    assert status == 1 and "among 1 sittings" in complaint


def test_stats_use_the_names_of_read(run, parliament: Path) -> None:  # type: ignore[no-untyped-def]
    read = json.loads(run("record", "read", parliament, "--json")[1])
    stats = json.loads(run("record", "stats", "--json")[1])
    assert all(stats[name] == number for name, number in read.items() if name not in ("unread", "skipped"))


def test_publish_writes_a_copy(run, parliament: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("record", "read", parliament)
    assert json.loads(run("record", "publish", tmp_path / "out", "--json")[1])["contributions"] == 6
    assert "6 contributions of 1 sittings" in run("record", "publish", tmp_path / "out")[1]


def test_before_anything_is_read_every_command_says_how_to_begin(run) -> None:  # type: ignore[no-untyped-def]
    for command in (("stats",), ("show", "x"), ("search", "x"), ("publish", "/tmp/x-never")):
        status, _, complaint = run("record", *command)
        assert status == 1 and "folkmoot record read PATH" in complaint
