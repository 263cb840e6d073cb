"""A record to match against: the fictional House, read into a store once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

from folkmoot.record import reading
from folkmoot.record.store import Store
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vocabulary import Vocabulary
from tests.tracing.word_files import write_words

PARLIAMENT = Path(__file__).parents[2] / "examples" / "parliament"


@pytest.fixture
def loopback() -> None:
    """Sockets again, for the test that asks."""
    pytest_socket.enable_socket()


@pytest.fixture(scope="session")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "record"
    reading.read([PARLIAMENT], folder)
    return folder


@pytest.fixture(scope="session")
def record(record_folder: Path) -> Iterator[Store]:
    with Store.open(record_folder) as store:
        yield store


@pytest.fixture(scope="session")
def known(record: Store) -> Vocabulary:
    return vocabulary_of(record)


@pytest.fixture(scope="session")
def vectors(record: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a vector for every word of the fictional House, strewn at random."""
    return write_words(tmp_path_factory.mktemp("vectors") / "words.vec", record, seed=11)
