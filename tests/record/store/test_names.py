"""Whom a condition on a name means: who bears it whole, and only then whose name begins so."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from folkmoot.record.reading import read
from folkmoot.record.store import Store

from ..conftest import DEBATE, PEOPLE

MAYHEW, MAY = ["1.3", "2.2", "2.4"], ["1.4", "2.3"]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The fictional parliament with Ada Mayhew for Ada Marsh and Bea May, once Holt, for Bea Quill."""
    folder = tmp_path_factory.mktemp("named")
    for name, text in (("debates2026-05-12a.xml", DEBATE), ("people.json", json.dumps(PEOPLE))):
        text = text.replace("Marsh", "Mayhew").replace("Quill", "May")
        (folder / name).write_text(text, encoding="utf-8")
    read([folder], folder / "record")
    with Store.open(folder / "record") as store:
        yield store


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("speaker:may", MAY),
        ('speaker:"bea may"', MAY),
        ("speaker:holt", MAY),
        ("speaker:mayhew", MAYHEW),
        ("speaker:mayh", MAYHEW),
        ("speaker:may*", sorted(MAY + MAYHEW)),
        ("speaker:hol", MAY),
        ("speaker:mayor", []),
        ("speaker:*", []),
        ("mentions:mayhew", ["1.4"]),
        ("mentions:mayh*", ["1.4"]),
        # Nobody of that name is spoken of, so those are found whose name begins so.
        ("mentions:may", ["1.4"]),
    ],
)
def test_a_whole_name_comes_before_the_beginning_of_one(named: Store, query: str, places: list[str]) -> None:
    found = [hit.contribution.id.rpartition("a.")[2] for hit in named.search(query).hits]
    assert sorted(found) == places
