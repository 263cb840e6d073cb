"""Registers of interests: read by the edition, answered by the day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.readers import regmem
from folkmoot.record.reading import read as read_files
from folkmoot.record.store import Store
from tests.record.test_reading_formats import POPOLO

from .hostile import damaged, example, survives

EDITION = example("regmem2031-03-04.xml")


def test_entries_keep_their_category_and_the_day_they_were_registered() -> None:
    people = regmem.read(EDITION, file="regmem2031-03-04.xml")
    ferries, flats = people.interests
    assert (ferries.person_id, ferries.category, ferries.registered) == (
        "example/person/1",
        "Directorships",
        "2030-07-03",
    )
    assert (flats.category_number, flats.subcategory, flats.registered) == ("8", "1", "")
    assert flats.text == "Two flats in Wellmarsh, let to tenants."


def test_an_entry_of_nobody_is_named_by_its_line() -> None:
    (unread,) = regmem.read(EDITION, file="r.xml").unread
    assert (unread.line, unread.reason) == (17, "<regmem> without a day or a person")


def test_what_holds_no_register_is_refused() -> None:
    with pytest.raises(Unreadable, match="no register"):
        regmem.read(b"<publicwhip><regmem/></publicwhip>", file="r.xml")


def test_the_edition_of_the_day_answers_and_says_since_when(tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text(json.dumps(POPOLO))
    later = EDITION.replace(b"2031-03-04", b"2031-05-01").replace(b"Two flats", b"Three flats")
    (tmp_path / "regmem2031-03-04.xml").write_bytes(EDITION)
    (tmp_path / "regmem2031-05-01.xml").write_bytes(later)
    report = read_files(tmp_path.iterdir(), tmp_path / "record")
    assert (report.interests, len(report.unread)) == (4, 2)
    given = [path for path in tmp_path.iterdir() if path.is_file()]
    assert read_files(given, tmp_path / "record").as_dict() == report.as_dict()
    with Store.open(tmp_path / "record") as store:

        def on(day: str, who: str = "example/person/1") -> list[tuple[str, str]]:
            return [(i.text[:5], i.since) for i in store.interests(who, dt.date.fromisoformat(day))]

        assert on("2031-03-03") == []
        assert on("2031-04-30") == [("Non-e", "2031-03-04"), ("Two f", "2031-03-04")]
        assert on("2031-05-01") == [("Non-e", "2031-03-04"), ("Three", "2031-05-01")]
        assert on("2031-05-01", "datadotparl_id/90001") == on("2031-05-01")
        assert on("2031-05-01", "example/person/2") == []
        assert store.stats()["interests"] == 4


def test_registers_do_not_make_who_spoke_be_looked_up_again(tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text(json.dumps(POPOLO))
    read_files([tmp_path], tmp_path / "record")
    with Store.open(tmp_path / "record", write=True) as store:
        assert store.writer is not None
        before = store.writer.stamp
    (tmp_path / "regmem2031-03-04.xml").write_bytes(EDITION)
    read_files([tmp_path], tmp_path / "record")
    with Store.open(tmp_path / "record", write=True) as store:
        assert store.writer is not None
        assert store.writer.stamp == before


def test_whatever_was_done_to_a_register_nothing_but_values_or_a_sentence_comes_of_it() -> None:
    survives(regmem.read, damaged(EDITION, 300))
