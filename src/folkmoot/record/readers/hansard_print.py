"""The printed Hansard as XML (CHAN*.xml, LHAN*.xml, PBC*.xml), namespace …/{commons,lords}/hansard/print.

A file holds systems (the chamber, Westminster Hall), each of fragments with a header and a body. A
body is a flat list: headings, paragraphs, questions, divisions, told apart by their tags, which are
the names of the printer's styles. A paragraph with a Member in it begins a turn of speech; one
without continues it. Columns are processing instructions.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Contribution, Debate, Division, DivisionVote, Paragraph, Sitting, Unread
from folkmoot.record.readers import parliament_uk as uk
from folkmoot.record.readers import safe_xml

_NAMESPACE = re.compile(rb"http://www\.parliament\.uk/(commons|lords)/hansard/print")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_COLUMN = re.compile(r"\bcolumn\s*=\s*[\"']?(\d{1,6}(?:WH|WS|GC)?)")
_TIME = re.compile(r"(\d{1,2})(?:[:.,]\s*(\d\d))?\s*(am|pm|noon|midnight)", re.IGNORECASE)

_MAJOR = frozenset(
    {"hs_6bdepartment", "hs_6bbigboldhdg", "hs_2cbilltitle", "hs_2curgentquestion", "hs_3cmainhdg"}
    | {
        "hs_2businesswodebate",
        "hs_2cstatement",
        "hs_2billtitle",
        "hs_6bbilltitle",
        "hs_6bbusinessb4questions",
    }
    | {"hs_6bprivatebusiness", "hs_6broyalassent", "hs_6bbillspresented", "hs_6fcntritalhdg", "hs_2debbill"}
    | {"hs_2cso24application", "hs_6bformalmotion", "hs_2cdeferreddiv", "hs_2cdebatedmotion"}
    | {"hs_2debatedmotion", "hs_2cgenerichdg", "hs_2generichdg", "hs_2cwesthalldebate", "hs_2westhalldebate"}
    | {"hs_3coppositionday", "hs_8petition", "hs_6bpetitions", "hs_debateheading"}
)
_MINOR = frozenset(
    {"hs_8question", "hs_8generichdg", "hs_8clause", "hs_7smcapshdg", "hs_7privatebusinesshdg", "hs_7bill"}
    | {"hs_6bcbigboldhdg", "hs_6cntrcapshdg"}
)
_LEVELS = {
    "hs_3oralanswers": "oral",
    **dict.fromkeys(_MAJOR, "major"),
    **dict.fromkeys(_MINOR, "minor"),
}
_WORDS = re.compile(r"hs_(para\w*|question|quote\w*|brev\w*|indent\w*|newline\d+|amendment\w*)\Z")
_ASIDE = frozenset(
    {
        "hs_procedure",
        "hs_76fchair",
        "hs_6fdate",
        "hs_tabledby",
        "hs_debatetype",
        "amendment",
        "hs_clauseheading",
    }
)
_NOT_SAID = frozenset(
    {"hs_venue", "hs_3mainhdg", "hs_date", "startprocedure", "endprocedure", "hs_divlistheader"}
    | {"hs_clheading", "hs_clattended", "hs_clmember", "hs_clchairman", "hs_clclerks", "hs_clpara"}
)
_CONTAINERS = frozenset({"debateheading", "newdebate", "twocolumn"})
_LEFT_OUT = frozenset({"member", "hs_timecode", "number", "uin"})
_SYSTEMS = {
    ("commons", "Debate"): ("Commons", "debates", "commons"),
    ("commons", "WestHall"): ("Westminster Hall", "westminhall", "westminhall"),
    ("lords", "Debate"): ("Lords", "lords", "lords"),
}


def knows(head: bytes) -> bool:
    """Whether a file begins like the printed Hansard."""
    return bool(_NAMESPACE.search(head))


def read(data: bytes, *, file: str) -> tuple[Sitting, ...]:
    """Every sitting of a file: the chamber's, Westminster Hall's, or a committee's.

    Raises Unreadable for what is no such XML or holds no sitting with a day. What cannot be used is
    listed in `unread`, with its line.
    """
    root = safe_xml.parse(data, file=file, instructions=True)
    sittings, unread = [], []
    for system in root.iter("{*}System"):
        house, kind = etree.QName(system).namespace or "", str(system.get("type") or "")
        known = _SYSTEMS.get(("lords" if "/lords/" in house else "commons", kind))
        day = _day_of(system)
        if known is None or day is None:
            why = "of no day" if known else f"of the type {kind!r}, which this reader does not know"
            unread.append(Unread(file, system.sourceline or 0, f"a system {why}"))
            continue
        sittings.append(_Reading(system, day, known, file).sitting())
    if not sittings:
        why = f": {unread[0].reason}" if unread else ""
        raise Unreadable(f"{file}: no sitting in it{why}; fetch the file again.", file=file, line=1)
    first, *rest = sittings
    return (replace(first, unread=(*unread, *first.unread)), *rest)


def _day_of(system: etree._Element) -> dt.date | None:
    for sitting in system.iter("{*}Sitting"):
        if day := uk.day(sitting.get("short-date")):
            return day
    return None


class _Reading:
    """One pass down the bodies of a system, remembering column, time, headings and who is speaking."""

    def __init__(self, system: etree._Element, day: dt.date, known: tuple[str, str, str], file: str) -> None:
        self.system, self.day, self.file = system, day, file
        self.chamber, self.kind, segment = known
        self.id = f"{uk.AUTHORITY}/{segment}/{day}"
        if _is_committee(system, file):
            self.chamber, self.kind = "Public Bill Committee", "standing"
            self.id = f"{uk.AUTHORITY}/standing/{_slug(PurePath(file).stem)}_{day}"
        self.debates: list[Debate] = []
        self.contributions: list[Contribution] = []
        self.divisions: list[Division] = []
        self.unread: list[Unread] = []
        self.strange: Counter[tuple[str, int]] = Counter()
        self.lines: dict[str, int] = {}
        self.above: dict[str, Debate] = {}
        self.seen: set[str] = set()
        self.turn: Contribution | None = None
        self.said: list[Paragraph] = []
        self.column = _slug(system.get("ColStart") or "")
        self.time = ""
        self.seq = 0

    def sitting(self) -> Sitting:
        for body in self.system.iter("{*}Body"):
            for element in body:
                self._take(element, 0)
        self._end_turn()
        for (tag, line), number in self.strange.items():
            self.unread.append(
                Unread(self.file, line, f"{number} of <{tag}>, which this reader does not know")
            )
        return Sitting(
            id=self.id,
            date=self.day,
            chamber=self.chamber,
            kind=self.kind,
            revision="",
            source=self.file,
            debates=tuple(self.debates),
            contributions=tuple(self.contributions),
            divisions=tuple(self.divisions),
            unread=tuple(self.unread),
        )

    def _take(self, element: etree._Element, depth: int) -> None:
        if isinstance(element, etree._ProcessingInstruction):
            self._column(element)
            return
        tag = _tag(element)
        if tag in _CONTAINERS and depth < 8:
            for child in element:
                self._take(child, depth + 1)
        elif tag in _LEVELS:
            self._heading(element, _LEVELS[tag])
        elif tag == "question":
            for paragraph in element.iter("{*}hs_Para", "{*}hs_Question", "{*}hs_brev"):
                self._words(paragraph)
        elif tag == "division":
            self._division(element)
        elif tag == "tablewrapper":
            self._table(element)
        elif tag in ("hs_timeline", "hs_time"):
            self.time = _clock(_text(element)) or self.time
        elif _WORDS.match(tag):
            self._words(element)
        elif tag in _ASIDE:
            self._aside(element)
        elif tag not in _NOT_SAID and tag and _text(element):
            self._strange(tag, element.sourceline or 0)
        self._marks_inside(element)

    def _strange(self, tag: str, line: int) -> None:
        self.strange[(tag, self.lines.setdefault(tag, line))] += 1

    def _marks_inside(self, element: etree._Element) -> None:
        """Columns and times that begin inside an element hold for what comes after it."""
        for mark in element.iter(etree.ProcessingInstruction):
            self._column(mark)
        for code in element.iter("{*}hs_TimeCode"):
            self.time = uk.clock(code.get("time")) or self.time

    def _column(self, mark: etree._Element) -> None:
        found = _COLUMN.search(str(mark.text or "")) if getattr(mark, "target", "") == "notus-xml" else None
        if found:
            self.column = found[1]

    def _new_id(self, element: etree._Element, kind: str) -> str:
        """The printer's own number of an element; where it has none, its column and place in the day."""
        number = uk.token(element.get("UID"))
        if not number or f"{kind}{number}" in self.seen:
            number = f"{self.column or '0'}.{self.seq}"
        self.seen.add(f"{kind}{number}")
        return f"{uk.AUTHORITY}/{kind}/{self.day}.{number}"

    def _heading(self, element: etree._Element, level: str) -> None:
        title = _text(element)
        if not title or title in ("Prayers", "PRAYERS"):
            return
        self._end_turn()
        gone = {"oral": ("oral", "major", "minor"), "major": ("major", "minor"), "minor": ("minor",)}[level]
        for name in gone:
            self.above.pop(name, None)
        if level == "major" and _tag(element) != "hs_6bdepartment":
            self.above.pop("oral", None)
        parent = self.above.get("major") or self.above.get("oral")
        names_department = _tag(element) == "hs_6bdepartment"
        self._open(
            element, title, level, parent, title if names_department else parent.department if parent else ""
        )

    def _open(
        self, element: etree._Element, title: str, level: str, parent: Debate | None, department: str
    ) -> Debate:
        debate = Debate(
            id=self._new_id(element, "debate"),
            sitting_id=self.id,
            date=self.day,
            chamber=self.chamber,
            title=title,
            level=level,
            position=self.seq,
            parent_id=parent.id if parent else "",
            parent_title=parent.title if parent else "",
            department=department,
            column=self.column,
            time=self.time,
            url=str(element.get("url") or ""),
        )
        self.above[level] = debate
        self.debates.append(debate)
        self.seq += 1
        return debate

    def _under(self, element: etree._Element) -> Debate:
        held = (
            self.above.get("minor")
            or self.above.get("major")
            or self.above.get("oral")
            or self.above.get("none")
        )
        return held or self._open(element, "No heading", "none", None, "")

    def _words(self, element: etree._Element) -> None:
        """A paragraph: it begins a turn of speech where a Member stands in it, else it continues one."""
        tag, text = _tag(element), _text(element, without=_LEFT_OUT)
        who = next(element.iter("{*}Member"), None)
        if who is not None:
            name = uk.attributed(_text(who) or str(who.get("ContinuationText") or ""))
            self._begin(element, name, who)
            text = text.lstrip(".: ")
        if text:
            style = "" if tag in ("hs_para", "hs_2para", "hs_question") else tag
            self._say(element, Paragraph(str(element.get("UID") or ""), text, style))

    def _begin(self, element: etree._Element, who: uk.Attribution, member: etree._Element) -> None:
        self._end_turn()
        debate = self._under(element)
        question = "".join(re.findall(r"\d+", _text(next(element.iter("{*}Uin"), None))))
        self.turn = Contribution(
            id=self._new_id(element, "contribution"),
            kind="speech",
            sitting_id=self.id,
            date=self.day,
            chamber=self.chamber,
            debate_id=debate.id,
            debate_title=debate.title,
            seq=self.seq,
            person_id=uk.member(member.get("MnisId")),
            speaker_name=who.name,
            office=who.office,
            party=who.party,
            time=self.time,
            column=self.column,
            url=str(element.get("url") or ""),
            type=str(member.get("ContributionType") or ("Question" if question else "")),
            oral_number=_text(next(element.iter("{*}Number"), None)),
            question_number=question,
        )
        self.seq += 1

    def _say(self, element: etree._Element, paragraph: Paragraph) -> None:
        if self.turn is None:
            self._begin(element, uk.Attribution(), etree.Element("nobody"))
            assert self.turn is not None
            self.turn = replace(self.turn, kind="procedural", type="")
        self.said.append(paragraph)

    def _aside(self, element: etree._Element) -> None:
        """Procedure, by itself, whoever was speaking."""
        if text := _text(element):
            self._end_turn()
            self._say(element, Paragraph(str(element.get("UID") or ""), text, _tag(element)))
            self._end_turn()

    def _end_turn(self) -> None:
        if self.turn is not None and self.said:
            self.contributions.append(replace(self.turn, paragraphs=tuple(self.said)))
        self.turn, self.said = None, []

    def _table(self, wrapper: etree._Element) -> None:
        for row in wrapper.iter("{*}row"):
            cells = [text for cell in row.iter("{*}entry") if (text := _text(cell))]
            if cells:
                self._say(row, Paragraph("", " | ".join(cells), "row"))

    def _division(self, element: etree._Element) -> None:
        debate = self._under(element)
        for paragraph in element.iterchildren("{*}hs_Para", "{*}hs_Procedure"):
            self._aside(paragraph)
        self._end_turn()
        lords = self.kind == "lords"
        names = ("ContentsNumber", "NotContentsNumber") if lords else ("AyesNumber", "NoesNumber")
        labels = ("content", "not-content") if lords else ("ayes", "noes")
        found = [_text(next(element.iter(f"{{*}}{name}"), None)).replace(",", "") for name in names]
        counts = tuple(
            (label, int(n)) for label, n in zip(labels, found, strict=True) if re.fullmatch(r"\d{1,4}", n)
        )
        self.divisions.append(
            Division(
                id=self._new_id(element, "division"),
                sitting_id=self.id,
                debate_id=debate.id,
                date=self.day,
                seq=self.seq,
                number=_text(next(element.iter("{*}DivisionNumber" if lords else "{*}Number"), None)),
                counts=counts,
                counted=len(counts) == 2,
                column=self.column,
                time=self.time,
                url=str(element.get("url") or ""),
                votes=tuple(_lords_votes(element) if lords else _commons_votes(element)),
            )
        )
        self.seq += 1


