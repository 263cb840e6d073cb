"""Divisions as the two votes APIs give them, one a file.

https://commonsvotes-api.parliament.uk/data/division/{id}.json (names in capitals: `Ayes`, `AyeTellers`)
and https://lordsvotes-api.parliament.uk/data/Divisions/{id} (`contents`, `contentTellers`). Commons
counts leave the tellers out; the Lords' authoritative counts include them.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Debate, Division, DivisionVote, Sitting, Unread
from folkmoot.record.readers import parliament_uk as uk

_KNOWN = re.compile(rb'"(DivisionId|divisionId)"\s*:')
_COMMONS = (("ayes", "AyeCount"), ("noes", "NoCount"))
_COMMONS_LISTS = (("aye", "Ayes", "AyeTellers"), ("no", "Noes", "NoTellers"))
_LORDS = (("content", "authoritativeContentCount"), ("not-content", "authoritativeNotContentCount"))
_LORDS_LISTS = (
    ("content", "contents", "contentTellers"),
    ("not-content", "notContents", "notContentTellers"),
)


def knows(head: bytes) -> bool:
    """Whether a file begins like one division of a votes API."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_KNOWN.search(head))


def read(data: bytes, *, file: str) -> Sitting:
    """One division, as a sitting of its own.

    Raises Unreadable for what is no division with an id and a day.
    """
    value = uk.document(data, file=file)
    value = value if isinstance(value, dict) else {}
    lords = "divisionId" in value
    number, day = (
        uk.token(value.get("divisionId" if lords else "DivisionId")),
        uk.day(value.get("date" if lords else "Date")),
    )
    if not number or day is None:
        raise Unreadable(f"{file}: JSON that is no division; it needs an id and a day.", file=file, line=1)
    return _sitting(value, number, day, lords, file)


def _sitting(value: dict[str, Any], number: str, day: dt.date, lords: bool, file: str) -> Sitting:
    chamber = "Lords" if lords else "Commons"
    gid = f"{uk.AUTHORITY}/division/{day}.{chamber.lower()}.{number}"
    title = uk.plain(value.get("title" if lords else "Title")) or "Division"
    counts = _LORDS if lords else _COMMONS
    unread: list[Unread] = []
    votes = tuple(_votes(value, _LORDS_LISTS if lords else _COMMONS_LISTS, unread, file))
    return Sitting(
        id=gid,
        date=day,
        chamber=chamber,
        kind="division",
        revision=uk.digits(value.get("PublicationUpdated") or value.get("date")),
        source=file,
        title=title,
        debates=(Debate(f"{gid}.h", gid, day, chamber, title, "major", 0),),
        divisions=(
            Division(
                id=gid,
                sitting_id=gid,
                debate_id=f"{gid}.h",
                date=day,
                seq=1,
                number=uk.plain(value.get("number" if lords else "Number")),
                counts=tuple((name, n) for name, key in counts if (n := _count(value.get(key))) is not None),
                counted=all(_count(value.get(key)) is not None for _, key in counts),
                url=f"https://votes.parliament.uk/votes/{chamber.lower()}/division/{number}",
                votes=votes,
            ),
        ),
        unread=tuple(unread),
    )


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000 else None


def _votes(
    value: dict[str, Any], lists: tuple[tuple[str, str, str], ...], unread: list[Unread], file: str
) -> Iterator[DivisionVote]:
    for vote, names, tellers in lists:
        for key, teller in ((names, False), (tellers, True)):
            for one in uk.objects(value.get(key)):
                person = uk.member(one.get("MemberId", one.get("memberId")))
                name = uk.plain(one.get("Name", one.get("name")))
                if not person and not name:
                    unread.append(Unread(file, 0, f"{key}: a vote without a name"))
                    continue
                yield DivisionVote(
                    vote, name, teller, person, "", uk.plain(one.get("Party", one.get("party")))
                )
