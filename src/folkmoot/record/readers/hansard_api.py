"""Debates as the Hansard API gives them: https://hansard-api.parliament.uk/debates/debate/{id}.json

An object with an `Overview` (title, day, House, place, when it last changed), a `Navigator` (the
headings above), `Items` in order and `ChildDebates`, each of the same shape. An item with a name
begins a turn of speech; one without continues it, unless its tag makes it procedure. Columns are
marked inside the words and carry forward. Content moves (rolling, daily, bound volume), so the
revision is its state and the moment it last changed.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Contribution, Debate, Paragraph, Sitting, Unread
from folkmoot.record.readers import parliament_uk as uk

_KNOWN = re.compile(rb'"Overview"\s*:\s*\{')
_DEEPEST = 12
_BARE = frozenset({"hs_columnnumber", "hs_columnumber", "hs_timecode", "hs_timeline"})
_SAID = re.compile(
    r"(hs_(2?para\w*|quote\w*|brev\w*|indent\w*|newline\d*|question|amendmentlevel\d)|err_tablewrapper|)\Z",
    re.IGNORECASE,
)
_CHAMBERS = {
    "commons chamber": ("Commons", "debates"),
    "westminster hall": ("Westminster Hall", "westminhall"),
    "lords chamber": ("Lords", "lords"),
    "grand committee": ("Grand Committee", "lords"),
    "public bill committees": ("Public Bill Committee", "standing"),
}
_LEVELS = {"hs_3oralanswers": "oral", "hs_6bdepartment": "major", "hs_8question": "minor"}


def knows(head: bytes) -> bool:
    """Whether a file begins like a debate of the Hansard API."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_KNOWN.search(head))


def read(data: bytes, *, file: str) -> Sitting:
    """One top-level debate with everything in it, as a sitting of its own.

    Raises Unreadable for what is no such answer or names no day. What cannot be used is listed in
    `unread`, by its place in the answer.
    """
    answer = uk.document(data, file=file)
    overview = answer.get("Overview") if isinstance(answer, dict) else None
    if not isinstance(overview, dict):
        raise Unreadable(
            f"{file}: JSON that is no debate of the Hansard API; it has no Overview.", file=file, line=1
        )
    if uk.day(overview.get("Date")) is None or not uk.token(overview.get("ExtId")):
        raise Unreadable(
            f"{file}: the Overview gives no day and id; fetch the file again.", file=file, line=1
        )
    return _Reading(answer, overview, file).sitting()


@dataclass(frozen=True, slots=True)
class _About:
    """The headings that an item stands under, and where in the answer it is."""

    debate: Debate
    place: str


