"""The fictional parliament, and a program that asks the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.web.record.conftest import record_folder as record_folder


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> Iterator[None]:
    caches["limits"].clear()
    yield
    caches["limits"].clear()


class Asker:
    """`get` gives the answer, `told` its JSON, `refused` its error."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, address: str, **asked: Any) -> Any:
        return self.client.get(address, **asked)

    def told(self, address: str) -> Any:
        answer = self.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code} {answer.content[:300]}"
        return answer.json()

    def refused(self, address: str, status: int) -> Any:
        answer = self.get(address)
        assert answer.status_code == status, f"{address} answered {answer.status_code}"
        assert list(answer.json()) == ["error"]
        error = answer.json()["error"]
        assert error.keys() == {"status", "kind", "message", "facts"}
        assert error["status"] == status and error["message"]
        return error


@pytest.fixture
def api(db: None, settings: Any, record_folder: Path) -> Asker:
    settings.RECORD_FOLDER = record_folder
    return Asker()
