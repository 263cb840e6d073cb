"""One sitting as a ParlaMint component: its header, its divisions with all headings above, its turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from folkmoot.record.debates import Contribution, Debate, Division
from folkmoot.record.exporting.parlamint.elements import (
    CORPUS,
    NAMESPACE,
    element,
    name_of,
    one_line,
    words_of,
)
from folkmoot.record.exporting.parlamint.header import Component, header
from folkmoot.record.people import Roll
from folkmoot.record.questions import in_the_chair

__all__ = ["CORPUS", "Component", "Contribution", "Debate", "Division", "Told", "component"]

BODIES = {"Commons": "#parla.lower", "Westminster Hall": "#parla.lower", "Lords": "#parla.upper"}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """A sitting as the rows of the record hold it."""

    id: str
    date: str
    chamber: str
    kind: str
    revision: str
    title: str
    source: str
    debates: tuple[Debate, ...]
    contributions: tuple[Contribution, ...]
    divisions: tuple[Division, ...]

    @property
    def own(self) -> str:
        """Its name in the corpus: "2026-05-12-debates", and the committee where that is not enough."""
        stem = re.sub(r"[^\w.-]+", "-", self.id.rpartition("/")[2].replace(self.date, "")).strip("-_.")
        return "-".join(filter(None, [self.date, self.kind, stem.replace("_", "-")]))

    @property
    def address(self) -> str:
        """The first official address in it, or nothing."""
        return next((c.url for c in self.contributions if _ADDRESS.match(c.url)), "")


def component(told: Told, roll: Roll) -> tuple[etree._Element, Component]:
    """The TEI of a sitting, and what the corpus must know of it."""
    name = f"{CORPUS}_{told.own}"
    body = element("body")
    used: set[str] = set()
    body.extend(_divisions(told, name, roll, used))
    spoken = [c for c in told.contributions if c.kind != "procedural"]
    about = Component(
        name=name,
        path=f"{told.date[:4]}/{name}.xml",
        day=told.date,
        chamber=told.chamber,
        speeches=len(spoken),
        words=sum(len(c.text.split()) for c in spoken),
        people=tuple(sorted(used)),
        tags=Counter(etree.QName(one).localname for one in body.iter(f"{{{NAMESPACE}}}*")) + Counter(text=1),
        id=told.id,
    )
    root = element("TEI", xml_id=name, xml_lang="en", ana="#parla.sitting #reference", n=told.id)
    meeting = element(
        "meeting",
        told.chamber,
        n=told.kind,
        ana=f"{BODIES.get(told.chamber, '#parla.committee')} #parla.sitting",
        corresp=f"#{body_id(told.chamber)}",
    )
    text = element("text", ana="#reference")
    text.append(body)
    root.extend([header(about, meeting, told), text])
    return root, about


def body_id(chamber: str) -> str:
    """The id of a chamber among the bodies of the corpus."""
    return "parliament." + {"Commons": "HC", "Lords": "HL"}.get(chamber, name_of(chamber))


def _divisions(told: Told, name: str, roll: Roll, used: set[str]) -> Iterator[etree._Element]:
    """A `div` for every debate in which something stands, each with the headings that lead to it.

    Headings without anything below them, at the very end, get one of their own.
    """
    by_debate: dict[str, list[Contribution | Division]] = {debate.id: [] for debate in told.debates}
    things: list[Contribution | Division] = [*told.contributions, *told.divisions]
    for said in sorted(things, key=lambda one: one.seq):
        by_debate[said.debate_id].append(said)
    by_id = {debate.id: debate for debate in told.debates}
    waiting: list[Debate] = []
    turns = _Turns(name, roll, used)
    for debate in told.debates:
        here = by_debate[debate.id]
        if not here:
            waiting.append(debate)
            continue
        yield _div(_path(debate, by_id, waiting), turns, here)
        waiting = []
    if waiting:
        yield _div(_path(waiting[-1], by_id, waiting[:-1]), turns, [])


def _path(debate: Debate, by_id: dict[str, Debate], waiting: Iterable[Debate]) -> list[Debate]:
    """The headings of a division from the top down; before them, those that nothing stands under."""
    path = [debate]
    while (above := by_id.get(path[0].parent_id)) is not None and above not in path:
        path.insert(0, above)
    alone = [one for one in waiting if one not in path]
    return [*alone, *path]


def _div(headings: list[Debate], turns: _Turns, things: list[Contribution | Division]) -> etree._Element:
    spoken = any(isinstance(one, Contribution) and one.kind != "procedural" for one in things)
    div = element("div", type="debateSection" if spoken else "commentSection", n=headings[-1].id)
    for heading in headings:
        div.append(
            element("head", one_line(heading.title) or "No heading", type=heading.level, n=_both(heading))
        )
    for thing in things:
        div.extend(turns.told(thing))
    if not things:
        div.append(element("pb"))
    return div


def _both(heading: Debate) -> str:
    """A heading's own id, and that of the heading it stands under."""
    return f"{heading.id} {heading.parent_id}".strip()


class _Turns:
    """Makes turns of contributions, and keeps where in the report they stand."""

    def __init__(self, name: str, roll: Roll, used: set[str]) -> None:
        self.name, self.roll, self.used = name, roll, used
        self.column = self.time = ""
        self.number = 0

    def told(self, thing: Contribution | Division) -> Iterator[etree._Element]:
        if thing.column != self.column:
            self.column = thing.column
            yield element("pb", n=thing.column, source=_address(thing.url))
        if thing.time != self.time:
            self.time = thing.time
            yield element("note", thing.time, type="time")
        self.number += 1
        if isinstance(thing, Division):
            counts = ", ".join(f"{side} {number}" for side, number in thing.counts)
            yield element("note", f"Division {thing.number}: {counts}", type="division", n=thing.id)
        elif thing.kind == "procedural":
            yield element("note", words_of(thing.text), type="narrative", n=thing.id)
        else:
            yield from self._spoken(thing)

    def _spoken(self, c: Contribution) -> Iterator[etree._Element]:
        if c.speaker_name or c.person_id:
            yield element("note", words_of(c.speaker_name), type="speaker", n=c.person_id)
        if c.office:
            yield element("note", words_of(c.office), type="role")
        if number := c.oral_number or c.question_number:
            yield element("note", words_of(number), type="number")
        known = c.person_id if self.roll.canonical(c.person_id) in self.roll.persons else ""
        if known:
            self.used.add(self.roll.canonical(known))
        role = "#chair" if in_the_chair(c) else "#regular"
        turn = element(
            "u",
            xml_id=f"{self.name}.u{self.number}",
            n=c.id,
            who=f"#{name_of(self.roll.canonical(known))}" if known else "",
            ana=role if c.kind == "speech" else f"{role} #{c.kind}",
            source=_address(c.url),
        )
        for place, paragraph in enumerate(c.paragraphs, start=1):
            own = f"{self.name}.seg{self.number}.{place}"
            turn.append(element("seg", words_of(paragraph.text), xml_id=own, n=paragraph.pid))
        if not c.paragraphs:
            turn.append(element("seg"))
        yield turn


def _address(url: str) -> str:
    return url if _ADDRESS.match(url) else ""
