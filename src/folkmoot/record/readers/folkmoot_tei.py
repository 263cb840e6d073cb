"""ParlaMint TEI that Folkmoot wrote itself (`folkmoot record export --format parlamint`), read back.

There, `n` carries the id that the publisher of the words gave: of the sitting, a heading, a turn, a
paragraph, a person. `folkmoot.record.exporting.parlamint` says what is left out on the way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from folkmoot.errors import Unreadable
from folkmoot.record.debates import (
    Contribution,
    ContributionKind,
    Debate,
    Division,
    Paragraph,
    Sitting,
    Unread,
)

MARK = b'"Folkmoot-record'
_ID = re.compile(r"[^\s/]{1,60}/\S{1,200}")
_LEVELS = frozenset({"oral", "major", "minor", "none"})
_KINDS: dict[str, ContributionKind] = {"#question": "question", "#reply": "reply"}


def own_id(element: etree._Element) -> str:
    """The publisher's id that an element carries, or nothing."""
    said = (element.get("n") or "").split(" ")[0]
    return said if _ID.fullmatch(said) else ""


def sitting(root: etree._Element, *, file: str, day: dt.date) -> Sitting:
    """The sitting of one file of ours. Raises Unreadable where it has no id."""
    gid = own_id(root)
    meeting = root.find(".//{*}meeting")
    if not gid or meeting is None:
        raise Unreadable(f"{file}: no id of a sitting in it; export it again.", file=file, line=1)
    edition = root.find(".//{*}bibl/{*}edition")
    reading = _Reading(gid, day, meeting.text or "Parliament", file)
    for div in root.iterfind("{*}text/{*}body/{*}div"):
        reading.division(div)
    return Sitting(
        id=gid,
        date=day,
        chamber=reading.chamber,
        kind=meeting.get("n") or "debates",
        revision=(edition.text or "") if edition is not None else "",
        source=file,
        debates=tuple(reading.debates.values()),
        contributions=tuple(reading.contributions),
        divisions=tuple(reading.divisions),
        unread=tuple(reading.unread),
    )


class _Reading:
    """One pass down the divisions; what was said of column, time and speaker holds for what comes next."""

    def __init__(self, sitting_id: str, day: dt.date, chamber: str, file: str) -> None:
        self.id, self.day, self.chamber, self.file = sitting_id, day, chamber, file
        self.debates: dict[str, Debate] = {}
        self.contributions: list[Contribution] = []
        self.divisions: list[Division] = []
        self.unread: list[Unread] = []
        self.seq = 0
        self.told = {"column": "", "time": "", "source": ""}
        self.next: dict[str, str] = {}

    def division(self, div: etree._Element) -> None:
        debate: Debate | None = None
        for child in div:
            tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if tag == "head":
                debate = self._heading(child)
            elif debate is None:
                self._not_read(child, "a division without a heading")
                return
            elif tag == "pb":
                self.told |= {"column": child.get("n") or "", "source": child.get("source") or ""}
            elif tag == "note":
                self._note(child, debate)
            elif tag == "u":
                self._turn(child, debate)

    def _heading(self, head: etree._Element) -> Debate | None:
        gid, _, parent = (head.get("n") or "").partition(" ")
        if gid in self.debates:
            return self.debates[gid]
        if not own_id(head):
            self._not_read(head, "a heading without its id")
            return None
        level = head.get("type") or ""
        above = self.debates.get(parent)
        made = Debate(
            id=gid,
            sitting_id=self.id,
            date=self.day,
            chamber=self.chamber,
            title=head.text or "No heading",
            level=level if level in _LEVELS else "major",
            position=self.seq,
            parent_id=above.id if above else "",
            parent_title=above.title if above else "",
        )
        self.debates[gid] = made
        self.seq += 1
        return made

    def _note(self, note: etree._Element, debate: Debate) -> None:
        kind, text = note.get("type") or "", note.text or ""
        if kind == "time":
            self.told["time"] = text
        elif kind == "speaker":
            self.next |= {"speaker_name": text, "person_id": own_id(note)}
        elif kind in ("role", "number"):
            self.next[{"role": "office", "number": "oral_number"}[kind]] = text
        elif kind == "division" and own_id(note):
            self._counted(note, text, debate)
        elif kind == "narrative" and own_id(note):
            self._add(note, debate, "procedural", (Paragraph("", text),), self.told["source"])

    def _counted(self, note: etree._Element, text: str, debate: Debate) -> None:
        number, _, counts = text.removeprefix("Division").partition(":")
        sides = [side.strip().rpartition(" ") for side in counts.split(",") if side.strip()]
        told = tuple((side, int(count)) for side, _, count in sides if count.isascii() and count.isdigit())
        self.divisions.append(
            Division(own_id(note), self.id, debate.id, self.day, self.seq, number.strip(), told, bool(told))
        )
        self.seq += 1

    def _turn(self, turn: etree._Element, debate: Debate) -> None:
        if not own_id(turn):
            self._not_read(turn, "a turn without its id")
            return
        words = (turn.get("ana") or "").split()
        kind: ContributionKind = next((_KINDS[word] for word in words if word in _KINDS), "speech")
        paragraphs = tuple(self._paragraphs(turn))
        self._add(turn, debate, kind, paragraphs, turn.get("source") or "")

    def _paragraphs(self, turn: etree._Element) -> Iterator[Paragraph]:
        for seg in turn.iterfind("{*}seg"):
            if text := "".join(map(str, seg.itertext())):
                yield Paragraph(seg.get("n") or "", text)

    def _add(
        self,
        element: etree._Element,
        debate: Debate,
        kind: ContributionKind,
        paragraphs: tuple[Paragraph, ...],
        url: str,
    ) -> None:
        told: dict[str, str] = {}
        if kind != "procedural":
            told, self.next = self.next, {}
        self.contributions.append(
            Contribution(
                id=own_id(element),
                kind=kind,
                sitting_id=self.id,
                date=self.day,
                chamber=self.chamber,
                debate_id=debate.id,
                debate_title=debate.title,
                seq=self.seq,
                time=self.told["time"],
                column=self.told["column"],
                url=url,
                paragraphs=paragraphs,
                person_id=told.get("person_id", ""),
                speaker_name=told.get("speaker_name", ""),
                office=told.get("office", ""),
                oral_number=told.get("oral_number", ""),
            )
        )
        self.seq += 1

    def _not_read(self, element: etree._Element, reason: str) -> None:
        self.unread.append(Unread(self.file, element.sourceline or 0, reason))
