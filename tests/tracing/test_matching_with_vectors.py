"""A table says "rent"; the House says "tenancy", and never shows that these belong together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from folkmoot.record import reading
from folkmoot.record.store import Store
from folkmoot.tracing import spreading
from folkmoot.tracing.bridges import Bridges
from folkmoot.tracing.laid_out import RUN
from folkmoot.tracing.matching import Proposal, match
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.spreading import match_spread
from folkmoot.tracing.vocabulary import Vocabulary

STATEMENT = "The rent is raised abruptly every springtime"
SHARED = "was raised abruptly every springtime, and nobody thereabouts objected to it being so"
ON_FISH = f"In %s the herring quota {SHARED} while the herring quota stood."
ON_HOMES = f"In %s the tenancy charge {SHARED} while the tenancy charge stood."
WORDS = [f"{chr(97 + n // 400)}o{chr(97 + n // 20 % 20)}{chr(97 + n % 20)}qua" for n in range(1200)]
NO_BRIDGES = Bridges(0.6, {})


def debate(day: str, said: list[str]) -> str:
    rows = [f'<major-heading id="uk.org.publicwhip/debate/{day}a.1.0">Supply</major-heading>']
    for number, text in enumerate(said, start=1):
        gid = f"uk.org.publicwhip/debate/{day}a.1.{number}"
        rows.append(f'<speech id="{gid}" speakername="A Member"><p pid="a1.{number}/1">{text}</p></speech>')
    return f"<publicwhip>{''.join(rows)}</publicwhip>"


def everything_said() -> list[str]:
    """One speech on herring, four on tenancies, one on rent, and others on anything at all."""
    draw = random.Random(8)
    said = [f"On {' '.join(draw.choices(WORDS, k=30))}, I beg to differ." for _ in range(160)]
    said[50] = ON_FISH % WORDS[0]
    for number in range(51, 55):
        said[number] = ON_HOMES % WORDS[number]
    said[130] = "The rent of a field is a matter of the fields."
    return said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which rent, herring and tenancies are each spoken of, in debates of their own."""
    home = tmp_path_factory.mktemp("vectors")
    said = everything_said()
    for number in range(4):
        day = f"2026-0{number + 1}-12"
        text = debate(day, said[40 * number : 40 * number + 40])
        (home / f"debates{day}a.xml").write_text(text, encoding="utf-8")
    reading.read([home], home / "record")
    return home / "record"


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as store:
        yield store


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file, written by hand as it were, in which rent and tenancy are near and nothing else is."""
    return write_vectors(tmp_path_factory.mktemp("file") / "words.vec", near={"tenancy": "rent"})


def write_vectors(path: Path, near: dict[str, str]) -> Path:
    draw = np.random.default_rng(9)
    words = sorted({word.lower() for text in everything_said() for word in RUN.findall(text)})
    of = {word: draw.standard_normal(40) for word in (*words, "unheard")}
    for word, other in near.items():
        of[word] = of[other] + 0.3 * of[word]
    lines = [f"{word} {' '.join(f'{value:.4f}' for value in place)}" for word, place in of.items()]
    path.write_text("\n".join([f"{len(of)} 40", *lines, ""]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def by_itself(record: Store) -> Vocabulary:
    return vocabulary_of(record)


@pytest.fixture(scope="module")
def by_vectors(record: Store, vectors: Path) -> Vocabulary:
    return vocabulary_of(record, vectors=vectors)


def proposed(record: Store, known: Vocabulary) -> list[Proposal]:
    (found,) = match([STATEMENT], record, vocabulary=known, bridges=NO_BRIDGES)
    return list(found.passages)


def test_a_tie_across_vocabularies_is_likelier(
    record: Store, by_itself: Vocabulary, by_vectors: Vocabulary
) -> None:
    """All five passages hold the same words of the statement, and words alone cannot tell them apart."""
    without, with_them = proposed(record, by_itself), proposed(record, by_vectors)
    assert len(without) == len(with_them) == 5
    assert len({one.score for one in without}) == 1
    assert "herring" in without[0].quote
    *homes, fish = with_them
    assert all("tenancy" in one.quote for one in homes)
    assert "herring" in fish.quote
    assert min(one.score for one in homes) > 1.05 * fish.score


def test_a_file_in_which_they_are_far_apart_makes_it_no_likelier(record: Store, tmp_path: Path) -> None:
    far = vocabulary_of(record, vectors=write_vectors(tmp_path / "far.vec", near={}))
    scores = {("tenancy" in one.quote): one.score for one in proposed(record, far)}
    assert scores[True] < 1.03 * scores[False]


def test_the_same_record_and_file_always_give_the_same(
    record: Store, vectors: Path, by_vectors: Vocabulary
) -> None:
    again = vocabulary_of(record, vectors=vectors)
    assert again == by_vectors
    assert again.likeness is not None and by_vectors.likeness is not None
    assert np.array_equal(again.likeness.places, by_vectors.likeness.places)
    assert again.likeness.rows == by_vectors.likeness.rows


def test_a_vocabulary_knows_which_file_it_was_made_with(
    record: Store, by_itself: Vocabulary, by_vectors: Vocabulary, tmp_path: Path
) -> None:
    other = vocabulary_of(record, vectors=write_vectors(tmp_path / "other.vec", near={}))
    assert len({by_itself.vectors, by_vectors.vectors, other.vectors}) == 3
    assert by_itself.vectors == ""
    assert replace(by_vectors, vectors="") == by_itself


def test_two_processes_give_the_same_answer_with_vectors(
    record: Store, folder: Path, by_vectors: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(spreading, "PART", 2)
    asked = [STATEMENT, *everything_said()[48:52]]
    alone = match(asked, record, vocabulary=by_vectors)
    assert any(one.passages for one in alone)
    assert match_spread(asked, folder, vocabulary=by_vectors, workers=2) == alone


@pytest.mark.usefixtures("loopback")
def test_a_cluster_gives_the_same_answer_with_vectors(
    record: Store, folder: Path, by_vectors: Vocabulary
) -> None:
    distributed = pytest.importorskip("distributed")
    asked = [STATEMENT, *everything_said()[48:52]]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        found = match_spread(asked, folder, vocabulary=by_vectors, scheduler=cluster.scheduler_address)
    assert found == match(asked, record, vocabulary=by_vectors)
