"""The matrix of votes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import BadRow
from folkmoot.opinion.votes import counted, everybody, matrix


def test_rows_stand_in_the_order_in_which_people_first_voted():
    votes = matrix(["zoe", "amir", "zoe"], [2, 1, 1], [1, 0, -1])
    assert votes.participants.tolist() == ["zoe", "amir"]
    assert votes.statements.tolist() == [1, 2]


def test_of_several_votes_the_last_in_the_columns_counts():
    votes = matrix([1, 1, 1], [5, 5, 5], [1, 0, -1])
    assert votes.values.tolist() == [-1]


def test_of_several_votes_the_latest_counts_where_times_are_known():
    votes = matrix([1, 2, 1, 1], [5, 5, 5, 5], [1, 1, 0, -1], at=[10, 1, 30, 20])
    assert votes.values.tolist() == [0, 1]


def test_a_vote_that_is_none_of_the_three_is_named():
    with pytest.raises(BadRow, match="Vote 2 is 2"):
        matrix([1, 1], [1, 2], [1, 2])


def test_rejected_and_meta_statements_are_known_by_number_or_by_word():
    votes = matrix([1, 1, 1], [1, 2, 3], [1, 1, 1], rejected=[2], meta=["3"])
    assert votes.moderated_out.tolist() == [False, True, True]


rows = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from([-1, 0, 1])), min_size=1)


@given(rows)
def test_the_matrix_holds_what_a_dictionary_would(votes):
    who, on, how = zip(*votes, strict=True)
    built = matrix(list(who), list(on), list(how))
    expected = {(p, s): v for p, s, v in votes}
    pairs = zip(built.participants[built.rows()], built.statements[built.columns], built.values, strict=True)
    assert {(int(p), int(s)): int(v) for p, s, v in pairs} == expected
    assert len(built.values) == len(expected)
    assert built.participants.tolist() == list(dict.fromkeys(who))


@given(rows, st.randoms(use_true_random=False))
def test_taking_rows_in_another_order_changes_nobodys_votes(votes, random):
    who, on, how = zip(*votes, strict=True)
    built = matrix(list(who), list(on), list(how))
    order = list(range(len(built.participants)))
    random.shuffle(order)
    taken = built.taking(order)
    for now, before in enumerate(order):
        a = slice(*taken.starts[now : now + 2])
        b = slice(*built.starts[before : before + 2])
        assert taken.columns[a].tolist() == built.columns[b].tolist()
        assert taken.values[a].tolist() == built.values[b].tolist()


@given(rows)
def test_groups_and_their_others_add_up_to_everybody(votes):
    who, on, how = zip(*votes, strict=True)
    built = matrix(list(who), list(on), list(how))
    labels = np.arange(len(built.participants)) % 3
    counts = counted(built, labels, 3)
    assert np.array_equal(counts.whole().seen, everybody(built).seen)
    assert np.array_equal(counts.agree + counts.others().agree, np.repeat(counts.whole().agree, 3, axis=0))
    assert np.array_equal(counts.agree + counts.disagree + counts.passed, counts.seen)


def test_labels_below_nought_are_counted_nowhere():
    built = matrix([1, 2], [1, 1], [1, -1])
    assert counted(built, [-1, 0], 1).agree.tolist() == [[0]]
    assert counted(built, [-1, 0], 1).disagree.tolist() == [[1]]


def test_columns_can_be_named_anew():
    built = matrix([1, 1, 2], [1, 2, 3], [1, -1, 1])
    now = built.about([3, 1, 9], rejected=[9])
    assert now.statements.tolist() == [3, 1, 9]
    assert now.counts.tolist() == [1, 1]
    assert now.rejected.tolist() == [False, False, True]
