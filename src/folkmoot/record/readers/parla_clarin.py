"""Parla-CLARIN and ParlaMint TEI: one sitting a file, speakers and bodies in files of their own.

https://clarin-eric.github.io/parla-clarin/ and …/ParlaMint/. A `<TEI>` holds `div`s with a `head`,
`u` (one turn, `who` the speaker, `ana` their role there) with `seg` paragraphs, and notes of what
happened. `listPerson` and `listOrg`, alone or inside `<teiCorpus>`, hold people with dated
affiliations to parties, chambers and governments. Ids begin with the corpus: ParlaMint-GB/….

Met excerpts of real files (the published sample of ParlaMint-GB: 7 September 2017, its lists of
persons and bodies), not yet a whole corpus.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from folkmoot.dates import Span
from folkmoot.errors import Unreadable
from folkmoot.record.debates import Contribution, Debate, Paragraph, Sitting, Unread
from folkmoot.record.people import MNIS, Membership, Name, Office, Organisation, People, Person, stated_gender
from folkmoot.record.readers import folkmoot_tei, safe_xml
from folkmoot.record.readers.outline import KINDS, Kind, Outline
from folkmoot.record.readers.terms import stretches

_NAMESPACE = b"http://www.tei-c.org/ns/1.0"
_ROOT = re.compile(rb"<(?:\w+:)?(?P<root>TEI|teiCorpus|listPerson|listOrg)[\s>]")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_ID = re.compile(rb"""\bxml:id\s*=\s*["']([^"'<>]{1,250})["']""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OURS = re.compile(rb"""<TEI\b[^>]*\bxml:id="Folkmoot-record_[^>]*\sn="([^"\s]{1,250})\"""")
_MEETING = re.compile(rb"""<meeting\b[^>]*?\sn="([a-z-]{1,30})\"""")
_EDITION = re.compile(rb"<bibl>.{0,2000}?<edition>([a-z]{1,5})</edition>", re.DOTALL)
_WORDS = re.compile(r"[^\s/#?]{1,120}")
_SPACE = re.compile(r"\s+")
_MNIS = re.compile(r"https://members\.parliament\.uk/member/(\d{1,9})\b")
_CHAMBERS = {"#parla.lower": "Lower House", "#parla.upper": "Upper House", "#parla.committee": "Committee"}
_BRITISH = {"#parliament.HC": "Commons", "#parliament.HL": "Lords"}
_NOTES = frozenset({"note", "vocal", "kinesic", "incident", "desc", "writing"})
_PASSED = frozenset({"gap", "pb", "cb", "milestone", "lb"})


def knows(head: bytes) -> bool:
    """Whether a file begins like the TEI of one sitting."""
    return _root(head) == b"TEI"


def knows_people(head: bytes) -> bool:
    """Whether a file begins like a TEI list of people or bodies, or like a whole corpus with such lists."""
    return _root(head) in (b"teiCorpus", b"listPerson", b"listOrg")


def outline(head: bytes, *, file: str) -> Outline:
    """Which sitting a file is, from the id of its root.

    Raises Unreadable where the root has no id of the form corpus_day.
    """
    root = _ROOT.search(head)
    own = _XML_ID.search(head, root.start() if root else 0)
    corpus, name = _split(own[1].decode("utf-8", "replace") if own else "", file, 1)
    gid, kind, revision = _ours(head) or (f"{corpus}/{name}", KINDS[0], "")
    found = _DAY.findall(name) or _DAY.findall(head.decode("utf-8", "replace"))
    for said in found:
        with contextlib.suppress(ValueError):
            return Outline(gid, dt.date.fromisoformat(said), kind, revision, False)
    raise Unreadable(f"{file}: no day in its header; fetch it again.", file=file, line=1)


def _ours(head: bytes) -> tuple[str, Kind, str] | None:
    """The sitting, its kind and revision, where Folkmoot wrote the file."""
    root = _OURS.search(head)
    if root is None:
        return None
    meeting, edition = _MEETING.search(head), _EDITION.search(head)
    name = meeting[1].decode() if meeting else ""
    kind = next((kind for kind in KINDS if kind.name == name), KINDS[0])
    return html.unescape(root[1].decode("utf-8", "replace")), kind, edition[1].decode() if edition else ""


def _root(head: bytes) -> bytes:
    found = _ROOT.search(head) if _NAMESPACE in head else None
    return found["root"] if found else b""


