"""The paragraphs of a copied page, whatever copying did to its line breaks.

A page from a letter or a PDF has every paragraph broken at some width; one that went through a form may
have lost its breaks. Both are put right here, and every character keeps its place in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# The width at which letters and PDFs break: no line is longer, and most are nearly as long.
NARROWEST, WIDEST = 50, 130
# A page is broken at a width when it has so many lines that end within a sentence, all of them nearly as
# long as the longest and hardly any shorter, and few of that length that end with their sentence.
CUT_LINES, NEARLY, SHORTER, ENDED = 3, 0.7, 0.02, 0.5

_LINES = re.compile(r"\r\n|\r|\n")
# Spaces that copying brings along, each one character as before, so that offsets stay.
_SPACES = str.maketrans(dict.fromkeys("\t\x0b\x0c\x85\u00a0\u2007\u2009\u200b\u202f\u2028\u2029\ufeff", " "))
_LEAD = re.compile(r"\s*(?:(?:>+|[|•·▪‣*])\s+)*")
_ITEM = re.compile(r"\s*(?:>+\s+)*[|•·▪‣*]\s+")
_EMPTY = re.compile(r"\s*(?:>+\s*)*\Z")
_ENDED = re.compile(r"[.?!:;—–][\"”’)\]]*\Z")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line of the file that is part of a paragraph.

    `at` is where it begins in the paragraph's text; `start` and `end` are half-open in the file's line,
    which begins `since` characters into the file, each line break counted as one.
    """

    at: int
    line: int
    start: int
    end: int
    since: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that belongs together, from the file's line `number`; no `pieces` where it is that line."""

    number: int
    text: str
    pieces: tuple[Piece, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Where a range of the text stands in the file: the line it begins in, start and end there.

        An end in a later line is counted on from that first line, each line break as one character.
        """
        if not self.pieces:
            return self.number, start, end
        first = self._piece(start)
        last = self._piece(max(start, end - 1))
        where = last.since + last.start + end - last.at
        return first.line, first.start + start - first.at, where - first.since

    def _piece(self, offset: int) -> Piece:
        return next(p for p in reversed(self.pieces) if p.at <= offset or p is self.pieces[0])

    def part(self, start: int, end: int) -> Paragraph:
        """A stretch of this paragraph as one of its own, without white space around it."""
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        end = start + len(self.text[start:end].rstrip())
        pieces = self.pieces or (Piece(0, self.number, 0, len(self.text), 0),)
        inside = [
            Piece(
                max(0, p.at - start),
                p.line,
                p.start + max(0, start - p.at),
                p.end - max(0, p.at + p.end - p.start - end),
                p.since,
            )
            for p in pieces
            if p.at < end and p.at + p.end - p.start > start
        ]
        return Paragraph(inside[0].line if inside else self.number, self.text[start:end], tuple(inside))


@dataclass(frozen=True, slots=True)
class _FileLine:
    """A line of the file; its words stand from `lead` to `end`."""

    number: int
    text: str
    lead: int
    end: int
    since: int

    @property
    def words(self) -> str:
        return self.text[self.lead : self.end]


def read(text: str, *, stands_alone: Callable[[str], bool] = lambda _: False) -> list[Paragraph]:
    """The paragraphs of a page in order. One that was broken at a width is put together again.

    stands_alone: whether a line is one by itself, such as the name of who speaks.
    """
    lines = _file_lines(text)
    room = _room(lines)
    if not room:
        return [Paragraph(line.number, line.text) for line in lines if line.words]
    known = Counter(re.findall(r"[^\W\d_]+", text))
    groups = _gathered(lines, room, stands_alone)
    return [_joined(group, known) if len(group) > 1 else _alone(group[0]) for group in groups]


def led(text: str) -> int:
    """Where the words of a line begin, after what quoting in a letter or a list puts before them."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def _file_lines(text: str) -> list[_FileLine]:
    found, since = [], 0
    for number, raw in enumerate(_LINES.split(text), 1):
        line = raw.translate(_SPACES)
        lead = len(line) if _EMPTY.match(line) else led(line)
        found.append(_FileLine(number, line, lead, max(lead, len(line.rstrip())), since))
        since += len(raw) + 1
    return found


def _room(lines: list[_FileLine]) -> int:
    """How many characters did not fit on a line where the page was broken at a width; 0 where it was not."""
    held = [line for line in lines if line.words]
    width = max((line.end for line in held if " " in line.words and line.end <= WIDEST), default=0)
    if width < NARROWEST or sum(line.end > WIDEST for line in held) > len(held) * SHORTER:
        return 0
    ended = [(_reach(a, b), bool(_ENDED.search(a.words)), b.words[0].islower()) for a, b in _pairs(lines)]
    cut = sorted(reach for reach, stops, goes_on in ended if goes_on and not stops)
    if len(cut) < CUT_LINES:
        return 0
    room = min(cut[int(len(cut) * SHORTER)], width + 1)
    full = [stops for reach, stops, _ in ended if reach >= room]
    return room if room >= width * NEARLY and sum(full) <= len(full) * ENDED else 0


def _pairs(lines: list[_FileLine]) -> Iterator[tuple[_FileLine, _FileLine]]:
    """Lines that follow each other without an empty one between."""
    return ((a, b) for a, b in pairwise(lines) if a.words and b.words)


def _reach(line: _FileLine, after: _FileLine) -> int:
    """How long a line would be with the first word of the next."""
    return line.end + 1 + len(after.words.split(maxsplit=1)[0])


def _gathered(
    lines: list[_FileLine], room: int, stands_alone: Callable[[str], bool]
) -> Iterator[list[_FileLine]]:
    """Lines that belong together: each is full, and the next does not begin something of its own."""
    indent = Counter(len(x.text) - len(x.text.lstrip()) for x in lines if x.words).most_common(1)[0][0]
    group: list[_FileLine] = []
    for line in lines:
        if group and (
            not line.words
            or _reach(group[-1], line) < room
            or _ITEM.match(line.text)
            or (_ENDED.search(group[-1].words) and len(line.text) - len(line.text.lstrip()) > indent)
            or (_ENDED.search(group[-1].words) and stands_alone(line.words))
            or (len(group) == 1 and stands_alone(group[0].words))
        ):
            yield group
            group = []
        if line.words:
            group.append(line)
    if group:
        yield group


def _alone(line: _FileLine) -> Paragraph:
    return Paragraph(line.number, line.text)


def _joined(group: list[_FileLine], known: Counter[str]) -> Paragraph:
    """Lines as one text: a space for each break, and none within a word that was parted."""
    text = ""
    pieces = []
    for line, after in zip(group, [*group[1:], None], strict=True):
        words, end = line.words, line.end
        space = " " if after else ""
        if after and _HYPHEN.search(words) and after.words[:1].islower():
            space = ""
            whole = re.split(r"\W", words[:-1])[-1] + re.split(r"[\W_]", after.words)[0]
            if words.endswith("\u00ad") or whole in known:
                words, end = words[:-1], end - 1
        pieces.append(Piece(len(text), line.number, line.lead, end, line.since))
        text += words + space
    return Paragraph(group[0].number, text, tuple(pieces))
