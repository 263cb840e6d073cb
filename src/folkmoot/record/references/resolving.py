"""From words to persons: the day's roll, the debate so far, and no guess where they do not decide."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator

from folkmoot.record.debates import Sitting
from folkmoot.record.people import Roll
from folkmoot.record.references.customs import Customs, of_westminster
from folkmoot.record.references.debate import Floor, Turn, quoted
from folkmoot.record.references.finding import Finder, Found
from folkmoot.record.references.known import Day, Everybody, plain
from folkmoot.record.references.naming import named
from folkmoot.record.references.offices import Offices, Said
from folkmoot.record.references.values import Reference

LOOK_BACK = 6
NEAR = 450
SEVERAL = 8

Answer = tuple[tuple[str, ...], float, str]
_NOBODY: Answer = ((), 0.0, "")


class Resolver:
    """Resolves the references of any number of sittings against one roll.

    Making one reads the roll once; a day is then read once and kept.
    """

    def __init__(self, roll: Roll, customs: Customs | None = None) -> None:
        self.customs = customs or of_westminster()
        self.everybody = Everybody(roll, self.customs)
        self.offices = Offices(self.everybody)
        self.finder = Finder(self.customs, self.offices.grammar)
        people = self.customs.address["names"]["people"]
        self._gender_of_noun = {
            noun: ("" if g == "any" else g) for g, nouns in people.items() for noun in nouns
        }
        self._people = re.compile(
            r"\b(?:" + "|".join(sorted(self._gender_of_noun, key=len, reverse=True)) + r")\b"
        )
        asking = self.customs.address["asking"]
        self._asks = re.compile(r"\b(?:" + "|".join(asking["asks"]) + r")\s+\Z")
        self._opens = re.compile(r"\b(?:" + "|".join(asking["opens"]) + r")\b")
        self.head_of_department = Said("", rank=self.customs.offices["head_of_department"])
        self._gave = tuple(self.customs.address["floor"]["gave"])
        self._predicate = re.compile(r"\b" + self.customs.address["names"]["same_person_after"] + r"\Z")
        self._yield = re.compile("|".join(map(re.escape, self.customs.address["floor"]["begs"])))

    def resolve(self, sitting: Sitting) -> list[Reference]:
        """Every reference of a sitting, in order; nested ones after what holds them."""
        day = self.everybody.on(sitting.date)
        floor = Floor(sitting, day, self.offices)
        for turn in floor.turns:
            turn.found = [self.finder.find(p.text, day) for p in turn.contribution.paragraphs]
            for found in (f for paragraph in turn.found for f in paragraph):
                if found.kind == "constituency":
                    self._constituency(found, day, floor)
                    floor.learn(found)
        floor.listen()
        references: list[Reference] = []
        for turn in floor.turns:
            references.extend(_Speech(self, floor, turn).references())
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


class _Speech:
    """One contribution, read from its first word to its last."""

    def __init__(self, resolver: Resolver, floor: Floor, turn: Turn) -> None:
        self.resolver = resolver
        self.floor = floor
        self.turn = turn
        self.day = floor.day
        self.speaker = turn.speaker
        self.latest: list[tuple[int, int, Found]] = []
        self._candidates: list[tuple[str, int]] | None = None

    def references(self) -> Iterator[Reference]:
        c = self.turn.contribution
        for number, paragraph in enumerate(c.paragraphs):
            found = self.turn.found[number]
            if not found:
                continue
            text = paragraph.text
            quotes = quoted(text) if any(q in text for q in '“"') else []
            self.outsiders = None
            for f in found:
                inside = any(a < f.start < b for a, b in quotes)
                if f.kind == "first_person":
                    persons, confidence, reason = self._first_person(inside)
                elif f.kind == "constituency":
                    persons, confidence, reason = f.persons, f.confidence, f.reason
                elif f.kind == "pronoun":
                    persons, confidence, reason = self._pronoun(f, number, text, found, inside)
                else:
                    persons, confidence, reason = self._nominal(f, number, text, inside)
                if f.kind != "first_person":
                    f.persons = persons
                    self.latest.append((number, f.start, f))
                    if len(persons) == 1 and f.kind != "pronoun" and not inside:
                        self.turn.anchors.append(persons[0])
                yield Reference(
                    c.id, paragraph.pid, f.start, f.end, text[f.start : f.end], f.kind, persons,
                    f.said.words if f.said else "", confidence, reason,
                )  # fmt: skip

    def _first_person(self, inside: bool) -> Answer:
        if inside:
            return (), 0.5, "in quoted words"
        if not self.speaker:
            return (), 0.5, "nobody on the roll is speaking"
        return (self.speaker,), 0.98, "the one who speaks"

    def _nominal(self, f: Found, number: int, text: str, inside: bool) -> Answer:
        if f.kind == "chair":
            return self._chair(f)
        if f.kind == "name":
            return self._name(f, text)
        if inside and f.kind == "form":
            return (), 0.2, "in quoted words"
        if f.kind == "office":
            return self._linked(f, number, text) or self._office(f)
        return self._form(f, number, text)

    # Forms of address

    def _form(self, f: Found, number: int, text: str) -> Answer:
        if answer := self._gives_way(f, number, text):
            return answer
        if answer := self._gave_way(f, text) or self._asked_by_form(f, text):
            return answer
        odd: Answer = _NOBODY
        perhaps: Answer = _NOBODY
        for step, (pid, where) in enumerate(self._salient()):
            fit = self._fits(f, pid)
            if fit == "yes" or fit == "perhaps" and step == 0:
                return (pid,), max(0.5, 0.93 - 0.08 * step), where
            if fit == "perhaps" and not perhaps[0]:
                perhaps = (pid,), max(0.5, 0.8 - 0.08 * step), where
            if fit == "odd" and step == 0:
                odd = (pid,), 0.55, f"{where}, though {self._oddity(f, pid)}"
        if perhaps[0]:
            return perhaps
        return odd if odd[0] else ((), 0.0, "nobody before in this debate fits")

    def _gives_way(self, f: Found, number: int, text: str) -> Answer | None:
        """ "I give way to my hon. Friend": the one who speaks next."""
        last = len(self.turn.contribution.paragraphs) - 1
        if (
            number != last
            or len(text) - f.end > 60
            or not self.resolver._yield.search(text, max(0, f.start - 60), f.start)
        ):
            return None
        following = next((t for t in self.floor.after(self.turn) if not t.chair), None)
        if following and following.speaker and self._fits(f, following.speaker) == "yes":
            return (following.speaker,), 0.93, "given way to; speaks next"
        return None

    def _gave_way(self, f: Found, text: str) -> Answer | None:
        """ "I am grateful to my hon. Friend for giving way": the one who held the floor, whatever the party."""
        if not text.startswith(self.resolver._gave, f.end + 1):
            return None
        before = next(
            (
                t
                for t in self.floor.before(self.turn)
                if t.speaker and not t.chair and t.speaker != self.speaker
            ),
            None,
        )
        if before and self.floor.likely_gender(before.speaker) in (
            "",
            f.gender or self.floor.likely_gender(before.speaker),
        ):
            return (before.speaker,), 0.95, "gave way; spoke just before"
        return None

    def _asked_by_form(self, f: Found, text: str) -> Answer | None:
        """"Will my hon. Friend …?": whoever answers next, where that is a Minister or the one asked before."""
        if not self.resolver._asks.search(text[max(0, f.start - 24) : f.start]):
            return None
        following = next((t.speaker for t in self.floor.after(self.turn) if t.speaker and not t.chair), "")
        before = next((t.speaker for t in self.floor.before(self.turn) if t.speaker and not t.chair and t.speaker != self.speaker), "")
        if following and (following == before or following in self.floor.ministers) and self._fits(f, following) in ("yes", "perhaps"):
            return (following,), 0.94, "asked; answers next"
        return None

    def _salient(self) -> Iterator[tuple[str, str]]:
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

    def _fits(self, f: Found, pid: str) -> str:
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
        if f.claim == "own" or (noun and noun.side == "own"):
            if not self._same_side(pid) and not self.turn.chair:
                return "no"
        if self._oddity(f, pid):
            return "odd"
        return "perhaps" if f.privy and self.floor.privy_of(pid) is None else "yes"

    def _same_side(self, pid: str) -> bool:
        mine, theirs = self.day.side.get(self.speaker), self.day.side.get(pid)
        return mine == theirs or not mine or not theirs

    def _oddity(self, f: Found, pid: str) -> str:
        noun = f.noun
        if noun and noun.side == "other" and not self.turn.chair:
            mine = self.day.side.get(self.speaker)
            if mine and mine == self.day.side.get(pid):
                return "of the speaker's own side"
        privy = self.floor.privy_of(pid) if not self.turn.chair else None
        if f.privy is not None and privy is not None and privy != f.privy:
            return "called otherwise elsewhere that day"
        return ""

    # Offices

    def _office(self, f: Found) -> Answer:
        said = f.said
        assert said is not None
        if f.holders:
            one = tuple(dict.fromkeys(f.holders))
            return one, 0.97 if len(one) == 1 else 0.4, f"the Member for {f.seat} on {self.day.date}"
        if f.bracket:
            by_name = named(
                f.bracket,
                self.resolver.customs.title_gender.get(f.bracket.split()[0].rstrip("."), ""),
                self.day,
                self.floor,
            )
            if len(by_name) == 1:
                return by_name, 0.97, "by the name in brackets"
        if said.past:
            return (), 0.3, "whoever held the office before"
        if said.bare:
            return self._bare_office(f, said)
        holders = self.resolver.offices.holders(said, self.day.date, among=self.floor.here)
        holders = holders or tuple(
            p
            for p, h in self.floor.stated
            if said.subject <= h.subject and self.resolver.offices.grammar.rank_fits(said, h)
        )
        return self._narrow(f, said, tuple(dict.fromkeys(holders)))

    def _linked(self, f: Found, number: int, text: str) -> Answer | None:
        """ "Mo Mowlam was the Secretary of State": the one named just before."""
        if not self.latest:
            return None
        paragraph, _, earlier = self.latest[-1]
        if (
            paragraph != number
            or earlier.kind != "name"
            or len(earlier.persons) != 1
            or f.start - earlier.end > 12
        ):
            return None
        between = text[earlier.end : f.start].strip()
        if between not in self.resolver.customs.offices["said"]["links"]:
            return None
        return earlier.persons, 0.85, "named just before"

    def _narrow(self, f: Found, said: Said, holders: tuple[str, ...]) -> Answer:
        if not holders:
            return (), 0.0, f"nobody on the roll held it on {self.day.date}"
        if len(holders) == 1:
            return holders, 0.95, f"held the office on {self.day.date}"
        here = [
            p
            for p in holders
            if p != self.speaker and any(t.speaker == p for t in self.floor.by_debate[self.turn.debate])
        ]
        if len(here) == 1:
            return (
                (here[0],),
                0.8,
                f"of {len(holders)} who held such an office on {self.day.date}, the one who speaks here",
            )
        if len(holders) > SEVERAL:
            return (), 0.1, f"{len(holders)} held such an office on {self.day.date}"
        return holders, 0.4, f"{len(holders)} held such an office on {self.day.date}"

    def _bare_office(self, f: Found, said: Said) -> Answer:
        """ "The Minister", "the Secretary of State": one who is in this debate, or of its department."""
        grammar = self.resolver.offices.grammar
        strictly = grammar.strictly(said)
        fits = [(p, where) for p, where in self._salient() if self._may_be(p, f, said)]
        here = [(p, where) for p, where in fits if p in self._present]
        if here and here[0][1] == "spoke just before":
            return (here[0][0],), 0.92, "spoke just before, and held such an office"
        before = next((x for x in here if self.floor.holds(x[0], strictly)), here[0] if here else None)
        if before:
            return (before[0],), 0.87, f"{before[1]}, and held such an office"
        for turns in (self.floor.after(self.turn), self.floor.before(self.turn)):
            present = [t.speaker for t in turns if t.speaker and self._may_be(t.speaker, f, said)]
            if present:
                who = next((p for p in present if self.floor.holds(p, strictly)), present[0])
                return (who,), 0.85, "holds such an office and speaks in this debate"
        if fits:
            return (fits[0][0],), 0.6, f"{fits[0][1]}, and held such an office"
        return self._beside(f, said)

    @functools.cached_property
    def _present(self) -> set[str]:
        return {t.speaker for t in self.floor.by_debate[self.turn.debate]}

    def _may_be(self, pid: str, f: Found, said: Said) -> bool:
        return (
            pid != self.speaker and self.floor.holds(pid, said) and (f.claim != "own" or self._same_side(pid))
        )

    def _beside(self, f: Found, said: Said) -> Answer:
        """Nobody here: one who speaks under the same heading, or holds it in the department."""
        answer = self._of_the_department(f, said)
        if len(answer[0]) == 1:
            return answer
        near = tuple(
            dict.fromkeys(
                t.speaker
                for t in self.floor.beside(self.turn)
                if t.speaker and self._may_be(t.speaker, f, said)
            )
        )
        if len(near) == 1:
            return near, 0.7, "holds such an office and speaks under the same heading"
        return (
            (near[:SEVERAL], 0.4, "hold such an office and speak under the same heading") if near else answer
        )

    def _of_the_department(self, f: Found, said: Said) -> Answer:
        grammar = self.resolver.offices.grammar
        subject = grammar.words(self.floor.department.get(self.turn.debate, ""))
        near = [h for h in self.floor.ministers.get(self.speaker, ())]
        subjects = [subject] if subject else [h.subject for h in near]
        for wanted in subjects:
            fits = [
                p
                for p, offices in self.floor.ministers.items()
                if p != self.speaker
                and any(
                    grammar.rank_fits(said, h)
                    and wanted
                    and (wanted <= h.subject or (h.subject <= wanted and h.subject))
                    for h in offices
                )
            ]
            here = [p for p in fits if p in self.floor.here] or fits
            if len(here) == 1:
                return (here[0],), 0.75, "held such an office in the department of this debate"
            if here and len(here) <= SEVERAL:
                return tuple(here), 0.3, "held such offices in the department of this debate"
        return (), 0.0, "nobody in this debate holds such an office"

    # The Chair, names, pronouns

    def _chair(self, f: Found) -> Answer:
        rank = f.chair
        parties = self.resolver.customs.address["chair"]["parties"]
        heads = tuple(
            p for p in self.day.chair if self.day.party.get(p) == parties[0] and p in self.floor.here
        )
        if rank == "speaker":
            return (
                (heads, 0.97, f"Speaker on {self.day.date}")
                if len(heads) == 1
                else (heads[:SEVERAL], 0.3, "the Speaker")
            )
        recent = [
            t.speaker for t in reversed(self.floor.turns[: self.turn.place + 1]) if t.chair and t.speaker
        ]
        coming = [t.speaker for t in self.floor.turns[self.turn.place + 1 :][:40] if t.chair and t.speaker]
        for pid in (*recent[:3], *coming[:1]):
            gender = self.floor.likely_gender(pid)
            if pid not in heads and (not f.gender or not gender or gender == f.gender):
                return (pid,), 0.85, "in the Chair at the time"
        deputies = sorted(
            p
            for p in self.day.chair - set(heads)
            if p in self.floor.here and self.floor.likely_gender(p) in ("", f.gender)
        )
        if len(deputies) == 1:
            return (deputies[0],), 0.8, f"the only one on the roll for {self.day.date}"
        return tuple(deputies[:SEVERAL]), 0.3, f"{len(deputies) or 'no'} such on the roll for {self.day.date}"

    def _name(self, f: Found, text: str) -> Answer:
        names = self.resolver.customs.address["names"]
        before, after = (
            text[max(0, f.start - 20) : f.start].split(),
            text[f.end : f.end + 12].replace(",", " ").split(),
        )
        outside = (before and before[-1] in names["outsiders_before"]) or (
            after and after[0].strip(".,;") in names["outsiders_after"]
        )
        key = plain(f.name)
        if outside:
            self.floor.outsiders.add(key)
        if outside or key in self.floor.outsiders:
            return (), 0.6, "somebody outside the House"
        words = f"{f.title} {f.name}".strip()
        found = named(words, f.gender, self.day, self.floor)
        if not found:
            return (), 0.5, "nobody of that name on the roll"
        plainly = (
            self.turn.chair
            or self.turn.contribution.kind == "procedural"
            or names["members_named"]
            or f.title in names["peers"]
        )
        serving = [p for p in found if p in self.floor.here]
        if len(found) == 1:
            if (
                serving
                and not plainly
                and f.title
                and len(f.name.split()) == 1
                and found[0] not in self.floor.speaking
            ):
                return (), 0.3, "a Member has this name, but Members are not called by it here"
            return found, 0.95 if plainly else 0.7, f"by name, on the roll for {self.day.date}"
        return (
            found[:SEVERAL] if len(found) <= SEVERAL else (),
            0.3,
            f"{len(found)} on the roll have this name",
        )

    def _pronoun(self, f: Found, number: int, text: str, all_found: list[Found], inside: bool) -> Answer:
        if inside:
            return (), 0.3, "in quoted words"
        if asked := self._asked(f, number, text):
            return asked
        rival = self._rival(f, text, all_found)
        for paragraph, at, earlier in reversed(self.latest):
            if (
                paragraph < number - 1
                or (paragraph == number and f.start - at > NEAR)
                or (earlier.start == f.start and paragraph == number)
            ):
                if paragraph == number and earlier.start == f.start:
                    continue
                break
            if (paragraph == number and rival > at) or (paragraph < number and (rival >= 0 or f.start > 200)):
                return (), 0.4, "somebody who is not on the roll"
            if earlier.gender and earlier.gender != f.gender:
                continue
            if len(earlier.persons) == 1:
                gender = self.floor.likely_gender(earlier.persons[0])
                if earlier.persons[0] == self.speaker or (gender and gender != f.gender):
                    continue
                earlier_is = "pronoun" if earlier.kind == "pronoun" else "words"
                return earlier.persons, 0.8 if gender else 0.6, f"the nearest {earlier_is} before that fit"
            return earlier.persons, 0.3, "as the nearest words before, which are not clear"
        if rival >= 0 or number or f.start > 600 or (self.latest and f.start > 250):
            return (), 0.3, "nobody near is named"
        previous = next(
            (
                t.speaker
                for t in self.floor.before(self.turn)
                if t.speaker and not t.chair and t.speaker != self.speaker
            ),
            "",
        )
        if previous and self.floor.likely_gender(previous) in ("", f.gender):
            return (previous,), 0.65, "spoke just before"
        return (), 0.2, "nobody near is named"

    def _asked(self, f: Found, number: int, text: str) -> Answer | None:
        """ "Will he …?": the one who is asked, who spoke just before; in an opening question, who is to answer."""
        words = self.resolver._asks.search(text[max(0, f.start - 24) : f.start])
        opening = self.resolver._opens.search(text, max(0, f.start - 60), f.start) if not number else None
        before = next(
            (
                t
                for t in self.floor.before(self.turn)
                if t.speaker and not t.chair and t.speaker != self.speaker
            ),
            None,
        )
        if words and before:
            gender = self.floor.likely_gender(before.speaker)
            if gender == f.gender and before.speaker in self.floor.ministers:
                return (before.speaker,), 0.85, "asked; spoke just before, for the Government"
        if before or not opening or any(p == number for p, _, _ in self.latest):
            return None
        answers = next(
            (t.speaker for t in self.floor.after(self.turn) if t.speaker and t.speaker != self.speaker), ""
        )
        answers = answers if answers in self.floor.ministers else ""
        head = self._of_the_department(Found(0, 0, "office"), self.resolver.head_of_department)[0]
        persons = tuple(
            dict.fromkeys(
                p for p in (*head[:1], answers) if p and self.floor.likely_gender(p) in ("", f.gender)
            )
        )
        if len(persons) == 1:
            return persons, 0.75, "the one to whom the question is put"
        return (persons, 0.4, "the head of the department, or the one who answers") if persons else None

    def _rival(self, f: Found, text: str, all_found: list[Found]) -> int:
        """Where the nearest word before stands that means a person who is not referred to otherwise."""
        nearest = -1
        genders = self.resolver._gender_of_noun
        for match in self.resolver._people.finditer(text, max(0, f.start - NEAR), f.start):
            gender = genders[match.group()]
            if (gender and gender != f.gender) or self.resolver._predicate.search(
                text[max(0, match.start() - 40) : match.start()]
            ):
                continue
            if not any(o.start <= match.start() < o.end for o in all_found if o is not f):
                nearest = match.start()
        return nearest


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
