"""Who can be speaking on a page, and what each line says of its speaker."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from folkmoot.record.pages.layout import Line, Page
from folkmoot.record.references.customs import Customs
from folkmoot.record.references.finding import Finder, Found
from folkmoot.record.references.known import Day
from folkmoot.record.references.offices import Offices, Said

_UNFINISHED = re.compile(r"[^.?!…—\"”’)\]]\s*\Z|[:,;]\s*\Z|”—\s*\Z")
_BROKEN = re.compile(r"[^”\"]\s?[—–]\s*\Z")
LONG = 130
OPENINGS = ("reply", "intervention", "perhaps_intervention", "start")
NAMED = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who may speak: a person, or a label where only that is known."""

    role: str
    label: str = ""
    person: str = ""
    name: str = ""
    side: str = ""
    gender: str = ""
    privy: bool | None = None
    office: Said | None = None
    as_named: str = ""


@dataclass(slots=True)
class Heard:
    """One line of speech with what was found in it. `shape` has FORM or OFFICE for those found."""

    line: Line
    found: list[Found]
    shape: str
    words: int
    quotation: bool
    unfinished: bool
    broken: bool
    lower: bool
    cues: dict[str, bool] = field(default_factory=dict)
    voice: float = 0.0
    front_bench: float = 0.0

    @property
    def forms(self) -> list[Found]:
        return [f for f in self.found if f.kind == "form" and not f.inside]

    def upto(self, last: Heard) -> Heard:
        """This sentence with all that follow to the last, its own words still the first heard."""
        return replace(
            self,
            line=self.line.upto(last.line),
            quotation=self.quotation and last.quotation,
            broken=last.broken,
        )


class Ear:
    """Listens to lines: the customs' patterns, compiled."""

    def __init__(self, customs: Customs, finder: Finder) -> None:
        self.finder = finder
        rules = customs.page
        self.openings = {k: _any(rules[k], offices=k != "reply") for k in OPENINGS}
        self.floor = re.compile(rules["asks_for_the_floor"])
        self.keeps = re.compile("|".join(rules["keeps_the_floor"]))
        self.follow = re.compile("|".join(map(re.escape, rules["follow"])))
        self.government = [_any([p], offices=True) for p in rules["government"]]
        self.opposition = [_any([p], offices=True) for p in rules["opposition"]]
        self.front_bench = [re.compile(p) for p in rules["front_bench"]]
        self.quotation = re.compile(rules["quotation"], re.DOTALL)

    def hear(self, line: Line, day: Day) -> Heard:
        speech = line.speech
        found = self.finder.find(speech, day)
        shape = _shape(speech, found)
        heard = Heard(
            line=line,
            found=found,
            shape=shape,
            words=len(speech.split()),
            quotation=bool(self.quotation.match(speech)) and not _quote_closes_early(speech),
            unfinished=bool(_UNFINISHED.search(speech)),
            broken=bool(_BROKEN.search(speech)),
            lower=speech[:1].islower(),
        )
        cues = {k: bool(pattern.match(shape)) for k, pattern in self.openings.items()}
        cues["floor"] = bool(self.floor.search(shape))
        cues["keeps"] = bool(self.keeps.search(speech))
        cues["question"] = "?" in speech
        cues["addressed"] = any(
            f.kind in ("form", "office") and not f.inside and f.start < 160 for f in found
        )
        heard.cues = cues
        heard.front_bench = min(2.0, sum(bool(p.search(speech)) for p in self.front_bench))
        heard.voice = min(3.0, sum(bool(p.search(shape)) for p in self.government)) - min(
            3.0, sum(bool(p.search(shape)) for p in self.opposition)
        )
        return heard


def _any(patterns: list[str], *, offices: bool) -> re.Pattern[str]:
    """Any of these; FORM in them is a form of address, and an office too where one may stand there."""
    whole = "(?:" + "|".join(patterns) + ")"
    return re.compile(whole.replace("FORM", "(?:FORM|OFFICE)") if offices else whole)


def _shape(text: str, found: list[Found]) -> str:
    pieces, at = [], 0
    for f in found:
        if f.kind in ("form", "office", "constituency") and not f.inside and f.start >= at:
            pieces += [text[at : f.start], "OFFICE" if f.kind == "office" else "FORM"]
            at = f.end
    return "".join([*pieces, text[at:]])


def _quote_closes_early(text: str) -> bool:
    body = text.strip().rstrip("—–-.,;: ")
    return bool(body) and body[-1] not in '”"’'


