"""k-means as the server runs it, against plain slow ways of saying the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.opinion.groups import Smoother, most_groups, who_is_clustered
from folkmoot.opinion.kmeans import Clustering, distances, kmeans, silhouette
from folkmoot.opinion.votes import matrix

clouds = st.integers(0, 10_000).map(lambda seed: np.random.default_rng(seed).normal(size=(60, 2)).round(1))


def crowd(seed):
    """Points of which many stand at the same place, as people who voted alike do."""
    draw = np.random.default_rng(seed)
    return draw.normal(size=(60, 2))[draw.integers(0, 60, 90)]


def slowly(points, k, rounds):
    """Lloyd's rounds with every distance measured every time."""
    distinct = list(dict.fromkeys(map(tuple, points.tolist())))[:k]
    centres = np.array(distinct)
    for _ in range(rounds + 1):
        away = np.linalg.norm(points[:, None] - centres[None], axis=2)
        labels = away.shape[1] - 1 - np.argmin(away[:, ::-1], axis=1)
        kept = [c for c in range(len(centres)) if (labels == c).any()]
        moved = np.array([points[labels == c].mean(axis=0) for c in kept])
        a, b = (np.array(sorted(map(tuple, c.tolist()))) for c in (centres, moved))
        centres = moved
        if np.all(np.linalg.norm(a[: len(b)] - b, axis=1) < 0.01):
            break
    return np.array([kept.index(label) for label in labels]), centres


@given(st.integers(0, 10_000).map(crowd), st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_skipping_sure_points_changes_no_label(points, k):
    found = kmeans(points, k, rounds=30)
    labels, centres = slowly(points, k, 30)
    assert found.labels.tolist() == labels.tolist()
    assert np.allclose(found.centres, centres, atol=1e-12)


def test_a_point_between_two_centres_goes_to_the_later():
    found = kmeans(np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 0.0]]), 2, rounds=0)
    assert found.labels.tolist() == [0, 1, 1]


def test_ids_stay_when_a_clustering_is_begun_again():
    points = np.array([[0.0, 0], [0.1, 0], [5, 5], [5.1, 5], [9, 0]])
    before = Clustering(np.array([3, 8]), np.zeros((2, 2)), np.array([1, 1, 0, 0, -1]))
    found = kmeans(points, 3, rounds=20, before=before)
    assert found.ids.tolist() == [3, 8, 9]
    assert found.labels.tolist() == [1, 1, 0, 0, 2]


def test_clusters_that_come_to_one_place_become_one():
    points = np.zeros((5, 2))
    before = Clustering(np.array([1, 2]), np.zeros((2, 2)), np.array([0, 0, 1, 1, 1]))
    assert kmeans(points, 4, rounds=5, before=before).ids.tolist() == [2]


@given(clouds, st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_silhouettes_are_what_their_definition_says(points, clusters):
    labels = np.arange(len(points)) % clusters
    found = silhouette(distances(points), labels)
    assert np.all(np.abs(found) <= 1.0)
    i = 7
    away = np.linalg.norm(points - points[i], axis=1)
    inside = away[(labels == labels[i]) & (np.arange(len(points)) != i)].mean()
    outside = min(away[labels == c].mean() for c in range(clusters) if c != labels[i])
    expected = (outside - inside) / max(outside, inside) if max(outside, inside) else 0.0
    assert found[i] == pytest.approx(expected, abs=1e-12)


def test_a_point_alone_in_its_cluster_scores_nothing():
    assert silhouette(distances(np.array([[0.0, 0], [1, 0], [9, 9]])), np.array([0, 0, 1]))[2] == 0.0


def test_the_number_of_groups_changes_only_after_four_wins_in_a_row():
    smoother = Smoother().after(2)
    assert smoother.shown == 2
    shown = []
    for winner in (3, 3, 3, 2, 3, 3, 3, 3):
        smoother = smoother.after(winner)
        shown.append(smoother.shown)
    assert shown == [2, 2, 2, 2, 2, 2, 2, 3]


@pytest.mark.parametrize(("bases", "most"), [(1, 0), (2, 2), (11, 2), (12, 3), (24, 4), (36, 5), (100, 5)])
def test_small_rooms_are_cut_into_fewer_groups(bases, most):
    assert most_groups(bases) == most


def test_the_most_active_fill_up_to_fifteen():
    people = [p for p in range(20) for _ in range(7 if p < 5 else 1 + p % 3)]
    statements = [s for p in range(20) for s in range(7 if p < 5 else 1 + p % 3)]
    votes = matrix(people, statements, [1] * len(people))
    chosen = votes.participants[who_is_clustered(votes)].tolist()
    assert len(chosen) == 15
    assert chosen[:5] == [0, 1, 2, 3, 4]
    assert {5, 8, 11, 14, 17} < set(chosen)
