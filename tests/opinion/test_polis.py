"""The whole method, on small rooms, planted groups and votes nobody would expect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import TooFew
from folkmoot.opinion import matrix, opinion
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.replay import replay
from folkmoot.opinion.summary import summary


def room(votes):
    """A matrix from a table of votes, a row a participant; None was not seen."""
    rows = [(p, s, v) for p, row in enumerate(votes) for s, v in enumerate(row) if v is not None]
    return matrix(*(list(column) for column in zip(*rows, strict=True)))


def planted(people_a=30, people_b=20, statements=12, seed=7):
    """Two groups that hold opposite views on most statements and share the last two."""
    draw = np.random.default_rng(seed)
    view = np.where(np.arange(statements) % 2, 1, -1)
    table = []
    for person in range(people_a + people_b):
        own = view if person < people_a else -view
        kept = np.where(draw.random(statements) < 0.7, own, 0)
        kept[-2:] = 1
        table.append([int(v) if draw.random() < 0.9 else None for v in kept])
    return table, [0] * people_a + [1] * people_b


def test_two_planted_groups_are_found():
    table, truth = planted()
    found = opinion(room(table))
    assert found.k == 2
    assert adjusted_rand(truth, found.labels) == 1.0


def test_statements_both_groups_share_are_the_bridges():
    table, _ = planted()
    found = opinion(room(table))
    assert {bridge.statement for bridge in found.bridges} == {10, 11}
    assert all(bridge.p > 0.5 for bridge in found.bridges)


def test_representative_statements_show_what_sets_a_group_apart():
    table, _ = planted()
    found = opinion(room(table))
    for place, chosen in enumerate(found.representative):
        assert 1 <= len(chosen) <= 5
        for told in chosen:
            column = found.votes.statements.tolist().index(told.statement)
            count = found.counts.agree if told.leaning == "agree" else found.counts.disagree
            assert told.votes == count[place, column]
            assert told.seen == found.counts.seen[place, column]
        leanings = [told.leaning for told in chosen]
        assert leanings == sorted(leanings)


@pytest.mark.parametrize(
    ("case", "table"),
    [
        ("one participant", [[1, -1, 0, 1, 1]]),
        ("everybody agrees", [[1] * 10] * 10),
        ("nobody agrees", [[-1] * 10] * 10),
        ("all pass", [[0] * 8] * 9),
        ("one statement, one voter", [[1]]),
    ],
)
def test_votes_that_draw_nobody_apart_are_told_as_no_groups(case, table):
    found = opinion(room(table))
    plain = summary(found)
    assert found.k == 0, case
    assert plain["groups"] == []
    assert plain["note"].startswith("No groups")
    assert np.isfinite(found.projection.participants).all()
    assert np.isfinite(found.priority).all()


def test_unanimity_is_still_a_consensus():
    found = opinion(room([[1] * 3 + [-1]] * 10))
    assert {agreed.statement for agreed in found.consensus.agree} == {0, 1, 2}
    assert [agreed.statement for agreed in found.consensus.disagree] == [3]


def test_five_statements_and_twenty_people_make_groups():
    found = opinion(room([[1, 1, -1, -1, 1]] * 10 + [[-1, -1, 1, 1, 1]] * 10))
    assert found.k == 2
    assert len(found.groups.clustered) == 20


def test_four_people_are_not_cut_into_three():
    draw = np.random.default_rng(1)
    assert opinion(room(draw.integers(-1, 2, (4, 12)).tolist())).k == 2


def test_no_votes_at_all_is_said_in_a_sentence():
    with pytest.raises(TooFew, match="no vote"):
        matrix([], [], [])


def test_the_same_votes_always_give_the_same_answer():
    table, _ = planted(seed=3)
    assert summary(opinion(room(table))) == summary(opinion(room(table)))


def test_a_meta_statement_does_not_move_the_map_nor_speak_for_anybody():
    table, truth = planted()
    asked = [[*row, 1 if i % 3 else -1] for i, row in enumerate(table)]
    rows = [(p, s, v) for p, row in enumerate(asked) for s, v in enumerate(row) if v is not None]
    found = opinion(matrix(*(list(column) for column in zip(*rows, strict=True)), meta=[12]))
    assert not found.projection.components[:, 12].any()
    assert found.priority[12] == 49.0
    spoken = {told.statement for chosen in found.representative for told in chosen}
    agreed = {told.statement for told in (*found.consensus.agree, *found.consensus.disagree)}
    assert 12 not in spoken | agreed | {bridge.statement for bridge in found.bridges}
    assert adjusted_rand(truth, found.labels) == 1.0


def test_an_update_keeps_the_names_of_groups_when_people_join():
    table, _ = planted()
    before = opinion(room(table))
    more = [*table, table[0], table[40]]
    after = opinion(room(more), before=before.state)
    assert after.groups.chosen.ids.tolist() == before.groups.chosen.ids.tolist()
    assert after.labels[:50].tolist() == before.labels.tolist()
    assert after.labels[50:].tolist() == [before.labels[0], before.labels[40]]


def test_an_update_goes_on_when_participants_were_erased_and_statements_added():
    table, truth = planted()
    before = opinion(room(table))
    rows = [(p, s, v) for p, row in enumerate(table) for s, v in enumerate(row) if v is not None and p >= 5]
    rows += [(p, 99, 1) for p in range(5, 50)]
    after = opinion(matrix(*(list(column) for column in zip(*rows, strict=True))), before=before.state)
    assert adjusted_rand(truth[5:], after.labels) == 1.0


def test_a_map_that_began_with_one_voter_unfolds_as_others_come():
    table, truth = planted()
    state = opinion(room(table[:1])).state
    after = opinion(room(table), before=state)
    assert after.projection.components.any(axis=1).all()
    assert adjusted_rand(truth, after.labels) == 1.0


def test_nobody_left_of_those_grouped_before_is_a_new_beginning():
    table, truth = planted()
    before = opinion(matrix([1000 + p for p in range(20)] * 2, [0] * 20 + [1] * 20, [1] * 20 + [-1, 1] * 10))
    after = opinion(room(table), before=before.state)
    assert adjusted_rand(truth, after.labels) == 1.0


def test_once_grouped_always_grouped():
    people = [0] * 8 + list(range(1, 21)) * 9
    statements = [*range(8)] + [s for s in range(9) for _ in range(20)]
    votes = [1] * 8 + [1 if p % 2 else -1 for p in range(1, 21)] * 9
    before = opinion(matrix(people, statements, votes))
    assert 0 in before.votes.participants[before.groups.clustered]
    fewer = [i for i, p in enumerate(people) if p or statements[i] < 2]
    later = matrix([people[i] for i in fewer], [statements[i] for i in fewer], [votes[i] for i in fewer])
    assert 0 not in later.participants[opinion(later).groups.clustered]
    assert 0 in later.participants[opinion(later, before=before.state).groups.clustered]


def test_replaying_votes_ends_with_all_of_them():
    table, truth = planted()
    rows = [(p, s, v) for p, row in enumerate(table) for s, v in enumerate(row) if v is not None]
    who, on, how = (list(column) for column in zip(*rows, strict=True))
    order = np.random.default_rng(5).permutation(len(rows))
    found = replay(who, on, how, np.argsort(order), batch=40)
    assert len(found.votes.values) == len(rows)
    place = {label: at for at, label in enumerate(found.votes.participants.tolist())}
    assert adjusted_rand(truth, [found.labels[place[p]] for p in range(50)]) == 1.0


votes_of_a_hall = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from([-1, 0, 1])), min_size=1, max_size=200
)


@given(votes_of_a_hall)
@settings(max_examples=150, deadline=None)
def test_any_votes_at_all_have_an_answer(rows):
    found = opinion(matrix(*(list(column) for column in zip(*rows, strict=True))))
    plain = summary(found)
    members = [p for group in plain["groups"] for p in group["members"]]
    assert len(members) == len(set(members)) == (plain["clustered"] if plain["k"] else 0)
    assert sum(group["size"] for group in plain["groups"]) == len(members)
    assert plain["k"] == len(plain["groups"]) != 1
    assert all(0 < value < 1 for value in plain["group_aware_consensus"].values())
    assert np.isfinite(found.projection.participants).all()
    assert found.overall.seen.sum() == len(set((p, s) for p, s, _ in rows))


@given(votes_of_a_hall)
@settings(max_examples=60, deadline=None)
def test_turning_every_vote_round_turns_the_map_round_and_keeps_the_groups(rows):
    who, on, how = (list(column) for column in zip(*rows, strict=True))
    one = opinion(matrix(who, on, how))
    other = opinion(matrix(who, on, [-v for v in how]))
    assert np.allclose(one.projection.participants, -other.projection.participants, atol=1e-7)
    assert one.counts.seen.sum() == other.counts.seen.sum()
    assert one.consensus.agree == other.consensus.disagree


@given(votes_of_a_hall)
@settings(max_examples=60, deadline=None)
def test_what_is_kept_or_shown_names_no_participant(rows):
    found = opinion(matrix(*(list(column) for column in zip(*rows, strict=True))))
    plain = summary(found, with_participants=False)
    assert "participants" not in plain["projection"]
    assert all("members" not in group for group in plain["groups"])
