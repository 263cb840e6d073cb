"""Our own method with the manners of a scikit-learn estimator, for those who work in a notebook.

    groups = OpinionGroups().fit(table)
    groups.labels_, groups.stability_

scikit-learn itself is neither needed nor loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from folkmoot.errors import BadRow, TooFew
from folkmoot.opinion.own import OwnOpinion, own_opinion
from folkmoot.opinion.votes import Floats, Ints, VoteMatrix, matrix


class OpinionGroups:
    """Opinion groups of a table of votes: participants x statements, 1, -1, 0, and nan for not seen.

    meta: columns (from 0) of statements about people, which never drive groups.

    After `fit`: labels_ (the group of each row from 0, -1 for none), n_groups_ (0 where there are
    none clearly), stability_ (a number a group, 0 to 1), rates_ (groups x statements: agree among
    those who took a side), embedding_ (participants x 2, the map), opinion_ (everything).
    """

    def __init__(self, *, meta: Collection[int] = ()) -> None:
        self.meta = meta

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """What it was made with."""
        return {"meta": self.meta}

    def set_params(self, **params: Any) -> OpinionGroups:
        """The same estimator, made otherwise. Raises ValueError for a name it does not know."""
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"OpinionGroups has no {name!r}; it has meta.")
            setattr(self, name, value)
        return self

    def fit(self, X: ArrayLike, y: Any = None) -> OpinionGroups:
        """Find the groups of a table of votes. y is not used.

        Raises BadRow where an entry is none of 1, -1, 0 and nan, or the table is not two-dimensional;
        TooFew where nobody voted.
        """
        table = _table(X)
        found = own_opinion(_votes(table, self.meta))
        self.opinion_: OwnOpinion = found
        self.n_features_in_ = table.shape[1]
        self.n_groups_ = found.k
        self.stability_: Floats = found.stability
        self.labels_: Ints = np.full(len(table), -1, dtype=np.int64)
        self.embedding_: Floats = np.zeros((len(table), 2))
        rows = found.votes.participants
        self.labels_[rows] = found.labels
        self.embedding_[rows] = found.projection.participants
        self.rates_: Floats = np.full((found.k, table.shape[1]), np.nan)
        sides = found.counts.agree + found.counts.disagree
        for column, name in enumerate(found.votes.statements.tolist()):
            known = sides[: found.k, column] > 0
            self.rates_[known, name] = (
                found.counts.agree[: found.k][known, column] / sides[: found.k][known, column]
            )
        return self

    def fit_predict(self, X: ArrayLike, y: Any = None) -> Ints:
        """The group of each row; -1 for none."""
        return self.fit(X).labels_

    def fit_transform(self, X: ArrayLike, y: Any = None) -> Floats:
        """Where each row stands on the map: participants x 2."""
        return self.fit(X).embedding_


def _table(votes: ArrayLike) -> Floats:
    table = np.asarray(votes, dtype=np.float64)
    if table.ndim != 2:
        raise BadRow(f"A table of votes has two dimensions, participants x statements, not {table.ndim}.")
    wrong = np.argwhere(~(np.isnan(table) | np.isin(table, (-1.0, 0.0, 1.0))))
    if len(wrong):
        row, column = wrong[0]
        raise BadRow(
            f"Row {row}, column {column} is {table[row, column]:g}; a vote is 1 (agree), -1 (disagree), "
            "0 (pass) or nan (not seen)."
        )
    return table


def _votes(table: Floats, meta: Collection[int]) -> VoteMatrix:
    row, column = np.nonzero(~np.isnan(table))
    if not len(row):
        raise TooFew("There are no votes in this table; groups need some.")
    return matrix(row, column, table[row, column].astype(np.int64), meta=meta)
