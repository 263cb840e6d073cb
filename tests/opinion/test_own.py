"""Our own method: planted groups are found, none in noise, and the order of rows changes nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.opinion import matrix
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.latent import fit, fits, sides
from folkmoot.opinion.methods import plain, public
from folkmoot.opinion.own import own_opinion
from folkmoot.opinion.searching import best_fits
from folkmoot.opinion.stability import Redrawn
from folkmoot.opinion.warm import kept_search, search_from

from .planting import noise, planted
from .test_polis import room


def far_from(truth, oracle, found):
    """By how much an oracle that knows the profiles does better, among those who were grouped."""
    rows = found.clustered
    people = found.votes.participants[rows]
    return adjusted_rand(truth[people], oracle[people]) - adjusted_rand(truth[people], found.labels[rows])


@pytest.mark.parametrize("groups", [2, 3, 4, 5, 6])
def test_planted_groups_are_found_nearly_as_well_as_by_somebody_who_knows_them(groups):
    votes, truth, oracle = planted(groups, people=260, groups=groups)
    found = own_opinion(votes)
    assert found.k == groups
    assert far_from(truth, oracle, found) <= 0.1
    assert found.stability.min() > 0.5


@pytest.mark.parametrize("readiness", [0.0, 1.0])
def test_no_groups_are_found_where_there_are_none(readiness):
    found = [own_opinion(noise(seed, readiness=readiness)).k for seed in range(25)]
    assert sum(k > 0 for k in found) <= 2


def test_the_order_of_rows_changes_nothing():
    votes, _, _ = planted(11, people=120)
    first = own_opinion(votes)
    expected = dict(zip(votes.participants.tolist(), first.labels.tolist(), strict=True))
    draw = np.random.default_rng(0)
    for _ in range(5):
        again = own_opinion(votes.taking(draw.permutation(len(votes.participants))))
        assert dict(zip(again.votes.participants.tolist(), again.labels.tolist(), strict=True)) == expected
        assert again.stability.tolist() == first.stability.tolist()
        assert again.bridges == first.bridges and again.cruxes == first.cruxes


def two_camps(passes=()):
    """Two camps of 20 on eight statements, agreed on two more; `passes`: statements one camp passes on."""
    side = np.array([1, -1, 1, -1, 1, -1, 1, -1])
    draw = np.random.default_rng(4)
    table = []
    for person in range(40):
        own = side if person < 20 else -side
        votes = [*np.where(draw.random(8) < 0.9, own, -own).tolist(), 1, 1]
        for statement in passes:
            votes[statement] = 0 if person >= 24 else votes[statement]
        table.append(votes)
    return table


def test_a_statement_all_camps_agree_on_is_a_bridge_with_the_least_sure_named():
    found = own_opinion(room(two_camps()))
    assert found.k == 2
    assert {bridge.statement for bridge in found.bridges} == {8, 9}
    assert all(bridge.least.low > 0.5 for bridge in found.bridges)
    assert {crux.statement for crux in found.cruxes} == set(range(8))


def test_a_pass_is_no_disagreement():
    found = own_opinion(room(two_camps(passes=(9,))))
    other = next(bridge for bridge in found.bridges if bridge.statement == 9)
    assert other.least.disagree == 0 and other.least.share == 1.0
    assert found.group_aware[9] > 0.8


def test_those_who_only_pass_are_in_no_group_and_move_nobody():
    table = two_camps()
    alone = own_opinion(room(table))
    crowded = own_opinion(room([*table, *[[0] * 10] * 8]))
    assert crowded.labels[:40].tolist() == alone.labels.tolist()
    assert set(crowded.labels[40:].tolist()) == {-1}


def test_a_statement_about_people_drives_nothing():
    table = [[*row, 1 if i % 2 else -1] for i, row in enumerate(two_camps())]
    rows = [(p, s, v) for p, row in enumerate(table) for s, v in enumerate(row)]
    who, on, how = (list(column) for column in zip(*rows, strict=True))
    with_meta = own_opinion(matrix(who, on, how, meta=[10]))
    without = own_opinion(room(two_camps()))
    assert with_meta.labels.tolist() == without.labels.tolist()
    told = plain(with_meta)
    named = [s["statement"] for chosen in told["representative"].values() for s in chosen]
    named += [s["statement"] for s in (*told["bridging"], *told["cruxes"], *told["consensus"]["agree"])]
    assert 10 not in named


def test_no_group_of_one_though_one_person_stands_alone():
    table = [*two_camps(), [-1, -1, -1, -1, 1, 1, 1, 1, -1, -1]]
    found = own_opinion(room(table))
    assert np.bincount(found.labels[found.labels >= 0]).min() > 1


@pytest.mark.parametrize(
    ("case", "table"),
    [
        ("one participant", [[1, -1, 0, 1, 1]]),
        ("everybody agrees", [[1] * 10] * 10),
        ("nobody agrees", [[-1] * 10] * 10),
        ("all pass", [[0] * 8] * 9),
        ("one statement, one voter", [[1]]),
        ("one statement, many voters", [[1]] * 9 + [[-1]] * 9),
        ("five statements, a few people", [[1, 1, -1, 1, 1], [1, 1, 1, 1, -1], [1, -1, 1, 1, 1]]),
    ],
)
def test_a_room_without_clear_groups_says_so(case, table):
    found = own_opinion(room(table))
    told = plain(found)
    assert told["k"] == 0 and told["groups"] == [], case
    assert told["note"].startswith("No clear groups")
    json.dumps(told, allow_nan=False)


def test_five_statements_and_twenty_people_make_groups():
    found = own_opinion(room([[1, 1, -1, -1, 1]] * 10 + [[-1, -1, 1, 1, 1]] * 10))
    assert found.labels[:10].tolist() == [found.labels[0]] * 10
    assert found.k == 2


def test_without_groups_what_splits_the_room_is_still_told():
    draw = np.random.default_rng(3)
    table = np.where(draw.random((60, 6)) < [0.5, 0.95, 0.9, 0.95, 0.9, 0.93], 1, -1).tolist()
    found = own_opinion(room(table))
    assert found.k == 0
    assert [crux.statement for crux in found.cruxes] == [0]
    assert {agreed.statement for agreed in found.consensus.agree} <= {1, 2, 3, 4, 5}


def test_groups_keep_their_names_when_people_join():
    votes, _, _ = planted(3, people=200, groups=3)
    first = own_opinion(votes.taking(np.arange(150)))
    later = own_opinion(votes, before=first.state)
    stayed = first.clustered
    assert first.k == later.k
    named = first.ids[first.labels[stayed]] == later.ids[later.labels[stayed]]
    assert named.mean() > 0.9
    assert set(later.ids.tolist()) == set(first.ids.tolist())


votes_of_a_hall = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 9), st.sampled_from([-1, 0, 1])), min_size=1, max_size=250
)


def test_counting_goes_on_from_a_search_written_down_and_comes_to_the_same_groups():
    votes, truth, oracle = planted(5, people=240, groups=3)
    first = own_opinion(votes.taking(np.arange(180)))
    search = search_from(json.loads(json.dumps(kept_search(first.search))))
    gone_on = own_opinion(votes, before=first.state, search=search)
    afresh = own_opinion(votes, before=first.state)
    assert gone_on.ids.tolist() == afresh.ids.tolist() and gone_on.k == 3
    assert adjusted_rand(gone_on.labels, afresh.labels) > 0.95
    assert gone_on.stability.tolist() == first.stability.tolist()
    assert far_from(truth, oracle, gone_on) <= 0.1


def test_groups_that_hold_nobody_any_more_are_searched_for_anew():
    votes, _, _ = planted(5, people=240, groups=3)
    search = own_opinion(votes).search
    room_left = votes.taking(np.arange(5))
    assert own_opinion(room_left, search=search).labels.tolist() == own_opinion(room_left).labels.tolist()


def test_where_no_groups_were_found_counting_finds_none_until_the_next_search():
    search = own_opinion(noise(3)).search
    votes, _, _ = planted(5, people=240, groups=3)
    assert own_opinion(votes, search=search).k == 0


@given(votes_of_a_hall)
@settings(max_examples=60, deadline=None)
def test_any_votes_at_all_have_an_answer(rows):
    found = own_opinion(matrix(*(list(column) for column in zip(*rows, strict=True))))
    told = plain(found)
    json.dumps(told, allow_nan=False)
    assert np.isfinite(found.projection.participants).all()
    assert told["k"] != 1 and all(group["size"] > 1 for group in told["groups"])
    assert all(0 < value < 1 for value in told["group_aware_consensus"].values())
    kept = public(found)
    assert "participants" not in kept["projection"]
    assert all("members" not in group for group in kept["groups"])


def test_fits_side_by_side_are_what_each_is_alone_whatever_the_weights():
    votes, _, _ = planted(2, people=150, groups=3)
    draw = np.random.default_rng(8)
    cast = sides(votes)
    for weights in (np.ones(len(cast)), draw.integers(1, 4, len(cast)).astype(float)):
        weighed = cast.weighing(weights)
        starts = [draw.dirichlet(np.ones(3), len(cast)) for _ in range(3)]
        together = fits(weighed, starts)
        alone = [fit(weighed, start) for start in starts]
        assert [one.labels.tolist() for one in together] == [one.labels.tolist() for one in alone]
        np.testing.assert_allclose([o.evidence for o in together], [o.evidence for o in alone], rtol=1e-9)


def test_a_stability_decided_early_is_the_one_all_draws_would_decide():
    for seed in (1, 4, 9):
        votes, _, _ = planted(seed, people=120, groups=4)
        cast = sides(votes)
        cast = cast.taking(np.flatnonzero(cast.taken > 2))
        for found in best_fits(cast, 7)[1:]:
            if np.bincount(found.labels, minlength=found.k).min() > 1:
                early = Redrawn(cast, found)
                assert early.holds(0.5) == (Redrawn(cast, found).shares().min() >= 0.5)
                assert early.shares().tolist() == Redrawn(cast, found).shares().tolist()
