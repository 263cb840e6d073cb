"""How well a page that lost its names was attributed, line by line, against a page that a person labelled.

A labelled line is one object: `line`, `kind`, `speaker` (a name), `block`, `gap_before`, `references`
(`start`, `end`, `type`, `person` by name) and perhaps `seed_only.label`, accepted in place of the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from folkmoot.record.people import Roll
from folkmoot.text import normal


@dataclass(frozen=True, slots=True)
class Share:
    """How many were right, of how many; `share` from 0 to 1."""

    what: str
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A share as it is printed."""

    what: str
    right: int
    of: int
    share: float


def score_page(
    found: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]], roll: Roll
) -> tuple[Shown, ...]:
    """Headers, boundaries, speakers, kinds, gaps, references by kind: what was right of what was labelled."""
    by_line = {row["line"]: row for row in found}
    pairs = [(g, by_line.get(g["line"])) for g in gold]
    spoken = [(g, f) for g, f in pairs if g["kind"] != "header"]
    shares = [
        _share(
            "headers", [f is not None and f["kind"] == "header" for g, f in pairs if g["kind"] == "header"]
        ),
        *_boundaries(spoken),
        _share("speakers", [f is not None and _speaker(f, g) for g, f in spoken]),
        _share("kinds", [f is not None and _kind(f, g) for g, f in spoken]),
        _share("gaps", [bool(f and f["gap_before"]) for g, f in spoken if g.get("gap_before")]),
        *_references(pairs, roll),
    ]
    return tuple(shares)


def _share(what: str, right: Sequence[bool]) -> Shown:
    share = Share(what, sum(right), len(right))
    return Shown(share.what, share.right, share.of, share.share)


def _speaker(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    said = found.get("speaker") or {}
    accepted = {normal(gold["speaker"] or "")}
    label = (gold.get("seed_only") or {}).get("label")
    if label:
        accepted.add(normal(label))
    given = [normal(said.get(key) or "") for key in ("name", "label")]
    return any(g and any(g == a or g in a for a in accepted) for g in given)


def _kind(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """A later paragraph of an answer may be called speech or reply."""
    if found["kind"] == gold["kind"]:
        return True
    return {found["kind"], gold["kind"]} == {"speech", "reply"} and found["kind"] == "speech"


def _boundaries(spoken: Sequence[tuple[Mapping[str, Any], Mapping[str, Any] | None]]) -> list[Shown]:
    ours, theirs = set(), set()
    for (g1, f1), (g2, f2) in pairwise(spoken):
        if g1["block"] != g2["block"]:
            theirs.add(g2["line"])
        if f1 and f2 and f1["block"] != f2["block"]:
            ours.add(g2["line"])
    return [
        _share("boundaries, of labelled", [line in ours for line in sorted(theirs)]),
        _share("boundaries, of found", [line in theirs for line in sorted(ours)]),
    ]


def _references(
    pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any] | None]], roll: Roll
) -> list[Shown]:
    members = {
        r["person"]
        for g, _ in pairs
        for r in g["references"]
        if r["type"] not in ("name", "pronoun", "name+office")
    }
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for g, f in pairs:
        for label in g["references"]:
            kind = label["type"].split("+")[0]
            of[kind] += 1
            right[kind] += any(
                (r["start"], r["end"]) == (label["start"], label["end"])
                and _means(r, label["person"], roll, members)
                for r in (f or {}).get("references", ())
            )
    return [
        Shown(f"references: {kind}", right[kind], of[kind], right[kind] / of[kind]) for kind in sorted(of)
    ]


def _means(reference: Mapping[str, Any], name: str, roll: Roll, members: set[str]) -> bool:
    """Right is the one person of that name; nobody is right only for somebody who is no Member here."""
    if len(reference["persons"]) == 1:
        person = roll.persons.get(roll.canonical(reference["persons"][0]))
        return person is not None and any(normal(n.text) == normal(name) for n in person.names)
    known = name in members and any(normal(n.text) == normal(name) for p in roll for n in p.names)
    return not reference["persons"] and not known
