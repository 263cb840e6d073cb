"""Our numbers beside a Polis server's own, over the same votes.

The server counts agreement as -1, so its centre and its map are ours with every sign turned.
Numbers that follow from votes, moderation and groups are computed from the groups it published;
then one update is begun from its published memberships, to see whether the same groups come out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from folkmoot.errors import Unreadable
from folkmoot.opinion.groups import Groups, Smoother
from folkmoot.opinion.kmeans import Clustering
from folkmoot.opinion.participants import standing
from folkmoot.opinion.polis import Opinion, State, described, opinion
from folkmoot.opinion.projection import Projection
from folkmoot.opinion.representative import Representative
from folkmoot.opinion.votes import Floats, Ints, VoteMatrix, counted

TOLERANCE = 1e-9
SINGLE = 1e-6
NEEDED = ("pca", "base-clusters", "group-clusters", "tids")
LEANINGS = ("agree", "disagree")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One kind of number: how many were compared and how far apart the worst two are.

    largest_difference: None where they cannot be subtracted since they are not the same things at all: a
    list of other statements, or of another length.
    """

    name: str
    values: int
    largest_difference: float | None
    tolerance: float = TOLERANCE

    @property
    def agrees(self) -> bool:
        return self.largest_difference is not None and self.largest_difference <= self.tolerance


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row a quantity.

    labels_identical: whether one update begun from the published memberships keeps every group
    and base cluster.
    """

    quantities: tuple[Quantity, ...]
    labels_identical: bool

    @property
    def largest_difference(self) -> float:
        """Of all numbers that can be subtracted."""
        return max((quantity.largest_difference or 0.0 for quantity in self.quantities), default=0.0)

    @property
    def agrees(self) -> bool:
        """Whether every quantity does, lists too."""
        return all(quantity.agrees for quantity in self.quantities)


def read_math(path: Path) -> dict[str, Any]:
    """A Polis server's math document (math-pca2.json, or a folder that holds one)."""
    path = path / "math-pca2.json" if path.is_dir() else path
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path} is no math document of a Polis server: {error}.", path=str(path)) from error
    found: dict[str, Any] = value if isinstance(value, dict) else {}
    told = {key: part for key, part in found.items() if part is not None}
    if missing := [key for key in NEEDED if key not in told]:
        raise Unreadable(
            f"{path} has no {missing[0]}; give the math-pca2.json of a Polis server.", path=str(path)
        )
    return told


def published_state(math: Mapping[str, Any], votes: VoteMatrix) -> State:
    """What the server published, as a state to begin an update from.

    Of its groupings only the one shown is known, and for its smoother only which that was.
    """
    base = math["base-clusters"]
    ids = np.array(base["id"], dtype=np.int64)
    labels = _labels(base["members"], votes)
    clustered = np.flatnonzero(labels >= 0)
    bases = Clustering(ids, -np.stack((base["x"], base["y"]), axis=1), labels[clustered])
    groups = math["group-clusters"]
    place = {base_id: at for at, base_id in enumerate(ids.tolist())}
    of_base = np.full(len(ids), -1, dtype=np.int64)
    for at, group in enumerate(groups):
        of_base[[place[member] for member in group["members"]]] = at
    centres = -np.array([group["center"] for group in groups], dtype=np.float64)
    shown = Clustering(np.array([group["id"] for group in groups], dtype=np.int64), centres, of_base)
    k = len(groups)
    return State(
        votes.participants,
        votes.statements,
        np.array(math["pca"]["comps"], dtype=np.float64),
        Groups(clustered, bases, {k: shown}, {}, Smoother(k, 1, k)),
    )


def as_published(math: Mapping[str, Any], votes: VoteMatrix) -> VoteMatrix:
    """The same votes with the statements the server counted, and those it left out left out."""
    meta = math.get("meta-tids") or ()
    out = math.get("mod-out")
    if out is None:
        out = votes.statements[votes.rejected].tolist()
    return votes.about(math["tids"], rejected=set(out) - set(meta), meta=meta)


