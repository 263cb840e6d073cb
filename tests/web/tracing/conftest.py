"""A plank of the example's making, and the fictional House to trace it into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from folkmoot.record import reading
from folkmoot.record.store import Store
from folkmoot.web.manifesto.actions import Draft, draft_plank
from folkmoot.web.manifesto.models import Plank
from tests.web.manifesto.conftest import make_moot

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced") / "record"
    reading.read([EXAMPLES / "parliament"], folder)
    return folder


@pytest.fixture
def record(record_folder: Path, settings: Any) -> Iterator[Store]:
    settings.RECORD_FOLDER = record_folder
    with Store.open(record_folder) as store:
        yield store


@pytest.fixture
def plank(staff: Callable[..., Any]) -> Plank:
    moot = make_moot()
    draft = Draft(
        "Open the empty shops",
        "Once a shop has been empty for six months, the council may let it at a low rent.",
        "so that people starting out have a counter to stand behind",
        "council", "adopted", "The assembly",
    )  # fmt: skip
    return draft_plank(staff("editor"), draft, moot.statements.filter(number__lt=3))
