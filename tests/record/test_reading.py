"""Reading all the real files: the numbers, counted again by another method."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from folkmoot.record.reading import Report, read
from folkmoot.record.store import Store

from .equal import contents


def counted(folder: Path) -> Counter[str]:
    """The numbers `record read` reports, by expat and the json module; names tell revisions only."""
    numbers: Counter[str] = Counter()
    newest: dict[str, str] = {}
    xml = [p for p in sorted(folder.rglob("*.xml"))]
    for path in xml:
        stem, letter = re.fullmatch(r"(.*?\d{4}-\d\d-\d\d)([a-z]*)\.xml", path.name).groups()  # type: ignore[union-attr]
        newest[stem] = max(newest.get(stem, ""), letter)
    for path in folder.rglob("*"):
        if path.is_file():
            numbers["files" if path.suffix in (".xml", ".json") else "skipped"] += 1
    for path in xml:
        found: Counter[str] = Counter()
        root: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str], found: Any = found, root: Any = root) -> None:
            if tag == "publicwhip":
                root.update(attributes)
            found[tag + (" silent" if attributes.get("nospeaker") == "true" else "")] += 1
            if tag in ("mpname", "lord") and "vote" in attributes:
                found["vote"] += 1

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(path.read_bytes(), True)
        stem, letter = re.fullmatch(r"(.*?\d{4}-\d\d-\d\d)([a-z]*)\.xml", path.name).groups()  # type: ignore[union-attr]
        if root.get("latest") == "no" or letter < newest[stem]:
            numbers["superseded"] += 1
            continue
        numbers["sittings"] += 1
        numbers["contributions"] += found["speech"] + found["ques"] + found["reply"]
        numbers["questions"] += found["ques"]
        numbers["answers"] += found["reply"]
        numbers["divisions"] += found["divisioncount"]
        numbers["votes"] += found["vote"]
    for path in folder.rglob("*.json"):
        document = json.loads(path.read_text())
        numbers["people"] += len(document.get("persons", []))
        numbers["memberships" if "persons" in document else "offices"] += len(document["memberships"])
    return numbers


def test_the_numbers_agree_with_an_independent_count(real: Path, folder: Path) -> None:
    report = read([real / "people", real / "hansard"], folder)
    expected = counted(real / "hansard") + counted(real / "people")
    reported = {name: number for name, number in report.as_dict().items() if isinstance(number, int)}
    assert {name: reported[name] for name in expected} == dict(expected)
    assert expected["contributions"] == 6_666 and expected["votes"] == 7_464
    assert report.unread == []
    with Store.open(folder) as store:
        stats = store.stats()
        assert {name: stats[name] for name in expected if name != "skipped"} == {
            name: number for name, number in expected.items() if name != "skipped"
        }


def test_two_workers_make_the_same_store_as_one(real: Path, tmp_path: Path) -> None:
    given = [real / "people", real / "hansard" / "2009-10" / "wms", real / "hansard" / "2009-10" / "standing"]
    one = read(given, tmp_path / "one")
    two = read(given, tmp_path / "two", workers=2)
    assert one == two
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_progress_goes_up_to_the_whole(parliament: Path, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    read([parliament], folder, progress=lambda done, whole: seen.append((done, whole)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1] == sum(p.stat().st_size for p in parliament.iterdir())


def test_a_file_given_twice_is_read_once(
    parliament: Path, tmp_path: Path, reading: Callable[..., Report]
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "debates2026-05-12a.xml").write_bytes((parliament / "debates2026-05-12a.xml").read_bytes())
    report = reading(parliament, parliament / "debates2026-05-12a.xml", again)
    assert (report.files, report.skipped, report.sittings) == (4, 1, 1)


def test_the_words_of_nearly_everybody_are_theirs(real_store: Path) -> None:
    """Collective voices apart, every contribution of the real days has its person and party."""
    with Store.open(real_store) as store:
        assert sum(s.contributions for s in store.sittings()) == 6_666
        nobody = store._all(
            "SELECT DISTINCT speaker_name FROM contribution WHERE kind <> 'procedural' AND person_id = ''"
        )
        partyless = store._all(
            "SELECT DISTINCT speaker_name FROM contribution WHERE person_id <> '' AND party = ''"
        )
    assert {name for (name,) in nobody} <= {
        "Hon. Members",
        "Several hon. Members",
        "Noble Lords",
        "A Noble Lord",
    }
    assert partyless == []
