"""What a TEI header says: title, size, licence, source, and which tags are used how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from folkmoot.record import citing
from folkmoot.record.exporting.parlamint.elements import NAMESPACE, element, one_line, within

# ParlaMint fixes this licence. It is given for what is added here; the words keep their own.
LICENCE = "http://creativecommons.org/licenses/by/4.0/"
NOWHERE = "https://www.parliament.uk/"


@dataclass(frozen=True, slots=True)
class Component:
    """What the corpus knows of one of its files."""

    name: str
    path: str
    day: str
    chamber: str
    speeches: int
    words: int
    people: tuple[str, ...]
    tags: Counter[str]
    id: str


class Sourced(Protocol):
    """A sitting with where it came from."""

    @property
    def title(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def address(self) -> str: ...


def header(about: Component, meeting: etree._Element, told: Sourced) -> etree._Element:
    """The header of a sitting."""
    title = one_line(told.title) or f"{about.chamber}, {about.day}"
    return within(
        "teiHeader",
        within(
            "fileDesc",
            within("titleStmt", element("title", title, type="main", xml_lang="en"), meeting),
            within("editionStmt", element("edition", "1.0")),
            extent(about.speeches, about.words),
            publication(about.day, about.id, told.address),
            source(title, told.revision, told.address, about.day, about.id),
        ),
        within("encodingDesc", project(), tags(about.tags)),
        within("profileDesc", setting(about.day)),
    )


def extent(speeches: int, words: int) -> etree._Element:
    return within(
        "extent",
        element("measure", f"{speeches} speeches", unit="speeches", quantity=str(speeches)),
        element("measure", f"{words} words", unit="words", quantity=str(words)),
    )


def publication(day: str, gid: str, address: str) -> etree._Element:
    return within(
        "publicationStmt",
        element("publisher", "Folkmoot"),
        element("idno", address or NOWHERE, type="URI"),
        within(
            "availability",
            element("licence", LICENCE),
            element(
                "p",
                f"The words: {citing.notice(gid)} ({citing.LICENCE_ADDRESS}). "
                "Ids, names and structure added here: Creative Commons Attribution 4.0.",
            ),
            status="free",
        ),
        element("date", day, when=day),
    )


def source(title: str, revision: str, address: str, day: str, gid: str) -> etree._Element:
    bibl = within("bibl", element("title", title))
    if revision:
        bibl.append(element("edition", revision))
    bibl.append(element("publisher", citing.source(gid)))
    bibl.append(element("idno", address or NOWHERE, type="URI"))
    bibl.append(element("date", day, when=day))
    return within("sourceDesc", bibl)


def project() -> etree._Element:
    told = (
        "Made by Folkmoot from the record as it was read. n carries the ids of those who published the "
        "words; a head repeats every heading above its division, each with its id and that of the one "
        "it stands under."
    )
    return within("projectDesc", element("p", told))


def tags(counted: Counter[str]) -> etree._Element:
    usage = [
        element("tagUsage", gi=gi, occurs=str(number)) for gi, number in sorted(counted.items()) if number
    ]
    return within("tagsDecl", within("namespace", *usage, name=NAMESPACE))


def setting(first: str, last: str = "") -> etree._Element:
    when = {"from": first, "to": last} if last and last != first else {"when": first}
    names: Sequence[etree._Element] = (
        element("name", "Palace of Westminster", type="place"),
        element("name", "London", type="city"),
        element("name", "United Kingdom", type="country", key="GB"),
    )
    return within("settingDesc", within("setting", *names, element("date", first, **when)))
