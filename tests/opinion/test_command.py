"""`folkmoot opinion`: what it prints, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.opinion.shared import conversations, needs_data

ROOT = Path(__file__).parents[2]
KEYS = {
    "method", "participants", "statements", "clustered", "k", "groups", "stability", "representative",
    "consensus", "group_aware_consensus", "bridging", "projection",
}  # fmt: skip


def folkmoot(*arguments):
    command = [sys.executable, "-m", "folkmoot", "opinion", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)


@pytest.fixture
def hall(tmp_path):
    file = tmp_path / "hall.csv"
    rows = [
        f"p{p},{s},{'agree' if (s % 2) == (p < 6) or s == 8 else 'disagree'}"
        for p in range(12)
        for s in range(1, 9)
    ]
    file.write_text("participant,statement,vote\n" + "\n".join(rows) + "\n")
    return file


def test_groups_are_one_object_with_everything_promised(hall):
    done = folkmoot("groups", hall, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) >= KEYS
    assert told["k"] == 2
    assert sorted(group["size"] for group in told["groups"]) == [6, 6]
    assert {p for group in told["groups"] for p in group["members"]} == {f"p{n}" for n in range(12)}
    assert [bridge["statement"] for bridge in told["bridging"]] == [8]
    assert set(told["consensus"]) == {"agree", "disagree"}


def test_without_json_it_is_read_like_a_note(hall):
    done = folkmoot("groups", hall)
    assert "12 participants, 8 statements" in done.stdout
    assert "2 groups" in done.stdout


def test_meta_statements_are_given_as_numbers_or_ranges(hall):
    told = json.loads(folkmoot("groups", hall, "--meta", "1-3,8", "--json").stdout)
    agreed = {statement["statement"] for statement in told["consensus"]["agree"]}
    assert not agreed & {1, 2, 3, 8}
    assert told["priority"]["8"] == 49.0


@pytest.mark.parametrize("arguments", [("nowhere/at/all",), ("hall.csv",)])
def test_a_source_that_cannot_be_read_is_one_sentence(tmp_path, arguments):
    (tmp_path / "hall.csv").write_text("participant,statement,vote\n1,2,1\n")
    place = tmp_path / arguments[0]
    done = folkmoot("groups", place, "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(place) in done.stderr


def test_a_picture_ends_in_what_it_is(hall, tmp_path):
    assert folkmoot("map", hall, "-o", tmp_path / "map.txt").returncode == 2
    done = folkmoot("map", hall, "-o", tmp_path / "map.json", "--json")
    assert done.returncode == 0, done.stderr
    assert (
        json.loads((tmp_path / "map.json").read_text())["description"]
        == json.loads(done.stdout)["description"]
    )


@needs_data
def test_a_server_is_compared_row_by_row():
    folder = conversations("polis-production")[0]
    told = json.loads(folkmoot("compare", folder / "math-pca2.json", folder, "--json").stdout)
    assert told["labels_identical"] is told["agrees"] is True
    assert told["largest_difference"] < 1e-6
    assert all(row["agrees"] for row in told["quantities"])


def test_the_census_file_is_checked_and_a_wrong_line_is_named(tmp_path):
    file = tmp_path / "census.csv"
    file.write_text("statement,place,yes,of,source\nI am under 25.,,7210,25000,Census 2021\n")
    told = json.loads(folkmoot("census", file, "--json").stdout)
    assert [figure["share"] for figure in told["figures"]] == [0.2884]
    assert "28.8% of 25000" in folkmoot("census", file).stdout
    file.write_text("statement,place,yes,of,source\nI am under 25.,,many,25000,Census 2021\n")
    done = folkmoot("census", file)
    assert done.returncode == 1 and "Line 2" in done.stderr and "Traceback" not in done.stderr


def test_most_is_said_of_those_who_took_a_side_where_the_share_is_theirs(tmp_path):
    ways = ["disagree"] * 9 + ["agree"] + ["pass"] * 20
    rows = [f"p{p},{s},{way}" for s in range(1, 9) for p, way in enumerate(ways)]
    (tmp_path / "hall.csv").write_text("participant,statement,vote\n" + "\n".join(rows) + "\n")
    done = folkmoot("groups", tmp_path / "hall.csv", "--method", "folkmoot")
    assert "Most disagree with 1 (9 of 10 who took a side)" in done.stdout
