"""Every route of the record on real days: answered, with the licence, as the library says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from folkmoot.record.store import Store
from tests.web.api.conftest import Asker
from tests.web.record.conftest import real_record as real_record

OPL = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."
LISTS = ("people", "departments", "sittings", "debates", "contributions", "divisions", "questions")


@pytest.fixture
def asker(db: None, settings: Any, real_record: Path) -> Asker:
    settings.RECORD_FOLDER = real_record
    return Asker()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_what_it_names_is_answered_with_the_notice(asker: Asker, name: str) -> None:
    told = asker.told(f"/api/{name}?size=100")
    assert told["total"] >= len(told["items"]) > 10
    assert told["about"]["notice"] == OPL
    assert "parlparse" in told["about"]["source"]
    alone = {"questions": "contributions"}.get(name, name)
    for item in told["items"][::20]:
        one = asker.told(f"/api/{alone}/{item['id']}")
        assert one["item"]["id"] == item["id"] and one["about"]["notice"] == OPL


def test_a_long_list_is_walked_without_a_gap(asker: Asker, real_record: Path) -> None:
    address, seen = "/api/debates?size=100&department=home-office", []
    while address:
        told = asker.told(address)
        seen += [item["id"] for item in told["items"]]
        address = told["next"]
    with Store.open(real_record) as store:
        assert seen == [d.id for d in store.list_debates(department="home-office", limit=10_000).items]
        assert len(seen) == len(store.debates_of_department("home-office", limit=10_000)) > 50


def test_search_says_the_same_as_the_library(asker: Asker, real_record: Path) -> None:
    with Store.open(real_record) as store:
        for query in ("housing", '"social housing"', "polic* party:labour", "police NEAR/5 community"):
            found = store.search(query, limit=20)
            told = asker.told(f"/api/search?q={query}&counted=1")
            assert [hit["id"] for hit in told["items"]] == [hit.contribution.id for hit in found.hits]
            assert told["total"] == found.total > 0


def test_a_question_that_was_asked_a_day_before_says_how_long_it_waited(asker: Asker) -> None:
    """Public Whip prints a question on the day it is answered, so the days are not known, and not made up."""
    told = asker.told("/api/questions?size=100")["items"]
    assert any(one["answered"] for one in told)
    assert {one["days"] for one in told} == {None}
