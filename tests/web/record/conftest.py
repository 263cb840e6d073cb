"""The fictional parliament, read into a record of its own, and a browser before its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.record.deriving import derive
from folkmoot.record.reading import read

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"
DEBATE = "example/debate/"
WRITTEN = "example/wrans/"
NELL = "example/person/15"


@pytest.fixture(scope="session")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    read([PARLIAMENT], folder)
    derive(folder)
    return folder


@pytest.fixture(scope="session")
def real_record(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """The real days and people kept beside the project."""
    folder = tmp_path_factory.mktemp("real-record")
    read([shared_data / "people", shared_data / "hansard"], folder)
    derive(folder)
    return folder


class Visitor:
    """Somebody reading: `get` gives the answer, `page` its text."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(address, headers=headers)

    def page(self, address: str) -> str:
        answer = self.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return str(answer.content.decode())


@pytest.fixture
def visitor(db: None, settings: Any, record_folder: Path) -> Visitor:
    settings.RECORD_FOLDER = record_folder
    return Visitor()


@pytest.fixture
def visitor_of_real_days(db: None, settings: Any, real_record: Path) -> Visitor:
    settings.RECORD_FOLDER = real_record
    return Visitor()


@pytest.fixture
def visitor_of_nothing(db: None, settings: Any, tmp_path: Path) -> Visitor:
    settings.RECORD_FOLDER = tmp_path / "record"
    return Visitor()