def _commons_votes(division: etree._Element) -> list[DivisionVote]:
    votes = []
    tellers = {
        member: vote
        for vote, name in (("aye", "TellerNamesAyes"), ("no", "TellerNamesNoes"))
        for group in division.iter(f"{{*}}{name}")
        for member in group.iter("{*}Member")
    }
    for vote, name in (("aye", "NamesAyes"), ("no", "NamesNoes")):
        for group in division.iter(f"{{*}}{name}"):
            named = [member for member in group.iter("{*}Member") if member not in tellers]
            votes += [_commons_vote(member, vote) for member in named]
    return votes + [_commons_vote(member, vote, teller=True) for member, vote in tellers.items()]


def _commons_vote(member: etree._Element, vote: str, *, teller: bool = False) -> DivisionVote:
    name = re.sub(r"\s*\(Proxy vote.*", "", _text(member))
    return DivisionVote(vote, name, teller, uk.member(member.get("MnisId")))


def _lords_votes(division: etree._Element) -> list[DivisionVote]:
    votes = []
    for vote, name in (("content", "NamesContents"), ("not-content", "NamesNotContents")):
        for group in division.iter(f"{{*}}{name}"):
            for line in group.iter("{*}hs_DivListNames"):
                shown, teller = re.subn(r"\s*\[Teller\]\s*", "", _text(line), flags=re.IGNORECASE)
                member = next(line.iter("{*}Member"), None)
                person = uk.member(member.get("MnisId")) if member is not None else ""
                if shown:
                    votes.append(DivisionVote(vote, shown, bool(teller), person))
    return votes


