from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from folkmoot.record.store import Store
from folkmoot.tracing import candidates
from folkmoot.tracing.candidates import Candidates, Spoken, worth_proposing

WEIGHTS = {"shop": 1.0, "rent": 0.5, "council": 0.3}


class Counted:
    """A record that counts what is read of it."""

    def __init__(self, record: Store) -> None:
        self.record = record
        self.read: list[int] = []

    def heaviest(self, weights: Mapping[str, float], *, limit: int) -> Sequence[int]:
        return self.record.heaviest(weights, limit=limit)

    def spoken(self, keys: Sequence[int]) -> Mapping[int, Spoken]:
        self.read += keys
        return self.record.spoken(keys)


def test_what_the_index_ranks_is_handed_over_in_its_order_but_for_the_chair_and_short_words(
    record: Store,
) -> None:
    found = Candidates().best(record, WEIGHTS, 20)
    ranked = record.ranked(WEIGHTS, limit=20)
    assert [one.id for one in found] == [one.id for one in ranked if worth_proposing(one)]
    lengths = {one.id: len(one.text) for one in ranked}
    assert found and all(one.length == lengths[one.id] for one in found)


def test_nothing_is_read_twice(record: Store) -> None:
    counted, kept = Counted(record), Candidates()
    first = kept.best(counted, WEIGHTS, 20)
    read = list(counted.read)
    assert [one.id for one in kept.best(counted, WEIGHTS, 20)] == [one.id for one in first]
    assert counted.read == read and len(set(read)) == len(read) >= len(first)


def test_what_was_let_go_is_read_again_with_the_same_answer(
    record: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "KEPT", 1_000)
    kept = Candidates()
    asked = [{"shop": 1.0}, {"rent": 1.0}, WEIGHTS, {"bus": 1.0}, {"shop": 1.0}]
    for weights in asked:
        found = kept.best(record, weights, 20)
        assert [one.id for one in found] == [one.id for one in Candidates().best(record, weights, 20)]


def test_words_that_nobody_said_lead_to_nothing(record: Store) -> None:
    assert Candidates().best(record, {"zeppelin": 1.0}, 20) == []
