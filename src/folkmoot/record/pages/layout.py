"""The lines of a copied page: its header, cells that ran together, and the speech that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from folkmoot.record.pages import heads, paragraphs
from folkmoot.record.pages.paragraphs import Paragraph, led
from folkmoot.record.references.customs import Customs

CellKind = Literal["name", "member", "link", "age", "venue", "speaker", "speech", "heading"]

_FUSED = re.compile(r"(?<=[a-z)’.!?])(?=[A-Z][a-z])")
_SPOKEN = re.compile(r"\s*:\s*")
_SENTENCE = re.compile(r"[.?!…][\"”’)\]]*\s+(?=[A-Z“\"‘])|[—–]\s+(?=[A-Z])|[a-z][—–][\"”]\s+(?=[A-Z])")
# Where a line ended that lost its break: the next sentence stands right after the stop.
_GLUED = re.compile(
    r"(?:(?<=[a-z0-9%)])|(?<=[A-Z]{2}))[.?!…]?[\"”’)\]]*(?<=[.?!…\"”)\]])(?=[“‘]?[A-Z][\w’-]*[\s,.—])"
    r"|(?<=[a-z])[\"”]?—[\"”]?(?=[“‘]?[A-Z][\w’-]*\s)"
)
_STOP = re.compile(r"[.?!:;,—–-][\"”’)\]]*\s*\Z")
HEADING_WORDS = 14
# No paragraph of the record is as long as this (the longest of 16,228 has 1,692 characters).
LONGEST = 2_500
HEADER = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a line; half-open, in the line's characters."""

    kind: CellKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The Member a page is about, as its header has it."""

    name: str
    party: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """How old the page says its debate is: whole years, months, days."""

    years: int
    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Printed:
    """Who speaks, as the page prints it before the words."""

    name: str
    seat: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which stretch of a paragraph without breaks a sentence is; half-open."""

    of: Paragraph
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """One line that holds something, or a paragraph put together of several or cut out of one.

    `number` counts from 1 and is the first of its lines in the file; the speech runs from `start` to the
    end of `text`, whose characters have their place in the file by `paragraph`.
    """

    paragraph: Paragraph
    cells: list[Cell] = field(default_factory=list)
    start: int = 0
    speaker: Printed | None = None
    cut: Cut | None = None

    @property
    def number(self) -> int:
        return self.paragraph.number

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def header(self) -> bool:
        return not any(cell.kind == "speech" for cell in self.cells)

    @property
    def speech(self) -> str:
        return self.text[self.start :]

    def goes_on_from(self, before: Line) -> bool:
        """Whether both are sentences of one paragraph, with nothing in the file to part them."""
        return self.cut is not None and before.cut is not None and self.cut.of is before.cut.of

    def upto(self, last: Line) -> Line:
        """The stretch from this sentence to the last, as one line."""
        assert self.cut is not None and last.cut is not None
        whole = Cut(self.cut.of, self.cut.start, last.cut.end)
        paragraph = whole.of.part(whole.start, whole.end)
        speech = Cell("speech", self.start, len(paragraph.text), paragraph.text[self.start :])
        return Line(paragraph, [*self.cells[:-1], speech], self.start, cut=whole)


@dataclass(slots=True)
class Page:
    """A page taken apart. `department` is the one its header names, `venues` those of its cells."""

    lines: list[Line]
    subject: Subject | None = None
    department: str = ""
    age: Age | None = None
    venues: list[str] = field(default_factory=list)


def read(text: str, customs: Customs) -> Page:
    """The lines of a page that hold something, their cells told apart."""
    return _Reading(customs).page(text)


