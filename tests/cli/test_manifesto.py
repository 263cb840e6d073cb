"""`folkmoot manifesto` as somebody types it: an edition published, checked, brought elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from folkmoot.cli.main import folkmoot
from tests.web.house import House

TOWN = Path(__file__).parents[2] / "examples" / "town"


def test_a_change_between_two_sentences_is_told_without_a_house() -> None:
    asked = ["manifesto", "drift", "Use empty shops to house the homeless.", "Let empty shops to startups."]
    found = json.loads(CliRunner().invoke(folkmoot, [*asked, "--json"]).output)
    assert found["changes"][0]["change"] == "purpose dropped"
    assert found["changes"][0]["before"] == "to house the homeless"


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00", b'{"format": "folkmoot-edition/1"}'])
def test_what_is_no_edition_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "e.json"
    file.write_bytes(content)
    done = House(tmp_path / "home").refused("manifesto", "verify", file)
    assert "e.json" in done
    assert not (tmp_path / "home").exists(), "checking a file needs no house and makes none"


def test_an_edition_goes_from_one_house_to_another_and_a_changed_word_is_found(tmp_path: Path) -> None:
    first, second = House.with_tables(tmp_path / "first"), House.with_tables(tmp_path / "second")
    first.folkmoot("manifesto", "read", TOWN / "planks.csv")
    published = first.json("manifesto", "publish")
    file = tmp_path / "edition.json"
    first.folkmoot("manifesto", "export", 1, "--to", file)
    checked = first.json("manifesto", "verify", file, "--published", published["sha256"])
    assert (checked["whole"], checked["problems"]) == (True, [])
    assert second.json("manifesto", "bring", file)["sha256"] == published["sha256"]
    again = tmp_path / "again.json"
    second.folkmoot("manifesto", "export", 1, "--to", again)
    assert again.read_bytes() == file.read_bytes()
    assert "empty house only" in second.refused("manifesto", "bring", file)
    changed = tmp_path / "changed.json"
    changed.write_text(file.read_text().replace("A chair in the window", "A sofa in the window"))
    assert "was changed since it was published" in second.refused("manifesto", "verify", changed)
    assert "no edition 9" in first.refused("manifesto", "export", 9)
