"""The commands as they are run, against a house of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.opinion.shared import DATA, needs_data
from tests.web.house import House

COUNTED = ("tables", "notes", "statements", "participants", "votes")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.with_tables(tmp_path / "home")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town" / "market-hall"
    folder.mkdir(parents=True)
    (folder / "notes.csv").write_text("number,table,words\n1,1,Damp\n1,1,Twice\n")
    (folder / "statements.csv").write_text("number,words,notes\n1,Mend it.,1\n")
    (folder / "votes.csv").write_text("participant,statement,vote\n1,1,agree\n2,9,agree\n")
    return folder.parent


def test_a_folder_is_read_and_listed_and_read_again(house: House, town: Path) -> None:
    first = house.json("meetings", "read", town)
    assert list(first) == ["moots", "unread"]
    (moot,) = first["moots"]
    assert [moot["slug"], moot["title"], *[moot[name] for name in COUNTED]] == [
        "market-hall",
        "Market hall",
        1,
        1,
        1,
        1,
        1,
    ]
    assert [(Path(item["file"]).name, item["line"]) for item in moot["unread"]] == [
        ("notes.csv", 3),
        ("votes.csv", 3),
    ]
    again = house.json("meetings", "read", town)["moots"][0]
    assert {name: again[name] for name in COUNTED} == {name: moot[name] for name in COUNTED}
    assert set(again["added"].values()) == {0}
    listed = house.json("meetings", "list")["moots"]
    assert [(row["slug"], row["notes"], row["released"], row["votes"]) for row in listed] == [
        ("market-hall", 1, 0, 1)
    ]
    assert len(house.json("journal", "verify")) > 0


def test_what_was_not_read_is_told_on_standard_error(house: House, town: Path) -> None:
    done = house.run("meetings", "read", town)
    assert done.returncode == 0
    assert "market-hall" in done.stdout
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["not read", "not read"]
    assert "votes.csv, line 3: The vote is on statement 9" in done.stderr


def test_each_bad_input_is_one_sentence(house: House, tmp_path: Path) -> None:
    missing = tmp_path / "notes.csv"
    missing.write_text("table,remarks\n1,Damp\n")
    assert "has no column words" in house.refused("meetings", "read", missing)
    assert "is not there" in house.refused("meetings", "read", tmp_path / "nowhere")
    (tmp_path / "page.xlsx").write_text("<html>")
    assert "is not read here" in house.refused("meetings", "read", tmp_path / "page.xlsx")


def test_a_title_is_for_one_moot(house: House, town: Path) -> None:
    moot = house.json("meetings", "read", town, "--title", "Hall", "--slug", "The Hall", "--source", "ours")[
        "moots"
    ][0]
    assert (moot["slug"], moot["title"]) == ("the-hall", "Hall")
    assert house.run("meetings", "read", town, town, "--title", "x").returncode == 2


def test_the_template_is_written_without_a_house(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    target = tmp_path / "moot.xlsx"
    assert house.json("meetings", "template", target) == {"files": [{"file": str(target)}]}
    assert not house.home.exists()
    assert "is there already" in house.refused("meetings", "template", target)


def test_one_object_a_line(house: House, town: Path) -> None:
    lines = house.folkmoot("meetings", "read", town, "--format", "jsonl").splitlines()
    assert [json.loads(line)["slug"] for line in lines] == ["market-hall"]


@needs_data
def test_a_real_conversation_is_read_as_it_is(house: House) -> None:
    assert DATA is not None
    (moot,) = house.json("meetings", "read", DATA / "polis" / "scoop-hivemind.affordable-housing")["moots"]
    assert [moot[name] for name in COUNTED] == [0, 0, 165, 381, 15_076]
    assert moot["unread"] == []


def test_the_list_shows_the_day(house: House, town: Path) -> None:
    (town / "market-hall" / "moot.csv").write_text("key,value\nheld_on,2026-03-14\n")
    house.folkmoot("meetings", "read", town)
    assert house.folkmoot("meetings", "list").split() == ["market-hall", "2026-03-14", "Market", "hall"]
