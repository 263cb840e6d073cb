"""The XML of parlparse, as Public Whip and TheyWorkForYou publish it, old and new.

A flat list of headings, speeches, questions, replies, divisions and redirects, whose hierarchy is
the order they stand in. Ids begin with an authority, `uk.org.publicwhip` or any other; the kind
of sitting comes from the file's name and else from the ids. Superseded files (latest="no") give
their redirects and nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from folkmoot.errors import Unreadable
from folkmoot.record import headings
from folkmoot.record.debates import (
    Contribution,
    ContributionKind,
    Debate,
    Division,
    DivisionVote,
    MarkedDate,
    Mention,
    OfficialReference,
    Paragraph,
    Redirect,
    Sitting,
    Unread,
)
from folkmoot.record.departments import known
from folkmoot.record.readers import safe_xml
from folkmoot.record.readers.outline import knows, outline, outlined

__all__ = ["knows", "outline", "read"]

_HEADINGS = {"oral-heading": "oral", "major-heading": "major", "minor-heading": "minor"}
_CONTRIBUTIONS: dict[str, ContributionKind] = {"speech": "speech", "ques": "question", "reply": "reply"}
_LISTS = frozenset({"mplist", "lordlist", "msplist", "mlalist", "mslist"})
_NAMES = frozenset({"mpname", "lord", "mspname", "mlaname", "msname"})
_KNOWN_BESIDE = frozenset({"bill", "committee"})
_COUNTED = (
    "ayes",
    "noes",
    "tellerayes",
    "tellernoes",
    "content",
    "not-content",
    "for",
    "against",
    "abstentions",
    "spoiledvotes",
)


def read(data: bytes, *, file: str) -> Sitting:
    """The sitting that one file holds.

    Raises Unreadable (with `facts["line"]`) for what is not this kind of XML, TooLarge for what
    is past a bound. Elements that cannot be used are listed in `unread`, with their line.
    """
    root = safe_xml.parse(data, file=file)
    if root.tag != "publicwhip":
        raise Unreadable(
            f"{file}: the root element is <{root.tag!s}>, not <publicwhip>.",
            file=file,
            line=root.sourceline or 1,
        )
    return _Reading(root, file).sitting()


class _Reading:
    """One pass down the flat list, remembering which headings stand above."""

    def __init__(self, root: etree._Element, file: str) -> None:
        self.root = root
        self.file = file
        superseded = (root.get("latest") or "").strip() == "no"
        self.outline = outlined(PurePath(file).name, _first_id(root), superseded, file)
        self.debates: list[Debate] = []
        self.contributions: list[Contribution] = []
        self.divisions: list[Division] = []
        self.redirects: list[Redirect] = []
        self.unread: list[Unread] = []
        self.unknown: Counter[str] = Counter()
        self.unknown_lines: dict[str, int] = {}
        self.seen: set[str] = set()
        self.headings: dict[str, Debate] = {}
        self.current: Debate | None = None
        self.seq = 0
        self.title = ""

    def sitting(self) -> Sitting:
        for element in self.root:
            self._take(element)
        for tag, number in self.unknown.items():
            times = "" if number == 1 else f", {number} times,"
            self._not_read(self.unknown_lines[tag], f"<{tag}>{times} is not an element this reader knows")
        about = self.outline
        self._end_oral_questions()
        return Sitting(
            id=about.sitting_id,
            date=about.date,
            chamber=about.kind.chamber,
            kind=about.kind.name,
            revision=about.revision,
            source=self.file,
            title=self.title,
            superseded=about.superseded,
            debates=headings.settled(self.debates, self.contributions),
            contributions=tuple(self.contributions),
            divisions=tuple(self.divisions),
            redirects=tuple(self.redirects),
            unread=tuple(self.unread),
        )

    def _take(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "gidredirect":
            self._redirect(element)
        elif self.outline.superseded:
            return
        elif tag in _CONTRIBUTIONS:
            self._contribution(element, _CONTRIBUTIONS[tag])
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif tag in ("division", "divisioncount"):
            self._division(element)
        elif tag == "bill":
            self.title = _joined(element).strip()
        elif tag not in _KNOWN_BESIDE:
            self.unknown[tag] += 1
            self.unknown_lines.setdefault(tag, element.sourceline or 0)

    def _not_read(self, line: int, reason: str) -> None:
        self.unread.append(Unread(self.file, line, reason))

    def _new_id(self, element: etree._Element) -> str:
        """The element's id, or nothing when it has none or one that stood here before."""
        gid = (element.get("id") or "").strip()
        line = element.sourceline or 0
        if not gid:
            self._not_read(line, f"<{element.tag!s}> has no id")
            return ""
        if gid in self.seen:
            self._not_read(line, f"<{element.tag!s}> has the id {gid} of an earlier element")
            return ""
        self.seen.add(gid)
        return gid

    def _redirect(self, element: etree._Element) -> None:
        old, new = element.get("oldgid"), element.get("newgid")
        if old and new:
            self.redirects.append(Redirect(old, new, element.get("matchtype") or ""))
        else:
            self._not_read(element.sourceline or 0, "<gidredirect> without an old and a new id")

    def _heading(self, element: etree._Element, level: str) -> None:
        gid = self._new_id(element)
        if not gid:
            return
        title = " ".join(_joined(element).split())
        if level == "oral":
            self.headings = {}
        elif level == "major":
            self.headings.pop("minor", None)
            self.headings.pop("major", None)
        parent = self.headings.get("major" if level == "minor" else "oral")
        if level == "minor" and parent is None:
            parent = self.headings.get("oral")
        debate = Debate(
            id=gid,
            sitting_id=self.outline.sitting_id,
            date=self.outline.date,
            chamber=self.outline.kind.chamber,
            title=title or "No heading",
            level=level,
            position=self.seq,
            parent_id=parent.id if parent else "",
            parent_title=parent.title if parent else "",
            department=self._department(level, title, parent),
            column=element.get("colnum") or "",
            time=element.get("time") or "",
            url=element.get("url") or "",
        )
        self.headings[level] = debate
        self._open(debate)

    def _department(self, level: str, title: str, parent: Debate | None) -> str:
        if level == "major" and (self.outline.kind.departments or (parent and parent.level == "oral")):
            return title
        return parent.department if parent and level == "minor" else ""

    def _end_oral_questions(self) -> None:
        """What follows oral questions has no heading of its own kind: find where they end.

        A major heading without a numbered question under it, and which names no department known to us,
        ends them; it and what follows stand under no oral heading.
        """
        asked = {c.debate_id for c in self.contributions if c.oral_number or c.question_number}
        ended = False
        left: dict[str, Debate] = {}
        for place, debate in enumerate(self.debates):
            if debate.level == "oral":
                ended = False
            elif debate.level == "major" and debate.parent_id and not ended:
                below = {d.id for d in self.debates if d.parent_id == debate.id}
                ended = not asked & {debate.id, *below} and known(debate.title) is None
            if ended and debate.level == "major":
                debate = replace(debate, parent_id="", parent_title="", department="")
            elif debate.parent_id in left:
                debate = replace(debate, department="")
            if debate is not self.debates[place]:
                left[debate.id] = self.debates[place] = debate

    def _open(self, debate: Debate) -> None:
        self.debates.append(debate)
        self.current = debate
        self.seq += 1

    def _under(self) -> Debate:
        """The debate that stands open; before the first heading, one without a title."""
        if self.current is None:
            about = self.outline
            self._open(
                Debate(
                    about.sitting_id,
                    about.sitting_id,
                    about.date,
                    about.kind.chamber,
                    "No heading",
                    "none",
                    0,
                )
            )
        assert self.current is not None
        return self.current

    def _contribution(self, element: etree._Element, kind: ContributionKind) -> None:
        gid = self._new_id(element)
        if not gid:
            return
        debate = self._under()
        get = element.get
        if kind == "speech" and get("nospeaker") == "true":
            kind = "procedural"
        person, member = _who(get("person_id"), get("speakerid"))
        paragraphs, marks = _paragraphs(element)
        mentions, references, dates = marks or ((), (), ())
        self.contributions.append(
            Contribution(
                gid,
                kind,
                debate.sitting_id,
                debate.date,
                debate.chamber,
                debate.id,
                debate.title,
                self.seq,
                person,
                member,
                get("speakername") or "",
                get("speakeroffice") or "",
                "",
                get("time") or "",
                get("colnum") or "",
                get("url") or "",
                get("type") or "",
                get("oral-qnum") or "",
                next((p.question_number for p in paragraphs if p.question_number), ""),
                paragraphs,
                mentions,
                references,
                dates,
            )
        )
        self.seq += 1

    def _division(self, element: etree._Element) -> None:
        gid = self._new_id(element)
        if not gid:
            return
        count = element if element.tag == "divisioncount" else element.find("divisioncount")
        self.divisions.append(
            Division(
                id=gid,
                sitting_id=self.outline.sitting_id,
                debate_id=self._under().id,
                date=self.outline.date,
                seq=self.seq,
                number=element.get("divnumber") or "",
                counts=_counts(count),
                counted=count is not None,
                column=element.get("colnum") or "",
                time=element.get("time") or "",
                url=element.get("url") or "",
                votes=tuple(_votes(element)),
            )
        )
        self.seq += 1


