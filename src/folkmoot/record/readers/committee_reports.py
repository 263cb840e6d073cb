"""Select committee reports and the Government's responses, as plain text or a web page.

A report ends in its conclusions and recommendations, numbered from 1, most with the paragraph they come
from: "1. We recommend that … (Paragraph 12)". A response quotes them and puts "Government response" over
what it answers to those quoted since the last.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.record.debates import Unread
from folkmoot.record.documents import Document, Finding, Reply
from folkmoot.record.readers import parliament_uk as uk
from folkmoot.record.readers.safe_xml import MAX_BYTES, too_large

BETWEEN = "\n\n"
MOST_LEFT_OUT = 50

_PAGE = re.compile(rb"<(!doctype\s+html|html|body|p|h[1-6]|div)\b", re.IGNORECASE)
_BEGIN = re.compile(
    r"(?:\d+\.?\s+)?(?:list of |summary of )?(?:conclusions? and recommendations?|recommendations?)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:annex\w*|appendix\w*|formal minutes|witnesses|(?:published )?written evidence|"
    r"list of reports.*|draft report.*)\b.{0,60}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?P<kind>recommendation|conclusion)\s+)?(?P<number>[1-9]\d{0,2})\s*[.):]\s+(?P<said>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_GROUP = re.compile(
    r"(?:(?:recommendation|conclusion|paragraph)s?\s+)(?P<numbers>[1-9]\d{0,2}(?:\s*(?:,|and|&|to|-|–)\s*[1-9]\d{0,2})*)\s*:?",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:the\s+)?government(?:['’]s)?\s+(?:response|reply)(?:\s+to\b[^:]{0,80})?\s*(?:[:.]\s*(?P<said>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_POINTS_AT = re.compile(
    r"\((?:(?P<kind>recommendation|conclusion)\s*,?\s*)?paragraphs?\s+(?P<paragraphs>\d[\d\s,–-]*(?:and\s+\d+)?)\)\s*\.?\s*$",
    re.IGNORECASE,
)


def read(data: bytes, *, file: str) -> Document:
    """The findings of a report, or the findings and replies of a response.

    A finding is one paragraph; a number that goes back is a list inside one. Offsets are characters of the document's
    text.

    Raises TooLarge over 64 MB, Unreadable where no numbered finding stands.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(too_large(file, len(data)), file=file, line=0)
    blocks = _blocks(data)
    reading = _Reading(file)
    answers = any(_ANSWER.fullmatch(block) for _, block in blocks)
    for start, block in blocks:
        (reading.in_response if answers else reading.in_report)(start, block)
    reading.close()
    if not reading.findings:
        raise Unreadable(
            f"{file}: no numbered conclusions or recommendations in it; "
            "give the report's text or web page, not the page that leads to it.",
            file=file,
            line=0,
        )
    return Document(
        source=file,
        title=blocks[0][1],
        text=BETWEEN.join(block for _, block in blocks),
        findings=tuple(reading.findings),
        replies=tuple(reading.replies),
        unread=tuple(reading.unread),
    )


def _blocks(data: bytes) -> list[tuple[int, str]]:
    """Every paragraph with the place it begins at in the joined text."""
    text = data.decode("utf-8-sig", "replace").replace("\x00", " ")
    if _PAGE.search(data[:4_000]):
        found: Iterator[str] = iter(uk.words(text).paragraphs)
    else:
        found = (
            " ".join(piece.split()) for piece in re.split(r"\n[ \t\r\f\v]*\n", text.replace("\r\n", "\n"))
        )
    placed, start = [], 0
    for block in filter(None, found):
        placed.append((start, block))
        start += len(block) + len(BETWEEN)
    return placed


@dataclass(slots=True)
class _Reading:
    """One pass down the paragraphs: what was found, what is being answered."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    inside: bool = False
    asked: list[int] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    answering: bool = False

    def in_report(self, start: int, block: str) -> None:
        """The list at the end, from its heading to the next; an earlier one is the table of contents."""
        if _BEGIN.fullmatch(block):
            self.inside, self.findings = True, []
        elif self.inside and self.findings and _END.fullmatch(block):
            self.inside = False
        elif self.inside and (found := self._finding(start, block)) is not None:
            self.findings.append(found)

    def in_response(self, start: int, block: str) -> None:
        """Findings quoted, and what is answered to those quoted since the last reply."""
        if (found := self._finding(start, block)) is not None:
            self.close()
            self.findings.append(found)
            self._ask(found.number)
        elif (group := _GROUP.fullmatch(block)) is not None:
            self.close()
            self._ask(*_numbers(group["numbers"]))
        elif (answer := _ANSWER.fullmatch(block)) is not None:
            self.close()
            self.answering = True
            if answer["said"]:
                self.said.append((start + answer.start("said"), answer["said"]))
        elif self.answering and _END.fullmatch(block):
            self.close()
        elif self.answering:
            self.said.append((start, block))

    def close(self) -> None:
        """A reply ends where the next point begins; one to nothing that was quoted is not read."""
        if self.said and self.asked:
            start, (last, words) = self.said[0][0], self.said[-1]
            text = BETWEEN.join(block for _, block in self.said)
            self.replies.append(Reply(tuple(self.asked), text, start, last + len(words)))
            self.asked = []
        elif self.said:
            self.unread.append(Unread(self.file, 0, f"a reply to no numbered point: {self.said[0][1][:60]}"))
        self.said, self.answering = [], False

    def _ask(self, *numbers: int) -> None:
        self.asked += [number for number in numbers if number not in self.asked]

    def _finding(self, start: int, block: str) -> Finding | None:
        """The finding a paragraph is, where its number goes on from the last."""
        match = _NUMBERED.fullmatch(block)
        last = self.findings[-1].number if self.findings else 0
        if match is None or not last < int(match["number"]) <= last + MOST_LEFT_OUT:
            return None
        points_at = _POINTS_AT.search(match["said"])
        kind = match["kind"] or (points_at and points_at["kind"]) or ""
        return Finding(
            number=int(match["number"]),
            kind=kind.lower(),
            text=match["said"],
            paragraphs=" ".join(points_at["paragraphs"].split()) if points_at else "",
            start=start + match.start("said"),
            end=start + match.end("said"),
        )


def _numbers(text: str) -> Iterator[int]:
    """The numbers of "3", "3 and 4", "3, 4 and 6" or "3-6"."""
    for first, last in re.findall(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?", text):
        yield from range(int(first), min(int(last or first), int(first) + MOST_LEFT_OUT) + 1)
