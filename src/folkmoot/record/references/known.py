"""What is known of everybody on one day: seats, names, parties, gender, offices."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from folkmoot.record.people import Name, Roll
from folkmoot.record.references.customs import Customs
from folkmoot.text import normal

Trie = dict[str, "Trie | list[str]"]
_HOLDERS = ""
_APOSTROPHE = "['’\x92]"
_WORD = re.compile(rf"[^\W_]+(?:{_APOSTROPHE}[^\W_]+)*")
POSSESSIVE = re.compile(rf"{_APOSTROPHE}s\Z")
_GIVEN = re.compile(r"[^\W\d_]*")
_BETWEEN = re.compile(r"(?:[\s,&–-])*\Z")
ENOUGH_NAMESAKES = 2


_STRIPPED = str.maketrans("", "", "'.\x92")


@functools.lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """One word for comparing: no case, accent, apostrophe or stop."""
    return normal(word).translate(_STRIPPED)


def _words(name: str) -> list[str]:
    return [plain(m.group()) for m in _WORD.finditer(name.replace("&", " and "))]


class Everybody:
    """What does not change from day to day: names as they are compared, gender as it is stated."""

    def __init__(self, roll: Roll, customs: Customs) -> None:
        self.roll = roll
        self.customs = customs
        self.full: dict[str, set[str]] = defaultdict(set)
        self.family: dict[str, set[str]] = defaultdict(set)
        self.given_words: set[str] = set()
        self.peers: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        self.families: dict[str, set[str]] = defaultdict(set)
        self.given: dict[str, set[str]] = defaultdict(set)
        self.titles: dict[str, set[str]] = defaultdict(set)
        self._given_of: dict[str, set[str]] = defaultdict(set)
        self._days: dict[dt.date, Day] = {}
        for person in roll.persons.values():
            pid = roll.canonical(person.id)
            for name in person.names:
                self._learn(pid, name)
        self.gender = dict(self._stated())
        self.likely = dict(self._likely())

    def _learn(self, pid: str, name: Name) -> None:
        if name.lord_name or name.lord_of:
            self.peers[" ".join(_words(name.lord_name or name.lord_of))].append((pid, name))
            self.titles[pid].add(name.prefix)
            self.families[pid].update(_words(name.lord_name)[-1:])
        given, family = _words(name.given_name), _words(name.family_name)
        if given and family:
            self.full[" ".join(given + family)].add(pid)
            self.full[" ".join(given[:1] + family)].add(pid)
            self.given_words.add(_GIVEN.match(name.given_name.strip())[0])  # type: ignore[index]
            self._given_of[pid].add(given[0])
            self.given[given[0]].add(pid)
        if family:
            self.family[" ".join(family)].add(pid)
            self.families[pid].add(" ".join(family))
        words = _words(name.whole)
        if len(words) > 1 and words[0] not in self.customs.address["small"]["article"]:
            self.full[" ".join(words)].add(pid)

    def _stated(self) -> Iterator[tuple[str, str]]:
        """Gender where the roll states it: as a fact, or by a title only one gender bears."""
        titles = self.customs.title_gender
        for person in self.roll.persons.values():
            stated = person.gender or next(
                (g for n in person.names if (g := titles.get(n.prefix.rstrip("."), ""))), ""
            )
            if stated:
                yield self.roll.canonical(person.id), stated

    def _likely(self) -> Iterator[tuple[str, str]]:
        """What the given name suggests: all its bearers whose gender is stated, and custom, say one.

        Never a fact; it is used to leave a doubtful answer out.
        """
        bearers: dict[str, Counter[str]] = defaultdict(Counter)
        for pid, names in self._given_of.items():
            if pid in self.gender:
                for name in names:
                    bearers[name][self.gender[pid]] += 1
        for gender, names in self.customs.address["names"].get("given", {}).items():
            for name in names:
                bearers[plain(name)][gender] += ENOUGH_NAMESAKES
        for pid, names in self._given_of.items():
            if pid in self.gender:
                continue
            votes = sum((bearers[name] for name in names if name in bearers), Counter[str]())
            if len(votes) == 1 and votes.total() >= ENOUGH_NAMESAKES:
                yield pid, next(iter(votes))

    def on(self, day: dt.date) -> Day:
        """Everybody as they stood on one day."""
        if day not in self._days:
            if len(self._days) > 8:
                self._days.clear()
            self._days[day] = Day(self, day)
        return self._days[day]


class Day:
    """Who held which seat, for which party, in which House."""

    def __init__(self, everybody: Everybody, day: dt.date) -> None:
        self.everybody = everybody
        self.date = day
        self.roll = everybody.roll
        self.customs = everybody.customs
        self.house: dict[str, str] = {}
        self.side: dict[str, str] = {}
        self.party: dict[str, str] = {}
        self.seat: dict[str, str] = {}
        self.chair: set[str] = set()
        self.seats: Trie = {}
        self._read_terms()
        self.full = everybody.full
        self.family = {
            family: [p for p in persons if p in self.house] for family, persons in everybody.family.items()
        }

    def _read_terms(self) -> None:
        roll, chairs = self.roll, set(self.customs.address["chair"]["parties"])
        holders: dict[str, list[str]] = defaultdict(list)
        for membership in roll.memberships.values():
            if membership.redirect or self.date not in membership.span:
                continue
            pid = roll.canonical(membership.person_id)
            post = roll.posts.get(membership.post_id)
            if post:
                holders[post.id].append(pid)
                self.seat[pid] = post.seat
            self.house[pid] = membership.organisation_id or (post.organisation_id if post else "")
            party = roll.organisations.get(membership.party_id)
            name = party.name if party else membership.party_id
            if name:
                self.party[pid] = name
                self.side[pid] = self.customs.side(name, self.date)
                if name in chairs:
                    self.chair.add(pid)
        for post_id, persons in holders.items():
            post = roll.posts[post_id]
            for seat in (post.seat, *post.other_names):
                self._plant(seat, persons)
        roles = tuple(self.customs.address["chair"]["roles"])
        houses = self.customs.address["chair"]["houses"]
        for office in roll.offices:
            if office.role.startswith(roles) and self.date in office.span:
                pid = roll.canonical(office.person_id)
                if self.house.get(pid) in houses:
                    self.chair.add(pid)

    def _plant(self, seat: str, persons: list[str]) -> None:
        node = self.seats
        for word in _words(seat):
            if word not in self.customs.skipped:
                node = node.setdefault(word, {})  # type: ignore[assignment]
        node[_HOLDERS] = persons

    def seat_at(self, text: str, at: int) -> tuple[int, tuple[str, ...]]:
        """Where the longest name of a seat from here ends, and who held it; `at` and nobody if none."""
        node, end, last = self.seats, at, at
        holders: tuple[str, ...] = ()
        skipped = self.customs.skipped
        saint = False
        for word in _WORD.finditer(text, at, at + 90):
            between = text[last : word.start()]
            if between and not (saint and between == ". ") and not _BETWEEN.match(between):
                break
            key, stop = plain(word.group()), word.end()
            if key in skipped:
                last = stop
                continue
            below = node.get(key)
            if below is None and (possessive := POSSESSIVE.search(word.group())):
                stop = word.start() + possessive.start()
                below = node.get(plain(text[word.start() : stop]))
            if not isinstance(below, dict):
                break
            node, last, saint = below, stop, key in ("st", "saint")
            if _HOLDERS in node:
                end, holders = last, tuple(node[_HOLDERS])
            if stop != word.end():
                break
        return end, holders

    def gender(self, pid: str) -> str:
        """Gender as the roll states it, or nothing."""
        return self.everybody.gender.get(pid, "")

    def named_exactly(self, name: str) -> tuple[str, ...]:
        """Everybody on the roll with this whole name, or with its first and last words."""
        words = _words(name)
        return tuple(
            sorted(self.full.get(" ".join(words), ()) or self.full.get(" ".join((words[0], words[-1])), ()))
        )

    def bears(self, pid: str, name: str) -> bool:
        """Whether somebody's family name stands at the end of this name."""
        words = " ".join(_words(name))
        return any(words == f or words.endswith(f" {f}") for f in self.everybody.families.get(pid, ()))
