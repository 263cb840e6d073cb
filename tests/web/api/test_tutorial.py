"""The notebook runs, prints what is printed in it, and answers as the API does."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.web.api.conftest import Asker

NOTEBOOK = Path(__file__).parents[3] / "docs" / "tutorial" / "record-in-python.ipynb"


@pytest.fixture(scope="module")
def ran() -> tuple[dict[str, Any], dict[str, str], dict[str, Any]]:
    """The notebook, what each cell printed by its id, and what it left behind."""
    book = json.loads(NOTEBOOK.read_text())
    left: dict[str, Any] = {}
    printed = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            heard = io.StringIO()
            with contextlib.redirect_stdout(heard):
                exec(compile("".join(cell["source"]), f"{NOTEBOOK.name}:{cell['id']}", "exec"), left)
            printed[cell["id"]] = heard.getvalue()
    return book, printed, left


def test_every_cell_prints_what_stands_below_it(ran: Any) -> None:
    """After a wanted change: FOLKMOOT_SNAPSHOT=1 pytest tests/web/api/test_tutorial.py, and read the diff."""
    book, printed, _left = ran
    if os.environ.get("FOLKMOOT_SNAPSHOT"):
        for cell in book["cells"]:
            if text := printed.get(cell["id"]):
                lines = text.splitlines(keepends=True)
                cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": lines}]
        NOTEBOOK.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n")
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            shown = "".join("".join(one["text"]) for one in cell["outputs"])
            assert printed[cell["id"]] == shown, cell["id"]


def test_the_api_answers_the_same(ran: Any, api: Asker) -> None:
    _book, _printed, left = ran
    sittings = api.told("/api/sittings?size=100")
    assert sum(one["contributions"] for one in sittings["items"]) == left["report"].contributions
    results = api.told("/api/search?q=rent -council from:2026-05&size=5")
    assert results["total"] == left["found"].total
    assert [one["quote"] for one in results["items"]] == [hit.snippet.quote for hit in left["found"].hits]
    facets = api.told("/api/search?q=rent OR damp&counted=true")["facets"]
    assert [(v["value"], v["number"]) for v in facets["parties"]] == list(left["counted"].parties)
    debate = api.told("/api/debates/example/debate/2026-05-12a.1.13")["item"]
    assert [one["id"] for one in debate["contributions"]] == list(left["spoken"])
    (person,) = api.told("/api/people?q=garraway")["items"]
    assert person["id"] == left["nell"].id
    questions = api.told("/api/questions?size=100")
    assert [one["reason"] for one in questions["items"]] == [one.reason for one in left["asked"].items]
    division = api.told(f"/api/divisions/{left['division'].id}")["item"]
    assert {c["side"]: c["number"] for c in division["counts"]} == dict(left["division"].counts)
