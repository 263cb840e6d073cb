"""The example town's planted groups and bridges are found again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from folkmoot.opinion import opinion, reading
from folkmoot.opinion.agreement import adjusted_rand

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANTED = EXAMPLES / "planted.json"
pytestmark = pytest.mark.skipif(not PLANTED.exists(), reason="the example town is not in this copy")
MOOTS = ("station-end", "high-street", "nether-kettle")


def found_and_planted(slug):
    folder = EXAMPLES / "town" / slug
    with (folder / "statements.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    about_people = [row["number"] for row in rows if row["is_meta"] == "yes"]
    found = opinion(reading.read(folder / "votes.csv", meta=about_people).votes)
    return found, json.loads(PLANTED.read_text(encoding="utf-8"))["moots"][slug]


@pytest.mark.parametrize("slug", MOOTS)
def test_planted_groups_are_found(slug):
    found, planted = found_and_planted(slug)
    group_of = {person: name for name, people in planted["groups"].items() for person in people}
    pairs = [
        (group_of[person], label)
        for person, label in zip(found.votes.participants.tolist(), found.labels.tolist(), strict=True)
        if label >= 0
    ]
    assert found.k == len(planted["groups"])
    assert adjusted_rand(*zip(*pairs, strict=True)) >= 0.9


@pytest.mark.parametrize("slug", MOOTS)
def test_what_divides_is_no_bridge(slug):
    found, planted = found_and_planted(slug)
    bridges = {bridge.statement for bridge in found.bridges}
    assert len(bridges & set(planted["bridging"])) >= 4
    assert not {bridge.statement for bridge in found.bridges[:4]} & set(planted["dividing"])
