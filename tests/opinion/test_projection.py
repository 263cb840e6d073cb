"""The map: two principal components of sparse votes, against plain dense ways of saying the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from folkmoot.opinion import matrix
from folkmoot.opinion.projection import by_lanczos, by_power, centres, project
from tests.opinion.test_polis import planted, room


def dense_of(votes):
    dense = np.full(votes.shape, np.nan)
    dense[votes.rows(), votes.columns] = votes.values
    return dense


def turned_alike(ours, theirs):
    return ours * np.sign(np.sum(ours * theirs, axis=1))[:, None]


def test_missing_votes_are_the_mean_of_those_who_saw_the_statement():
    table, _ = planted()
    votes = room(table)
    dense = dense_of(votes)
    assert np.allclose(centres(votes), np.nanmean(dense, axis=0))
    filled = np.where(np.isnan(dense), np.nanmean(dense, axis=0), dense)
    _, _, right = np.linalg.svd(filled - filled.mean(axis=0), full_matrices=False)
    ours = project(votes).components
    assert np.allclose(turned_alike(ours, right[:2]), right[:2], atol=1e-9)


def test_who_saw_little_is_moved_outwards():
    table, _ = planted()
    votes = room(table)
    found = project(votes)
    dense = dense_of(votes)
    row = 3
    seen = ~np.isnan(dense[row])
    expected = np.sqrt(len(seen) / seen.sum()) * (
        found.components[:, seen] @ (dense[row] - found.centre)[seen]
    )
    assert np.allclose(found.participants[row], expected)


def test_a_statement_stands_where_one_who_agreed_with_it_alone_would():
    table, _ = planted()
    votes = room(table)
    found = project(votes)
    assert np.allclose(found.statements[4], np.sqrt(12) * (1 - found.centre[4]) * found.components[:, 4])
    assert found.extremity[4] == pytest.approx(np.hypot(*found.statements[4]))


def test_a_moderated_statement_counts_as_seen_by_all_and_moves_nobody():
    rows = [(p, s, 1 if (p + s) % 2 else -1) for p in range(8) for s in range(4)]
    who, on, how = (list(column) for column in zip(*rows, strict=True))
    votes = matrix(who, on, how, rejected=[3])
    found = project(votes)
    assert found.centre[3] == 0.0
    assert not found.components[:, 3].any()
    assert not found.statements[3].any()
    kept = project(matrix(who, on, how).about([0, 1, 2]))
    assert np.allclose(np.linalg.norm(found.participants, axis=1), np.linalg.norm(kept.participants, axis=1))


@pytest.mark.parametrize("seed", range(4))
def test_large_halls_get_the_same_map_as_small_ones(seed):
    draw = np.random.default_rng(seed)
    votes = sparse.random_array((400, 40), density=0.3, rng=draw, data_sampler=draw.standard_normal).tocsr()
    beginnings = draw.standard_normal((2, 40))
    square = (votes.T @ votes).toarray()
    ours, theirs = by_lanczos(votes, beginnings), by_power(square, beginnings, 5_000)
    assert np.allclose(turned_alike(ours, theirs), theirs, atol=1e-7)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1.0)


def test_votes_along_one_line_have_no_second_direction():
    votes = room([[1, -1, 1]] * 5 + [[-1, 1, -1]] * 5)
    components = project(votes).components
    assert np.linalg.norm(components[0]) == pytest.approx(1.0)
    assert not components[1].any()
    line = sparse.csr_array(np.array([[1.0, -1.0, 1.0]] * 5 + [[-1.0, 1.0, -1.0]] * 5))
    found = by_lanczos(line, np.random.default_rng(0).standard_normal((2, 3)))
    assert np.linalg.norm(found[0]) == pytest.approx(1.0)
    assert not found[1].any()


def test_an_earlier_map_is_kept_the_same_way_up():
    table, _ = planted()
    votes = room(table)
    first = project(votes)
    again = project(votes, start=-first.components)
    assert np.allclose(again.components, -first.components, atol=1e-12)
