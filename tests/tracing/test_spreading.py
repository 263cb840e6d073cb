"""Several processes, or a cluster, give the answer that one gives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from folkmoot.errors import NotFound
from folkmoot.record import cluster
from folkmoot.record.store import Store
from folkmoot.tracing import spreading
from folkmoot.tracing.matching import Matched, match
from folkmoot.tracing.spreading import match_spread
from folkmoot.tracing.vocabulary import Vocabulary

TOWN = Path(__file__).parents[2] / "examples" / "town"


@pytest.fixture(scope="module")
def asked() -> list[str]:
    with (TOWN / "station-end" / "statements.csv").open(encoding="utf-8", newline="") as file:
        return [row["words"] for row in csv.DictReader(file)]


@pytest.fixture
def alone(asked: list[str], record: Store, known: Vocabulary) -> list[Matched]:
    return match(asked, record, vocabulary=known, title="Station End")


def test_two_processes_give_the_same_answer(
    asked: list[str],
    alone: list[Matched],
    record_folder: Path,
    known: Vocabulary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreading, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(spreading, "PART", 7)
    ticked: list[int] = []
    found = match_spread(
        asked,
        record_folder,
        vocabulary=known,
        title="Station End",
        workers=2,
        tick=lambda: ticked.append(1),
    )
    assert found == alone
    assert len(ticked) == len(asked)


@pytest.mark.usefixtures("loopback")
def test_a_cluster_of_two_processes_gives_the_same_answer(
    asked: list[str], alone: list[Matched], record_folder: Path, known: Vocabulary
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as two:
        found = match_spread(
            asked,
            record_folder,
            vocabulary=known,
            title="Station End",
            scheduler=two.scheduler_address,
        )
    assert found == alone


@pytest.mark.usefixtures("loopback")
def test_where_no_scheduler_answers_one_sentence_says_so(
    asked: list[str], record_folder: Path, known: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(NotFound, match="dask scheduler"):
        match_spread(asked, record_folder, vocabulary=known, scheduler="tcp://127.0.0.1:9")