def read(data: bytes, *, file: str) -> Sitting:
    """The sitting of one TEI file.

    Raises Unreadable for what is no such TEI or names no day. What cannot be used is listed in
    `unread`, with its line.
    """
    root = safe_xml.parse(data, file=file)
    if _tag(root) != "TEI" or root.find("{*}text") is None:
        raise Unreadable(
            f"{file}: no TEI of a sitting; it has no text.", file=file, line=root.sourceline or 1
        )
    if (root.get(_ID) or "").startswith("Folkmoot-record_"):
        own = _split(root.get(_ID) or "", file, 1)[1]
        return folkmoot_tei.sitting(root, file=file, day=_day_of(root, own, file))
    return _Reading(root, file).sitting()


class _Reading:
    """One pass down the divisions of a text."""

    def __init__(self, root: etree._Element, file: str) -> None:
        self.root, self.file = root, file
        corpus, own = _split(root.get(_ID) or "", file, root.sourceline or 1)
        self.corpus, self.id = corpus, f"{corpus}/{own}"
        self.day = _day_of(root, own, file)
        self.chamber = _chamber_of(root)
        self.debates: list[Debate] = []
        self.contributions: list[Contribution] = []
        self.unread: list[Unread] = []
        self.strange: Counter[str] = Counter()
        self.lines: dict[str, int] = {}
        self.seen: set[str] = set()
        self.seq = 0

    def sitting(self) -> Sitting:
        for body in self.root.iterfind("{*}text/{*}body"):
            self._division(body, None, 0)
        for tag, number in self.strange.items():
            self._not_read(self.lines[tag], f"{number} of <{tag}>, which this reader does not know")
        title = next((_text(t) for t in self.root.iter("{*}title")), "")
        return Sitting(
            id=self.id,
            date=self.day,
            chamber=self.chamber,
            kind="debates",
            revision="",
            source=self.file,
            title=title,
            debates=tuple(self.debates),
            contributions=tuple(self.contributions),
            unread=tuple(self.unread),
        )

    def _division(self, element: etree._Element, parent: Debate | None, depth: int) -> None:
        """One division: its debate is opened by its head, or by the first words where it has none."""
        debate: Debate | None = None
        for child in element:
            tag = _tag(child)
            if tag == "div" and depth < 30:
                self._division(child, debate or parent, depth + 1)
            elif tag == "head" and debate is None:
                debate = self._open(child, _text(child), parent)
            elif tag == "u":
                debate = debate or self._open(element, "", parent)
                self._turn(child, debate)
            elif tag in _NOTES or tag in ("p", "ab", "head"):
                debate = debate or self._open(element, "", parent)
                self._procedure(child, debate)
            else:
                self._pass_over(child, tag)

    def _pass_over(self, element: etree._Element, tag: str) -> None:
        if tag and tag not in _PASSED:
            self.strange[tag] += 1
            self.lines.setdefault(tag, element.sourceline or 0)

    def _open(self, element: etree._Element, title: str, parent: Debate | None) -> Debate:
        debate = Debate(
            id=self._new_id(element, "d"),
            sitting_id=self.id,
            date=self.day,
            chamber=self.chamber,
            title=title or "No heading",
            level="none" if not title else "minor" if parent else "major",
            position=self.seq,
            parent_id=parent.id if parent else "",
            parent_title=parent.title if parent else "",
        )
        self.debates.append(debate)
        self.seq += 1
        return debate

    def _new_id(self, element: etree._Element, kind: str) -> str:
        """The element's own id under the corpus; where it has none, its place in the sitting."""
        own = (element.get(_ID) or "").removeprefix(f"{self.corpus}_")
        if not _WORDS.fullmatch(own) or own in self.seen:
            own = f"{self.id.partition('/')[2]}.{kind}{self.seq}"
        self.seen.add(own)
        return f"{self.corpus}/{own}"

    def _turn(self, element: etree._Element, debate: Debate) -> None:
        """One `u`: its paragraphs, and the notes among them in their place."""
        who = (element.get("who") or "").strip().removeprefix("#")
        paragraphs = tuple(self._paragraphs(element))
        if not paragraphs:
            return
        said_by = f"{self.corpus}/person/{who}" if _WORDS.fullmatch(who) else ""
        self._add(element, debate, "speech", paragraphs, said_by, (element.get("ana") or "").strip())

    def _paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        if text := _SPACE.sub(" ", element.text or "").strip():
            yield Paragraph("", text)
        for child in element:
            tag = _tag(child)
            if tag == "seg" and (text := _text(child)):
                yield Paragraph((child.get(_ID) or "").removeprefix(f"{self.corpus}_"), text)
            elif tag in _NOTES and (text := _text(child)):
                yield Paragraph(child.get(_ID) or "", text, "note")
            elif tag != "seg" and tag not in _NOTES:
                self._pass_over(child, tag)
            if tail := _SPACE.sub(" ", child.tail or "").strip():
                yield Paragraph("", tail)

    def _procedure(self, element: etree._Element, debate: Debate) -> None:
        if text := _text(element):
            self._add(element, debate, "procedural", (Paragraph("", text, "note"),), "", "")

    def _add(
        self,
        element: etree._Element,
        debate: Debate,
        kind: str,
        said: tuple[Paragraph, ...],
        who: str,
        ana: str,
    ) -> None:
        role = next((word.removeprefix("#") for word in ana.split() if word in ("#chair", "#guest")), "")
        self.contributions.append(
            Contribution(
                id=self._new_id(element, "u"),
                kind="speech" if kind == "speech" else "procedural",
                sitting_id=self.id,
                date=self.day,
                chamber=self.chamber,
                debate_id=debate.id,
                debate_title=debate.title,
                seq=self.seq,
                person_id=who,
                speaker_name=_spoken(who.rpartition("/")[2]),
                office=role.capitalize(),
                paragraphs=said,
            )
        )
        self.seq += 1

    def _not_read(self, line: int, reason: str) -> None:
        self.unread.append(Unread(self.file, line, reason))


