"""A copied page that the record already has is found there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from folkmoot.record.aligning import days_of, said_on
from folkmoot.record.attribute import attribute
from folkmoot.record.reading import read
from folkmoot.record.store import Store

EXAMPLE = Path(__file__).parents[2] / "examples" / "parliament"
DAY = dt.date(2026, 5, 12)


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    read([EXAMPLE], tmp_path / "record")
    with Store.open(tmp_path / "record") as opened:
        yield opened


@pytest.fixture
def copied(store: Store) -> str:
    """The speeches of one debate without their speakers' names."""
    debate = max((d for d in store.debates(day=DAY)), key=lambda d: len(store.debate(d.id).contributions))
    said = [c for c in store.debate(debate.id).contributions if c.kind != "procedural"]
    return "\n".join(p.text for c in said for p in c.paragraphs)


def test_its_day_is_proposed_first_with_the_lines_that_say_so(store: Store, copied: str) -> None:
    first, *_ = days_of(copied, store)
    assert (first.first, first.last) == (DAY, DAY)
    assert "stand in the record of 2026-05-12" in first.reason


def test_its_lines_are_taken_from_the_record(store: Store, copied: str) -> None:
    page = attribute(copied, store.roll(), day=DAY, contributions=said_on(DAY, store))
    long = [line for line in page.lines if len(line.text) > 60]
    assert long and all(line.found_in and line.confidence == 0.99 for line in long)


def test_words_that_are_not_in_the_record_propose_nothing(store: Store) -> None:
    words = "The quick brown fox jumps over the lazy dog while nine others look on and say nothing."
    assert days_of(words, store) == ()
    assert days_of("", store) == ()
    assert said_on(None, store) == []
