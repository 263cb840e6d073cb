"""Offices: what is said ("the Home Secretary") against what the lists of ministers write.

Both are read into the same shape: named offices, ranks, words of the subject, whether it is a shadow.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace

from folkmoot.dates import Span
from folkmoot.record.people import Office
from folkmoot.record.references.customs import Customs, alternation
from folkmoot.record.references.known import Everybody, plain

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """An office as it is said: what it is called, and of what."""

    words: str
    named: frozenset[str] = frozenset()
    rank: str = ""
    subject: frozenset[str] = frozenset()
    shadow: bool = False
    past: bool = False
    never: bool = False
    department: str = ""
    strict: bool = False
    house: str = ""
    brief: bool = False

    @property
    def bare(self) -> bool:
        """A rank and no more: "the Minister"."""
        return not self.named and not self.subject


@dataclass(frozen=True, slots=True)
class Held:
    """An office somebody holds, read into the same shape."""

    person: str
    role: str
    named: frozenset[str]
    ranks: frozenset[str]
    subject: frozenset[str]
    shadow: bool
    source: str


class Offices:
    """The offices of one parliament: how to read them, and who held them on a day."""

    def __init__(self, everybody: Everybody) -> None:
        self.everybody = everybody
        self.customs = everybody.customs
        self.grammar = Grammar(self.customs)
        self._days: dict[dt.date, tuple[Held, ...]] = {}
        self._sworn: dict[str, dt.date | None] = {}
        self._holders: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._sides: dict[dt.date, tuple[str, str]] = {}

    def on(self, day: dt.date) -> tuple[Held, ...]:
        """Every office held that day."""
        if day not in self._days:
            if len(self._days) > 8:
                self._days.clear()
            held = (self._held(o) for o in self.everybody.roll.offices if o.role and day in o.span)
            self._days[day] = tuple(h for h in held if h is not None)
        return self._days[day]

    def _held(self, office: Office) -> Held | None:
        organisation = self.everybody.roll.organisation_name(office)
        return self.grammar.held(
            office.role, organisation, self.everybody.roll.canonical(office.person_id), office.source
        )

    def sworn(self, person: str, day: dt.date) -> bool:
        """Whether somebody had held, by that day, an office whose holders are Privy Counsellors for life."""
        if person not in self._sworn:
            days = [
                o.span.first
                for o in self.everybody.roll.offices_of(person)
                if (held := self._held(o)) is not None and self.grammar.privy(held)
            ]
            self._sworn[person] = min((d for d in days if d), default=None)
        since = self._sworn[person]
        return since is not None and since <= day

    def holders(self, said: Said, day: dt.date, *, among: Container[str] | None = None) -> tuple[str, ...]:
        """Who held an office on a day: one, several where the lists cannot tell, or nobody.

        Of several, those in `among` (the Members of this House) come before the rest; of an office that each
        House has its own of, only they do.
        """
        key = (day, said.named, said.rank, said.subject, said.shadow, said.house)
        persons = self._holders.get(key)
        if persons is None:
            persons = self._held_on(day, said)
            if len(self._holders) > KEPT:
                self._holders.clear()
            self._holders[key] = persons
        if among is None or said.house:
            return persons
        here = tuple(p for p in persons if p in among)
        return here if self.grammar.in_each_house(said) else here or persons

    def _held_on(self, day: dt.date, said: Said) -> tuple[str, ...]:
        grammar, known = self.grammar, self.everybody.on(day)
        if said.brief and not said.subject <= self._subjects:
            return ()  # "the French Foreign Minister"
        found = [
            h
            for h in self.on(day)
            if h.shadow == said.shadow and grammar.rank_fits(said, h) and grammar.named_in_full(said, h)
        ]
        if not said.shadow and not grammar.aside(said):
            found = [h for h in found if grammar.governs(h)]
        persons = tuple(dict.fromkeys(h.person for h in self._closest(said, found)))
        if said.house:
            persons = tuple(p for p in persons if known.house.get(p) == said.house)
        if len(persons) > 1 and (said.shadow or not grammar.aside(said)):
            side = self.sides(day)[1 if said.shadow else 0]
            persons = tuple(p for p in persons if side and known.side.get(p) == side) or persons
        return persons

    def sides(self, day: dt.date) -> tuple[str, str]:
        """The side that governs and the official Opposition, the largest of the others."""
        if day not in self._sides:
            known = self.everybody.on(day)
            head = self.customs.offices.get("head_of_government", "")
            heads = {h.person for h in self.on(day) if head in h.named and self.grammar.governs(h)}
            governing = {known.side.get(p, "") for p in heads}
            government = governing.pop() if len(governing) == 1 else ""
            sizes = Counter(known.side[p] for p in known.seat if p in known.side and p not in known.chair)
            del sizes[government]
            largest = sizes.most_common(1)
            self._sides[day] = (government, largest[0][0] if government and largest else "")
        return self._sides[day]

    @functools.cached_property
    def _subjects(self) -> frozenset[str]:
        """Every word of the subject of an office that anybody ever held, committees aside."""
        held = (h.subject for _, h in self._ever if self.grammar.committee_rank not in h.ranks)
        return frozenset().union(self.grammar.within, *held)

    @functools.cached_property
    def known_to(self) -> dt.date | None:
        """The newest day on which somebody took up or gave up an office on the lists."""
        days = [d for o in self.everybody.roll.offices for d in (o.span.first, o.span.last) if d]
        return max(days, default=None)

    def during(self, said: Said, span: Span) -> tuple[str, ...]:
        """Who held an office on any day of a span."""
        return tuple(dict.fromkeys(h.person for _, h in self._held_in(said, span)))

    def predecessor(self, said: Said, day: dt.date) -> str:
        """Who held an office last before the one who holds it on a day began; or nobody."""
        now = set(self.holders(said, day))
        began = [s.first for s, h in self._held_in(said, Span(day, day)) if h.person in now and s.first]
        if len(now) != 1 or not began:
            return ""
        before = [
            (s.last, h.person)
            for s, h in self._held_in(said, Span(None, min(began)))
            if s.last and h.person not in now
        ]
        newest = max((last for last, _ in before), default=None)
        persons = {person for last, person in before if last == newest}
        return persons.pop() if len(persons) == 1 else ""

    def _held_in(self, said: Said, span: Span) -> list[tuple[Span, Held]]:
        fits = [
            (s, h)
            for s, h in self._ever
            if h.shadow == said.shadow and s.overlaps(span) and self.grammar.rank_fits(said, h)
        ]
        closest = {id(h) for h in self._closest(said, [h for _, h in fits])}
        return [(s, h) for s, h in fits if id(h) in closest]

    @functools.cached_property
    def _ever(self) -> tuple[tuple[Span, Held], ...]:
        """Every office anybody held, with its days. Read once, when somebody asks for the past."""
        held = ((o.span, self._held(o)) for o in self.everybody.roll.offices if o.role)
        return tuple((span, h) for span, h in held if h is not None)

    def _closest(self, said: Said, found: list[Held]) -> list[Held]:
        if said.named:
            return [h for h in found if said.named <= h.named]
        covered = self.grammar.covers[said.rank]
        strict = [h for h in found if covered & h.ranks]
        for held in (strict, found):
            fits = [h for h in held if said.subject <= h.subject]
            if fits and self.grammar.one_only(said):
                fewest = min(len(h.subject - said.subject) for h in fits)
                return self._committees(said, [h for h in fits if len(h.subject - said.subject) == fewest])
            if fits:
                return fits
        return [] if said.rank == self.grammar.committee_rank else self._nearly(said, strict)

    def _committees(self, said: Said, held: list[Held]) -> list[Held]:
        """Of a committee and a commission of one name the committee, where a committee is spoken of."""
        if said.rank != self.grammar.committee_rank:
            return held
        return [h for h in held if h.subject & self.grammar.committee_words] or held

    def _nearly(self, said: Said, held: list[Held]) -> list[Held]:
        """Where no list has all the words: whoever has most, else the ministers of the department."""
        if self.grammar.of_another_land(said):
            return []
        most = max((len(said.subject & h.subject) for h in held), default=0)
        if most * 2 >= len(said.subject) > 1:
            return [h for h in held if len(said.subject & h.subject) == most]
        departments = self.grammar.departments(said.subject)
        within = [h for h in held if departments & h.subject]
        if len({h.person for h in within}) == 1 and any(not h.subject for h in held):
            return []  # somebody whose department the lists leave out may be meant as well
        return within


class Grammar:
    """How offices are said, compiled from the customs."""

    def __init__(self, customs: Customs) -> None:
        self.rules = rules = customs.offices
        self.customs = customs
        self.small = customs.address["small"]
        self.committee_rank = next((r["id"] for r in rules["ranks"] if r.get("of")), "")
        self.houses: dict[str, str] = rules.get("houses", {})
        self._in_each_house = frozenset(rules.get("in_each_house", ()))
        self._devolved = frozenset(rules["said"].get("devolved", ()))
        self._elsewhere = frozenset(rules["said"].get("elsewhere", ()))
        self._never_left_out = frozenset(rules.get("never_left_out", ()))
        heads = "|".join(map(re.escape, rules.get("named_after_their_head", ()))) or "(?!)"
        self._after_their_head = re.compile(heads)
        self.loose_rank = next((r["id"] for r in rules["ranks"] if r.get("loosely")), "")
        self._one_holder = frozenset(r["id"] for r in rules["ranks"] if r.get("one_holder"))
        self.order = [r["id"] for r in rules["ranks"]]
        self.named = {title: n.get("means", n["id"]) for n in rules["named"] for title in n["titles"]}
        self.named_key = {_key(title): office for title, office in self.named.items()}
        self.ranks = {_key(title): r["id"] for r in rules["ranks"] for title in r["titles"]}
        self.before = {word: r["id"] for r in rules["ranks"] for word in r.get("before", ())}
        self.covers = {r["id"]: frozenset(r.get("covers", [r["id"]])) for r in rules["ranks"]}
        self.loosely = {r["id"]: frozenset(r.get("loosely", [])) for r in rules["ranks"]}
        self.rules_privy = frozenset(rules["privy"])
        self.not_government = frozenset(rules["not_government"])
        self.empty = set(rules["empty"])
        self.same: dict[str, str] = rules["same"]
        self.within: dict[str, list[str]] = rules["within"]
        committees = next((r["committee"] for r in rules["ranks"] if r.get("committee")), ())
        self.committee_words = self.words(" ".join(committees))
        self.said = re.compile(self._pattern(), re.VERBOSE)
        self._in_role = re.compile(
            r"\b" + alternation([*self.named, *(t for r in rules["ranks"] for t in r["titles"])]) + r"\b"
        )
        self._short_role = re.compile(rf"\b[A-Z][\w-]*\s+(?P<kind>{alternation(self.before)})\b")
        self._not_office = re.compile("|".join(map(re.escape, rules["not_offices"])) or "$^")
        self._shadow = re.compile(r"\b" + alternation(rules["shadow"]) + r"\b")

    def _pattern(self) -> str:
        rules = self.rules
        said = [t for n in rules["named"] if n.get("said", True) for t in n["titles"]]
        ranks = [t for r in rules["ranks"] if not r.get("of") for t in r["titles"]]
        chairs = [t for r in rules["ranks"] if r.get("of") for t in r["titles"]]
        after = alternation(rules["said"]["subject_after"])
        quals = alternation([*rules["shadow"], *rules["past"], *rules["acting"], *rules["coming"]])
        before = alternation(self.before)
        of = alternation(next((r["of"] for r in rules["ranks"] if r.get("of")), ["of"]))
        committee = alternation(
            next((r["committee"] for r in rules["ranks"] if r.get("committee")), ["Committee"])
        )
        on = alternation(next((r["on"] for r in rules["ranks"] if r.get("on")), ["on"]))
        never = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in rules["said"]["never"])
        departments = alternation(rules["said"]["department_begins"])
        generic = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in rules["said"]["generic_after"])
        whole = alternation(
            [*said, *ranks, *(f"{w} {b}" for b in self.before for w in rules["said"]["short"])]
        )
        small = self.small
        article, and_, of_ = (alternation(small[k]) for k in ("article", "and", "of"))
        linking, for_ = alternation(small["linking"]), alternation(self.customs.address["seats"]["joined_by"])
        not_names = "|".join(map(re.escape, small["not_in_names"])) or "$^"
        capital = rf"(?!(?:{not_names})\b)[A-Z][\w’'-]*"
        titles = self.customs.address["names"]["titles"]
        named = "|".join(re.escape(t) for group in titles.values() for t in group)
        subject = (
            rf"(?:{capital}|[0-9]+)(?:(?:,?\s{and_}\s(?!{whole}s\b)(?:{article}\s(?!{whole}\b)|{for_}\s(?:{article}\s)?)?"
            rf"|,\s(?:{and_}\s)?(?!(?:{named})\s)|,?\s{of_}\s(?:{article}\s)?|\s){capital})*"
        )
        if whole_subjects := rules["said"].get("subjects"):
            subject = rf"(?:{alternation(whole_subjects).replace(' ', chr(92) + 's')}|{subject})"
        kinds = "|".join(map(re.escape, {t.split()[-1] for t in (*said, *ranks, *self.before)}))
        modifier = rf"(?!(?:{kinds})\b){capital},?"
        own_land = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in rules["own_land"]) or "$^"
        return rf"""
            (?P<never>(?:{modifier}\s+(?:{and_}\s+)?){{0,4}}(?:{never})\b|(?:{quals}\s+)*(?:{whole})\s+(?:{generic})\b)
            | (?P<quals>(?:{quals}\s+)*)
              (?: (?P<named>{alternation(said)})\b
                  (?P<of_land>\s+{of_}\s+(?!{own_land})(?:{article}\s+)?[A-Z]\w+)?
                | (?P<chair>{alternation(chairs)})\s+{of}\s+(?:{article}\s+)?
                  (?P<committee>(?:(?!(?:{committee}|{alternation(chairs)})\b)
                    [A-Z][\w’',-]*\s+(?:{linking}\s+)*)*){committee}(?:\s+{on}\s+(?:{article}\s+)?(?P<on>{subject}))?
                | (?P<rank>{alternation(ranks)})\b
                  (?: \s+{after}\s+(?P<subject>{subject})
                    | ,\s+(?:{article}\s+)?
                      (?P<department>{departments}(?:\s(?:{for_}|{of_})\s(?:{article}\s)?{subject})?) )?
                | (?P<short>(?:[A-Z][\w-]*,?\s(?:{and_}\s)?){{1,5}}?)
                  (?P<kind>{before})\b(?![ -](?:General|Office))
              )
        """

    def read(self, match: re.Match[str]) -> Said:
        """What one match of `said` says."""
        words = match.group().strip()
        if match["never"] or match["of_land"]:
            return Said(words, never=True)
        quals = match["quals"].split()
        shadow = any(q in self.rules["shadow"] for q in quals)
        past = any(q in self.rules["past"] or q in self.rules["coming"] for q in quals)
        if match["named"]:
            named = frozenset({self.named_key[_key(match["named"])]})
            house = next((h for word, h in self.houses.items() if word in match["named"]), "")
            return Said(words, named=named, shadow=shadow, past=past, house=house)
        if match["chair"]:
            return Said(
                words,
                rank=self.committee_rank,
                subject=self.words(f"{match['committee']} {match['on'] or ''}"),
                shadow=shadow,
                past=past,
            )
        if match["rank"]:
            of = match["subject"] or match["department"] or ""
            rank = self.ranks[_key(match["rank"])]
            subject = self.words(self._in_role.sub(" ", of))  # "… and Paymaster General" is another office
            return Said(words, rank=rank, subject=subject, shadow=shadow, past=past, department=of)
        subject = self.words(match["short"])
        rank = self.before[match["kind"]]
        said = Said(words, rank=rank, subject=subject, shadow=shadow, past=past, brief=True)
        elsewhere = self._elsewhere.intersection(match["short"].split())
        return Said(words, never=True) if elsewhere or self.of_another_land(said) else said

    def stated(self, office: str) -> Said:
        """An office as the record prints it beside a name: "The Minister of State, Ministry of Defence"."""
        held = self.held(office, "", "", "")
        if held is None:
            return Said(office, never=True)
        rank = next((r for r in self.order if r in held.ranks), "")
        return Said(office, named=held.named, rank=rank, subject=held.subject, shadow=held.shadow)

    def held(self, role: str, organisation: str, person: str, source: str) -> Held | None:
        """A role as the lists write it, with the organisation it is in."""
        if self._not_office.search(role):
            return None
        titled = self._after_their_head.sub(" ", role)
        titles = [_key(m.group()) for m in self._in_role.finditer(titled)]
        named = frozenset(self.named_key[t] for t in titles if t in self.named_key)
        ranks = frozenset(self.ranks[t] for t in titles if t in self.ranks)
        if not titles and (short := self._short_role.search(role)):
            ranks = frozenset({self.before[short["kind"]]})
        elif not titles:
            return None
        rest = self._in_role.sub(" ", role)
        shadow = bool(self._shadow.search(rest))
        rest = self._shadow.sub(" ", rest)
        subject = self.words(f"{rest} {organisation}")
        return Held(person, role, named, ranks, subject, shadow, source)

    def words(self, text: str) -> frozenset[str]:
        """The words of a subject that tell one office from another."""
        found = set()
        for match in _WORD.finditer(text):
            for word in plain(match.group()).replace("-", " ").split():
                word = self.same.get(word, word)
                if word not in self.empty:
                    found.add(word)
        return frozenset(found)

    def rank_fits(self, said: Said, held: Held) -> bool:
        if said.named:
            return bool(said.named & held.named)
        covered = self.covers[said.rank] if said.strict else self.covers[said.rank] | self.loosely[said.rank]
        return bool(covered & (held.ranks | held.named))

    def in_each_house(self, said: Said) -> bool:
        """Whether each House has an office like this of its own."""
        return bool(said.named & self._in_each_house)

    def of_another_land(self, said: Said) -> bool:
        """Whether a subject is of a land with ministers of its own, and not only that land."""
        return bool(said.subject & self._devolved and said.subject - self._devolved)

    def aside(self, said: Said) -> bool:
        """Whether an office, as it is said, is not one of government."""
        return said.rank in self.not_government or bool(said.named & self.not_government)

    def named_in_full(self, said: Said, held: Held) -> bool:
        """Whether words that an office is never called without were said."""
        return not said.subject or not (held.subject & self._never_left_out) - said.subject

    def strictly(self, said: Said) -> Said:
        """The same office without those that its word may only loosely mean."""
        return replace(said, strict=True)

    def privy(self, held: Held) -> bool:
        """Whether whoever holds an office is called right honourable."""
        return bool(self.rules_privy & (held.named | held.ranks)) and self.governs(held)

    def governs(self, held: Held) -> bool:
        """Whether an office is one of government, not of a committee, a shadow or a party."""
        if held.shadow or held.source in self.rules["other_sources"]:
            return False
        return bool(held.named - self.not_government or held.ranks - self.not_government)

    def one_only(self, said: Said) -> bool:
        """Whether an office like this has one holder: there is one Secretary of State for Health."""
        return said.rank in self._one_holder

    def departments(self, subject: frozenset[str]) -> frozenset[str]:
        """The departments that a subject belongs to, by a word of theirs."""
        return frozenset(d for word in subject for d in self.within.get(word, ()))


@functools.lru_cache(maxsize=10_000)
def _key(title: str) -> str:
    return " ".join(plain(w) for w in title.replace("-", " ").split())
