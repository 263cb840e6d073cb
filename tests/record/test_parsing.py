"""The same store comes of it wherever files are parsed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

from folkmoot.errors import NotFound, Refused
from folkmoot.record import cluster, parsing
from folkmoot.record.reading import read

from .conftest import publicwhip, speech
from .equal import contents

SOURCE = str(Path(__file__).parents[2] / "src")


@pytest.fixture
def days(tmp_path: Path, parliament: Path) -> Path:
    """Twelve sittings, one of them damaged, and the people."""
    for day in range(1, 13):
        stem = f"2026-06-{day:02}a"
        said = speech("1.1", f"Tenants of house {day} wait for repairs.", who="Ada Marsh", day=stem)
        whole = publicwhip(said)
        (parliament / f"debates{stem}.xml").write_text(whole[:-40] if day == 7 else whole, encoding="utf-8")
    return parliament


def test_processes_beside_this_one_give_the_same_store(
    days: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read([days], tmp_path / "here")
    monkeypatch.setattr(parsing, "WORTH_A_PROCESS", 0)
    beside = read([days], tmp_path / "beside", workers=3)
    assert beside.as_dict() == here.as_dict()
    assert len(here.unread) == 1
    assert contents(tmp_path / "beside") == contents(tmp_path / "here")


_PARSE_AND_WAIT = """
import time
from pathlib import Path
from folkmoot.record import parsing

if __name__ == "__main__":
    parsing.WORTH_A_PROCESS = 0

    class Item:
        path, superseded = Path(__file__), False

    for _ in parsing.parsed([Item(), Item()], frozenset(), workers=2):
        print("parsed", flush=True)
        time.sleep(60)
"""


def test_processes_that_parse_end_with_the_one_that_writes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_PARSE_AND_WAIT)
    writer = subprocess.Popen(
        [sys.executable, script], env=os.environ | {"PYTHONPATH": SOURCE}, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"parsed\n"
    children = Path(f"/proc/{writer.pid}/task/{writer.pid}/children").read_text().split()
    assert children
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    until = time.monotonic() + 10
    while any(_runs(pid) for pid in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in children)


def _runs(pid: str) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# A cluster


@pytest.fixture
def loopback() -> None:
    """Sockets again, for the test that asks."""
    pytest_socket.enable_socket()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a Dask cluster of two processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.usefixtures("loopback")
def test_a_cluster_gives_the_same_store(days: Path, tmp_path: Path, scheduler: str) -> None:
    here = read([days], tmp_path / "here")
    there = read([days], tmp_path / "there", scheduler=scheduler)
    assert there.as_dict() == here.as_dict()
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    again = read([days], tmp_path / "there", scheduler=scheduler)
    assert again.as_dict() == here.as_dict()


@pytest.mark.usefixtures("loopback")
def test_the_real_record_is_read_alike_by_a_cluster(real: Path, tmp_path: Path, scheduler: str) -> None:
    given = [real / "hansard" / "2009-10" / "debates", real / "people"]
    here = read(given, tmp_path / "here")
    there = read(given, tmp_path / "there", scheduler=scheduler)
    assert there.as_dict() == here.as_dict()
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.usefixtures("loopback")
def test_no_scheduler_there_is_one_sentence(
    parliament: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.3)
    with pytest.raises(NotFound, match="No Dask scheduler answers at tcp:"):
        read([parliament], folder, scheduler="tcp://127.0.0.1:9")


def test_a_cluster_without_dask_says_what_to_install(
    parliament: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused, match=r"folkmoot\[cluster\]"):
        read([parliament], folder, scheduler="tcp://127.0.0.1:8786")