def _split(own: str, file: str, line: int) -> tuple[str, str]:
    """The corpus and the file's own name in it: "ParlaMint-GB" and "2017-09-07-commons"."""
    corpus, underscore, name = own.strip().partition("_")
    name = name.removesuffix(".ana")
    if not underscore or not _WORDS.fullmatch(corpus) or not _WORDS.fullmatch(name):
        raise Unreadable(
            f"{file}: the root element has no xml:id of the form corpus_day; fetch it from its publisher.",
            file=file,
            line=line,
        )
    return corpus, name


def _day_of(root: etree._Element, own: str, file: str) -> dt.date:
    dates = [date.get("when") or "" for date in root.iterfind(".//{*}settingDesc//{*}date")]
    dates += [date.get("when") or "" for date in root.iterfind(".//{*}sourceDesc//{*}date")]
    for said in (*dates, *_DAY.findall(own)):
        with contextlib.suppress(ValueError):
            if _DAY.fullmatch(said):
                return dt.date.fromisoformat(said)
    raise Unreadable(f"{file}: no day in its header; fetch it again.", file=file, line=root.sourceline or 1)


def _chamber_of(root: etree._Element) -> str:
    for meeting in root.iter("{*}meeting"):
        for body in (meeting.get("corresp") or "").split():
            if body in _BRITISH:
                return _BRITISH[body]
    for meeting in root.iter("{*}meeting"):
        for word in (meeting.get("ana") or "").split():
            if word in _CHAMBERS:
                return _CHAMBERS[word]
    return "Parliament"


def _spoken(who: str) -> str:
    """A name to show until the list of people is read: "StephenKinnock" is Stephen Kinnock."""
    return re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", who.replace("_", " ")).strip()


# People


def read_people(data: bytes, *, file: str) -> People:
    """The persons and bodies of a list or a corpus, with dated terms and posts.

    An affiliation to a parliament is a term, to a party says whose it was then, to a government an
    office. Raises Unreadable for what holds neither persons nor bodies.
    """
    root = safe_xml.parse(data, file=file)
    corpus = re.sub(r"(-list(Person|Org)|\.ana|_.*)\Z", "", (root.get(_ID) or "").strip())
    if not _WORDS.fullmatch(corpus):
        raise Unreadable(f"{file}: the root element has no xml:id that names the corpus.", file=file, line=1)
    unread: list[Unread] = []
    organisations = tuple(_organisations(root, corpus))
    persons: list[Person] = []
    memberships: list[Membership] = []
    offices: list[Office] = []
    for element in root.iter("{*}person"):
        own = (element.get(_ID) or "").strip()
        if not _WORDS.fullmatch(own):
            unread.append(Unread(file, element.sourceline or 0, "a person without an xml:id"))
            continue
        person = _person(element, folkmoot_tei.own_id(element) or f"{corpus}/person/{own}")
        persons.append(person)
        memberships += _terms(element, person.id, corpus)
        offices += _offices(element, person.id, corpus)
    if not persons and not organisations:
        raise Unreadable(f"{file}: no person and no body in it.", file=file, line=root.sourceline or 1)
    return People(
        source=file,
        persons=tuple(persons),
        memberships=tuple(memberships),
        organisations=organisations,
        offices=tuple(offices),
        unread=tuple(unread),
    )


