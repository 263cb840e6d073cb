"""A plank of the example's making, tied to the fictional House by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from folkmoot.record.store import Store
from folkmoot.web.asking import actions
from folkmoot.web.asking.models import Ask
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import tie
from tests.web.tracing.conftest import plank as plank
from tests.web.tracing.conftest import record as record
from tests.web.tracing.conftest import record_folder as record_folder

ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "example/debate/2026-05-12a.1.8"
OPPOSED = "example/debate/2026-05-12a.6.1"
DAY = dt.date(2026, 4, 1)


@pytest.fixture
def tied(plank: Plank, record: Store, staff: Any) -> Plank:
    tie(staff("editor"), plank, ASKED, record, kind="asks")
    tie(staff("editor"), plank, OPPOSED, record, kind="opposes")
    return plank


@pytest.fixture
def wording() -> actions.Wording:
    return actions.Wording(
        form="written",
        words="To ask the Secretary of State for Towns, Homes and Communities, when he will publish it.",
        office="Secretary of State for Towns, Homes and Communities",
        name="Dominic Farrowby",
        through="Nell Garraway",
    )


@pytest.fixture
def ask(tied: Plank, wording: actions.Wording, staff: Any) -> Ask:
    return actions.draft(staff("editor"), tied, wording)
