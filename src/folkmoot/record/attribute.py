"""Debate pages that lost their speakers' names: who says each line, to whom, and how sure that is.

    from folkmoot.record.attribute import attribute

    for line in attribute(text, roll, day=dt.date(2014, 12, 2)).lines:
        print(line.line, line.kind, line.speaker.name or line.speaker.label, line.reason)

Nothing here is a fact before a person has confirmed it: every line carries a confidence and a reason,
and what is missing between lines is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from folkmoot.record.debates import Contribution, Paragraph, Sitting
from folkmoot.record.pages import clues, layout
from folkmoot.record.pages.paragraphs import Piece
from folkmoot.record.pages.printed import Register
from folkmoot.record.pages.turns import Course, Said, together
from folkmoot.record.pages.voices import Cast, Ear, Voice
from folkmoot.record.people import Roll
from folkmoot.record.references import Customs, Reference, Resolver
from folkmoot.text import normal

LineKind = Literal["header", "speech", "intervention", "reply"]
HOUSES = {"commons": "house-of-commons", "lords": "house-of-lords"}
# Of two readings of a line the likelier must be this sure before a person is named.
SURE = 0.5
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, or a label where only that can be known: "the Home Secretary"."""

    person_id: str | None = None
    name: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class LineReference:
    """A reference in a line: the shape of `Reference`, with `line` for the place."""

    line: int
    start: int
    end: int
    text: str
    kind: str
    persons: tuple[str, ...]
    office: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `addresses` is None for the House; `block` numbers the contributions from 1.

    A paragraph that was broken over several lines of the file is one of these, `line` its first; a line
    in which speakers ran together is several. `parts` then say what of each line of the file stands in
    `text`. References give the file's own line and the characters there.
    """

    line: int
    text: str
    kind: LineKind
    quotation: bool = False
    interrupted: bool = False
    speaker: Speaker | None = None
    addresses: Speaker | None = None
    block: int | None = None
    confidence: float = 1.0
    reason: str = ""
    references: tuple[LineReference, ...] = ()
    questions: tuple[Any, ...] = ()
    promises: tuple[Any, ...] = ()
    figures: tuple[Any, ...] = ()
    gap_before: str | None = None
    cells: tuple[layout.Cell, ...] = ()
    found_in: str | None = None
    parts: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributed:
    """A page, line by line. Without a day, `dates` are proposed; with one, it is `day`."""

    lines: tuple[Line, ...]
    day: dt.date | None = None
    dates: tuple[clues.Proposal, ...] = ()


def attribute(
    text: str,
    roll: Roll,
    *,
    day: dt.date | None = None,
    house: str = "commons",
    contributions: Iterable[Contribution] = (),
    customs: Customs | None = None,
    proposed: Sequence[clues.Proposal] = (),
) -> Attributed:
    """Who says each line of a copied page.

    `contributions` are those of the record for that day: lines that stand there are taken from it
    first, as they are. Without `day` persons other than the page's own Member stay labels and names;
    days `proposed` by who knows more than the page (`aligning.days_of`) come before its own clues.
    """
    resolver = Resolver(roll, customs)
    page = layout.read(text, resolver.customs)
    dates = () if day else (*proposed, *clues.propose(page, resolver.everybody))
    work = _Attribution(resolver, page, day, HOUSES.get(house, house), dates)
    return Attributed(tuple(work.lines(_Known(contributions, resolver))), day, dates)


class _Known:
    """What the record already has of that day: paragraphs by their words."""

    def __init__(self, contributions: Iterable[Contribution], resolver: Resolver) -> None:
        self.by_words: dict[str, Contribution] = {}
        self.roll = resolver.everybody.roll
        for contribution in contributions:
            for paragraph in contribution.paragraphs:
                if len(paragraph.text) > 20:
                    self.by_words.setdefault(_plain(paragraph.text), contribution)

    def find(self, text: str) -> Contribution | None:
        return self.by_words.get(_plain(text)) if self.by_words else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(text)).strip()


class _Attribution:
    def __init__(
        self,
        resolver: Resolver,
        page: layout.Page,
        day: dt.date | None,
        house: str,
        dates: Sequence[clues.Proposal],
    ) -> None:
        self.resolver = resolver
        self.page = page
        self.day = day
        self.house = house
        self.dates = dates
        # A page without a day is read against the likeliest, but nobody but its own Member is named by it.
        self.known = resolver.everybody.on(day or (dates[0].last if dates else dt.date(1, 1, 1)))
        self.labels = resolver.customs.page["labels"]
        self.ear = Ear(resolver.customs, resolver.finder)

    def lines(self, known: _Known) -> list[Line]:
        heard = [self.ear.hear(line, self.known) for line in self.page.lines if not line.header]
        dated = self.known if self.day or self.dates else None
        cast = Cast(self.page, heard, dated, self.resolver.offices, self.known)
        said = together(Course(heard, cast.voices, self.resolver.offices).find())
        self.page.lines = _whole(self.page.lines, said)
        self.voices = cast.voices
        body = self._in_the_record(self._as_printed(self._body(said)), known)
        references = self._references(body)
        spoken = iter(zip(body, references, strict=True))
        lines = []
        for line in self.page.lines:
            made, mine = (self._header(line), self._names_in(line)) if line.header else next(spoken)
            lines.append(
                replace(
                    made,
                    reason=_told(made.reason, line),
                    references=tuple(mine),
                    cells=tuple(line.cells),
                    parts=line.paragraph.pieces,
                )
            )
        return lines

    def _header(self, line: layout.Line) -> Line:
        kinds = ", ".join(dict.fromkeys(cell.kind for cell in line.cells))
        return Line(
            line.number,
            line.text,
            "header",
            reason=f"not speech: {kinds}",
        )

    def _names_in(self, line: layout.Line) -> list[LineReference]:
        subject = self.page.subject
        if subject is None:
            return []
        voice = next((v for v in self.voices if v.role == "subject"), None)
        persons = (voice.person,) if voice and voice.person else ()
        return [
            LineReference(
                *line.paragraph.place(m.start(), m.end()),
                m[0],
                "name",
                persons,
                "",
                0.95,
                "the page is about this Member",
            )
            for m in re.finditer(re.escape(subject.name), line.text)
        ]

    # The speech

    def _body(self, said: list[Said]) -> list[Line]:
        lines: list[Line] = []
        block = 0
        for n, now in enumerate(said):
            before = said[n - 1] if n else None
            block += now.act != "goes on" or not n
            kind: LineKind = {"answers": "reply", "breaks in": "intervention"}.get(now.act, "speech")  # type: ignore[assignment]
            lines.append(
                Line(
                    line=now.heard.line.number,
                    text=now.heard.line.text,
                    kind=kind,
                    quotation=now.heard.quotation,
                    interrupted=now.heard.broken,
                    speaker=self._speaker(now.voice, now.confidence),
                    addresses=self._addressee(now),
                    block=block,
                    confidence=round(now.confidence, 3),
                    reason=self._reason(now),
                    gap_before=self._gap(now, before, lines, n),
                )
            )
        return lines

    def _speaker(self, voice: Voice, confidence: float) -> Speaker:
        named = bool(voice.person) and (self.day is not None or voice.role == "subject")
        label = voice.label or None
        if named and confidence >= SURE:
            return Speaker(voice.person, voice.name, label)
        if voice.role == "subject" or (voice.role == "named" and voice.as_named and confidence >= SURE):
            return Speaker(None, voice.as_named or voice.name, None)
        return Speaker(None, None, label or self.labels["somebody"])

    def _addressee(self, now: Said) -> Speaker | None:
        if now.addressed >= 0:
            return self._speaker(self.voices[now.addressed], 1.0)
        if now.act == "answers" and any(f.start < 160 for f in now.heard.forms):
            return Speaker(None, None, self.labels["somebody"])
        return None

    def _reason(self, now: Said) -> str:
        cues = now.heard.cues
        acts = {
            "goes on": "goes on from the line before",
            "start": "begins as a speech does" if cues["start"] else "another speaker's words",
            "breaks in": "short, and put to the one who holds the floor" if cues["question"] else "breaks in",
            "answers": "keeps the floor" if cues["keeps"] else "begins as an answer does",
        }
        reasons = [acts[now.act]]
        if now.act != "goes on" and (form := next(iter(now.heard.forms), None)):
            words = now.heard.line.speech[form.start : form.end]
            reasons.append(f"says “{words}”")
        why = {
            "subject": "the page is about this Member",
            "minister": f"speaks as {now.voice.label}",
            "shadow": f"speaks for a party as {now.voice.label}",
            "junior": f"speaks as {now.voice.label}",
            "named": "named on this page, and fits the form of address",
            "unknown": "nobody named on this page fits",
        }
        return "; ".join([*reasons, why[now.voice.role]])

    def _gap(self, now: Said, before: Said | None, lines: list[Line], n: int) -> str | None:
        """What is plainly missing before a line."""
        speech, cues = now.heard.line.speech, now.heard.cues
        if now.act == "answers" and (
            before is None or before.voice == now.voice or before.act != "breaks in"
        ):
            if before is not None and before.heard.broken and before.voice == now.voice:
                return "Something said between these lines is not on the page."
            return "What this answers is not on the page."
        if now.act == "start" and before is not None:
            follows = self.ear.follow.search(speech[:120])
            named = next((f for f in now.heard.found if f.kind == "constituency" and f.start < 160), None)
            if follows and named and before.voice.person not in named.holders:
                return f"The speech that this follows ({speech[named.start : named.end]}) is not on the page."
            if before.voice != now.voice and not follows:
                return "The end of the speech before may not be on the page."
        if n and now.act == "breaks in" and (quoted := self._not_here(speech, lines)):
            return f"Words that this takes up are not on the page: “{quoted}”."
        if before is not None and before.act == "breaks in" and now.act == "breaks in" and not cues["floor"]:
            return "The answer to the line before is not on the page."
        return None

    def _not_here(self, speech: str, lines: list[Line]) -> str:
        """Words that somebody is said to have just said, where the page does not have them."""
        match = re.search(self.resolver.customs.page["just_said"], speech)
        if not match:
            return ""
        wanted = {w.lower() for w in _WORD.findall(match["said"])}
        here = {w.lower() for line in lines[-4:] for w in _WORD.findall(line.text)}
        return match["said"].strip() if wanted and len(wanted & here) / len(wanted) < 0.5 else ""

    def _as_printed(self, lines: list[Line]) -> list[Line]:
        """Where the page has kept its speakers' names, they are taken, until the next one."""
        if not any(line.speaker for line in self.page.lines):
            return lines
        register = Register(self.resolver, self.known, self.house)
        spoken = iter(lines)
        made: list[Line] = []
        printed, speaker, before, fresh, block = None, None, None, False, 0
        for line in self.page.lines:
            if line.speaker is not None:
                printed, fresh, before = line.speaker, True, speaker
                person = register.person(printed) if self.day else ""
                name = self.known.roll.name_on(person, self.known.date) if person else printed.name
                speaker = Speaker(person or None, name or None, printed.office or None)
            if line.header:
                continue
            now = next(spoken)
            if speaker is None:
                made.append(now)
                continue
            block += fresh
            made.append(
                replace(
                    now,
                    speaker=speaker,
                    kind=now.kind if fresh else "reply" if now.kind == "reply" else "speech",
                    addresses=before if fresh and now.kind in ("reply", "intervention") else None,
                    block=block,
                    confidence=0.97 if speaker.person_id else 0.9,
                    reason="the page names who speaks",
                    gap_before=None,
                )
            )
            fresh = False
        return made

    def _in_the_record(self, lines: list[Line], known: _Known) -> list[Line]:
        """Lines that stand in the record are taken from it."""
        aligned = []
        for line, source in zip(lines, (x for x in self.page.lines if not x.header), strict=True):
            contribution = known.find(source.speech)
            if contribution is None:
                aligned.append(line)
                continue
            person = known.roll.canonical(contribution.person_id) or known.roll.person_of(
                contribution.member_id
            )
            speaker = Speaker(person or None, contribution.speaker_name or None, contribution.office or None)
            aligned.append(
                replace(
                    line,
                    speaker=speaker,
                    confidence=0.99,
                    reason="these words stand in the record",
                    found_in=contribution.id,
                )
            )
        return aligned

    # References

    def _references(self, lines: list[Line]) -> list[list[LineReference]]:
        """The references of every spoken line, found as in any sitting, with the speakers as attributed."""
        spoken = [line for line in self.page.lines if not line.header]
        found: list[list[LineReference]] = [[] for _ in lines]
        for reference in self.resolver.resolve(self._as_sitting(lines, spoken)):
            number = int(reference.pid)
            line = spoken[number]
            persons, reason, confidence = self._allowed(reference)
            found[number].append(
                LineReference(
                    *line.paragraph.place(reference.start + line.start, reference.end + line.start),
                    reference.text,
                    reference.kind,
                    persons,
                    reference.office,
                    confidence,
                    reason,
                )
            )
        return found

    def _allowed(self, reference: Reference) -> tuple[tuple[str, ...], str, float]:
        """Without a day, only the page's own Member can be told."""
        if self.day is not None:
            return reference.persons, reference.reason, reference.confidence
        own = {v.person for v in self.voices if v.role == "subject" and v.person}
        if set(reference.persons) <= own:
            return reference.persons, reference.reason, reference.confidence
        return (), "the day of the page is not known", 0.0

    def _as_sitting(self, lines: list[Line], spoken: list[layout.Line]) -> Sitting:
        date = self.known.date
        blocks: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            blocks.setdefault(line.block or 0, []).append(number)
        speakers = {block: lines[said[0]].speaker for block, said in blocks.items()}
        contributions = tuple(
            Contribution(
                id=f"block/{block}",
                kind="speech",
                sitting_id="page",
                date=date,
                chamber="",
                debate_id="page",
                debate_title="",
                seq=block,
                person_id=(speaker.person_id or "") if (speaker := speakers[block]) else "",
                paragraphs=tuple(Paragraph(str(number), spoken[number].speech) for number in said),
            )
            for block, said in blocks.items()
        )
        return Sitting("page", date, "", "page", "", "page", contributions=contributions)


