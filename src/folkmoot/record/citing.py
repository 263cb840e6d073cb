"""How a passage of the record is cited, and what must stand beside Parliament's words.

    HC Deb 26 October 2009, column 1

Nothing here looks anything up: who the speaker was that day, and the address, are passed in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from folkmoot.record.debates import Contribution
from folkmoot.record.people import Standing

LICENCE = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0"
LICENCE_ADDRESS = "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/"
FICTION = "A fictional parliament, written for this project"

# How each chamber's report is called where it is cited: HC Deb 26 October 2009, column 1.
_REPORTS = {
    "Commons": "HC Deb",
    "Westminster Hall": "HC Deb",
    "Lords": "HL Deb",
    "Public Bill Committee": "PBC Deb",
}

# Where words come from, by how their ids begin.
_SOURCES = {
    "example/": "Written for this project: examples/parliament.",
    "uk.org.publicwhip/": "The official report (Hansard) as published in XML by mySociety's parlparse.",
}
# Whose page of the official report has the day of an id.
_HOUSES = {
    "uk.org.publicwhip/debate/": "Commons",
    "uk.org.publicwhip/westminhall/": "Commons",
    "uk.org.publicwhip/lords/": "Lords",
}
_PUBLISHER = "The report as its publisher gave it; each item's `official` says where."


def fictional(gid: str) -> bool:
    """Whether an id belongs to the parliament that was made up for this project."""
    return gid.startswith("example/")


def notice(gid: str) -> str:
    """The sentence that must stand beside words with this id."""
    return FICTION if fictional(gid) else LICENCE


def source(gid: str) -> str:
    """Whose words have this id, and how they came here."""
    return next((told for start, told in _SOURCES.items() if gid.startswith(start)), _PUBLISHER)


def official(gid: str, day: dt.date, url: str) -> str:
    """The address of the official report: `url` where its publisher gave one, or else that of the day.

    Empty for what has neither, such as written answers of late years and words made up for this project.
    """
    house = next((house for start, house in _HOUSES.items() if gid.startswith(start)), "")
    return url or (f"https://hansard.parliament.uk/{house}/{day.isoformat()}" if house else "")


def british(day: dt.date) -> str:
    """A day as it is written in Britain: 26 October 2009."""
    return f"{day.day} {day:%B %Y}"


def report(*, chamber: str, day: dt.date, column: str) -> str:
    """Where the official report has it: "HC Deb 26 October 2009, column 1"."""
    place = f"{_REPORTS.get(chamber, chamber)} {british(day)}"
    return f"{place}, column {column}" if column else place


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation is made of; `str()` is the whole of it, ready to paste."""

    words: str
    speaker: str
    report: str
    debate: str
    address: str
    official: str
    notice: str

    def __str__(self) -> str:
        lines = [f"“{self.words}”" if self.words else "", self.speaker, f"{self.debate}, {self.report}"]
        return "\n".join(filter(None, [*lines, self.address, self.official, self.notice]))


def cite(
    contribution: Contribution, *, address: str, standing: Standing | None = None, words: str = ""
) -> Citation:
    """A contribution, or `words` of it, with who said it as they were that day.

    Without `words` the first paragraph stands for it, cut at its end.
    """
    paragraphs = [" ".join(p.text.split()) for p in contribution.paragraphs if p.text.strip()]
    first = paragraphs[0] + (" […]" if len(paragraphs) > 1 else "") if paragraphs else ""
    return Citation(
        words=words or first,
        speaker=described(contribution, standing),
        report=report(chamber=contribution.chamber, day=contribution.date, column=contribution.column),
        debate=contribution.debate_title,
        address=address,
        official=official(contribution.id, contribution.date, contribution.url),
        notice=f"{notice(contribution.id)}.",
    )


def described(contribution: Contribution, standing: Standing | None = None) -> str:
    """Who spoke, as they were that day: "Meg Hillier (Labour, Hackney South), Minister of State"."""
    name = (standing.name if standing else "") or contribution.speaker_name
    about = ", ".join(filter(None, [standing.party, standing.seat] if standing else [contribution.party]))
    whole = f"{name} ({about})" if name and about else name
    return ", ".join(filter(None, [whole, contribution.office]))
