"""The estimator: a table in, labels out, as scikit-learn's users expect."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from folkmoot.errors import BadRow, TooFew
from folkmoot.opinion.agreement import adjusted_rand
from folkmoot.opinion.estimator import OpinionGroups

from .planting import planted


def table_of(votes):
    table = np.full(votes.shape, np.nan)
    table[votes.rows(), votes.columns] = votes.values
    return table


def test_it_finds_what_the_method_finds():
    votes, truth, _ = planted(2, people=150, groups=2)
    groups = OpinionGroups().fit(table_of(votes))
    assert groups.n_groups_ == 2 and groups.rates_.shape == (2, 40)
    assert adjusted_rand(truth[votes.participants], groups.labels_) > 0.85
    assert groups.embedding_.shape == (150, 2)
    assert "sklearn" not in sys.modules


def test_rows_without_votes_are_in_no_group():
    votes, _, _ = planted(2, people=150, groups=2)
    table = np.vstack([np.full((1, 40), np.nan), table_of(votes)])
    labels = OpinionGroups().fit_predict(table)
    assert labels[0] == -1
    assert labels[1:].tolist() == OpinionGroups().fit_predict(table[1:]).tolist()


def test_what_is_no_table_of_votes_is_said_in_a_sentence():
    with pytest.raises(BadRow, match="Row 0, column 1 is 2"):
        OpinionGroups().fit([[1, 2]])
    with pytest.raises(BadRow, match="two dimensions"):
        OpinionGroups().fit([1, 0])
    with pytest.raises(TooFew):
        OpinionGroups().fit([[np.nan]])


def test_parameters_go_in_and_out():
    assert OpinionGroups(meta=[3]).get_params() == {"meta": [3]}
    assert OpinionGroups().set_params(meta=[1]).meta == [1]
    with pytest.raises(ValueError, match="no 'groups'"):
        OpinionGroups().set_params(groups=3)