class _Reading:
    def __init__(self, customs: Customs) -> None:
        rules = customs.page
        self.member = re.compile(rules["member"])
        self.department = re.compile(rules["department"])
        self.age = re.compile(rules["age"])
        self.furniture = tuple(rules["furniture"])
        venues = sorted(rules["venues"], key=len, reverse=True)
        self.venue = re.compile("(?:" + "|".join(map(re.escape, venues)) + ")")
        self.speakers = heads.of_lines(customs)
        self.short = tuple(rules.get("abbreviations", ()))
        self.running = heads.Running(customs)
        self.enough: int = rules.get("speakers_at_least", 2)

    def page(self, text: str) -> Page:
        read = paragraphs.read(text, stands_alone=self._names_a_speaker)
        page = Page([line for one in read for part in self._parted(one) for line in self._sentences(part)])
        self._header_of(page)
        self._printed(page)
        names = {page.subject.name} if page.subject else set()
        begun = False
        for line in page.lines:
            if line.speaker is None or not line.cells:
                self._cells(line, page, names, begun=begun)
            begun = begun or not line.header
        return page

    def _names_a_speaker(self, text: str) -> bool:
        """Whether a line is a speaker's name with its brackets, or begins with one and a colon."""
        matches = (pattern.match(text) for pattern in self.speakers)
        return any(m is not None and (m["colon"] is not None or text.endswith(")")) for m in matches)

    def _parted(self, paragraph: Paragraph) -> list[Paragraph]:
        """A paragraph cut where it names another speaker, the name apart from the words."""
        cuts = {cut for span in self.running.find(paragraph.text) for cut in span}
        if not cuts:
            return [paragraph]
        parts = [paragraph.part(*span) for span in pairwise(sorted({0, *cuts, len(paragraph.text)}))]
        return [part for part in parts if part.text.strip(" :")]

    def _sentences(self, paragraph: Paragraph) -> list[Line]:
        """A text too long for one paragraph as its sentences, its header apart; else as it is."""
        text = paragraph.text
        if len(text) <= LONGEST:
            return [Line(paragraph)]
        header = self._header_within(text)
        breaks = sorted({0, header, *(m.end() for m in _GLUED.finditer(text, header)), len(text)})
        return [line for span in pairwise(breaks) for line in self._cut(paragraph.part(*span))]

    def _cut(self, paragraph: Paragraph) -> list[Line]:
        text = paragraph.text
        if len(text) <= LONGEST:
            return [Line(paragraph)]
        ends = [m.end() for m in _SENTENCE.finditer(text) if not text[: m.start()].endswith(self.short)]
        cuts = sorted({0, *ends, len(text)})
        return [Line(paragraph.part(*span), cut=Cut(paragraph, *span)) for span in pairwise(cuts)]

    def _header_within(self, text: str) -> int:
        """Where the header ends that ran into the words, by the last of its furniture and the venue."""
        first = [text.find(words) for words in self.furniture if 0 <= text.find(words) < HEADER]
        if not first:
            return 0
        since = max(first)
        venue, age = self.venue.search(text, since), self.age.search(text, since)
        ends = [m for m in ((venue and venue.start()), (age and any(age.groups()) and age.end())) if m]
        return max((end for end in ends if end < since + HEADER), default=0)

    def _header_of(self, page: Page) -> None:
        """Who and what the page is about, told by its first lines."""
        for line in page.lines[:12]:
            member = self.member.search(line.text)
            if member and page.subject is None and self._is_furniture(line.text):
                name = member["name"]
                for label in self.furniture:
                    name = name.removeprefix(label.rstrip(":")).strip()
                page.subject = Subject(name, member["party"], member["seat"])
            if found := self.department.search(line.text):
                page.department = page.department or found["department"].strip()
            age = self.age.search(line.text)
            if age and any(age.groups()):
                page.age = page.age or Age(*(int(age[k] or 0) for k in ("years", "months", "days")))

    def _printed(self, page: Page) -> None:
        """Who speaks, where the page has kept it: before a colon, or on a line of its own."""
        found: list[tuple[Line, int, int, bool, Printed]] = []
        for line in page.lines:
            start = led(line.text)
            for pattern in self.speakers:
                match = pattern.match(line.text, start)
                if match:
                    alone = match["colon"] is None
                    found.append((line, start, match.end("who"), alone, _printed_in(match)))
                    break
        if len({said.name or said.office for *_, said in found}) < self.enough:
            return
        for line, start, end, alone, said in found:
            line.speaker = said
            line.cells = [Cell("speaker", start, end, line.text[start:end])]
            if not alone:
                rest = _SPOKEN.match(line.text, end)
                line.start = rest.end() if rest else end
                line.cells.append(
                    Cell("speech", line.start, len(line.text.rstrip()), line.text[line.start :].rstrip())
                )

    def _is_furniture(self, text: str) -> bool:
        return any(words in text for words in self.furniture) or len(text.split()) <= HEADING_WORDS

    def _cells(self, line: Line, page: Page, names: set[str], *, begun: bool) -> None:
        text = line.text
        start = led(text)
        stripped = text[start:].strip()
        if stripped in names:
            line.cells = [Cell("name", start, start + len(stripped), stripped)]
            return
        age = self.age.fullmatch(stripped)
        if age and any(age.groups()):
            line.cells = [Cell("age", start, start + len(stripped), stripped)]
            return
        if any(words in text for words in self.furniture):
            line.cells = list(self._fused(text))
            return
        if member := self.member.fullmatch(stripped):
            kind: CellKind = "speaker" if begun else "member"
            line.cells = [Cell(kind, start, start + len(member[0]), member[0])]
            return
        if venue := self.venue.match(text, start):
            page.venues.append(venue[0])
            line.cells.append(Cell("venue", start, venue.end(), venue[0]))
            start = venue.end()
            if not text[start:].strip():
                return
        elif not begun and len(stripped.split()) <= HEADING_WORDS and not _STOP.search(stripped):
            line.cells = [Cell("heading", start, start + len(stripped), stripped)]
            return
        line.start = start + len(text[start:]) - len(text[start:].lstrip())
        line.cells.append(Cell("speech", line.start, len(text.rstrip()), text[line.start :].rstrip()))

    def _fused(self, text: str) -> list[Cell]:
        """Cells of a header that were copied without a space between: "Eccles)Department Debates"."""
        cuts = [0, *(m.start() for m in _FUSED.finditer(text)), len(text)]
        cells = []
        for start, end in pairwise(cuts):
            piece = text[start:end]
            if piece.strip():
                kind: CellKind = "member" if self.member.search(piece) else "link"
                lead = len(piece) - len(piece.lstrip())
                cells.append(Cell(kind, start + lead, start + len(piece.rstrip()), piece.strip()))
        return cells


def _printed_in(match: re.Match[str]) -> Printed:
    """Who speaks, by the groups of a pattern of the customs'."""
    told = match.groupdict(default="")
    if chair := told.get("chair"):
        return Printed("", office=chair)
    return Printed(*(" ".join(told.get(part, "").split()) for part in ("name", "seat", "office")))
