"""What was said on one day in one chamber, as values.

Offsets are Unicode characters, half-open, into the text of the paragraph they stand in:
its text nodes joined, white space as it stands.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ContributionKind = Literal["speech", "question", "reply", "procedural"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one row of a table (`css_class` "row", `cells` the ranges of its cells)."""

    pid: str
    text: str
    css_class: str = ""
    question_number: str = ""
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words the source marked as meaning a Member: "the hon. Member for Torfaen (Nick Thomas-Symonds)".

    `paragraph` counts from 0 in the contribution. The source names either a person or a membership;
    both are empty where it marked the words and knew neither.
    """

    paragraph: int
    start: int
    end: int
    words: str
    name: str = ""
    person_id: str = ""
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class OfficialReference:
    """Words that point at another place of the official report, and its id."""

    paragraph: int
    start: int
    end: int
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class MarkedDate:
    """Words the source marked as a date, and the day as it gave it."""

    paragraph: int
    start: int
    end: int
    words: str
    day: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """One turn of speech, one written question or answer, or one procedural note.

    `seq` is its place in the sitting. `person_id` is empty for voices without a person
    ("Hon. Members") and, as a reader gives it, where the source names a membership instead;
    the store fills it from the roll. `source_line` is where it begins in its file.
    """

    id: str
    kind: ContributionKind
    sitting_id: str
    date: dt.date
    chamber: str
    debate_id: str
    debate_title: str
    seq: int
    person_id: str = ""
    member_id: str = ""
    speaker_name: str = ""
    office: str = ""
    party: str = ""
    time: str = ""
    column: str = ""
    url: str = ""
    type: str = ""
    oral_number: str = ""
    question_number: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    mentions: tuple[Mention, ...] = ()
    references: tuple[OfficialReference, ...] = ()
    dates: tuple[MarkedDate, ...] = ()

    @property
    def text(self) -> str:
        """All its words; an empty line between paragraphs."""
        return "\n\n".join([paragraph.text for paragraph in self.paragraphs])


@dataclass(frozen=True, slots=True)
class Debate:
    """A headed item of business. `level` is oral, major, minor or none (before the first heading).

    `department` is the title of a major heading that names one (oral and written questions,
    written statements), or of the one above; empty elsewhere.
    """

    id: str
    sitting_id: str
    date: dt.date
    chamber: str
    title: str
    level: str
    position: int
    parent_id: str = ""
    parent_title: str = ""
    department: str = ""
    column: str = ""
    time: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DivisionVote:
    """How one Member is listed. `vote` is the source's own word: aye, no, content, not-content…"""

    vote: str
    name: str
    teller: bool = False
    person_id: str = ""
    member_id: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """A vote of the House. `counts` are the numbers as printed: (("ayes", 232), ("noes", 301), …).

    In the Commons a count leaves the tellers out, in the Lords it includes them. `counted` is false
    where the source prints names and no count.
    """

    id: str
    sitting_id: str
    debate_id: str
    date: dt.date
    seq: int
    number: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    counted: bool = True
    column: str = ""
    time: str = ""
    url: str = ""
    votes: tuple[DivisionVote, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old id and where to look now. `match` is the source's word: perfectmatch, changes, removed…"""

    old: str
    new: str
    match: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read, and where. Line 0 means the file as a whole."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """One day of one kind of business, in one revision.

    `id` leaves the revision out: uk.org.publicwhip/debate/2009-10-28. `superseded` sittings hold
    redirects and nothing else.
    """

    id: str
    date: dt.date
    chamber: str
    kind: str
    revision: str
    source: str
    title: str = ""
    superseded: bool = False
    debates: tuple[Debate, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    divisions: tuple[Division, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    unread: tuple[Unread, ...] = ()
