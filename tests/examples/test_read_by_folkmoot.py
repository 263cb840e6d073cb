"""Folkmoot's own readers take the example whole, and its method finds the groups that were planted."""

from __future__ import annotations

from collections import Counter

import pytest

from folkmoot.manifesto import planks
from folkmoot.meetings import sheets
from folkmoot.opinion import reading
from folkmoot.opinion.polis import opinion
from folkmoot.opinion.summary import summary
from folkmoot.record import questions
from folkmoot.record.readers import popolo, publicwhip
from tests.examples.example import DEBATES, MOOTS, PARLIAMENT, SPOKEN, TOWN, planted, xml


@pytest.mark.parametrize("moot", MOOTS)
def test_a_moot_is_read_with_nothing_left_over(moot: str) -> None:
    files = {path.name: path.read_bytes() for path in (TOWN / moot).glob("*.csv")}
    found = sheets.from_files(files, name=moot)
    assert not found.unread
    assert found.moot is not None
    assert (len(found.moot.notes), len(found.moot.statements)) == (72, 20)


def test_the_planks_are_read_with_nothing_left_over() -> None:
    found = planks.read((TOWN / "planks.csv").read_bytes(), file="planks.csv")
    assert not found.unread
    assert len(found.versions) == 15


@pytest.mark.parametrize("name", [*DEBATES, "answers2026-09-15a.xml", "debates2026-09-15a.xml"])
def test_a_sitting_is_read_with_nothing_left_over(name: str) -> None:
    found = publicwhip.read((PARLIAMENT / name).read_bytes(), file=name)
    assert not found.unread
    latest = xml(name).get("latest") == "yes"
    assert len(found.contributions) == (len(list(xml(name).iter(*SPOKEN))) if latest else 0)


def test_every_planted_exchange_is_found() -> None:
    found = {}
    for name in DEBATES:
        sitting = publicwhip.read((PARLIAMENT / name).read_bytes(), file=name)
        for debate in sitting.debates:
            spoken = [c for c in sitting.contributions if c.debate_id == debate.id]
            found |= {gid: pair.answered for pair in questions.pair(spoken) for gid in pair.asked}
    exchanges = planted()["parliament"]["exchanges"]
    missed = [e for e in exchanges if e["answer"] not in found.get(e["question"], ())]
    assert len(exchanges) == 33
    assert not missed


@pytest.mark.parametrize("name", ["people.json", "ministers.json"])
def test_the_roll_is_read_with_nothing_left_over(name: str) -> None:
    assert not popolo.read((PARLIAMENT / name).read_bytes(), file=name).unread


@pytest.mark.parametrize("moot", MOOTS)
def test_the_planted_groups_are_found_with_at_most_one_participant_in_twenty_misplaced(moot: str) -> None:
    groups = planted()["moots"][moot]["groups"]
    group_of = {n: group for group, people in groups.items() for n in people}
    found = summary(opinion(reading.read(TOWN / moot).votes))
    planted_in = [Counter(group_of[n] for n in group["members"]) for group in found["groups"]]
    assert {counted.most_common(1)[0][0] for counted in planted_in} == set(groups)
    misplaced = sum(counted.total() - max(counted.values()) for counted in planted_in)
    assert misplaced * 20 <= len(group_of)
    assert found["clustered"] >= 50
