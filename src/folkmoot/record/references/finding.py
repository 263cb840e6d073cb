"""Words that can mean a person, found in a paragraph before anything is known of the debate.

One pass of one expression, made from the customs; seats and brackets are read on from where it stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from folkmoot.record.references.customs import Noun, alternation
from folkmoot.record.references.known import POSSESSIVE, Day, plain
from folkmoot.record.references.offices import Said
from folkmoot.record.references.patterns import Patterns
from folkmoot.record.references.values import Kind

_BRACKET = re.compile(r"\s*\(([^()]{3,60})\)")
# How far after its determiner the head word of an office can stand, in characters.
OFFICE_WITHIN = 90
_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+")


@dataclass(slots=True)
class Found:
    """Words found, and what they say of themselves."""

    start: int
    end: int
    kind: Kind
    determiner: str = ""
    claim: str = ""
    privy: bool | None = None
    noun: Noun | None = None
    gender: str = ""
    seat: str = ""
    holders: tuple[str, ...] = ()
    bracket: str = ""
    said: Said | None = None
    title: str = ""
    name: str = ""
    chair: str = ""
    past: bool = False
    persons: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    settled: bool = False
    inside: bool = field(default=False)


class Finder(Patterns):
    """Finds what can be found without knowing who speaks."""

    def _words_of(self, day: Day) -> dict[str, str]:
        """What each word can begin; a given name that the roll knows may begin a name."""
        everybody = day.everybody
        if self._words is None or self._words[0] is not everybody:
            self._words = (everybody, {**dict.fromkeys(everybody.given_words, "given"), **self.dispatch})
        return self._words[1]

    def find(self, text: str, day: Day, nouns: list[tuple[int, str]] | None = None) -> list[Found]:
        """Everything in one paragraph, in order; nested ones after what holds them.

        Nouns that mean somebody not referred to otherwise ("a constituent") are added to `nouns`, with
        their place.
        """
        found: list[Found] = []
        done = 0
        get = self._words_of(day).get
        offices = self._names_office(text)
        for word in _TOKEN.finditer(text):
            what = get(word[0])
            if what is None:
                continue
            start, end = word.span()
            if start < done:
                continue
            if what == "first":
                found.append(Found(start, end, "first_person"))
            elif what == "third":
                found.append(Found(start, end, "pronoun", gender=self.third[word[0].lower()]))
            elif what == "determiner":
                if offices and text[end + 1 : end + 2] in self._office_letters:
                    done = self._at_determiner(start, end, text, day, found) or done
            elif what == "claim":
                done = self._at_claim(word[0], start, end, text, day, found, offices) or done
            elif what == "honour":
                done = self._at_honour(start, text, day, found, done) or done
            elif what == "noun":
                if nouns is not None:
                    nouns.append((start, word[0]))
            elif what == "given":
                done = self._full_name(word, text, day, found, done)
            else:
                done = self._at_word(what, start, text, day, found) or done
        if found:
            found.sort(key=_order)
        return found

    def _at_determiner(self, start: int, end: int, text: str, day: Day, found: list[Found]) -> int:
        """An office after "the"; how far it was read, or 0."""
        letter = text[end + 1 : end + 2]
        if not letter.isupper() and not (
            letter in self._qualifier_letters and self._qualifies(text, end + 1)
        ):
            return 0
        if not self._names_office(text, end, end + OFFICE_WITHIN):
            return 0
        match = self.office.match(text, start)
        return self._take(self._office(match, text, day), found) if match else 0

    def _names_office(self, text: str, start: int = 0, end: int | None = None) -> bool:
        for word in self.office_words:  # noqa: SIM110 - asked of every paragraph; a generator costs as much again
            if text.find(word, start, end) >= 0:
                return True
        return False

    def _qualifies(self, text: str, at: int) -> bool:
        word = _TOKEN.match(text, at)
        return word is not None and word[0] in self._qualifiers

    def _at_claim(
        self, token: str, start: int, end: int, text: str, day: Day, found: list[Found], offices: bool
    ) -> int:
        """A determiner that is a reference itself: "my hon. Friend", or only "my"."""
        following = _TOKEN.match(text, end + 1)
        if following and (following[0] in self._leads or (offices and following[0][0].isupper())):
            read = self._take(self._determined(start, text, day, offices=offices), found)
            if read:
                return read
        lone = self._nested(start, token)
        for f in lone:
            f.inside = False
        found.extend(lone)
        return 0

    def _at_honour(self, start: int, text: str, day: Day, found: list[Found], done: int) -> int:
        """ "hon.", "noble": the determiner stands some words before."""
        if not self.honour.match(text, start):
            return 0
        low = max(done, start - 60)
        before = self.determiner_before.search(text[low:start])
        at = low + before.start() if before else start
        return self._take(self._determined(at, text, day, offices=False), found)

    @staticmethod
    def _take(new: list[Found], found: list[Found]) -> int:
        found.extend(new)
        return max((f.end for f in new), default=0)

    def _determined(self, start: int, text: str, day: Day, *, offices: bool) -> list[Found]:
        if match := self.chair.match(text, start):
            return self._chair(match, text, day)
        if match := self.form.match(text, start):
            return self._form(match, text, day)
        if match := self.seat.match(text, start):
            return self._seat(match, text, day)
        if offices and (match := self.office.match(text, start)):
            return self._office(match, text, day)
        return []

    def _at_word(self, what: str, start: int, text: str, day: Day, found: list[Found]) -> int:
        new: list[Found] = []
        before = self.word_before.search(text[max(0, start - 20) : start])
        led = start - len(before[0]) if before and what == "chair" else start
        if match := self.chair.match(text, start) or self.chair.match(text, led):
            new = self._chair(match, text, day)
        elif what == "seat":
            before = self.determiner_before.search(text[max(0, start - 60) : start])
            at = max(0, start - 60) + before.start() if before else start
            if match := self.seat.match(text, at) or self.seat.match(text, start):
                new = self._seat(match, text, day)
        elif what in ("titled", "chair") and (match := self.titled.match(text, start)):
            new = self._titled(match, text, day)
        return self._take(new, found)

    def _nested(self, start: int, determiner: str) -> list[Found]:
        """The "my" of "my hon. Friend", which means the speaker."""
        lower = determiner.lower()
        if lower in self.first:
            return [Found(start, start + len(determiner), "first_person", inside=True)]
        if lower in self.third:
            return [Found(start, start + len(determiner), "pronoun", gender=self.third[lower], inside=True)]
        return []

    def _form(self, match: re.Match[str], text: str, day: Day) -> list[Found]:
        determiner, honour = match["det"], match["honour"]
        claim = self.claim[determiner.lower()]
        nested = self._nested(match.start(), determiner)
        noun = self.customs.nouns.get(match["noun"]) or self.customs.nouns[match["noun"].capitalize()]
        new = Found(
            match.start(),
            match.end(),
            "form",
            determiner.lower(),
            claim,
            self.privy(honour),
            noun,
            noun.gender,
            past=bool(match["former"]),
        )
        to_seat = self.joined.match(text, new.end) if noun.seat else self.to_seat.match(text, new.end)
        if to_seat:
            new.past = new.past or bool(to_seat.groupdict().get("former"))
            seats = self._seats(new, to_seat.end(), text, day)
            if seats:
                return [*seats, *nested]
        if noun.plural or claim == "indefinite":
            return nested
        self._extend(new, text, day)
        return [new, *nested]

    def _extend(self, new: Found, text: str, day: Day) -> None:
        """Read on: "my right hon. Friend the Home Secretary", "the noble Lord, Lord West"."""
        named = self._peer(self.to_name.match(text, new.end), day)
        if named and (not new.noun or new.noun.house or new.noun.side == "own"):
            new.kind = "name"
            new.title, new.name, new.end = named
            new.gender = self.customs.title_gender.get(new.title.rstrip("."), "") or new.gender
            return
        joint = self.to_office.match(text, new.end)
        office = self.grammar.said.match(text, joint.end()) if joint else None
        if (
            office
            and ((joint and joint.group().strip()) or (new.noun and new.noun.side == "own"))
            and not office["never"]
        ):
            new.kind = "office"
            new.said = self.grammar.read(office)
            new.end = office.start() + len(office.group().rstrip())
            self._after_office(new, text, day)

    def _peer(self, named: re.Match[str] | None, day: Day) -> tuple[str, str, int] | None:
        """The title, the name and the end of a peer's name; nothing for "the Lord Chancellor"."""
        if named is None:
            return None
        if named["placed"]:
            return self._of_place(named, day)
        names = self.customs.address["names"]
        if named["title"] not in names["peers"] or named["family"].split()[0] in names["not_peers"]:
            return None
        return named["title"], named["family"], named.end("family")

    @staticmethod
    def _of_place(named: re.Match[str], day: Day) -> tuple[str, str, int] | None:
        """ "The Bishop of Ripon and Leeds": as much of the place as the roll knows."""
        words = list(re.finditer(r"\S+", named["place"]))[1:]
        while words:
            start, end = words[0].start(), words[-1].end()
            place = named["place"][start:end]
            if possessive := POSSESSIVE.search(place):
                place, end = place[: possessive.start()], end - len(possessive[0])
            if " ".join(plain(w) for w in place.replace("-", " ").split()) in day.everybody.peers:
                return named["placed"], place, named.start("place") + end
            words.pop()
        return None

    def _after_office(self, new: Found, text: str, day: Day) -> None:
        """A name in brackets or a seat after an office says who holds it."""
        bracket = _BRACKET.match(text, new.end)
        if bracket and bracket[1][:1].isupper() and self._like_a_name(bracket[1], day):
            new.bracket, new.end = bracket[1], bracket.end()
            return
        name = self._peer(self.to_name.match(text, new.end), day)
        if name and text.startswith(",", new.end):
            new.bracket, new.end = f"{name[0]} {name[1]}", name[2]
            return
        rest = self.ranked.match(text, new.end + 2) if text.startswith(", ", new.end) else None
        seat = self.to_seat.match(text, new.end)
        if seat is None and rest:
            friend = re.compile(alternation(self.customs.nouns)).match(text, rest.end())
            seat = self.to_seat.match(text, friend.end()) if friend else None
        if seat:
            end, holders = day.seat_at(text, seat.end())
            if holders:
                new.holders, new.seat = holders, text[seat.end() : end]

    def _like_a_name(self, words: str, day: Day) -> bool:
        last = words.split()[-1]
        return plain(last) in day.everybody.family or any(
            words.startswith(t) for t in self.customs.title_gender if t
        )

    def _seat(self, match: re.Match[str], text: str, day: Day) -> list[Found]:
        determiner = (match["sdet"] or "").lower()
        claim = self.claim.get(determiner, "")
        noun = self.customs.nouns.get(match["snoun"])
        new = Found(
            match.start(),
            match.end(),
            "form",
            determiner,
            claim,
            self.privy(match["shonour"]) if match["shonour"] else None,
            noun,
            past=bool(match["sformer"]),
        )
        return self._seats(new, match.end(), text, day)

    def _seats(self, head: Found, at: int, text: str, day: Day) -> list[Found]:
        """One reference a seat: "the hon. Members for A (X) and for B (Y)" means two people."""
        found: list[Found] = []
        start = head.start
        while True:
            new = self._one_seat(head, start, at, text, day)
            if new is None:
                return found
            found.append(new)
            if not (head.noun is None or head.noun.plural or head.noun.word.endswith("s")):
                return found
            more = self.more_seats.match(text, new.end)
            if not more or not day.seat_at(text, more.end())[1]:
                return found
            start = at = more.end()

    def _one_seat(self, head: Found, start: int, at: int, text: str, day: Day) -> Found | None:
        end, holders = day.seat_at(text, at)
        bracket = _BRACKET.match(text, end)
        if not holders:
            unknown = self.unknown_seat.match(text, at) or self.to_bracket.match(text, at)
            if not unknown:
                return None
            end = unknown.end()
            bracket = _BRACKET.match(text, end)
            if not bracket and (head.noun is None or (head.privy is None and head.claim != "own")):
                return None
        new = Found(
            start,
            end,
            "constituency",
            head.determiner,
            head.claim,
            head.privy,
            head.noun,
            head.gender,
            seat=text[at:end],
            holders=holders,
            past=head.past,
        )
        if bracket and bracket[1][:1].isupper():
            new.bracket, new.end = bracket[1], bracket.end()
            title = bracket[1].split()[0].rstrip(".")
            new.gender = new.gender or self.customs.title_gender.get(title, "")
        return new

    def _office(self, match: re.Match[str], text: str, day: Day) -> list[Found]:
        determiner = match["odet"]
        claim = self.claim[determiner.lower()]
        office = self.grammar.said.match(text, match.end())
        if not office:
            return []
        nested = self._nested(match.start(), determiner)
        if claim == "indefinite":
            return [*nested]
        said = self.grammar.read(office)
        if said.never:
            return []
        end = office.start() + len(office.group().rstrip())
        if text[end : end + 1].isalpha():
            return []
        new = Found(match.start(), end, "office", determiner.lower(), claim, said=said, past=said.past)
        self._after_office(new, text, day)
        return [new, *nested]

    def _chair(self, match: re.Match[str], text: str, day: Day) -> list[Found]:
        words = " ".join(match["chair"].split())
        rank, gender = self.chairs.get(words) or self.chairs[words[:1].lower() + words[1:]]
        return [Found(match.start(), match.end(), "chair", gender=gender, chair=rank)]

    def _titled(self, match: re.Match[str], text: str, day: Day) -> list[Found]:
        new = Found(match.start(), match.end(), "name")
        title = match["placed"] or match["title"]
        if title in self.customs.address["names"]["peers"]:
            peer = self._peer(self.to_name.match(" " + text[match.start() : match.end() + 40]), day)
            if peer is None:
                return []
            new.title, new.name, end = peer
            new.end = match.start() + end - 1
        else:
            new.title, new.name = title, match["family"]
            if possessive := POSSESSIVE.search(new.name):
                new.end -= len(new.name) - possessive.start()
                new.name = new.name[: possessive.start()]
        new.gender = self.customs.title_gender.get(new.title.rstrip("."), "")
        return [new]

    def _full_name(self, word: re.Match[str], text: str, day: Day, found: list[Found], done: int) -> int:
        """A given name that somebody on the roll bears, and a family name after it."""
        match = self.family.match(text, word.end())
        if not match:
            return done
        first, second, third = word.group(), match[1], match[2]
        whole, end = f"{first} {second}", match.end(1)
        if third and f"{plain(first)} {plain(second)} {plain(third)}" in day.full:
            whole, end = f"{whole} {third}", match.end(2)
        known = f"{plain(first)} {plain(second)}" in day.full or end == match.end(2)
        if not known and (
            first in self._ordinary or second in self._places or (third and third in self._places)
        ):
            return done
        possessive = POSSESSIVE.search(whole)
        if possessive:
            end -= len(whole) - possessive.start()
            whole = whole[: possessive.start()]
        found.append(Found(word.start(), end, "name", name=whole))
        return end

    def privy(self, honour: str) -> bool | None:
        """Whether an honour is a Privy Counsellor's; None where it does not say."""
        lower = honour.lower()
        if lower.startswith(self._privy):
            return True
        return False if lower.replace(".", "").split()[0] in self._plain else None


def _order(found: Found) -> tuple[int, int]:
    return found.start, -found.end
