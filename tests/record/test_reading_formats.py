"""Every format read into one store: linked by number, replaced by later revisions, out of archives."""

from __future__ import annotations

import inspect
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.record import readers
from folkmoot.record.readers import archives
from folkmoot.record.reading import Report, read
from folkmoot.record.sources import SOURCES
from folkmoot.record.store import Store
from tests.record.readers.hostile import EXAMPLES, damaged, example, survives

POPOLO = {
    "persons": [
        {
            "id": "example/person/1",
            "other_names": [{"note": "Main", "given_name": "Ada", "family_name": "Merrow"}],
            "identifiers": [{"scheme": "datadotparl_id", "identifier": "90001"}],
        }
    ],
    "organizations": [{"id": "harbour", "name": "Harbour", "classification": "party"}],
    "posts": [{"id": "wellmarsh", "organization_id": "house-of-commons", "area": {"name": "Wellmarsh"}}],
    "memberships": [
        {
            "id": "example/member/7",
            "person_id": "example/person/1",
            "post_id": "wellmarsh",
            "on_behalf_of_id": "harbour",
            "start_date": "2025-01-01",
        }
    ],
}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """All examples in one folder, and a list of people."""
    folder = tmp_path / "given"
    shutil.copytree(EXAMPLES, folder)
    (folder / "people.json").write_text(json.dumps(POPOLO))
    return folder


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_every_example_is_known_by_one_reader_and_no_other() -> None:
    for path in EXAMPLES.iterdir():
        head = path.read_bytes()[: readers.HEAD_BYTES]
        assert sum(reader.knows(head) for reader in readers.READERS) == 1, path.name


def test_a_folder_of_every_format_is_read_and_read_again_the_same(given: Path, tmp_path: Path) -> None:
    first = read([given], tmp_path / "record")
    assert (first.files, first.superseded, first.skipped) == (15, 0, 0)
    assert (first.sittings, first.questions, first.answers) == (11, 3, 2)
    assert (first.divisions, first.votes) == (4, 15)
    again = read([given], tmp_path / "record")
    assert again.as_dict() == first.as_dict()
    with Store.open(tmp_path / "record") as store:
        assert store.stats()["files"] == 15
        assert store.stats()["sittings"] == 11


def test_somebody_is_one_person_whatever_the_source_calls_them(given: Path, tmp_path: Path) -> None:
    read([given], tmp_path / "record")
    with Store.open(tmp_path / "record") as store:
        said = store.contributions_of("datadotparl_id/90001", limit=100)
        assert {c.person_id for c in said} == {store.person("example/person/1").id}
        assert {c.id.split("/")[1] for c in said} == {"contribution", "wrans", "2031-03-04-lower.u1"}


def test_people_read_later_are_found_in_what_was_read_before(given: Path, tmp_path: Path) -> None:
    read([given / "hansard-api-debate.json"], tmp_path / "record")
    with Store.open(tmp_path / "record") as store:
        assert store.contributions_of("example/person/1", limit=10) == ()
    read([given / "people.json"], tmp_path / "record")
    with Store.open(tmp_path / "record") as store:
        (asked,) = store.contributions_of("example/person/1", limit=10)
        assert (asked.party, asked.speaker_name) == ("Harbour", "Ada Merrow")


def test_what_the_api_says_later_replaces_what_it_said(given: Path, tmp_path: Path) -> None:
    read([given / "hansard-api-debate.json"], tmp_path / "record")
    later = json.loads(example("hansard-api-debate.json"))
    later["Overview"]["ContentLastUpdated"] = "2031-03-09T00:00:00"
    later["ChildDebates"][0]["ChildDebates"][0]["Items"][1]["Value"] = "What steps he took."
    (tmp_path / "later.json").write_text(json.dumps(later))
    read([tmp_path / "later.json"], tmp_path / "record")
    stale = read([given / "hansard-api-debate.json"], tmp_path / "record")
    asked = "uk.parliament/contribution/2031-03-04.7f000001-0000-4000-8000-000000000001"
    with Store.open(tmp_path / "record") as store:
        assert store.contribution(asked).text == "What steps he took."
        assert store.stats()["sittings"] == 1
    assert (stale.superseded, stale.contributions) == (1, 0)


def test_an_answer_keeps_the_day_it_was_given(given: Path, tmp_path: Path) -> None:
    read([given / "written-question.json", given / "people.json"], tmp_path / "record")
    with Store.open(tmp_path / "record") as store:
        said = store.contributions_in("uk.parliament/wrans/2031-02-20.900456")
        assert [str(c.date) for c in said] == ["2031-02-20", "2031-02-27", "2031-03-03"]
        assert store.search("41,000 date:2031-03-03").total == 1
        assert store.search("kind:reply to:2031-02-26").total == 0
        assert str(store.sitting("uk.parliament/wrans/2031-02-20.900456").date) == "2031-02-20"