def _labels(members: Iterable[Iterable[Any]], votes: VoteMatrix) -> Ints:
    row = {label: at for at, label in enumerate(votes.participants.tolist())}
    labels = np.full(len(row), -1, dtype=np.int64)
    for at, cluster in enumerate(members):
        labels[[row[member] for member in cluster if member in row]] = at
    return labels


def compare(math: Mapping[str, Any], votes: VoteMatrix) -> Comparison:
    """A row a quantity, and whether the labels are the same.

    math: a Polis server's document, as `read_math` reads it. votes: the votes it was made from.
    Raises Unreadable where the document is of another shape than a Polis server writes.
    """
    try:
        return _compared(math, votes)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(
            "The math document does not fit together as a Polis server writes it "
            f"({type(error).__name__}: {error}); fetch its math-pca2.json again."
        ) from error


def _compared(math: Mapping[str, Any], votes: VoteMatrix) -> Comparison:
    votes = as_published(math, votes)
    state = published_state(math, votes)
    after = opinion(votes, before=state)
    theirs = described(votes, after.projection, state.groups)
    rows = [*_map_rows(math, after.projection), *_vote_rows(math, theirs), *_list_rows(math, theirs)]
    rows.append(_participants_row(math, theirs))
    return Comparison(tuple(row for row in rows if row.values), _same_labels(state.groups, after))


def _same_labels(published: Groups, after: Opinion) -> bool:
    people = len(after.votes.participants)
    return bool(
        np.array_equal(published.base_labels(people), after.groups.base_labels(people))
        and np.array_equal(published.labels(people), after.groups.labels(people))
        and np.array_equal(published.bases.ids, after.groups.bases.ids)
    )


def _map_rows(math: Mapping[str, Any], ours: Projection) -> list[Quantity]:
    pca = math["pca"]
    return [
        _row("centre", -np.array(pca["center"]), ours.centre),
        _row("components", np.array(pca["comps"]), ours.components),
        _row("statement projection", -np.array(pca.get("comment-projection", ())), ours.statements.T),
        _row("statement extremity", np.array(pca.get("comment-extremity", ())), ours.extremity),
    ]


def _row(name: str, theirs: Floats, ours: Floats, *, tolerance: float = TOLERANCE) -> Quantity:
    if not theirs.size:
        return Quantity(name, 0, 0.0, tolerance)
    if theirs.shape != ours.shape:
        return Quantity(name, int(theirs.size), None, tolerance)
    return Quantity(name, int(theirs.size), float(np.max(np.abs(theirs - ours))), tolerance)


def _vote_rows(math: Mapping[str, Any], ours: Opinion) -> list[Quantity]:
    names = [str(tid) for tid in ours.votes.statements.tolist()]
    counts = {"A": ours.counts.agree, "D": ours.counts.disagree, "S": ours.counts.seen}
    published = math.get("group-votes", {})
    ids = [str(group["id"]) for group in math["group-clusters"]]
    theirs = (
        [[[published[g]["votes"][n][key] for n in names] for g in ids] for key in counts] if published else []
    )
    base = math.get("votes-base", {})
    return [
        _row(
            "group votes",
            np.array(theirs, dtype=np.float64),
            np.array(list(counts.values()), dtype=np.float64),
        ),
        _row("base votes", *_base_votes(base, ours, names)),
        _row(
            "votes a participant",
            *_by_key(math.get("user-vote-counts", {}), ours.votes.participants, ours.votes.counts),
        ),
        _row(
            "group-aware consensus", *_by_key(math.get("group-aware-consensus", {}), names, ours.group_aware)
        ),
        _row("priority", *_by_key(math.get("comment-priorities", {}), names, ours.priority)),
    ]