def _first_id(root: etree._Element) -> str:
    for element in root:
        gid = element.get("id") or element.get("oldgid")
        if gid and "/" in gid:
            return str(gid)
    return ""


def _who(person_id: str | None, speaker_id: str | None) -> tuple[str, str]:
    """The person and the membership that a source names, either as nothing where it knows none."""
    person = person_id if person_id and not person_id.endswith("unknown") else ""
    member = speaker_id if speaker_id and not speaker_id.endswith("unknown") else ""
    if "/person/" in member:
        return member, ""
    return person, member


def _joined(element: etree._Element) -> str:
    """Its text nodes joined; most elements have one."""
    if not len(element):
        return element.text or ""
    return "".join(element.itertext())


_Marks = tuple[tuple[Mention, ...], tuple[OfficialReference, ...], tuple[MarkedDate, ...]]


def _paragraphs(element: etree._Element) -> tuple[tuple[Paragraph, ...], _Marks | None]:
    """The paragraphs and table rows of a contribution, and what is marked in them."""
    paragraphs: list[Paragraph] = []
    marks: list[tuple[int, etree._Element]] = []
    if element.text and not element.text.isspace():
        paragraphs.append(Paragraph("", element.text))
    for child in element:
        if child.tag == "p":
            get = child.get
            if len(child):
                text = "".join(child.itertext())
                if child.find(".//phrase") is not None:
                    marks.append((len(paragraphs), child))
            else:
                text = child.text or ""
            paragraphs.append(Paragraph(get("pid") or "", text, get("class") or "", get("qnum") or ""))
        elif child.tag == "table":
            paragraphs.extend(_rows(child))
        else:
            paragraphs.append(Paragraph(child.get("pid") or "", _joined(child), str(child.tag)))
        if child.tail and not child.tail.isspace():
            paragraphs.append(Paragraph("", child.tail))
    return tuple(paragraphs), _marked(marks) if marks else None


