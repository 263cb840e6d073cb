"""People in public roles: their names, seats, parties and offices, each with its days.

Dates are as the source gives them, whole or partial ("2009", "2009-10-26"), empty where open;
`Span.between` reads them.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from folkmoot.dates import Span
from folkmoot.errors import NotFound, UnknownSeat
from folkmoot.record.debates import Unread
from folkmoot.text import normal

MNIS = "datadotparl_id"
"""The scheme by which Parliament's own services number people; an id datadotparl_id/N means person N."""

_ALWAYS = Span()


@functools.lru_cache(maxsize=100_000)
def _span(start: str, end: str) -> Span:
    try:
        return Span.between(start or None, end or None)
    except ValueError:
        return _ALWAYS


_GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}


def stated_gender(text: str) -> str:
    """male or female, however a source writes it; anything else is left as not stated."""
    return _GENDERS.get(normal(text), "")


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of a name; `note` is Main or Alternate."""

    note: str = "Main"
    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    lord_name: str = ""
    lord_of: str = ""
    whole: str = ""
    start: str = ""
    end: str = ""

    @property
    def span(self) -> Span:
        return _span(self.start, self.end)

    @property
    def text(self) -> str:
        """The name as it is said: "Hazel Blears", "Lord Adonis", "Baroness Adams of Craigielea"."""
        if self.whole:
            return self.whole
        if self.lord_name or self.lord_of:
            return " of ".join(filter(None, [f"{self.prefix} {self.lord_name}".strip(), self.lord_of]))
        return " ".join(filter(None, [self.given_name, self.family_name]))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the record. A `redirect` names the person this one was found to be.

    `gender` is male or female where the source states it, else empty.
    """

    id: str
    names: tuple[Name, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    redirect: str = ""
    gender: str = ""

    def name(self, day: dt.date | None = None) -> str:
        """What they were called that day; without a day, the latest name."""
        main = [n for n in self.names if n.note == "Main" and n.text] or [n for n in self.names if n.text]
        if not main:
            return ""
        if day is not None:
            for name in main:
                if day in name.span:
                    return name.text
        return max(main, key=lambda n: (n.end == "", n.end, n.start)).text


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party, chamber, department or committee."""

    id: str
    name: str
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A seat: a constituency in the days it existed."""

    id: str
    seat: str
    other_names: tuple[str, ...] = ()
    organisation_id: str = ""
    start: str = ""
    end: str = ""

    @property
    def span(self) -> Span:
        return _span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Membership:
    """One term in a chamber, for one party."""

    id: str
    person_id: str
    post_id: str = ""
    organisation_id: str = ""
    party_id: str = ""
    start: str = ""
    end: str = ""
    start_reason: str = ""
    end_reason: str = ""
    redirect: str = ""

    @property
    def span(self) -> Span:
        return _span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """A post in government or opposition, or a seat on a committee (then without a role)."""

    id: str
    person_id: str
    organisation_id: str = ""
    role: str = ""
    source: str = ""
    start: str = ""
    end: str = ""

    @property
    def span(self) -> Span:
        return _span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Interest:
    """What a Member declared, as one edition of the register prints it.

    `edition` is that edition's day; `registered` the day the entry says, or nothing; `since` the first
    edition here in which it stands in these words, which only the store knows. The source names a person,
    a membership or both.
    """

    person_id: str
    member_id: str
    edition: str
    category: str
    category_number: str
    subcategory: str
    text: str
    registered: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """What one file says about people."""

    source: str = ""
    persons: tuple[Person, ...] = ()
    memberships: tuple[Membership, ...] = ()
    posts: tuple[Post, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    offices: tuple[Office, ...] = ()
    interests: tuple[Interest, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody was on one day: name, party, seat, chamber and offices."""

    person_id: str
    name: str
    party: str = ""
    seat: str = ""
    chamber: str = ""
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, eq=False)
class Roll:
    """Everybody, by day. Built from any number of files; later ones win where ids meet."""

    persons: Mapping[str, Person] = field(default_factory=dict)
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()

    @classmethod
    def of(cls, files: Iterable[People]) -> Roll:
        """One roll from what several files say."""
        persons: dict[str, Person] = {}
        memberships: dict[str, Membership] = {}
        posts: dict[str, Post] = {}
        organisations: dict[str, Organisation] = {}
        offices: dict[tuple[str, ...], Office] = {}
        for people in files:
            persons.update((p.id, p) for p in people.persons)
            memberships.update((m.id, m) for m in people.memberships)
            posts.update((p.id, p) for p in people.posts)
            organisations.update((o.id, o) for o in people.organisations)
            offices.update(((o.id, o.start, o.organisation_id, o.role), o) for o in people.offices)
        return cls(persons, memberships, posts, organisations, tuple(offices.values()))

    def person(self, person_id: str) -> Person:
        """The person with this id, or the one they were found to be.

        Raises NotFound.
        """
        found = self.persons.get(self.canonical(person_id))
        if found is None:
            raise NotFound(
                f"Nobody here has the id {person_id!r}. The roll holds {len(self):,} people; "
                "read another with 'folkmoot record read'.",
                id=person_id,
            )
        return found

    def canonical(self, person_id: str) -> str:
        """The id that a person's redirects end at; of one whom several sources number alike, the same."""
        seen = set()
        while person_id not in seen and (person := self.persons.get(person_id)) and person.redirect:
            seen.add(person_id)
            person_id = person.redirect
        return self._numbered.get(person_id, person_id)

    def person_of(self, member_id: str) -> str:
        """The person who holds a membership, or nothing."""
        seen = set()
        while member_id not in seen and (membership := self.memberships.get(member_id)):
            if not membership.redirect:
                return self.canonical(membership.person_id)
            seen.add(member_id)
            member_id = membership.redirect
        return ""

    def membership_on(self, person_id: str, day: dt.date, member_id: str = "") -> Membership | None:
        """The term somebody was serving that day; a membership the source names wins."""
        named = self.memberships.get(member_id)
        if named and not named.redirect and day in named.span:
            return named
        serving = [m for m in self._terms.get(self.canonical(person_id), ()) if day in m.span]
        return max(serving, key=lambda m: (bool(m.post_id), m.start)) if serving else None

    def party_on(self, person_id: str, day: dt.date, member_id: str = "") -> str:
        """The name of the party somebody sat for that day, or nothing."""
        membership = self.membership_on(person_id, day, member_id)
        if membership is None or not membership.party_id:
            return ""
        party = self.organisations.get(membership.party_id)
        return party.name if party else membership.party_id

    def seat_on(self, person_id: str, day: dt.date) -> str:
        """The constituency somebody sat for that day, or nothing."""
        membership = self.membership_on(person_id, day)
        post = self.posts.get(membership.post_id) if membership else None
        return post.seat if post else ""

    def name_on(self, person_id: str, day: dt.date) -> str:
        """What somebody was called that day, or nothing."""
        person = self.persons.get(self.canonical(person_id))
        return person.name(day) if person else ""

    def standing(self, person_id: str, day: dt.date) -> Standing:
        """Who somebody was on one day."""
        membership = self.membership_on(person_id, day)
        return Standing(
            person_id=self.canonical(person_id),
            name=self.name_on(person_id, day),
            party=self.party_on(person_id, day),
            seat=self.seat_on(person_id, day),
            chamber=self._chamber(membership) if membership else "",
            offices=self.offices_of(person_id, day),
        )

    def _chamber(self, membership: Membership) -> str:
        post = self.posts.get(membership.post_id)
        return membership.organisation_id or (post.organisation_id if post else "")

    def terms_of(self, person_id: str) -> tuple[Membership, ...]:
        """Every term of somebody, oldest first."""
        return tuple(self._terms.get(self.canonical(person_id), ()))

    def offices_of(self, person_id: str, day: dt.date | None = None) -> tuple[Office, ...]:
        """The offices somebody held that day, or ever, oldest first."""
        held = self._offices_of.get(self.canonical(person_id), ())
        return tuple(office for office in held if day is None or day in office.span)

    def holder(self, seat: str, day: dt.date) -> Person:
        """Who held a seat on a day; spelling and commas of the seat's name do not matter.

        Raises UnknownSeat where nobody did, or where the seat is not known.
        """
        for post in self._seats.get(_seat_key(seat), ()):
            for membership in self._holders.get(post.id, ()):
                if day in membership.span:
                    return self.person(membership.person_id)
        first, last = self.covers
        raise UnknownSeat(
            f"No one held {seat!r} on {day}. The roll covers {first or 'no days'} to {last or 'now'}; "
            "load another with 'folkmoot record read'.",
            seat=seat,
            day=day,
        )

    def office_holders(self, day: dt.date, *, role: str = "", organisation: str = "") -> tuple[Office, ...]:
        """The offices with this role and organisation (ids or names) that were held on a day."""
        wanted_role, wanted = normal(role), normal(organisation)
        return tuple(
            office
            for office in self.offices
            if day in office.span
            and (not wanted_role or normal(office.role) == wanted_role)
            and (
                not wanted
                or wanted in (normal(office.organisation_id), normal(self.organisation_name(office)))
            )
        )

    def organisation_name(self, office: Office) -> str:
        organisation = self.organisations.get(office.organisation_id)
        return organisation.name if organisation else office.organisation_id

    def named(self, text: str, *, whole: bool = False) -> tuple[Person, ...]:
        """Everybody whose name holds all these words, each as the beginning of a word or `whole`, by name."""
        wanted = normal(text).split()
        if not wanted:
            return ()
        holds = operator.contains if whole else _begins
        found = {p.id: p for p, words in self._name_words if all(holds(words, w) for w in wanted)}
        return tuple(sorted(found.values(), key=lambda p: p.name()))

    @property
    def covers(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day on which a term begins or ends; None for none or open."""
        firsts = [m.span.first for m in self.memberships.values() if m.span.first]
        lasts = [m.span.last for m in self.memberships.values()]
        known = [last for last in lasts if last]
        return (min(firsts) if firsts else None, None if None in lasts or not known else max(known))

    def __iter__(self) -> Iterator[Person]:
        return (person for person in self.persons.values() if not person.redirect)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @functools.cached_property
    def _numbered(self) -> dict[str, str]:
        """Who is meant by datadotparl_id/4514, and by every other id of somebody with this number.

        Of several ids the one with the most terms stands for all.
        """
        sharing: dict[str, list[str]] = defaultdict(list)
        for person in self.persons.values():
            if not person.redirect:
                for number in {f"{s}/{i}" for s, i in person.identifiers if s == MNIS}:
                    sharing[number].append(person.id)
        terms = Counter(membership.person_id for membership in self.memberships.values())
        meant = {}
        for number, ids in sharing.items():
            best = max(ids, key=lambda i: (terms[i], i != number, i))
            meant.update(dict.fromkeys((*ids, number), best))
        return meant

    @functools.cached_property
    def _terms(self) -> dict[str, list[Membership]]:
        terms: dict[str, list[Membership]] = defaultdict(list)
        for membership in self.memberships.values():
            if not membership.redirect:
                terms[self.canonical(membership.person_id)].append(membership)
        for held in terms.values():
            held.sort(key=lambda m: (m.start, m.end))
        return dict(terms)

    @functools.cached_property
    def _holders(self) -> dict[str, list[Membership]]:
        holders: dict[str, list[Membership]] = defaultdict(list)
        for membership in self.memberships.values():
            if membership.post_id and not membership.redirect:
                holders[membership.post_id].append(membership)
        return dict(holders)

    @functools.cached_property
    def _seats(self) -> dict[str, list[Post]]:
        seats: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts.values():
            for name in {_seat_key(post.seat), *map(_seat_key, post.other_names)}:
                seats[name].append(post)
        return dict(seats)

    @functools.cached_property
    def _offices_of(self) -> dict[str, list[Office]]:
        held: dict[str, list[Office]] = defaultdict(list)
        for office in self.offices:
            held[self.canonical(office.person_id)].append(office)
        for offices in held.values():
            offices.sort(key=lambda o: (o.start, o.end))
        return dict(held)

    @functools.cached_property
    def _name_words(self) -> list[tuple[Person, list[str]]]:
        return [
            (self.persons.get(self.canonical(p.id), p), normal(name.text).split())
            for p in self.persons.values()
            for name in p.names
        ]


def _seat_key(name: str) -> str:
    return normal(name).replace(",", "").replace("-", " ").replace("&", "and").replace(" the ", " ")


def _begins(words: list[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)