def _whole(lines: Iterable[layout.Line], said: Iterable[Said]) -> list[layout.Line]:
    """The lines of a page with those that are spoken as they were put together."""
    spoken = {id(line): line for line in (now.heard.line for now in said)}
    starts = {(line.number, line.paragraph.place(0, 0)): line for line in spoken.values()}
    whole = []
    for line in lines:
        if line.header or line.cut is None:
            whole.append(line)
        elif (begins := starts.get((line.number, line.paragraph.place(0, 0)))) is not None:
            whole.append(begins)
    return whole


def _told(reason: str, line: layout.Line) -> str:
    """A reason, with what was done to a line to read it."""
    lines = [piece.line for piece in line.paragraph.pieces]
    if len(lines) > 1:
        return f"{reason}; put together of lines {lines[0]} to {lines[-1]}"
    if lines:
        return f"{reason}; cut out of line {lines[0]}, which runs on over several speakers"
    return reason


def as_row(line: Line) -> dict[str, Any]:
    """A line as `folkmoot record attribute --format jsonl` prints it; `parts` only where it has some."""
    row = asdict(line)
    row["cells"] = [asdict(cell) for cell in line.cells]
    parts = [{"line": p.line, "start": p.start, "end": p.end, "at": p.at} for p in line.parts]
    del row["parts"]
    if parts:
        row["parts"] = parts
    return row


def proposals(attributed: Attributed) -> list[dict[str, Any]]:
    """The proposed days as plain values."""
    return [asdict(proposal) for proposal in attributed.dates]
