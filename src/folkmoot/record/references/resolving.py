"""From words to persons: the day's roll, the debate so far, and no guess where they do not decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from folkmoot.record.debates import Sitting
from folkmoot.record.people import Roll
from folkmoot.record.references.calling import chair, name
from folkmoot.record.references.customs import Customs, of_westminster
from folkmoot.record.references.debate import Floor, quoted
from folkmoot.record.references.finding import Finder, Found
from folkmoot.record.references.forms import form
from folkmoot.record.references.holding import linked, office
from folkmoot.record.references.known import Day, Everybody
from folkmoot.record.references.naming import named
from folkmoot.record.references.offices import Offices
from folkmoot.record.references.pronouns import pronoun
from folkmoot.record.references.speech import SEVERAL, Answer, Cues, Speech
from folkmoot.record.references.values import Reference


class Resolver:
    """Resolves the references of any number of sittings against one roll.

    Making one reads the roll once; a day is then read once and kept.
    """

    def __init__(self, roll: Roll, customs: Customs | None = None) -> None:
        self.customs = customs or of_westminster()
        self.everybody = Everybody(roll, self.customs)
        self.offices = Offices(self.everybody)
        self.finder = Finder(self.customs, self.offices.grammar)
        self.cues = Cues(self.customs)

    def resolve(self, sitting: Sitting) -> list[Reference]:
        """Every reference of a sitting, in order; nested ones after what holds them."""
        day = self.everybody.on(sitting.date)
        floor = Floor(sitting, day, self.offices)
        for turn in floor.turns:
            turn.nouns = [[] for _ in turn.contribution.paragraphs]
            turn.found = [
                self.finder.find(p.text, day, nouns)
                for p, nouns in zip(turn.contribution.paragraphs, turn.nouns, strict=True)
            ]
            for found in (f for paragraph in turn.found for f in paragraph):
                if found.kind == "constituency":
                    self._constituency(found, day, floor)
                    floor.learn(found)
        floor.listen()
        references: list[Reference] = []
        for turn in floor.turns:
            references.extend(_references(Speech(self.cues, self.offices, floor, turn)))
        return references

    def holders(self, office: str, day: dt.date, house: str = "") -> tuple[str, ...]:
        """Who held an office as the record prints it ("The Minister of State, Ministry of Defence") on a day.

        One, several where the lists of ministers cannot tell them apart, or nobody. `house` (an
        organisation's id) puts its Members first.
        """
        known = self.everybody.on(day)
        chairs = self.customs.address["chair"]
        for words, (rank, gender) in self.finder.chairs.items():
            if office.strip() == words:
                heads = {p for p in known.chair if known.party.get(p) == chairs["parties"][0]}
                held = heads if rank == "speaker" else known.chair - heads
                likely = self.everybody.gender | self.everybody.likely
                return tuple(sorted(p for p in held if not gender or likely.get(p, gender) == gender))
        said = self.offices.grammar.stated(office)
        among = {p for p, h in known.house.items() if h == house} if house else None
        return () if said.never else self.offices.holders(said, day, among=among)

    def _constituency(self, found: Found, day: Day, floor: Floor) -> None:
        """The seat decides; the name in brackets confirms, or stands in where the seat is not known."""
        held = tuple(dict.fromkeys(found.holders))
        seat = " ".join(found.seat.split())
        if found.past:
            past = named(found.bracket, found.gender, day, floor) if found.bracket else ()
            found.persons, found.confidence = (past, 0.8) if len(past) == 1 else ((), 0.0)
            found.reason = f"whoever sat for {seat} before {day.date}"
        elif len(held) == 1:
            self._with_bracket(found, held[0], seat, day, floor)
        elif found.bracket:
            by_name = tuple(p for p in named(found.bracket, found.gender, day, floor) if p in floor.here)
            found.persons = by_name[:SEVERAL]
            found.confidence = 0.9 if len(by_name) == 1 else 0.3
            found.reason = f"no holder of {seat} on the roll for {day.date}; by the name in brackets"
        else:
            found.persons, found.confidence = held[:SEVERAL], 0.4 if held else 0.0
            found.reason = f"nobody on the roll sat for {seat} on {day.date}"
            if len(held) > 1:
                found.reason = f"{len(held)} persons on the roll for {seat} on {day.date}"

    def _with_bracket(self, found: Found, holder: str, seat: str, day: Day, floor: Floor) -> None:
        found.persons, found.confidence = (holder,), 0.97
        found.reason = f"sat for {seat} on {day.date}"
        if not found.bracket:
            return
        if day.bears(holder, found.bracket):
            found.confidence, found.reason = 0.995, f"{found.reason}; the name agrees"
            return
        by_name = tuple(p for p in named(found.bracket, found.gender, day, floor) if p in floor.here)
        if by_name and holder not in by_name:
            found.persons, found.confidence = (holder, *by_name)[:SEVERAL], 0.4
            found.reason = f"the roll has another Member for {seat} than the name in brackets"
        else:
            found.confidence = 0.9


def _references(speech: Speech) -> Iterator[Reference]:
    """A contribution read from its first word to its last."""
    c = speech.turn.contribution
    for number, paragraph in enumerate(c.paragraphs):
        found = speech.turn.found[number]
        if not found:
            continue
        text = paragraph.text
        quotes = quoted(text) if any(q in text for q in '“"\x93') else []
        for f in found:
            inside = any(a < f.start < b for a, b in quotes)
            persons, confidence, reason = _answer(speech, f, number, text, inside)
            if f.kind != "first_person":
                _remember(speech, f, number, persons, inside)
            yield Reference(
                c.id,
                paragraph.pid,
                f.start,
                f.end,
                text[f.start : f.end],
                f.kind,
                persons,
                f.said.words if f.said else "",
                confidence,
                reason,
            )


def _remember(speech: Speech, f: Found, number: int, persons: tuple[str, ...], inside: bool) -> None:
    f.persons = persons
    speech.latest.append((number, f.start, f))
    if len(persons) == 1 and f.kind != "pronoun" and not inside:
        speech.turn.anchors.append(persons[0])


def _answer(speech: Speech, f: Found, number: int, text: str, inside: bool) -> Answer:
    if f.kind == "first_person":
        return _first_person(speech, inside)
    if f.kind == "constituency":
        return f.persons, f.confidence, f.reason
    if f.kind == "pronoun":
        return pronoun(speech, f, number, text, inside)
    if f.kind == "chair":
        return chair(speech, f)
    if f.kind == "name":
        return name(speech, f, text)
    if f.kind == "office" and speech.cues.law.holds(text, f.end, quoted=inside):
        return (), 0.5, "in the words of a law: whoever holds the office then"
    if f.kind == "office":
        return linked(speech, f, number, text) or office(speech, f, number, text)
    if inside:
        return (), 0.2, "in quoted words"
    return form(speech, f, number, text)


def _first_person(speech: Speech, inside: bool) -> Answer:
    if inside:
        return (), 0.5, "in quoted words"
    if not speech.speaker:
        return (), 0.5, "nobody on the roll is speaking"
    return (speech.speaker,), 0.98, "the one who speaks"


def resolve(sitting: Sitting, roll: Roll, *, customs: Customs | None = None) -> list[Reference]:
    """Every reference of one sitting. For many sittings make one Resolver and keep it."""
    return Resolver(roll, customs).resolve(sitting)


def resolve_all(
    sittings: Iterable[Sitting], roll: Roll, *, customs: Customs | None = None
) -> Iterator[Reference]:
    """The references of many sittings, one sitting in memory at a time."""
    resolver = Resolver(roll, customs)
    for sitting in sittings:
        yield from resolver.resolve(sitting)
