"""`folkmoot record references`, `attribute` and `score`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.cli.main import main

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"
KEYS = ["contribution", "pid", "start", "end", "text", "kind", "persons", "office", "confidence", "reason"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a home of its own: its exit status, what it printed and what it complained of."""
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path / "home"))

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            main([str(a) for a in arguments])
            status = 0
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def at_home(run: Run) -> Run:
    run("record", "read", PARLIAMENT / "people.json", PARLIAMENT / "ministers.json")
    return run


def test_references_are_printed_one_a_line_in_their_shape(at_home: Run) -> None:
    status, out, _ = at_home(
        "record", "references", PARLIAMENT / "debates2026-05-12a.xml", "--format", "jsonl"
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert len(rows) > 100
    assert all(list(row) == KEYS for row in rows)


def test_a_superseded_revision_is_passed_over(at_home: Run) -> None:
    _, out, _ = at_home("record", "references", PARLIAMENT, "--json")
    references = json.loads(out)["references"]
    assert {r["contribution"].rsplit("/", 1)[1][:11] for r in references} >= {"2026-05-12a", "2026-09-15b"}
    assert not any(
        "2026-09-15a." in r["contribution"] and "/debate/" in r["contribution"] for r in references
    )


def test_a_home_without_people_says_what_to_do(run: Run) -> None:
    status, out, err = run("record", "references", PARLIAMENT / "debates2026-05-12a.xml")
    assert (status, out) == (1, "")
    assert "record read" in err


def test_references_are_scored_against_labels(at_home: Run, tmp_path: Path) -> None:
    _, out, _ = at_home("record", "references", PARLIAMENT / "debates2026-05-12a.xml", "--format", "jsonl")
    labels = tmp_path / "labels.jsonl"
    labels.write_text(out, encoding="utf-8")
    status, out, _ = at_home("record", "score", PARLIAMENT / "debates2026-05-12a.xml", labels, "--json")
    assert status == 0
    assert {s["kind"]: s["f1"] for s in json.loads(out)["scores"]}["all"] == 1


def test_a_page_is_attributed_line_by_line(at_home: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Nell Garraway\nMain Page: Nell Garraway (Commonweal - Kettleford)\n"
        "Commons ChamberWill the Secretary of State for Transport say when the last bus will wait?\n"
        "The hon. Lady raises an important point, and I will write to her.\n",
        encoding="utf-8",
    )
    status, out, _ = at_home("record", "attribute", page, "--date", "2026-05-12", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["kind"] for row in rows] == ["header", "header", "intervention", "reply"]
    assert rows[2]["speaker"]["name"] == "Nell Garraway"
    assert rows[3]["speaker"]["person_id"] == "example/person/4"
    assert {"line", "quotation", "interrupted", "addresses", "gap_before", "references"} <= set(rows[0])


def test_a_page_that_windows_saved_is_read_and_one_that_is_no_text_is_refused(
    at_home: Run, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("Nell Garraway\nI beg to move “that the bus be kept” – again.\n".encode("cp1252"))
    status, out, _ = at_home("record", "attribute", page, "--date", "2026-05-12", "--format", "jsonl")
    assert status == 0
    assert "“that the bus be kept” –" in json.loads(out.splitlines()[-1])["text"]
    page.write_bytes(b"\x00\x01\x02")
    status, _, err = at_home("record", "attribute", page)
    assert (status, err.count("\n")) == (1, 1)
    assert "is no text" in err


def test_a_damaged_line_of_labels_is_named(at_home: Run, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"line": 1}\n{broken\n', encoding="utf-8")
    status, _, err = at_home("record", "score", labels, labels)
    assert status == 1
    assert "line 2" in err


def test_reading_offers_to_derive_and_deriving_prints_what_it_came_to(run: Run) -> None:
    status, printed, _ = run("record", "read", PARLIAMENT)
    assert status == 0 and "folkmoot record derive" in printed.splitlines()[-1]
    status, printed, _ = run("record", "derive", "--json")
    derived = json.loads(printed)
    assert status == 0
    assert list(derived) == [
        *("sittings", "contributions", "references", "one", "several", "none", "unchanged")
    ]
    assert derived["sittings"] == 3 and derived["references"] > 200
    assert json.loads(run("record", "derive", "--json")[1])["sittings"] == 0
    assert "folkmoot record derive" not in run("record", "read", PARLIAMENT)[1]


def test_deriving_before_anything_is_read_is_one_sentence(run: Run) -> None:
    status, printed, complaint = run("record", "derive")
    assert (status, printed) == (1, "")
    assert complaint.count("\n") == 1 and "folkmoot record read" in complaint