def _is_committee(system: etree._Element, file: str) -> bool:
    if PurePath(file).name.upper().startswith("PBC") or next(system.iter("{*}hs_CLMember"), None) is not None:
        return True
    return any(_text(one).upper().startswith("PBC") for one in system.iter("{*}SystemDataId"))


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[A-Za-z0-9]+", text))[:80]


def _text(element: etree._Element | None, *, without: frozenset[str] = frozenset()) -> str:
    """The words of an element on one line, instructions and the elements named left out."""
    if element is None:
        return ""
    pieces: list[str] = []
    left_out: etree._Element | None = None
    for event, inner in etree.iterwalk(element, events=("start", "end", "pi")):
        if event == "pi":
            pieces.append((inner.tail or "") if left_out is None else "")
        elif event == "start":
            if left_out is None and inner is not element and _tag(inner) in without:
                left_out = inner
            pieces.append((inner.text or "") if left_out is None else "")
        else:
            left_out = None if left_out is inner else left_out
            pieces.append((inner.tail or "") if left_out is None and inner is not element else "")
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _clock(text: str) -> str:
    match = _TIME.search(text)
    if match is None:
        return ""
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3].lower()
    if half in ("pm", "noon") and hour < 12:
        hour += 12
    if half == "midnight" or (half == "am" and hour == 12):
        hour = 0
    return f"{hour:02}:{minute:02}:00" if hour < 24 and minute < 60 else ""
