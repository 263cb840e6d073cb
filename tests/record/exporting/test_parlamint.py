"""The record as ParlaMint TEI: as the guidelines want it, and read back the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from folkmoot.record.exporting import export
from folkmoot.record.reading import read
from folkmoot.record.store import Store
from tests.record.exporting.grammar import TEI, XML, faults

PARLIAMENT = Path(__file__).parents[3] / "examples" / "parliament"
DAY = dt.date(2026, 11, 22)
MOST_REAL_SITTINGS = 60


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    read([PARLIAMENT], folder)
    return folder


@pytest.fixture(scope="module")
def corpus(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "corpus"
    export(record, folder, form="parlamint", day=DAY)
    return folder


@pytest.fixture(scope="module")
def again(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that is read from the corpus."""
    folder = tmp_path_factory.mktemp("again")
    report = read([corpus], folder)
    assert [one.file for one in report.unread if not one.file.endswith("manifest.json")] == []
    return folder


def test_every_file_is_as_the_guidelines_want_it(corpus: Path) -> None:
    files = sorted(corpus.rglob("*.xml"))
    assert len(files) == 4
    for file in files:
        assert list(faults(etree.parse(file).getroot())) == [], file.name


def test_the_check_itself_finds_what_the_guidelines_forbid(corpus: Path) -> None:
    file = next(corpus.rglob("*-wrans.xml"))
    for before, after in (
        ('ana="#regular', 'hannah="#regular'),
        ("<body>", "<body><p/>"),
        ('type="debateSection"', 'type="commentSection"'),
        ('status="free"', 'status="dear"'),
    ):
        hurt = file.read_text().replace(before, after, 1)
        assert list(faults(etree.fromstring(hurt.encode()))), before


def test_the_corpus_names_every_file_person_and_body_that_is_pointed_at(corpus: Path) -> None:
    root = etree.parse(corpus / "Folkmoot-record.xml").getroot()
    for include in root.iter("{http://www.w3.org/2001/XInclude}include"):
        assert (corpus / str(include.get("href"))).is_file()
    known = {str(one.get(f"{XML}id")) for one in root.iter(f"{TEI}*") if one.get(f"{XML}id")}
    for file in corpus.rglob("*/*.xml"):
        pointing = [
            str(value)[1:]
            for one in etree.parse(file).getroot().iter(f"{TEI}*")
            for name, value in one.attrib.items()
            if name in ("who", "corresp")
        ]
        assert pointing and set(pointing) <= known


def _told(folder: Path) -> dict[str, object]:
    """What a record holds of each sitting, as far as TEI has a place for it."""
    found: dict[str, object] = {}
    with Store.open(folder) as store:
        for sitting in store.sittings():
            debates = store.debates(sitting=sitting.id)
            found[sitting.id] = (
                (sitting.date, sitting.chamber, sitting.kind, sitting.revision),
                [(d.id, " ".join(d.title.split()), d.level, d.parent_id) for d in debates],
                [_said(c) for c in store.contributions_in(sitting.id)],
                [(v.id, v.number, v.counts) for d in debates for v in store.debate(d.id).divisions],
            )
    return found


def _said(c: object) -> tuple[object, ...]:
    told = dataclasses.asdict(c)  # type: ignore[call-overload]
    names = (
        "id",
        "kind",
        "debate_id",
        "person_id",
        "party",
        "speaker_name",
        "office",
        "time",
        "column",
        "url",
    )
    if told["kind"] == "procedural":
        return told["id"], told["kind"], told["debate_id"], c.text  # type: ignore[attr-defined]
    words = [(p["pid"], p["text"]) for p in told["paragraphs"] if p["text"]]
    return (*(told[name] for name in names), words)


def test_what_is_written_is_read_back_the_same(record: Path, again: Path) -> None:
    before, after = _told(record), _told(again)
    assert before.keys() == after.keys()
    for sitting in before:
        assert after[sitting] == before[sitting], sitting


def test_people_are_read_back_with_their_names_parties_and_offices(record: Path, again: Path) -> None:
    with Store.open(record) as here, Store.open(again) as there:
        day = dt.date(2026, 9, 15)
        spoke = here.people(limit=100)
        assert spoke
        for person in spoke:
            before, after = here.roll().standing(person.id, day), there.roll().standing(person.id, day)
            assert (after.name, after.party) == (before.name, before.party)
            assert sorted(o.role for o in after.offices if o.role) == sorted(
                o.role for o in before.offices if o.role
            )


def test_real_days_are_as_the_guidelines_want_them_and_read_back(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "hansard" / "2009-10" / "debates").glob("*.xml"))[:2]
    files += sorted((shared_data / "hansard" / "2009-10" / "lordspages").glob("*.xml"))[:1]
    files += sorted((shared_data / "hansard" / "2009-10" / "wrans").glob("*.xml"))[:1]
    files += sorted((shared_data / "hansard" / "2009-10" / "standing").glob("*.xml"))[:2]
    read([*files, shared_data / "people"], tmp_path / "record")
    export(tmp_path / "record", tmp_path / "corpus", form="parlamint", day=DAY)
    made = sorted((tmp_path / "corpus").rglob("*.xml"))
    assert len(made) > 3
    for file in made:
        assert list(faults(etree.parse(file).getroot()))[:5] == [], file.name
    read([tmp_path / "corpus", shared_data / "people"], tmp_path / "again")
    before, after = _told(tmp_path / "record"), _told(tmp_path / "again")
    assert before.keys() == after.keys()
    for sitting in before:
        _, debates, said, divisions = before[sitting]  # type: ignore[misc]
        _, debates_again, said_again, divisions_again = after[sitting]  # type: ignore[misc]
        assert debates_again == debates, sitting
        differing = [(a, b) for a, b in zip(said, said_again, strict=True) if a != b]
        assert differing[:2] == [], sitting
        assert divisions_again == divisions, sitting