def test_a_superseded_answer_of_the_api_is_counted_as_superseded(given: Path, tmp_path: Path) -> None:
    later = json.loads(example("hansard-api-debate.json"))
    later["Overview"]["Source"] = 3
    (given / "a-later-state.json").write_text(json.dumps(later))
    report = read([given / "a-later-state.json", given / "hansard-api-debate.json"], tmp_path / "record")
    assert (report.files, report.superseded, report.sittings) == (2, 1, 1)
    again = read([given / "a-later-state.json", given / "hansard-api-debate.json"], tmp_path / "record")
    assert again.as_dict() == report.as_dict()


def test_sittings_in_tei_are_read_by_several_workers(tmp_path: Path) -> None:
    for day in range(4, 8):
        body = example("parlamint.xml").replace(b"2031-03-04", b"2031-03-%02d" % day)
        (tmp_path / f"ParlaMint-XX_2031-03-{day:02}-lower.xml").write_bytes(body)
    report = read([tmp_path], tmp_path / "record", workers=2)
    assert (report.sittings, report.contributions) == (4, 16)


# Archives


def test_an_archive_is_read_without_being_unpacked(tmp_path: Path) -> None:
    inner = zipped({"LHAN88.xml": example("print-lords.xml")})
    outer = zipped(
        {"Commons\\CHAN41.xml": example("print.xml"), "deep/inner.zip": inner, "readme.txt": b"hello"}
    )
    (tmp_path / "1167963.zip").write_bytes(outer)
    report = read([tmp_path / "1167963.zip"], tmp_path / "record")
    assert (report.files, report.sittings, report.divisions) == (1, 3, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["1167963.zip", "record"] or len(
        list(tmp_path.iterdir())
    ) == 2


def one(body: bytes, name: str):  # type: ignore[no-untyped-def]
    return readers._read_inside(body, name)


def unzip(data: bytes, *, file: str):  # type: ignore[no-untyped-def]
    return archives.read(data, file=file, read_one=one)


def test_a_bad_file_in_an_archive_is_named_and_the_rest_is_read() -> None:
    first, *_ = unzip(zipped({"a.xml": b"<oops", "b.xml": example("print.xml")}), file="x.zip")
    assert "x.zip!a.xml" in first.unread[0].reason


@pytest.mark.parametrize(
    "make",
    [
        lambda: zipped({}),
        lambda: zipped({"a.txt": b"x"}),
        lambda: b"PK\x03\x04 and nothing",
        lambda: zipped({"people.json": json.dumps(POPOLO).encode()}),
    ],
)
def test_an_archive_without_a_sitting_is_refused_in_one_sentence(make: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable, match=r"x\.zip"):
        unzip(make(), file="x.zip")


def test_an_archive_that_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_GROWN", 10**6)
    bomb = zipped({f"{n}.xml": b" " * 400_000 for n in range(5)})
    with pytest.raises(TooLarge, match="grows past"):
        unzip(bomb, file="x.zip")
    many = zipped({f"{n}.xml": b"" for n in range(archives.MAX_MEMBERS + 1)})
    with pytest.raises(TooLarge, match="more than"):
        unzip(many, file="x.zip")


def test_archives_inside_archives_are_opened_only_so_deep() -> None:
    data = zipped({"a.xml": example("print.xml")})
    for _ in range(3):
        data = zipped({"in.zip": data})
    assert len(unzip(data, file="x.zip")) == 2
    with pytest.raises(Unreadable, match="no sitting"):
        unzip(zipped({"in.zip": data}), file="x.zip")


def test_whatever_was_done_to_an_archive_nothing_but_values_or_a_sentence_comes_of_it() -> None:
    data = zipped({"CHAN.xml": example("print.xml"), "LHAN.xml": example("print-lords.xml")})
    survives(unzip, damaged(data, 300))


def test_damaged_files_of_every_format_leave_a_store_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "good.json").write_bytes(example("hansard-api-debate.json"))
    for path in EXAMPLES.iterdir():
        for number, body in enumerate(damaged(path.read_bytes(), 12)):
            (folder / f"{path.stem}-{number}{path.suffix}").write_bytes(body)
    report: Report = read([folder], tmp_path / "record")
    assert report.files == 12 * len(list(EXAMPLES.iterdir())) + 1
    assert all(one.reason for one in report.unread)
    with Store.open(tmp_path / "record") as store:
        assert store.search("damp").total > 0


def test_the_reference_lists_every_format_and_every_source() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/formats.md").read_text()
    modules = {Path(inspect.getfile(reader.knows)).stem for reader in readers.READERS} - {"outline"}
    assert [name for name in (*sorted(modules), *SOURCES) if f"`{name}`" not in page] == []
