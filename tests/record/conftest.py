"""A small fictional parliament, written by hand, and the way to the real files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.record.reading import Report, read
from folkmoot.record.store import Store


def _shared() -> Path | None:
    named = os.environ.get("FOLKMOOT_SHARED")
    candidates = (
        [Path(named)] if named else [parent / "shared" for parent in Path(__file__).resolve().parents]
    )
    return next((p for p in candidates if (p / "data" / "hansard").is_dir()), None)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    folder = _shared()
    if folder is None:
        pytest.skip("the real data of ../shared is not here")
    return folder / "data"


@pytest.fixture(scope="session")
def real_store(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all the real sittings and people, read once."""
    folder = tmp_path_factory.mktemp("real") / "record"
    read([real / "hansard", real / "people"], folder)
    return folder


def publicwhip(*elements: str, latest: str = "yes", revision: str = "a") -> str:
    inside = "\n".join(elements)
    return f'<publicwhip scraperversion="{revision}" latest="{latest}">\n{inside}\n</publicwhip>\n'


def speech(place: str, words: str, *, who: str = "", more: str = "", day: str = "2026-05-12a") -> str:
    speaker = f'speakername="{who}"' if who else 'nospeaker="true"'
    return (
        f'<speech id="example/debate/{day}.{place}" {speaker} colnum="1" time="11:30:00" url="" {more}>'
        f'<p pid="a{place}/1">{words}</p></speech>'
    )


PEOPLE = {
    "organizations": [
        {"id": "commonweal", "name": "Commonweal", "classification": "party"},
        {"id": "unity", "name": "Unity", "classification": "party"},
    ],
    "posts": [{"id": "example/cons/1", "area": {"name": "Wendlebury, North"}, "organization_id": "commons"}],
    "persons": [
        {
            "id": "example/person/1",
            "other_names": [{"given_name": "Ada", "family_name": "Marsh", "note": "Main"}],
        },
        {
            "id": "example/person/2",
            "other_names": [
                {"given_name": "Bea", "family_name": "Holt", "note": "Main", "end_date": "2025-12-31"},
                {"given_name": "Bea", "family_name": "Quill", "note": "Main", "start_date": "2026"},
            ],
        },
        {"id": "example/person/9", "redirect": "example/person/2"},
    ],
    "memberships": [
        {
            "id": "example/member/1",
            "person_id": "example/person/1",
            "post_id": "example/cons/1",
            "on_behalf_of_id": "commonweal",
            "start_date": "2024-07-05",
            "end_date": "2026-05-31",
        },
        {
            "id": "example/member/11",
            "person_id": "example/person/1",
            "post_id": "example/cons/1",
            "on_behalf_of_id": "unity",
            "start_date": "2026-06-01",
        },
        {
            "id": "example/member/2",
            "person_id": "example/person/9",
            "on_behalf_of_id": "unity",
            "organization_id": "house-of-lords",
            "start_date": "2020",
        },
    ],
}
OFFICES = {
    "organizations": [{"id": "home-office", "name": "Home Office"}],
    "memberships": [
        {
            "id": "example/office/1",
            "person_id": "example/person/2",
            "organization_id": "home-office",
            "role": "Minister of State",
            "start_date": "2026-01-01",
        }
    ],
}

DEBATE = publicwhip(
    '<oral-heading id="example/debate/2026-05-12a.1.0" nospeaker="true">Oral Answers</oral-heading>',
    '<major-heading id="example/debate/2026-05-12a.1.1" nospeaker="true">HOME DEPARTMENT</major-heading>',
    '<minor-heading id="example/debate/2026-05-12a.1.2" nospeaker="true">Street Lights</minor-heading>',
    speech(
        "1.3",
        "What steps she is taking on street lights.",
        who="Ada Marsh",
        more='person_id="example/person/1" oral-qnum="1"',
    ),
    speech(
        "1.4",
        'We keep <phrase class="honfriend" person_id="example/person/1" name="Ada Marsh">the hon. '
        "Member for Wendlebury, North (Ada Marsh)</phrase> informed.",
        who="Bea Quill",
        more='speakerid="example/member/2" speakeroffice="The Secretary of State for the Home Department"',
    ),
    '<major-heading id="example/debate/2026-05-12a.2.0" nospeaker="true">Social Housing</major-heading>',
    speech("2.1", "Motion made, and Question proposed,"),
    speech(
        "2.2",
        "Tenants wait for repairs; the rents go up all the same.",
        who="Ada Marsh",
        more='person_id="example/person/1"',
    ),
    speech("2.3", "Will she give way on the repairs?", who="Bea Quill", more='speakerid="example/member/2"'),
    speech(
        "2.4", "Repairs come first, as I have said.", who="Ada Marsh", more='person_id="example/person/1"'
    ),
    '<division id="example/debate/2026-05-12a.2.5" divnumber="1" colnum="2" time="16:00:00">'
    '<divisioncount ayes="1" noes="0" tellerayes="0" tellernoes="0"/>'
    '<mplist vote="aye"><mpname person_id="example/person/1" vote="aye">Marsh, Ada</mpname></mplist>'
    "</division>",
)


@pytest.fixture
def parliament(tmp_path: Path) -> Path:
    """A folder with one sitting, people and offices."""
    folder = tmp_path / "parliament"
    folder.mkdir()
    (folder / "debates2026-05-12a.xml").write_text(DEBATE, encoding="utf-8")
    (folder / "people.json").write_text(json.dumps(PEOPLE), encoding="utf-8")
    (folder / "ministers.json").write_text(json.dumps(OFFICES), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test keeps its store."""
    return tmp_path / "record"


@pytest.fixture
def reading(folder: Path) -> Callable[..., Report]:
    return lambda *paths, **options: read(paths, folder, **options)


@pytest.fixture
def store(parliament: Path, folder: Path) -> Iterator[Store]:
    """The fictional parliament, read."""
    read([parliament], folder)
    with Store.open(folder) as opened:
        yield opened
