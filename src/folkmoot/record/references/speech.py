"""One contribution on its way from words to persons: who speaks, who has been named, who can be meant."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from folkmoot.record.references.customs import Customs
from folkmoot.record.references.debate import Floor, Turn
from folkmoot.record.references.finding import Found
from folkmoot.record.references.laws import LawWords
from folkmoot.record.references.offices import Offices, Said

LOOK_BACK = 6
SEVERAL = 8

Answer = tuple[tuple[str, ...], float, str]
"""Persons, confidence from 0 to 1, reason."""
NOBODY: Answer = ((), 0.0, "")


class Cues:
    """The words of a parliament that say who is asked, who gives way, whom a noun means; compiled once."""

    def __init__(self, customs: Customs) -> None:
        people = customs.address["names"]["people"]
        self.gender_of_noun = {
            noun: ("" if g == "any" else g) for g, nouns in people.items() for noun in nouns
        }
        asking, floor = customs.address["asking"], customs.address["floor"]
        self.asks = re.compile(r"\b(?:" + "|".join(asking["asks"]) + r")\s+\Z")
        self.opens = re.compile(r"\b(?:" + "|".join(asking["opens"]) + r")\b")
        self.head_of_department = Said("", rank=customs.offices["head_of_department"])
        self.gave = tuple(floor["gave"])
        self.predicate = re.compile(r"\b" + customs.address["names"]["same_person_after"] + r"\Z")
        months = "|".join(map(re.escape, customs.calendar["months"]))
        self.dates = re.compile(
            rf"(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{months}) )?\b(?P<year>(?:19|20)\d\d)\b"
        )
        self.law = LawWords(customs)
        self.yields = re.compile("|".join(map(re.escape, floor["begs"])))


class Speech:
    """One contribution. `latest` are the mentions so far: paragraph, place, what was found."""

    def __init__(self, cues: Cues, offices: Offices, floor: Floor, turn: Turn) -> None:
        self.cues = cues
        self.offices = offices
        self.customs = offices.customs
        self.floor = floor
        self.turn = turn
        self.day = floor.day
        self.speaker = turn.speaker
        self.latest: list[tuple[int, int, Found]] = []

    def salient(self) -> Iterator[tuple[str, str]]:
        """Who can be meant, the likeliest first: named here, spoke before, named before."""
        seen = {self.speaker}
        for pid in reversed(self.turn.anchors):
            if pid not in seen:
                seen.add(pid)
                yield pid, "named before in this speech"
        speakers = 0
        for number, turn in enumerate(self.floor.before(self.turn)):
            if turn.speaker == self.speaker and self.speaker:
                for pid in reversed(turn.anchors):
                    if pid not in seen:
                        seen.add(pid)
                        yield pid, "named before by the same speaker"
            elif turn.speaker and not turn.chair and turn.speaker not in seen:
                seen.add(turn.speaker)
                speakers += 1
                yield turn.speaker, "spoke just before" if speakers == 1 else "spoke before in this debate"
            if speakers >= LOOK_BACK or number > 30:
                return

    @functools.cached_property
    def present(self) -> set[str]:
        return {t.speaker for t in self.floor.by_debate[self.turn.debate]}

    def fits(self, f: Found, pid: str) -> str:
        """yes; perhaps: nothing against it; odd: against the custom of the House; no."""
        if pid == self.speaker or pid in self.day.chair:
            return "no"
        if f.gender:
            gender = self.floor.likely_gender(pid)
            if gender and gender != f.gender:
                return "no"
        noun = f.noun
        if noun and noun.house and self.day.house.get(pid, noun.house) != noun.house:
            return "no"
        borne = self.day.everybody.titles.get(pid) if noun and noun.titles else None
        if noun and borne and noun.titles.isdisjoint(borne):
            return "no"
        own = f.claim == "own" or bool(noun and noun.side == "own")
        if own and not self.same_side(pid) and not self.turn.chair:
            return "no"
        if self.oddity(f, pid):
            return "odd"
        return "perhaps" if f.privy and self.floor.privy_of(pid) is None else "yes"

    def own_but_other(self, f: Found, pid: str) -> bool:
        """Whether a form for Members of other sides is said to one of the speaker's own."""
        mine = self.day.side.get(self.speaker)
        other = f.noun is not None and f.noun.side == "other" and not self.turn.chair
        return other and bool(mine) and mine == self.day.side.get(pid)

    def same_side(self, pid: str) -> bool:
        mine, theirs = self.day.side.get(self.speaker), self.day.side.get(pid)
        return mine == theirs or not mine or not theirs or self.customs.allied(mine, theirs)

    def oddity(self, f: Found, pid: str) -> str:
        if self.own_but_other(f, pid):
            return "of the speaker's own side"
        privy = self.floor.privy_of(pid) if not self.turn.chair else None
        if f.privy is not None and privy is not None and privy != f.privy:
            return "called otherwise elsewhere that day"
        return ""
