"""What was planted in the example parliament is found there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from folkmoot.record.people import Roll
from folkmoot.record.readers import popolo, publicwhip
from folkmoot.record.references import Reference, Resolver

EXAMPLES = Path(__file__).parents[3] / "examples"
PARLIAMENT = EXAMPLES / "parliament"
LATEST = ("debates2026-05-12a.xml", "debates2026-09-15b.xml", "answers2026-09-15a.xml")
# A slip of the tongue, two who would not give way, two named hours before: no rule decides these.
HARD = 5


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str, int, int], Reference]:
    people = [popolo.read((PARLIAMENT / f).read_bytes(), file=f) for f in ("people.json", "ministers.json")]
    resolver = Resolver(Roll.of(people))
    sittings = (publicwhip.read((PARLIAMENT / f).read_bytes(), file=f) for f in LATEST)
    references = (r for s in sittings for r in resolver.resolve(s))
    return {(r.contribution, r.pid, r.start, r.end): r for r in references}


@pytest.fixture(scope="module")
def planted() -> list[dict[str, object]]:
    references: list[dict[str, object]] = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))[
        "parliament"
    ]["references"]
    return references


def test_every_planted_reference_is_found_with_its_span_and_kind(found, planted) -> None:  # type: ignore[no-untyped-def]
    missed = [p for p in planted if (key := _key(p)) not in found or found[key].kind != p["kind"]]
    assert missed == []


def test_all_but_the_hard_ones_mean_whom_they_should(found, planted) -> None:  # type: ignore[no-untyped-def]
    wrong = [p for p in planted if list(found[_key(p)].persons) != p["persons"]]
    assert len(wrong) <= HARD, [(p["text"], p["contribution"]) for p in wrong]
    assert not [p for p in wrong if p["kind"] in ("constituency", "office")]


def _key(p: dict[str, object]) -> tuple[str, str, int, int]:
    return str(p["contribution"]), str(p["pid"]), int(str(p["start"])), int(str(p["end"]))
