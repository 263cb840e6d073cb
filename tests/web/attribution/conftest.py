"""The fictional parliament, derived, and one of its debates copied without its speakers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from folkmoot.record.deriving import derive
from folkmoot.record.reading import read
from folkmoot.record.store import Store

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"
DAY = "2026-05-12"


@pytest.fixture(scope="session")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meant") / "record"
    read([PARLIAMENT], folder)
    derive(folder)
    return folder


@pytest.fixture
def record(record_folder: Path, settings: Any) -> Iterator[Store]:
    settings.RECORD_FOLDER = record_folder
    with Store.open(record_folder) as store:
        yield store


@pytest.fixture
def copied(record: Store) -> str:
    """The longest debate of the day as somebody copies it: words only, one line a paragraph."""
    day = dt.date.fromisoformat(DAY)
    debate = max(record.debates(day=day), key=lambda d: len(record.debate(d.id).contributions))
    said = [c for c in record.debate(debate.id).contributions if c.kind != "procedural"]
    return "\n".join(p.text for c in said[:12] for p in c.paragraphs)


UNKNOWN = (
    "I am grateful to the hon. Lady for giving way. Does she agree that the towpath is closed too often?\n"
    "I do agree with my hon. Friend, and I shall come to the towpath when I have spoken of the bridge.\n"
)
