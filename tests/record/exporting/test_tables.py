"""Tables and archives: complete, citable, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import NotFound, Refused, Unreadable
from folkmoot.record.deriving import derive
from folkmoot.record.exporting import archives, export, listed
from folkmoot.record.exporting.tables import TABLES
from folkmoot.record.reading import read
from folkmoot.record.store import Store
from folkmoot.text import harmless

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    read([PARLIAMENT], tmp_path / "record")
    return tmp_path / "record"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_contribution_is_in_the_table_with_its_words(record: Path, tmp_path: Path) -> None:
    export(record, tmp_path / "out", form="csv", day=DAY)
    told = {row["id"]: row for row in _rows(tmp_path / "out" / "contributions.csv")}
    with Store.open(record) as store:
        said = [c for sitting in store.sittings() for c in store.contributions_in(sitting.id)]
    assert len(said) == len(told) > 150
    for c in said:
        assert told[c.id]["text"] == harmless(c.text)
        assert (told[c.id]["person"], told[c.id]["party"]) == (c.person_id, c.party)


def test_a_cell_that_looks_like_a_formula_is_words(record: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(record / "record.sqlite3")
    db.execute("UPDATE contribution SET text = '=1+1' WHERE key = (SELECT min(key) FROM contribution)")
    db.commit()
    db.close()
    export(record, tmp_path / "out", form="csv", day=DAY)
    assert "'=1+1" in {row["text"] for row in _rows(tmp_path / "out" / "contributions.csv")}


@given(st.text())
def test_nothing_harmless_begins_like_a_formula_and_no_word_is_lost(text: str) -> None:
    made = harmless(text)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made in (text, f"'{text}")


def test_parquet_holds_the_same_as_csv_and_no_apostrophes(record: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(record, tmp_path / "csv", form="csv", day=DAY)
    export(record, tmp_path / "parquet", form="parquet", day=DAY)
    for table in TABLES:
        plain = _rows(tmp_path / "csv" / f"{table.name}.csv")
        packed = parquet.read_table(tmp_path / "parquet" / f"{table.name}.parquet").to_pylist()
        assert [{n: harmless(str(v)) for n, v in row.items()} for row in packed] == plain, table.name


def test_whom_words_mean_is_a_table_once_it_was_worked_out(record: Path, tmp_path: Path) -> None:
    export(record, tmp_path / "before", form="csv", day=DAY)
    assert not (tmp_path / "before" / "references.csv").exists()
    assert "references:" not in (tmp_path / "before" / "README.txt").read_text()
    derive(record)
    for form in ("csv", "parlamint"):
        export(record, tmp_path / form, form=form, day=DAY)
        told = _rows(tmp_path / form / "references.csv")
        with Store.open(record) as store:
            said = {c.id: c for sitting in store.sittings() for c in store.contributions_in(sitting.id)}
            meant = [one.reference for found in store.references(said.values()).values() for one in found]
        assert len(told) == len(meant) > 20
        for row in told:
            there = said[row["contribution"]].paragraphs[int(row["paragraph"])]
            assert there.pid == row["pid"]
            assert harmless(there.text[int(row["start"]) : int(row["end"])]) == row["text"]
            assert isinstance(json.loads(row["persons"]), list) and 0 <= float(row["confidence"]) <= 1
        assert "references:" in (tmp_path / form / "README.txt").read_text()


def test_a_snapshot_can_be_checked_against_its_manifest(record: Path, tmp_path: Path) -> None:
    made = export(record, tmp_path / "out", form="csv", day=DAY)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    lines = ""
    for file in told["files"]:
        data = (tmp_path / "out" / file["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
        lines += f"{file['sha256']}  {file['name']}\n"
    assert told["digest"] == hashlib.sha256(lines.encode()).hexdigest() == made.digest
    assert made.digest[:16] in told["citation"] and f"snapshot {made.number}" in told["citation"]
    readme = (tmp_path / "out" / "README.txt").read_text()
    assert "A fictional parliament" in readme and made.citation in readme


def test_the_same_record_gives_the_same_digest(record: Path, tmp_path: Path) -> None:
    for form in ("csv", "parlamint"):
        first = export(record, tmp_path / f"{form}1", form=form, day=DAY)
        second = export(record, tmp_path / f"{form}2", form=form, day=dt.date(2027, 1, 1))
        assert first.digest == second.digest


def test_what_is_no_export_is_never_written_over(record: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(Refused, match="mine"):
        export(record, tmp_path / "mine", form="csv", day=DAY)
    export(record, tmp_path / "out", form="csv", day=DAY)
    export(record, tmp_path / "out", form="parlamint", day=DAY)
    assert not (tmp_path / "out" / "contributions.csv").exists()
    with pytest.raises(NotFound):
        export(tmp_path / "nothing", tmp_path / "new", form="csv", day=DAY)


def test_archives_are_listed_with_size_digest_licence_and_day(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    made = archives(record, folder, day=DAY)
    assert made == listed(folder)
    assert {"folder", "csv", "parlamint"} <= {one.form for one in made}
    for one in made:
        data = (folder / one.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one.bytes, one.sha256)
        assert (one.day, one.licence) == ("2026-11-22", "A fictional parliament, written for this project.")
        with zipfile.ZipFile(folder / one.name) as archive:
            assert archive.testzip() is None
            assert all(name.startswith(f"{Path(one.name).stem}/") for name in archive.namelist())


def test_the_folder_in_an_archive_is_a_record_that_opens(record: Path, tmp_path: Path) -> None:
    archives(record, tmp_path / "downloads", day=DAY)
    with zipfile.ZipFile(tmp_path / "downloads" / "record-1-folder.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    with Store.open(tmp_path / "unpacked" / "record-1-folder") as store:
        assert store.search("rent").total


def test_older_archives_are_let_go_and_stay_listed(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    archives(record, folder, day=DAY, keep=1)
    first = {one.name: one for one in listed(folder)}
    db = sqlite3.connect(record / "record.sqlite3")
    db.execute("UPDATE meta SET value = '2' WHERE name = 'generation'")
    db.commit()
    db.close()
    archives(record, folder, day=DAY, keep=1)
    now = {one.name: one for one in listed(folder)}
    assert {one.number for one in now.values()} == {1, 2}
    for name, one in first.items():
        assert not now[name].here and now[name].sha256 == one.sha256
        assert not (folder / name).exists()
    assert all((folder / one.name).exists() for one in now.values() if one.here)


def test_a_list_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    assert listed(tmp_path) == ()
    for broken in ("{", '{"archives": [{"name": "x"}]}', "[]"):
        (tmp_path / "downloads.json").write_text(broken)
        with pytest.raises(Unreadable, match="record downloads"):
            listed(tmp_path)