def _rows(table: etree._Element) -> list[Paragraph]:
    rows = []
    for row in table.iter("tr"):
        cells = []
        pieces: list[str] = []
        length = 0
        if row.text:
            pieces.append(row.text)
            length += len(row.text)
        for cell in row:
            text = _joined(cell)
            cells.append((length, length + len(text)))
            tail = cell.tail or ""
            pieces += (text, tail)
            length += len(text) + len(tail)
        rows.append(Paragraph(row.get("pid") or "", "".join(pieces), "row", "", tuple(cells)))
    return rows


def _marked(paragraphs: list[tuple[int, etree._Element]]) -> _Marks:
    mentions: list[Mention] = []
    references: list[OfficialReference] = []
    dates: list[MarkedDate] = []
    for number, paragraph in paragraphs:
        for phrase, start, words in _phrases(paragraph):
            end = start + len(words)
            label, target = phrase.get("class"), phrase.get("id") or ""
            if label == "honfriend":
                person, member = _who(phrase.get("person_id"), target)
                mentions.append(Mention(number, start, end, words, phrase.get("name") or "", person, member))
            elif label == "offrep":
                references.append(OfficialReference(number, start, end, words, target))
            elif label == "date":
                dates.append(MarkedDate(number, start, end, words, phrase.get("code") or ""))
    return tuple(mentions), tuple(references), tuple(dates)


def _phrases(paragraph: etree._Element) -> list[tuple[etree._Element, int, str]]:
    """Every phrase with the place its words begin in the paragraph's joined text."""
    found: list[tuple[etree._Element, int, str]] = []
    length = len(paragraph.text or "")
    stack = [(child, False) for child in reversed(paragraph)]
    while stack:
        element, done = stack.pop()
        if done:
            length += len(element.tail or "")
            continue
        if element.tag == "phrase":
            found.append((element, length, _joined(element)))
        length += len(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return found


def _counts(count: etree._Element | None) -> tuple[tuple[str, int], ...]:
    if count is None:
        return ()
    return tuple(
        (name, int(value)) for name in _COUNTED if (value := (count.get(name) or "").strip()).isdecimal()
    )


def _votes(division: etree._Element) -> list[DivisionVote]:
    votes = []
    for group in division:
        if group.tag not in _LISTS:
            continue
        side = group.get("vote") or ""
        for name in group:
            if name.tag not in _NAMES:
                continue
            person, member = _who(name.get("person_id"), name.get("id") or name.get("memberid"))
            teller = name.get("teller") == "yes"
            votes.append(
                DivisionVote(name.get("vote") or side, _joined(name).strip(), teller, person, member)
            )
    return votes
