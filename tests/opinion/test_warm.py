"""A count begun from the last one's state: the same groups, steadier, and nobody in what is kept."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings

from folkmoot.opinion import matrix
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.polis import opinion
from folkmoot.opinion.warm import begun, kept, opinion_from

from .planting import planted
from .test_own import votes_of_a_hall


def written(found):
    """As it comes back from where it was written down."""
    return json.loads(json.dumps(kept(found)))


def test_the_same_votes_counted_again_give_the_same_groups_under_the_same_names():
    votes, _, _ = planted(5, people=300, groups=3)
    first = opinion(votes)
    again = opinion_from(votes, written(first))
    assert again.labels.tolist() == first.labels.tolist()
    assert again.groups.chosen.ids.tolist() == first.groups.chosen.ids.tolist()
    assert np.abs(again.projection.components - first.projection.components).max() < 1e-9


def test_it_goes_on_as_from_memberships_when_people_and_statements_come():
    votes, _, _ = planted(8, people=400, groups=3, statements=50)
    some = votes.taking(np.arange(330))
    first = opinion(some)
    from_middles = opinion_from(votes, written(first))
    from_members = opinion(votes, before=first.state)
    both = (from_middles.labels >= 0) & (from_members.labels >= 0)
    assert both.sum() > 380
    assert adjusted_rand(from_middles.labels[both], from_members.labels[both]) > 0.9


def test_a_start_from_the_last_state_is_no_cold_start():
    """The smoother goes on: a new number of groups must win four counts, where a cold one shows at once."""
    votes, _, _ = planted(8, people=400, groups=3)
    state = written(opinion(votes))
    other = next(int(k) for k in state["by_k"] if int(k) != state["smoother"][2])
    state["smoother"] = [other, 4, other]
    shown = []
    for _ in range(5):
        found = opinion_from(votes, state)
        shown.append(found.k)
        state = written(found)
    cold = opinion(votes).k
    assert shown[:3] == [other] * 3
    assert shown[-1] == cold != other


def test_a_number_of_groups_that_is_possible_no_more_is_not_held():
    votes, _, _ = planted(8, people=400, groups=3)
    state = written(opinion(votes))
    state["smoother"] = [5, 9, 5]
    few = votes.taking(np.arange(20))
    assert opinion_from(few, state).k in (2, 3)


def test_what_is_kept_holds_no_participant():
    rows = [(f"person-{p}", s, (1 if (p < 15) == (s % 2 == 0) else -1)) for p in range(30) for s in range(9)]
    found = opinion(matrix(*(list(column) for column in zip(*rows, strict=True))))
    told = json.dumps(kept(found))
    assert "person-" not in told
    assert len(kept(found)["bases"]["centres"]) < 30


def test_where_nothing_was_kept_it_begins_cold():
    votes, _, _ = planted(2)
    assert begun(votes, {}) is None
    flat = opinion(matrix([1, 2, 3], [1, 1, 1], [1, 1, 1]))
    assert opinion_from(votes, written(flat)).labels.tolist() == opinion(votes).labels.tolist()


@given(votes_of_a_hall, votes_of_a_hall)
@settings(max_examples=40, deadline=None)
def test_any_votes_follow_any_other(before, rows):
    earlier, votes = (matrix(*(list(c) for c in zip(*part, strict=True))) for part in (before, rows))
    found = opinion_from(votes, written(opinion(earlier)))
    assert np.isfinite(found.projection.participants).all()
    assert len(found.labels) == len(votes.participants)