def _base_votes(base: Mapping[str, Any], ours: Opinion, names: list[str]) -> tuple[Floats, Floats]:
    """Counts a base cluster and statement, agree, disagree and seen."""
    if not base:
        return np.zeros(0), np.zeros(0)
    people = len(ours.votes.participants)
    counts = counted(ours.votes, ours.groups.base_labels(people), len(ours.groups.bases))
    theirs = [[base[name][key] for name in names] for key in ("A", "D", "S")]
    mine = [part.T for part in (counts.agree, counts.disagree, counts.seen)]
    return np.array(theirs, dtype=np.float64), np.array(mine, dtype=np.float64)


def _by_key(theirs: Mapping[str, float], labels: Iterable[Any], ours: Any) -> tuple[Floats, Floats]:
    pairs = [
        (theirs[str(label)], mine) for label, mine in zip(labels, ours, strict=True) if str(label) in theirs
    ]
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _list_rows(math: Mapping[str, Any], ours: Opinion) -> list[Quantity]:
    rows = []
    lists: list[tuple[Any, Any]] = []
    for group, chosen in zip(math["group-clusters"], ours.representative, strict=True):
        theirs = math.get("repness", {}).get(str(group["id"]), [])
        lists.extend(zip(theirs, chosen, strict=False))
        same = [(told["tid"], told["repful-for"]) for told in theirs] == [
            (r.statement, r.leaning) for r in chosen
        ]
        rows.append(
            Quantity(
                f"representative statements of group {group['id']}",
                len(theirs),
                0.0 if same else None,
            )
        )
    columns: Mapping[str, Callable[[Representative], float | None]] = {
        "p-success": lambda r: r.p,
        "p-test": lambda r: r.p_test,
        "repness": lambda r: r.ratio,
        "repness-test": lambda r: r.apart,
        "n-success": lambda r: r.votes,
        "n-trials": lambda r: r.seen,
        "n-agree": lambda r: r.agreeing,
    }
    for key, value in columns.items():
        pairs = [(told[key], value(r)) for told, r in lists if key in told and told["tid"] == r.statement]
        table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
        tolerance = SINGLE if key == "repness-test" else TOLERANCE
        rows.append(_row(f"representative {key}", table[:, 0], table[:, 1], tolerance=tolerance))
    return [*rows, *_consensus_rows(math, ours)]


def _consensus_rows(math: Mapping[str, Any], ours: Opinion) -> list[Quantity]:
    rows = []
    for leaning in LEANINGS:
        theirs = math.get("consensus", {}).get(leaning, [])
        mine = getattr(ours.consensus, leaning)
        table = [
            [told["tid"], told["n-success"], told["n-trials"], told["p-success"], told["p-test"]]
            for told in theirs
        ]
        own = [[agreed.statement, agreed.votes, agreed.seen, agreed.p, agreed.p_test] for agreed in mine]
        rows.append(
            _row(f"consensus, {leaning}", np.array(table, dtype=np.float64), np.array(own, dtype=np.float64))
        )
    return rows


def _participants_row(math: Mapping[str, Any], ours: Opinion) -> Quantity:
    """Participant statistics, where the server published them."""
    theirs = math.get("ptpt-stats")
    if not theirs:
        return Quantity("participant statistics", 0, 0.0)
    told = {row["pid"]: row for row in theirs} if isinstance(theirs, list) else {}
    if isinstance(theirs, Mapping):
        told = {pid: {key: theirs[key][at] for key in theirs} for at, pid in enumerate(theirs["pid"])}
    found = standing(ours.projection.participants, ours.labels)
    pairs: list[tuple[float, float]] = []
    for at, row in enumerate(found.rows.tolist()):
        if published := told.get(ours.votes.participants[row].item()):
            pairs.extend(
                (published[key], getattr(found, key)[at])
                for key in ("centricness", "coreness", "extremeness")
            )
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return _row("participant statistics", table[:, 0], table[:, 1])
