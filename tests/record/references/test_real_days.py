"""Real days and hand-made labels, where they are here: what docs/methods/who-is-meant.md claims."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from folkmoot.record.debates import Sitting
from folkmoot.record.people import Roll
from folkmoot.record.readers import popolo
from folkmoot.record.references import Reference, Resolver
from folkmoot.record.references.sources import newest
from folkmoot.record.scoring import labelled, predicted, score

ANNOTATED = Path(__file__).parent / "annotated.jsonl"
Found = list[tuple[Sitting, list[Reference]]]


@pytest.fixture(scope="module")
def roll(real: Path) -> Roll:
    names = ("people.json", "ministers.json", "ministers-2010.json")
    return Roll.of(popolo.read((real / "people" / n).read_bytes(), file=n) for n in names)


@pytest.fixture(scope="module")
def resolver(roll: Roll) -> Resolver:
    return Resolver(roll)


@pytest.fixture(scope="module")
def found(real: Path, resolver: Resolver) -> Found:
    return [(s, resolver.resolve(s)) for s in newest([real / "hansard"])]


def scores(found: Found, rows: Iterator[str]) -> dict[str, float]:
    labels = [label for row in rows if (label := labelled(json.loads(row)))]
    predictions = (predicted(asdict(r)) for _, references in found for r in references)
    return {s.kind: s.f1 for s in score(labels, predictions)}


def test_published_labels(real: Path, found: Found) -> None:
    rows = (
        row
        for file in sorted((real / "gold" / "mentions").glob("*.jsonl"))
        for row in file.open(encoding="utf-8")
    )
    f1 = scores(found, rows)
    assert f1["all"] >= 0.95
    assert f1["but first person"] >= 0.92


def test_our_own_labels(found: Found) -> None:
    with ANNOTATED.open(encoding="utf-8") as rows:
        f1 = scores(found, iter(list(rows)))
    assert f1["but first person"] >= 0.92


def test_every_member_that_the_source_marked_is_found_without_its_mark(found: Found, roll: Roll) -> None:
    marked, right = 0, 0
    for sitting, references in found:
        at: dict[tuple[str, str], list[Reference]] = {}
        for r in references:
            at.setdefault((r.contribution, r.pid), []).append(r)
        for c in sitting.contributions:
            for m in c.mentions:
                person = m.person_id or roll.person_of(m.member_id)
                if person:
                    marked += 1
                    near = at.get((c.id, c.paragraphs[m.paragraph].pid), [])
                    right += any(r.persons == (person,) and r.start < m.end and m.start < r.end for r in near)
    assert marked > 700
    assert right / marked >= 0.995


def test_printed_offices_resolve_to_the_right_person_or_set(
    found: Found, resolver: Resolver, roll: Roll
) -> None:
    held: Counter[bool] = Counter()
    for sitting, _ in found:
        house = "house-of-lords" if sitting.chamber == "Lords" else "house-of-commons"
        for c in sitting.contributions:
            if c.office:
                person = c.person_id or roll.person_of(c.member_id)
                held[person in resolver.holders(c.office, sitting.date, house)] += 1
    assert held[True] / held.total() >= 0.95


def test_a_bare_form_never_goes_against_recorded_gender(real: Path, found: Found, roll: Roll) -> None:
    """The elections record gender; the roll that resolved these does not have it."""
    recorded: dict[str, str] = {}
    for file in (real / "elections").rglob("candidacies.csv"):
        with file.open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if row["member_mnis_id"] and row["candidate_gender"]:
                    recorded[row["member_mnis_id"]] = row["candidate_gender"][0].upper()
    gender = {
        p.id: recorded[number]
        for p in roll
        for scheme, number in p.identifiers
        if scheme == "datadotparl_id" and number in recorded
    }
    judged = [
        (r, "F" if "Lady" in r.text else "M")
        for _, references in found
        for r in references
        if r.kind == "form" and len(r.persons) == 1 and ("Lady" in r.text or "Gentleman" in r.text)
    ]
    known = [(r, g) for r, g in judged if r.persons[0] in gender]
    assert len(known) > 900
    assert [r for r, g in known if gender[r.persons[0]] != g] == []


def test_a_friend_is_of_the_same_party_or_its_partner(found: Found, resolver: Resolver) -> None:
    against, friends = 0, 0
    for sitting, references in found:
        day = resolver.everybody.on(sitting.date)
        speaker = {
            c.id: day.roll.canonical(c.person_id) or day.roll.person_of(c.member_id)
            for c in sitting.contributions
        }
        for r in references:
            if r.kind == "form" and "Friend" in r.text and len(r.persons) == 1:
                friends += 1
                against += day.side.get(speaker[r.contribution]) != day.side.get(r.persons[0])
    assert friends > 900
    assert against / friends < 0.02
