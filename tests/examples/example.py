"""The example as it lies on disk, read with nothing of Folkmoot's: it judges the readers, not they it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

EXAMPLES = Path(__file__).parents[2] / "examples"
TOWN = EXAMPLES / "town"
PARLIAMENT = EXAMPLES / "parliament"
MOOTS = ("station-end", "high-street", "nether-kettle")
DEBATES = ("debates2026-05-12a.xml", "debates2026-09-15b.xml")
LATEST = (*DEBATES, "answers2026-09-15a.xml")
SPOKEN = ("speech", "ques", "reply")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def sheet(moot: str, name: str) -> list[dict[str, str]]:
    return rows(TOWN / moot / f"{name}.csv")


@cache
def planted() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
    return value


@cache
def xml(name: str) -> etree._Element:
    return etree.parse(PARLIAMENT / name).getroot()


@cache
def popolo(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((PARLIAMENT / name).read_text(encoding="utf-8"))
    return value


def day_of(record_id: str) -> str:
    return record_id.rsplit("/", 1)[1][:10]


@dataclass(frozen=True)
class Turn:
    """One speech, question or reply: who spoke (empty for nobody) and its paragraphs by pid."""

    id: str
    speaker: str
    office: str
    paragraphs: dict[str, str]

    @property
    def day(self) -> str:
        return day_of(self.id)

    @property
    def words(self) -> str:
        return " ".join(self.paragraphs.values())


@cache
def turns() -> dict[str, Turn]:
    """Every turn of the sittings that count, by id."""
    return {
        element.get("id", ""): Turn(
            id=element.get("id", ""),
            speaker=element.get("person_id", ""),
            office=element.get("speakeroffice", ""),
            paragraphs={p.get("pid", ""): "".join(map(str, p.itertext())) for p in element.iter("p")},
        )
        for name in LATEST
        for element in xml(name).iter(*SPOKEN)
    }


def _holds(item: dict[str, Any], day: str) -> bool:
    return bool(item.get("start_date", "0") <= day <= item.get("end_date", "9999"))


def name_on(person: str, day: str) -> str:
    who = next(p for p in popolo("people.json")["persons"] if p["id"] == person)
    name = next(n for n in who["other_names"] if n["note"] == "Main" and _holds(n, day))
    return f"{name['given_name']} {name['family_name']}"


def gender(person: str) -> str:
    return str(next(p["gender"] for p in popolo("people.json")["persons"] if p["id"] == person))


def seat_on(person: str, day: str) -> dict[str, Any] | None:
    """The membership of the Commons a person held that day."""
    found = [
        m
        for m in popolo("people.json")["memberships"]
        if m["person_id"] == person and "post_id" in m and _holds(m, day)
    ]
    assert len(found) < 2, f"{person} sits twice on {day}"
    return found[0] if found else None


def party_on(person: str, day: str) -> str:
    seat = seat_on(person, day)
    assert seat, f"{person} has no seat on {day}"
    return str(seat["on_behalf_of_id"])


def offices_on(person: str, day: str) -> list[str]:
    return [
        m["role"]
        for m in popolo("ministers.json")["memberships"]
        if m["person_id"] == person and _holds(m, day)
    ]


def constituency(post: str) -> str:
    return str(next(p["area"]["name"] for p in popolo("people.json")["posts"] if p["id"] == post))
