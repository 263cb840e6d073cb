"""Registers of interests as parlparse publishes them: scrapedxml/regmem/regmem<day>.xml, an edition a file.

A `regmem` a Member, with `category` and `item` in it; newer editions put items into records. An item is a
paragraph of the register, or a line of an entry.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Unread
from folkmoot.record.people import Interest, People
from folkmoot.record.readers import safe_xml

_ROOT = re.compile(rb"<publicwhip\b[^>]*>\s*(?:<!--.*?-->\s*)*<regmem\b", re.DOTALL)
_SPACE = re.compile(r"\s+")
_REGISTERED = re.compile(r"\(\s*(?:Registered|Updated)\s+(\d{1,2})\s+(\w+)\s+(\d{4})", re.IGNORECASE)
_MONTHS = {
    month: number
    for number, month in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        start=1,
    )
}


def knows(head: bytes) -> bool:
    """Whether a file begins like an edition of the register."""
    return bool(_ROOT.search(head))


def read(data: bytes, *, file: str) -> People:
    """The interests of one edition, in its order; persons themselves are in other files.

    Raises Unreadable, with the line, for what is no such XML or has no entry that can be used. An entry
    without a person or a day is listed in `unread`.
    """
    root = safe_xml.parse(data, file=file)
    unread: list[Unread] = []
    interests: list[Interest] = []
    members = [element for element in root if element.tag == "regmem"]
    for member in members:
        edition = _day(member.get("date"))
        person, seat = member.get("personid") or "", member.get("memberid") or ""
        if not edition or not (person or seat):
            unread.append(Unread(file, member.sourceline or 0, "<regmem> without a day or a person"))
            continue
        interests += _entries(member, person, seat, edition)
    if not members or len(unread) == len(members):
        raise Unreadable(
            f"{file}: no register of interests in it; fetch the file again.",
            file=file,
            line=root.sourceline or 1,
        )
    return People(source=file, interests=tuple(interests), unread=tuple(unread))


def _day(text: str | None) -> str:
    try:
        return dt.date.fromisoformat(text or "").isoformat()
    except ValueError:
        return ""


def _entries(member: etree._Element, person: str, seat: str, edition: str) -> Iterator[Interest]:
    for category in member.iter("category"):
        for item in category.iter("item"):
            text = _SPACE.sub(" ", "".join(item.itertext())).strip()
            if text and text.rstrip(".").lower() != "nil":
                yield Interest(
                    person_id=person,
                    member_id=seat,
                    edition=edition,
                    category=category.get("name") or "",
                    category_number=category.get("type") or "",
                    subcategory=item.get("subcategory") or "",
                    text=text,
                    registered=_registered(text),
                )


def _registered(text: str) -> str:
    """The day that an entry says it was registered, the last where it says several; else nothing."""
    for day, month, year in reversed(_REGISTERED.findall(text)):
        try:
            return dt.date(int(year), _MONTHS.get(month.lower(), 0), int(day)).isoformat()
        except ValueError:
            continue
    return ""
