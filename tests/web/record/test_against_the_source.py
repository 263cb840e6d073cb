"""The pages of four Members with a department, against the files themselves, read by a few lines of our own.

Nothing of Folkmoot's readers, departments or roll is used on the other side: only the XML of the newest
revisions, the list of memberships and the lists of ministers as they are published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.web.record.conftest import Visitor

SPOKEN = ("speech", "ques", "reply")
HEADINGS = ("oral-heading", "major-heading", "minor-heading")
OFFICE = re.compile(
    r"^(?:The )?(?:Secretary of State|Minister|Parliamentary|Under-Secretary|Chancellor|Home)"
)
Spoken = tuple[str, str, str, str]
"""A contribution's id, the day, who spoke, and the office printed beside the name."""

HOME = ("home-office", "Home Department", "home-office")
DEFENCE = ("ministry-of-defence", "Defence", "ministry-of-defence")
TRANSPORT = ("department-for-transport", "Transport", "department-for-transport")
FOUR = [
    ("Alan Johnson", "uk.org.publicwhip/person/10314", *HOME),
    ("Nick Harvey", "uk.org.publicwhip/person/10262", *DEFENCE),
    ("Liam Fox", "uk.org.publicwhip/person/10213", *DEFENCE),
    ("Theresa Villiers", "uk.org.publicwhip/person/11500", *TRANSPORT),
]


def newest(folder: Path) -> Iterator[Path]:
    """The last revision of each day of each kind."""
    last: dict[str, Path] = {}
    for file in sorted(folder.glob("*/*/*.xml")):
        key = re.sub(r"[a-z]\.xml$", "", str(file))
        last[key] = file
    yield from last.values()


def members(data: Path) -> dict[str, str]:
    rows = json.loads((data / "people" / "people.json").read_bytes())["memberships"]
    return {row["id"]: row["person_id"] for row in rows if "person_id" in row}


def ministers(data: Path, organisation: str) -> list[tuple[str, str, str]]:
    """Who held a post of government in a department: person, first and last day."""
    found = []
    for name in ("ministers.json", "ministers-2010.json"):
        for row in json.loads((data / "people" / name).read_bytes())["memberships"]:
            if row["organization_id"] == organisation and OFFICE.match(row.get("role", "")):
                found.append((row["person_id"], row["start_date"], row.get("end_date", "9999")))
    return found


def sections(file: Path, person_of: dict[str, str]) -> Iterator[tuple[str, list[Spoken]]]:
    """Each heading's words of a file, with the larger heading over it."""
    over, held = "", []
    for element in ET.parse(file).getroot():
        if element.tag in HEADINGS:
            yield over, held
            held = []
            if element.tag != "minor-heading":
                over = " ".join("".join(element.itertext()).split())
        elif element.tag in SPOKEN and element.get("nospeaker") != "true":
            gid = element.get("id", "")
            speaker = element.get("person_id") or person_of.get(element.get("speakerid", ""), "")
            held.append((gid, gid.split("/")[-1][:10], speaker, element.get("speakeroffice", "")))
    yield over, held


def words_with(data: Path, person: str, heading: str, organisation: str) -> set[str]:
    """What somebody said under a department's heading, or where one of its ministers spoke."""
    person_of, posts = members(data), ministers(data, organisation)
    found: set[str] = set()
    for file in newest(data / "hansard"):
        for over, held in sections(file, person_of):
            answered = any(
                (heading in office and OFFICE.match(office))
                or any(p == who and first <= day <= last for p, first, last in posts)
                for _, day, who, office in held
            )
            if answered or over.casefold() == heading.casefold():
                found |= {gid for gid, _, who, _ in held if who == person}
    return found


def on_our_pages(visitor: Visitor, address: str) -> set[str]:
    """The contributions marked as the Member's own, on all pages of the list."""
    found: set[str] = set()
    number = 1
    while True:
        page = visitor.page(f"{address}?page={number}")
        own = re.findall(r'<article class="turn[^"]*\bown\b[^"]*" id="([^"]+)"', page)
        if (number > 1 and not own) or set(own) <= found:
            return found | set(own)
        found |= set(own)
        number += 1


@pytest.mark.parametrize(("name", "person", "department", "heading", "organisation"), FOUR)
def test_a_members_page_with_a_department_has_what_the_source_has(
    visitor_of_real_days: Visitor,
    shared_data: Path,
    name: str,
    person: str,
    department: str,
    heading: str,
    organisation: str,
) -> None:
    there = words_with(shared_data, person, heading, organisation)
    address = f"/record/people/{person}/departments/{department}/"
    assert name in visitor_of_real_days.page(address)
    assert on_our_pages(visitor_of_real_days, address) == there
    assert len(there) >= 3
