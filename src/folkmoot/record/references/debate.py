"""Who is speaking, who spoke before, and what the sitting itself says of its Members."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from folkmoot.record.debates import Contribution, Sitting
from folkmoot.record.references.finding import Found
from folkmoot.record.references.known import Day
from folkmoot.record.references.offices import Held, Offices, Said


@dataclass(slots=True)
class Turn:
    """One contribution in its place. `anchors` are the persons it has named so far, the latest last."""

    contribution: Contribution
    place: int
    speaker: str
    chair: bool
    found: list[list[Found]] = field(default_factory=list)
    nouns: list[list[tuple[int, str]]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)

    @property
    def debate(self) -> str:
        return self.contribution.debate_id


class Floor:
    """The turns of one sitting, by debate, and what is learned of Members as it goes."""

    def __init__(self, sitting: Sitting, day: Day, offices: Offices) -> None:
        self.day = day
        self.sitting = sitting
        self.offices = offices
        self.house = _house(sitting, day)
        self.here = frozenset(p for p, house in day.house.items() if house == self.house)
        self.turns = [self._turn(place, c) for place, c in enumerate(sitting.contributions)]
        self.by_debate: dict[str, list[Turn]] = defaultdict(list)
        for turn in self.turns:
            self.by_debate[turn.debate].append(turn)
        self.speaking = {t.speaker for t in self.turns if t.speaker}
        self.parent = {d.id: d.parent_id for d in sitting.debates}
        self.department = {d.id: d.department for d in sitting.debates}
        self.gender: dict[str, str] = {}
        self.privy: dict[str, bool] = {}
        self._holds: dict[tuple[object, ...], bool] = {}
        self._called_so: dict[tuple[object, ...], str] = {}
        self._called: dict[str, Counter[bool]] = defaultdict(Counter)
        self.heard: dict[str, str] = {}
        self.outsiders: set[str] = set()
        self.stated = tuple(self._stated())
        self.ministers = self._ministers()
        self.held: dict[str, list[Held]] = defaultdict(list)
        for held in offices.on(day.date):
            self.held[held.person].append(held)
        self._read_divisions()

    def _turn(self, place: int, c: Contribution) -> Turn:
        roll = self.day.roll
        speaker = (
            roll.canonical(c.person_id) if c.person_id else roll.person_of(c.member_id) if c.member_id else ""
        )
        return Turn(c, place, speaker, self._in_the_chair(c, speaker))

    def _in_the_chair(self, c: Contribution, speaker: str) -> bool:
        words = self.day.customs.address["chair"]["office_words"]
        said = f"{c.office} {c.speaker_name}"
        return speaker in self.day.chair or any(w in said for w in words)

    def _stated(self) -> Iterator[tuple[str, Held]]:
        """Offices that the sitting prints beside its speakers' names."""
        for turn in self.turns:
            if turn.contribution.office and turn.speaker and not turn.chair:
                held = self.offices.grammar.held(turn.contribution.office, "", turn.speaker, "stated")
                if held:
                    yield turn.speaker, held

    def _ministers(self) -> dict[str, list[Held]]:
        found: dict[str, list[Held]] = defaultdict(list)
        for held in self.offices.on(self.day.date):
            if self.offices.grammar.governs(held):
                found[held.person].append(held)
        for person, held in self.stated:
            if self.offices.grammar.governs(held):
                found[person].append(held)
        return found

    def _read_divisions(self) -> None:
        """A division list may print a title and a Privy Counsellor's mark beside each name."""
        marks = self.day.customs.address["names"].get("division", {})
        privy, titles = marks.get("privy", ""), self.day.customs.title_gender
        for division in self.sitting.divisions:
            for vote in division.votes:
                words = vote.name.replace(",", " ").replace(".", " ").split()
                pid = self.day.roll.canonical(vote.person_id) or self.day.roll.person_of(vote.member_id)
                stated = next((titles[w] for w in words if titles.get(w)), "")
                if pid and stated:
                    self.gender.setdefault(pid, stated)
                    self.privy[pid] = privy in words

    def holds(self, pid: str, said: Said) -> bool:
        """Whether somebody held an office like this that day, in government unless it says otherwise."""
        key = (pid, said.rank, said.named, said.shadow, said.strict)
        if key not in self._holds:
            grammar = self.offices.grammar
            aside = said.shadow or said.rank in grammar.not_government
            held = self.held.get(pid, ()) if aside else self.ministers.get(pid, ())
            self._holds[key] = any(h.shadow == said.shadow and grammar.rank_fits(said, h) for h in held)
        return self._holds[key]

    def called_so(self, said: Said) -> str:
        """Whom the record prints beside this office that day, of those that one person at a time holds."""
        if not (said.named or self.offices.grammar.one_only(said)) or said.house:
            return ""
        key = (said.named, said.rank, said.subject, said.shadow)
        if key not in self._called_so:
            called = {p for p, h in self.stated if h.shadow == said.shadow and self._same_office(said, h)}
            self._called_so[key] = called.pop() if len(called) == 1 else ""
        return self._called_so[key]

    @staticmethod
    def _same_office(said: Said, held: Held) -> bool:
        if said.named:
            return said.named <= held.named
        return said.rank in held.ranks and said.subject == held.subject

    def privy_of(self, pid: str) -> bool | None:
        """Whether somebody is called right honourable, by office or as the sitting has it; None unknown."""
        if self.offices.sworn(pid, self.day.date):
            return True
        return self.privy.get(pid)

    def learn(self, found: Found) -> None:
        """What "the right hon. Member for Derby, South (Margaret Beckett)" says of the one it means."""
        if len(found.persons) != 1:
            return
        (pid,) = found.persons
        if found.gender and ((found.noun and found.noun.gender) or found.bracket):
            self.gender.setdefault(pid, found.gender)
        if found.privy is not None:
            called = self._called[pid]
            called[found.privy] += 1
            self.privy[pid] = called[True] > called[False]

    def listen(self) -> None:
        """How a Member is answered: "I thank the hon. Lady", said first after somebody spoke.

        Kept as likely where it was said at least twice and never otherwise.
        """
        heard: dict[str, list[str]] = defaultdict(list)
        for turns in self.by_debate.values():
            spoken = [t for t in turns if t.speaker and not t.chair]
            for earlier, later in pairwise(spoken):
                first = (
                    next((f for f in later.found[0] if f.kind != "first_person"), None)
                    if later.found
                    else None
                )
                if first and first.kind == "form" and first.gender and first.start < 60:
                    heard[earlier.speaker].append(first.gender)
        self.heard = {p: g[0] for p, g in heard.items() if len(g) > 1 and len(set(g)) == 1}

    def gender_of(self, pid: str) -> str:
        """Gender as the roll or the sitting states it, or nothing."""
        return self.day.gender(pid) or self.gender.get(pid, "")

    def likely_gender(self, pid: str) -> str:
        """As stated, else as the given name suggests."""
        return self.gender_of(pid) or self.day.everybody.likely.get(pid) or self.heard.get(pid, "")

    def before(self, turn: Turn) -> Iterator[Turn]:
        """The turns of this debate before this one, the latest first."""
        turns = self.by_debate[turn.debate]
        yield from reversed(turns[: self._index(turn)])

    def after(self, turn: Turn) -> Iterator[Turn]:
        turns = self.by_debate[turn.debate]
        yield from turns[self._index(turn) + 1 :]

    def _index(self, turn: Turn) -> int:
        turns = self.by_debate[turn.debate]
        low, high = 0, len(turns)
        while low < high:
            middle = (low + high) // 2
            if turns[middle].place < turn.place:
                low = middle + 1
            else:
                high = middle
        return low

    def beside(self, turn: Turn) -> Iterator[Turn]:
        """The turns of the other debates under the same heading: other questions to a department."""
        parent = self.parent.get(turn.debate)
        if parent:
            for debate, turns in self.by_debate.items():
                if debate != turn.debate and self.parent.get(debate) == parent:
                    yield from turns


def _house(sitting: Sitting, day: Day) -> str:
    houses: dict[str, int] = defaultdict(int)
    for c in sitting.contributions[:200]:
        pid = day.roll.canonical(c.person_id) or day.roll.person_of(c.member_id)
        if pid in day.house:
            houses[day.house[pid]] += 1
    return max(houses, key=lambda h: houses[h]) if houses else ""


_QUOTES = re.compile('[“”"\x93\x94]')


def quoted(text: str) -> list[tuple[int, int]]:
    """The ranges of a paragraph that stand in quotation marks; one left open runs to the end."""
    spans: list[tuple[int, int]] = []
    opened = -1
    for mark in _QUOTES.finditer(text):
        if opened < 0 and mark.group() not in "”\x94":
            opened = mark.start()
        elif opened >= 0 and mark.group() not in "“\x93":
            spans.append((opened, mark.end()))
            opened = -1
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans
