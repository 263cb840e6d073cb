"""A sitting against many statements at once finds what searching the record finds."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from folkmoot.record.store import Store
from folkmoot.tracing.candidates import Candidate
from folkmoot.tracing.learning import Decided, lessons
from folkmoot.tracing.likeness import ENOUGH_PASSAGES, learn
from folkmoot.tracing.matching import Search
from folkmoot.tracing.touching import NewSitting, touched
from folkmoot.tracing.vocabulary import Vocabulary

TOWN = Path(__file__).parents[2] / "examples" / "town"
SHOP = "The council should be able to let a shop that has stood empty for six months at a low rent."


@pytest.fixture(scope="module")
def asked() -> list[str]:
    with (TOWN / "high-street" / "statements.csv").open(encoding="utf-8", newline="") as file:
        return [
            SHOP,
            "Volcanoes on Iceland should be watched",
            *(row["words"] for row in csv.DictReader(file)),
        ]


@pytest.fixture(scope="module")
def search(asked: list[str], record: Store, known: Vocabulary) -> Search:
    return Search(asked, record, known, "High Street")


def found_in(search: Search, record: Store) -> dict[int, set[str]]:
    """Over every sitting: by statement, the passages that touch it."""
    found: dict[int, set[str]] = {}
    for sitting in record.sittings():
        for number, matched in touched(search, record.contributions_in(sitting.id)):
            found.setdefault(number, set()).update(one.id for one in matched.passages)
    return found


def test_what_touches_a_statement_is_what_the_whole_record_proposes_first(
    search: Search, record: Store
) -> None:
    found = found_in(search, record)
    assert search.matched(0, 5).passages[0].id in found[0]
    sure = {n: search.matched(n, 5).passages for n in range(len(search.statements))}
    firsts = {n: passages[0].id for n, passages in sure.items() if passages}
    assert len(firsts) > 3
    assert sum(first in found.get(n, set()) for n, first in firsts.items()) / len(firsts) > 0.7


def test_a_sitting_that_does_not_speak_of_it_does_not_touch_it(search: Search, record: Store) -> None:
    assert 1 not in found_in(search, record)


def test_every_passage_stands_in_the_sitting_once_a_statement_with_its_score_and_words(
    search: Search, record: Store
) -> None:
    for sitting in record.sittings():
        here = record.contributions_in(sitting.id)
        for number, matched in touched(search, here, limit=2):
            assert matched.statement == search.statements[number]
            assert len({one.contribution for one in matched.passages}) == len(matched.passages) <= 2
            assert {one.contribution for one in matched.passages} <= {one.id for one in here}
            assert all(one.words and one.score > 0 for one in matched.passages)


def test_an_empty_sitting_touches_nothing(search: Search) -> None:
    assert list(touched(search, [])) == []


def test_what_was_rejected_touches_no_more(asked: list[str], record: Store, known: Vocabulary) -> None:
    first = Search(asked, record, known).matched(0, 5).passages[0]
    no = Decided(first.contribution, "", first.quote, "rejected")
    taught = Search(asked, record, known, lessons={0: lessons([SHOP], [no], known)})
    assert first.id not in found_in(taught, record).get(0, set())


def test_what_is_left_out_early_for_being_unlike_would_not_have_touched(
    asked: list[str], record: Store, known: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    sittings = [record.contributions_in(sitting.id) for sitting in record.sittings()]
    texts = [one.text for here in sittings for one in here]
    likeness = learn(
        texts * (ENOUGH_PASSAGES // len(texts) + 1), {stem: known.worth(stem) for stem in known.found_in}
    )
    assert likeness is not None
    search = Search(asked, record, replace(known, likeness=likeness), "High Street")
    search.bar = replace(search.bar, alike=0.8)
    early = [list(touched(search, here)) for here in sittings]
    looked, left = NewSitting.like, []

    def everything(
        self: NewSitting, candidates: list[Candidate], about: np.ndarray, least: float
    ) -> list[Candidate]:
        left.append(len(candidates) - len(looked(self, candidates, about, least)))
        return candidates

    monkeypatch.setattr(NewSitting, "like", everything)
    assert [list(touched(search, here)) for here in sittings] == early
    assert any(early)
    assert sum(left) > 10