class _Reading:
    """One pass through an answer, remembering the column, the time and who is speaking."""

    def __init__(self, answer: dict[str, Any], overview: dict[str, Any], file: str) -> None:
        day = uk.day(overview.get("Date"))
        assert day is not None
        self.answer, self.overview, self.file, self.day = answer, overview, file, day
        self.house = "Lords" if uk.plain(overview.get("House")).lower() == "lords" else "Commons"
        place = uk.plain(overview.get("Location"))
        usual = (place or self.house, "lords" if self.house == "Lords" else "debates")
        self.chamber, self.kind = _CHAMBERS.get(place.lower(), usual)
        self.sitting_id = f"{uk.AUTHORITY}/hansard/{day}.{uk.token(overview.get('ExtId'))}"
        self.debates: list[Debate] = []
        self.contributions: list[Contribution] = []
        self.unread: list[Unread] = []
        self.strange: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.turn: Contribution | None = None
        self.said: list[Paragraph] = []
        self.column = self.time = ""
        self.seq = 0

    def sitting(self) -> Sitting:
        self._debate(self.answer, self._above(), "", 0)
        self._end_turn()
        for name, number in sorted(self.strange.items()):
            self._not_read("Items", f"{number} of the type {name!r}, which this reader does not know")
        state = uk.plain(self.overview.get("Source"))[:1]
        return Sitting(
            id=self.sitting_id,
            date=self.day,
            chamber=self.chamber,
            kind=self.kind,
            revision=f"{state or '0'}{uk.digits(self.overview.get('ContentLastUpdated'))}",
            source=self.file,
            title=uk.plain(self.overview.get("Title")),
            debates=tuple(self.debates),
            contributions=tuple(self.contributions),
            unread=tuple(self.unread),
        )

    def _above(self) -> Debate | None:
        """The heading right above this debate, which is in another file."""
        trail = [one for one in uk.objects(self.answer.get("Navigator")) if uk.token(one.get("ExternalId"))]
        own = uk.token(self.overview.get("ExtId"))
        above = [one for one in trail if uk.token(one.get("ExternalId")) != own]
        if len(above) < 2:  # the first is the chamber itself
            return None
        return self._heading(above[-1], uk.token(above[-1].get("ExternalId")), None)

    def _heading(self, about: dict[str, Any], ext_id: str, parent: Debate | None) -> Debate:
        tag = uk.plain(about.get("HRSTag")).lower()
        title = uk.plain(about.get("Title"))
        level = _LEVELS.get(tag) or ("minor" if parent and parent.level != "oral" else "major")
        names_department = tag == "hs_6bdepartment" or (parent is not None and parent.level == "oral")
        return Debate(
            id=f"{uk.AUTHORITY}/debate/{self.day}.{ext_id}",
            sitting_id=self.sitting_id,
            date=self.day,
            chamber=self.chamber,
            title=title or "No heading",
            level=level,
            position=self.seq,
            parent_id=parent.id if parent else "",
            parent_title=parent.title if parent else "",
            department=title if names_department else parent.department if parent else "",
            column=self.column,
            time=self.time,
            url=f"https://hansard.parliament.uk/{self.house}/{self.day}/debates/{ext_id}/link",
        )

    def _debate(self, answer: dict[str, Any], parent: Debate | None, place: str, depth: int) -> None:
        overview = answer.get("Overview")
        ext_id = uk.token(overview.get("ExtId")) if isinstance(overview, dict) else ""
        if not isinstance(overview, dict) or not ext_id or depth > _DEEPEST or f"d{ext_id}" in self.seen:
            why = "nested too deep" if depth > _DEEPEST else "without an id of its own"
            self._not_read(place or "Overview", f"a debate {why}")
            return
        self.seen.add(f"d{ext_id}")
        debate = self._heading(overview, ext_id, parent)
        self.debates.append(debate)
        self._end_turn()
        self.seq += 1
        items = answer.get("Items")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            self._item(item, _About(debate, f"{place}Items[{number}]"))
        children = answer.get("ChildDebates")
        for number, child in enumerate(children if isinstance(children, list) else ()):
            where = f"{place}ChildDebates[{number}]."
            self._debate(child if isinstance(child, dict) else {}, debate, where, depth + 1)

    def _item(self, item: Any, about: _About) -> None:
        if not isinstance(item, dict):
            self._not_read(about.place, "not an object")
            return
        kind, tag = uk.plain(item.get("ItemType")), uk.plain(item.get("HRSTag"))
        said = uk.words(uk.text(item.get("Value")))
        start = said.columns[0] if said.columns else self.column
        self.column = said.columns[-1] if said.columns else self.column
        self.time = uk.clock(item.get("Timecode")) or self.time
        if kind == "Timestamp" or tag.lower() in _BARE:
            return
        if kind not in ("Contribution", "Amendment"):
            self.strange[kind] += 1
        elif said.paragraphs:
            self._words(item, said.paragraphs, start, about)

    def _words(self, item: dict[str, Any], texts: tuple[str, ...], column: str, about: _About) -> None:
        """Words that begin a turn of speech, continue it, or are procedure."""
        tag, ext_id = (
            uk.plain(item.get("HRSTag")),
            uk.token(item.get("ExternalId")) or uk.token(item.get("ItemId")),
        )
        style = "" if tag.lower() in ("hs_para", "hs_2para") else tag
        paragraphs = [Paragraph(ext_id, text, style) for text in texts]
        who, person = uk.attributed(uk.text(item.get("AttributedTo"))), uk.member(item.get("MemberId"))
        named = bool(who.name or person)
        if not named and self.turn is not None and self.turn.kind == "speech" and _SAID.match(tag):
            self.said += paragraphs
            return
        self._end_turn()
        if not ext_id or f"c{ext_id}" in self.seen:
            self._not_read(about.place, "words without an id of their own")
            return
        self.seen.add(f"c{ext_id}")
        number = uk.plain(item.get("UIN"))
        self.said = paragraphs
        self.turn = Contribution(
            id=f"{uk.AUTHORITY}/contribution/{self.day}.{ext_id}",
            kind="speech" if named else "procedural",
            sitting_id=self.sitting_id,
            date=self.day,
            chamber=self.chamber,
            debate_id=about.debate.id,
            debate_title=about.debate.title,
            seq=self.seq,
            person_id=person,
            speaker_name=who.name,
            office=who.office,
            party=who.party,
            time=self.time,
            column=column,
            url=f"{about.debate.url}#contribution-{ext_id}",
            type="Question" if number else "",
            question_number=number,
        )
        self.seq += 1

    def _end_turn(self) -> None:
        if self.turn is not None:
            self.contributions.append(replace(self.turn, paragraphs=tuple(self.said)))
        self.turn, self.said = None, []

    def _not_read(self, place: str, reason: str) -> None:
        self.unread.append(Unread(self.file, 0, f"{place.rstrip('.')}: {reason}"))