class Cast:
    """Everybody who may speak on a page, from its header, the offices it names and the seats it names."""

    def __init__(self, page: Page, lines: list[Heard], day: Day | None, offices: Offices, empty: Day) -> None:
        self.page = page
        self.lines = lines
        self.day = day
        self.known = day or empty
        self.offices = offices
        self.customs = self.known.customs
        self.voices: list[Voice] = []
        self._gather()

    def _gather(self) -> None:
        subject = self._subject()
        if subject:
            self.voices.append(subject)
        minister = self._minister()
        if minister:
            self.voices.append(minister)
            self.voices.append(self._shadow(minister, subject))
        junior = self._junior(minister)
        if junior:
            self.voices.append(junior)
        seen = {v.person for v in self.voices if v.person}
        for person in self._named():
            if person not in seen:
                seen.add(person)
                self.voices.append(self._person("named", person, as_named=self._bracket(person)))
        labels = self.customs.page["labels"]
        for side in dict.fromkeys(v.side for v in self.voices if v.role in ("subject", "minister", "shadow")):
            party = side.split("+")[0]
            known = party and party != "minister"
            label = labels["member"].format(party=party) if known else labels["somebody"]
            self.voices.append(Voice("unknown", label=label, side=side))
        if subject is None:
            # A page about nobody in particular: one who holds the floor, one who breaks in.
            self.voices += [Voice("unknown", label=labels["somebody"]) for _ in range(2)]

    def _person(self, role: str, person: str, **more: object) -> Voice:
        day = self.known
        return Voice(
            role,
            person=person,
            name=day.roll.name_on(person, day.date),
            side=day.side.get(person, ""),
            gender=day.everybody.gender.get(person) or day.everybody.likely.get(person, ""),
            privy=self.offices.sworn(person, day.date) or None,
            **more,  # type: ignore[arg-type]
        )

    def _subject(self) -> Voice | None:
        about = self.page.subject
        if about is None:
            return None
        if self.day:
            persons = [p for p in self.day.named_exactly(about.name) if p in self.day.house]
            if len(persons) == 1:
                return self._person("subject", persons[0])
        everybody = self.known.everybody
        persons = list(everybody.full.get(" ".join(w.lower() for w in about.name.split()), ()))
        one = persons[0] if len(persons) == 1 else ""
        gender = everybody.gender.get(one) or everybody.likely.get(one, "")
        return Voice("subject", person=one, name=about.name, side=about.party, gender=gender)

    def _offices_said(self) -> Counter[Said]:
        said: Counter[Said] = Counter()
        for heard in self.lines:
            for f in heard.found:
                if (
                    f.kind == "office"
                    and f.said
                    and not f.said.past
                    and not f.said.shadow
                    and not f.said.bare
                ):
                    said[f.said] += 1
        return said

    def _minister(self) -> Voice | None:
        """The head of the department the page is of, or the office spoken of most."""
        grammar = self.offices.grammar
        wanted = grammar.words(self.page.department)
        said = self._offices_said()
        mine = [s for s in said if wanted and s.subject and s.subject <= wanted] or (
            [] if wanted else [s for s in said if s.subject]
        )
        if not mine:
            return None
        labels = self.customs.page["labels"]
        best = max(mine, key=lambda s: (said[s], -len(s.words)))
        return self._holder("minister", best, labels["office"].format(office=best.words))

    def _holder(self, role: str, said: Said, label: str) -> Voice:
        if self.day:
            here = frozenset(
                p for p, h in self.day.house.items() if h in self.customs.address["chair"]["houses"]
            )
            holders = self.offices.holders(said, self.day.date, among=here)
            if len(holders) == 1:
                return self._person(role, holders[0], label=label, office=said)
        return Voice(role, label=label, side="" if self.day else role, privy=True, office=said)

    def _shadow(self, minister: Voice, subject: Voice | None) -> Voice:
        assert minister.office is not None
        said = replace(minister.office, shadow=True, words=f"shadow {minister.office.words}")
        label = self.customs.page["labels"]["opposition"].format(office=minister.office.words)
        voice = self._holder("shadow", said, label)
        if not voice.person and subject and subject.side != minister.side:
            voice = replace(voice, side=subject.side)
        return voice

    def _junior(self, minister: Voice | None) -> Voice | None:
        """ "The Minister", where the page speaks of one and nobody better is known."""
        rank = self.offices.grammar.loose_rank
        bare = [
            f.said
            for h in self.lines
            for f in h.found
            if f.kind == "office" and f.said and f.said.bare and f.said.rank == rank
        ]
        if not bare:
            return None
        return Voice(
            "junior",
            label=self.customs.page["labels"]["office"].format(office=bare[0].words),
            side=minister.side if minister else "",
            office=bare[0],
        )

    def _bracket(self, person: str) -> str:
        """The name by which the page itself has somebody."""
        found = (f for h in self.lines for f in h.found if f.holders == (person,) and f.bracket)
        return next((f.bracket for f in found), "")

    def _named(self) -> list[str]:
        named: Counter[str] = Counter()
        for heard in self.lines:
            for f in heard.found:
                if f.kind == "constituency" and len(f.holders) == 1 and self.day:
                    named[f.holders[0]] += 1
        return [person for person, _ in named.most_common(NAMED)]
