"""Gender is kept where a source states it, from the file to the roll in the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from folkmoot.record.people import stated_gender
from folkmoot.record.reading import read
from folkmoot.record.readers import popolo
from folkmoot.record.store import Store

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"


@pytest.mark.parametrize(
    ("written", "kept"), [("F", "female"), ("Male", "male"), ("female", "female"), ("U", ""), ("", "")]
)
def test_gender_is_one_word_however_it_is_written(written: str, kept: str) -> None:
    assert stated_gender(written) == kept


def test_the_store_gives_back_what_the_file_states(tmp_path: Path) -> None:
    people = popolo.read((PARLIAMENT / "people.json").read_bytes(), file="people.json")
    stated = {p["id"]: p.get("gender", "") for p in json.loads((PARLIAMENT / "people.json").read_text())["persons"]}
    assert {p.id: p.gender for p in people.persons} == stated
    read([PARLIAMENT / "people.json"], tmp_path)
    with Store.open(tmp_path) as store:
        assert {p.id: p.gender for p in store.roll()}.items() <= stated.items()
