"""The kept vocabulary of the house follows its record and its file of word vectors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.store import Store
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing import vocabulary as kept
from folkmoot.web.tracing.actions import propose
from folkmoot.web.tracing.vocabulary import vocabulary
from tests.tracing.word_files import write_words


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept._known.clear()
    yield
    kept._known.clear()


@pytest.fixture
def vectors(record: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "words.vec"
    write_words(path, record, seed=1)
    monkeypatch.setenv("FOLKMOOT_VECTORS", str(path))
    return path


def test_without_the_setting_it_is_made_of_the_record_alone(record: Store) -> None:
    assert vocabulary(record).vectors == ""
    assert vocabulary(record) is vocabulary(record)


def test_it_is_made_once_while_the_file_stays(record: Store, vectors: Path) -> None:
    first = vocabulary(record)
    assert first.vectors and first.likeness is not None
    assert vocabulary(record) is first


def test_a_file_that_was_touched_and_holds_the_same_is_not_read_for_words_again(
    record: Store, vectors: Path
) -> None:
    first = vocabulary(record)
    os.utime(vectors, (1, 1))
    assert vocabulary(record) is first
    assert vocabulary(record) is first


def test_another_file_makes_it_anew_and_so_does_taking_the_setting_away(
    record: Store, vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = vocabulary(record)
    write_words(vectors, record, seed=2)
    second = vocabulary(record)
    assert second.vectors not in ("", first.vectors)
    monkeypatch.delenv("FOLKMOOT_VECTORS")
    assert vocabulary(record).vectors == ""


def test_a_file_that_went_away_is_told_rather_than_done_without(record: Store, vectors: Path) -> None:
    vocabulary(record)
    vectors.unlink()
    with pytest.raises(Unreadable, match="cannot be read"):
        vocabulary(record)


def test_proposals_for_a_plank_go_by_the_file(
    plank: Plank, record: Store, vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_vectors = {link.passage: link.score for link in propose(None, plank, record)}
    assert with_vectors
    monkeypatch.delenv("FOLKMOOT_VECTORS")
    without = {link.passage: link.score for link in propose(None, plank, record)}
    assert without != with_vectors
