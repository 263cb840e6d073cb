"""The votes: made by a machine from planted leanings, and by nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from examples import make_votes
from tests.examples.example import MOOTS, planted, sheet


def newest(moot: str) -> dict[tuple[str, str], str]:
    return {(vote["participant"], vote["statement"]): vote["vote"] for vote in sheet(moot, "votes")}


def test_the_generator_makes_exactly_the_committed_votes() -> None:
    made = make_votes.sheets(planted())
    assert len(made) == len(MOOTS)
    for path, text in made.items():
        assert path.read_bytes() == text.encode(), (
            f"run 'python examples/make_votes.py' for {path.parent.name}"
        )


def test_another_seed_makes_other_votes() -> None:
    moot = {**planted()["moots"]["station-end"], "letters": planted()["letters"]}
    assert make_votes.sheet(moot, seed="one") != make_votes.sheet(moot, seed="another")


@pytest.mark.parametrize("moot", MOOTS)
def test_a_vote_holds_a_number_and_nothing_that_names_anybody(moot: str) -> None:
    accepted = {s["number"] for s in sheet(moot, "statements") if s["moderation"] == "accepted"}
    for vote in sheet(moot, "votes"):
        assert set(vote) == {"participant", "statement", "vote", "cast_at"}
        assert 1 <= int(vote["participant"]) <= 60
        assert vote["statement"] in accepted
        assert vote["vote"] in {"agree", "disagree", "pass"}


@pytest.mark.parametrize("moot", MOOTS)
def test_a_participants_number_does_not_tell_their_group(moot: str) -> None:
    groups = planted()["moots"][moot]["groups"]
    group_of = {n: group for group, people in groups.items() for n in people}
    changes = sum(group_of[n] != group_of[n + 1] for n in range(1, 60))
    assert changes >= 10, "numbers run in blocks: a token would tell a group"


@pytest.mark.parametrize("moot", MOOTS)
def test_some_change_their_mind_and_some_vote_on_few(moot: str) -> None:
    cast = Counter((vote["participant"], vote["statement"]) for vote in sheet(moot, "votes"))
    assert max(cast.values()) == 2
    assert sum(n == 2 for n in cast.values()) >= 10
    on = Counter(participant for participant, _ in cast)
    assert min(on.values()) < 7
    assert sum(n >= 18 for n in on.values()) > 30


@pytest.mark.parametrize("moot", MOOTS)
def test_groups_are_everybody_once(moot: str) -> None:
    everybody = [n for people in planted()["moots"][moot]["groups"].values() for n in people]
    assert sorted(everybody) == list(range(1, 61))


def test_there_are_two_groups_three_groups_and_two_unequal_ones() -> None:
    sizes = {moot: sorted(map(len, planted()["moots"][moot]["groups"].values())) for moot in MOOTS}
    assert [len(sizes[moot]) for moot in MOOTS] == [2, 3, 2]
    small, large = sizes["nether-kettle"]
    assert large >= 3 * small


def share_agreeing(moot: str, statement: str, group: list[int]) -> float:
    cast = [
        v for (who, on), v in newest(moot).items() if on == statement and int(who) in group and v != "pass"
    ]
    return cast.count("agree") / len(cast)


@pytest.mark.parametrize("moot", MOOTS)
def test_bridging_statements_unite_the_groups_and_dividing_ones_divide_them(moot: str) -> None:
    plan = planted()["moots"][moot]
    assert len(plan["bridging"]) >= 5
    assert len(plan["dividing"]) >= 5
    for statement in plan["bridging"]:
        sides = {share_agreeing(moot, str(statement), group) > 0.5 for group in plan["groups"].values()}
        assert len(sides) == 1, f"statement {statement} divides"
    for statement in plan["dividing"]:
        shares = [share_agreeing(moot, str(statement), group) for group in plan["groups"].values()]
        assert max(shares) > 0.5 > min(shares), f"statement {statement} does not divide"


@pytest.mark.parametrize("moot", MOOTS)
def test_every_group_leans_somehow_on_every_accepted_statement(moot: str) -> None:
    plan = planted()["moots"][moot]
    accepted = {s["number"] for s in sheet(moot, "statements") if s["moderation"] == "accepted"}
    assert set(plan["leanings"]) == accepted
    for leaning in plan["leanings"].values():
        assert set(leaning) == set(plan["groups"])
        assert set(leaning.values()) <= set(planted()["letters"])
