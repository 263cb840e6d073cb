from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import NotFound, TooLarge, UnknownFormat, Unreadable
from folkmoot.meetings import reading as readings
from folkmoot.meetings.moots import slug_of, title_of
from folkmoot.meetings.reading import read_bytes, read_path
from folkmoot.meetings.templates import workbook, zipped

NOTES = "words\nDamp\n"


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_a_folder_of_moots_is_read_one_by_one(tmp_path: Path) -> None:
    put(tmp_path / "town" / "market-hall", notes=NOTES)
    put(tmp_path / "town" / "deeper" / "the quay", Notes=NOTES)
    put(tmp_path / "town", planks="plank\n1\n")
    (tmp_path / "town" / "spring.xlsx").write_bytes(
        workbook({"notes": [["1", "", "", "Rents", "", "", "", "", ""]]})
    )
    (tmp_path / "town" / "README.md").write_text("hello")
    found = read_path(tmp_path / "town")
    assert {item.moot.slug for item in found.readings} == {"market-hall", "the-quay", "spring"}
    assert found.unread == ()


def test_one_bad_moot_does_not_cost_the_others(tmp_path: Path) -> None:
    put(tmp_path / "good", notes=NOTES)
    put(tmp_path / "bad", notes="remarks\nDamp\n")
    (tmp_path / "worse.xlsx").write_bytes(b"PK nothing")
    found = read_path(tmp_path)
    assert [item.moot.slug for item in found.readings] == ["good"]
    assert [Path(item.file).name for item in found.unread] == ["notes.csv", "worse.xlsx"]


def test_two_folders_of_one_name_get_two_short_names(tmp_path: Path) -> None:
    put(tmp_path / "a" / "moot one", notes=NOTES)
    put(tmp_path / "b" / "moot-one", notes=NOTES, moot="key,value\ntitle,Other\n")
    slugs = [item.moot.slug for item in read_path(tmp_path).readings]
    assert slugs[0] == "moot-one"
    assert slugs[1].startswith("moot-one-")
    assert slugs == [item.moot.slug for item in read_path(tmp_path).readings]


def test_one_csv_file_alone_is_notes(tmp_path: Path) -> None:
    file = put(tmp_path, quay=NOTES) / "quay.csv"
    found = read_path(file).readings[0]
    assert (found.moot.slug, found.moot.notes[0].words) == ("quay", "Damp")


def test_votes_alone_are_refused(tmp_path: Path) -> None:
    file = put(tmp_path, votes="participant,statement,vote\n1,1,agree\n") / "votes.csv"
    with pytest.raises(Unreadable, match="votes without their statements"):
        read_path(file)


def test_a_path_that_is_not_there_says_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is not there; give an XLSX workbook"):
        read_path(tmp_path / "nowhere")


def test_a_folder_without_a_moot_says_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="holds no moot"):
        read_path(put(tmp_path, planks="plank\n1\n"))


def test_a_file_past_the_bound_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST_BYTES", 5)
    with pytest.raises(TooLarge):
        read_path(put(tmp_path, notes=NOTES))


def test_the_filled_zip_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "spring.zip").write_bytes(
        zipped({"notes": [["1", "2", "issue", "Damp", "", "", "", "", ""]]})
    )
    moot = read_path(tmp_path / "spring.zip").readings[0].moot
    assert (moot.slug, moot.tables, moot.notes[0].words) == ("spring", (2,), "Damp")


def test_a_zip_may_hold_several_moots(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "town.zip", "w") as packed:
        packed.writestr("town/quay/notes.csv", NOTES)
        packed.writestr("town\\hall\\notes.csv", NOTES)
        packed.writestr("__MACOSX/town/quay/._notes.csv", "x")
    assert {item.moot.slug for item in read_path(tmp_path / "town.zip").readings} == {"quay", "hall"}


def test_a_zip_bomb_of_csv_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("notes.csv", b"\n" * (101 * 2**20))
    with pytest.raises(TooLarge):
        read_path(tmp_path / "x.zip")


def test_a_web_page_named_csv_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="has no column words"):
        read_path(put(tmp_path, notes="<!doctype html>\n<html><body>Sign in</body></html>\n"))


@given(st.binary(max_size=300), st.sampled_from(["notes.csv", "x.xlsx", "x.zip", "x.csv"]))
def test_any_bytes_are_a_moot_or_a_sentence(content: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04", b"words\n", b"\xff\xfe", b"number,words,kind,late\n1,"):
        try:
            assert all(item.moot.slug for item in read_bytes(start + content, name=name))
        except Unreadable as error:
            assert error.message.strip()


def test_short_names() -> None:
    assert slug_of("Market Hall, spring") == "market-hall-spring"
    assert slug_of("read") == "read-moot"
    assert slug_of("公民") == slug_of("公民") != slug_of("會議")
    assert title_of("market-hall_spring") == "Market hall spring"


@given(st.text(max_size=200))
def test_every_name_makes_a_short_name_that_an_address_takes(name: str) -> None:
    slug = slug_of(name)
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
