"""The directions in which sayings differ most, turned until each stands for a few of them.

Source of the turn: Kaiser 1958, "The varimax criterion for analytic rotation in factor analysis",
Psychometrika 23:187-200. That a principal subspace so turned finds the groups themselves, without
the chance starts of k-means: Rohe and Zeng 2023, "Vintage factor analysis with varimax performs
statistical inference", J. R. Stat. Soc. B 85:1037-1060.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from folkmoot.opinion.votes import Floats

if TYPE_CHECKING:
    from scipy import sparse

SPARE = 10
PASSES = 5
TURNS = 40
STILL = 1e-4
ROWS_TO_TURN_BY = 3_000  # more do not turn it better


def directions(table: sparse.csr_matrix, count: int, start: Floats) -> tuple[Floats, Floats]:
    """The `count` strongest directions: (rows x count of length 1 each, their strengths).

    start: columns x at least count, random numbers to begin from. Fewer than `count` come back
    where the table has no more.
    Source: Halko, Martinsson and Tropp 2011, SIAM Review 53:217-288 (subspace iteration).
    """
    width = min(count + SPARE, *table.shape, start.shape[1])
    basis, _ = np.linalg.qr(table @ start[:, :width])
    for _pass in range(PASSES):
        turned, _ = np.linalg.qr(table.T @ basis)
        basis, _ = np.linalg.qr(table @ turned)
    left, strengths, _ = np.linalg.svd((table.T @ basis).T, full_matrices=False)
    kept = min(count, int((strengths > 1e-9).sum()))
    rows: Floats = (basis @ left)[:, :kept]
    return rows, strengths[:kept]


def varimax(rows: Floats) -> Floats:
    """The turn (count x count) after which each row leans on as few columns as can be."""
    turn, before = np.eye(rows.shape[1]), 0.0
    for _turn in range(TURNS):
        turned = rows @ turn
        pull = rows.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, strengths, right = np.linalg.svd(pull)
        turn = left @ right
        if strengths.sum() < before * (1 + STILL):
            break
        before = float(strengths.sum())
    return turn


def first_guess(rows: Floats, strengths: Floats, count: int) -> np.ndarray:
    """Which of `count` turned directions each row leans on most: one label a row."""
    step = -(-len(rows) // ROWS_TO_TURN_BY)
    turn = varimax(rows[::step, :count])
    leaning = (rows[:, :count] * strengths[:count]) @ turn
    leaning *= np.sign((leaning**3).sum(axis=0))
    labels: np.ndarray = leaning.argmax(axis=1)
    return labels