def _organisations(root: etree._Element, corpus: str) -> Iterator[Organisation]:
    kinds = {"parliament": "chamber", "politicalParty": "party", "parliamentaryGroup": "party"}
    for org in root.iter("{*}org"):
        names = list(org.iterfind("{*}orgName"))
        full = [name for name in names if name.get("full") == "yes"] or names
        own = (org.get(_ID) or "").strip()
        if _WORDS.fullmatch(own) and full and _text(full[0]):
            role = org.get("role") or ""
            yield Organisation(f"{corpus}/{own}", _text(full[0]), kinds.get(role, role))


def _person(element: etree._Element, person: str) -> Person:
    names = []
    for number, name in enumerate(element.iterfind("{*}persName")):
        given = " ".join(filter(None, (_text(part) for part in name.iterfind("{*}forename"))))
        family = " ".join(filter(None, (_text(part) for part in name.iterfind("{*}surname"))))
        note = "Main" if number == 0 or name.get("from") or name.get("to") else "Alternate"
        whole = "" if given or family else _text(name)
        names.append(Name(note, given, family, whole=whole, start=_date(name, "from"), end=_date(name, "to")))
    links = [match for idno in element.iterfind("{*}idno") if (match := _MNIS.match(_text(idno)))]
    sex = element.find("{*}sex")
    gender = stated_gender(sex.get("value") or "") if sex is not None else ""
    return Person(person, tuple(names), tuple((MNIS, match[1]) for match in links[:1]), gender=gender)


def _affiliations(element: etree._Element, *kinds: str) -> Iterator[tuple[etree._Element, str]]:
    for affiliation in element.iterfind("{*}affiliation"):
        body = (affiliation.get("ref") or "").strip().removeprefix("#")
        if _WORDS.fullmatch(body) and any(re.match(kind, body) for kind in kinds):
            yield affiliation, body


def _terms(element: etree._Element, person: str, corpus: str) -> Iterator[Membership]:
    """The affiliations to a parliament, cut where the party changed."""
    parties = [
        (*_span(one), f"{corpus}/{party}")
        for one, party in _affiliations(element, r"party\.", r"parliamentaryGroup\.")
    ]
    for number, (term, body) in enumerate(_affiliations(element, r"parliament\b", r"Po[A-Z]{2}\Z")):
        first, last = _span(term)
        cut = stretches(first, last, parties) if first else [(None, last, "")]
        for start, end, party in cut:
            yield Membership(
                id=f"{person}/{body}/{start or number}",
                person_id=person,
                organisation_id=f"{corpus}/{body}",
                party_id=party,
                start=str(start or ""),
                end=str(end or ""),
            )


def _span(element: etree._Element) -> tuple[dt.date | None, dt.date | None]:
    try:
        span = Span.between(_date(element, "from") or None, _date(element, "to") or None)
    except ValueError:
        return None, None
    return span.first, span.last


def _offices(element: etree._Element, person: str, corpus: str) -> Iterator[Office]:
    for number, (post, body) in enumerate(
        _affiliations(element, r"Go[A-Z]{2}\b", r"government\b", r"ministry\b")
    ):
        names = [_text(name) for name in post.iterfind("{*}roleName")]
        role = next((name for name in names if name), (post.get("role") or "").strip())
        start = _date(post, "from")
        yield Office(
            id=f"{person}/office/{start or number}.{number}",
            person_id=person,
            organisation_id=f"{corpus}/{body}",
            role=role,
            source="tei",
            start=start,
            end=_date(post, "to"),
        )


def _date(element: etree._Element, name: str) -> str:
    said = (element.get(name) or "").strip()[:10]
    return said if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said) else ""


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: etree._Element) -> str:
    """The words of an element on one line; of annotated text, its tokens with the spaces they say."""
    if element.find(".//{*}w") is None:
        return _SPACE.sub(" ", "".join(element.itertext())).strip()
    pieces = []
    for token in element.iter("{*}w", "{*}pc", "{*}note"):
        if word := (token.text or "").strip():
            pieces.append(word + ("" if token.get("join") in ("right", "both") else " "))
    return "".join(pieces).strip()
