"""People as the Members API gives them: https://members-api.parliament.uk/api

Three answers are read: a page of names (`Members/Search`, `Members/{id}`), of histories
(`Members/History`: names, Houses and parties with their days), and one person's biography
(`Members/{id}/Biography`), of which the posts are taken. Terms come from histories alone, one for
each stretch in one House and party; a page of names says only who sits now.

From documentation, not yet met a real file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Unread
from folkmoot.record.people import (
    MNIS,
    Membership,
    Name,
    Office,
    Organisation,
    People,
    Person,
    Post,
    stated_gender,
)
from folkmoot.record.readers import parliament_uk as uk
from folkmoot.record.readers.terms import stretches

_KNOWN = re.compile(
    rb'"(nameDisplayAs|nameHistory|houseMembershipHistory|houseMemberships|governmentPosts)"\s*:'
)
_OWN_LINK = re.compile(r"/Members/(\d{1,9})/Biography", re.IGNORECASE)
_HOUSES = {"1": "house-of-commons", "2": "house-of-lords"}
_POSTS = {
    "governmentPosts": "datadotparl/governmentpost",
    "oppositionPosts": "datadotparl/oppositionpost",
    "otherPosts": "datadotparl/parliamentarypost",
    "committeeMemberships": "datadotparl/committee",
}


def knows(head: bytes) -> bool:
    """Whether a file begins like an answer of the Members API about people."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and bool(_KNOWN.search(head))


def read(data: bytes, *, file: str) -> People:
    """The people, terms and offices of one answer.

    Raises Unreadable for what holds none. What cannot be used is listed in `unread`, by its place.
    """
    answer = uk.document(data, file=file)
    people = _Reading(file)
    if isinstance(answer, dict) and isinstance(answer.get("items"), list):
        people.take("items", answer["items"])
    elif isinstance(answer, list):
        people.take("", answer)
    else:
        people.take("value", [answer])
    return people.all()


class _Reading:
    """One pass through an answer."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.persons: list[Person] = []
        self.memberships: list[Membership] = []
        self.offices: list[Office] = []
        self.posts: dict[str, Post] = {}
        self.organisations = {
            house: Organisation(house, house.replace("-", " ").title().replace("Of", "of"), "chamber")
            for house in _HOUSES.values()
        }
        self.unread: list[Unread] = []

    def take(self, name: str, items: list[Any]) -> None:
        for number, item in enumerate(items):
            place = name if name == "value" else f"{name}[{number}]"
            value = uk.inside(item)
            if any(key in value for key in _POSTS):
                self._biography(value, item, place)
            elif person := uk.member(value.get("id")):
                self._person(person, value)
                self.memberships += self._terms(person, value)
            else:
                self._not_read(place, "neither a person with a number nor a biography")

    def all(self) -> People:
        if not self.persons and not self.offices and self.unread:
            raise Unreadable(f"{self.file}: nobody in it ({self.unread[0].reason}).", file=self.file, line=1)
        return People(
            source=self.file,
            persons=tuple(self.persons),
            memberships=tuple(self.memberships),
            posts=tuple(self.posts.values()),
            organisations=tuple(self.organisations.values()),
            offices=tuple(self.offices),
            unread=tuple(self.unread),
        )

    def _person(self, person: str, value: dict[str, Any]) -> None:
        history = list(uk.objects(value.get("nameHistory")))
        names = [name for one in history or [value] for name in _names(one)]
        identifiers = ((MNIS, person.rpartition("/")[2]),)
        self.persons.append(
            Person(person, tuple(names), identifiers, gender=stated_gender(str(value.get("gender") or "")))
        )

    def _terms(self, person: str, value: dict[str, Any]) -> Iterator[Membership]:
        """One term for each stretch in one House and one party."""
        parties = [
            (*_days(one), self._party(one.get("party"))) for one in uk.objects(value.get("partyHistory"))
        ]
        for house in uk.objects(value.get("houseMembershipHistory")):
            first, last = _days(house, "membershipStartDate", "membershipEndDate")
            if first is None:
                self._not_read(person, "a term without a first day")
                continue
            seat = self._seat(house)
            where = _HOUSES.get(uk.plain(house.get("house")), "")
            reason = uk.plain(house.get("membershipEndReason"))
            for start, end, party in stretches(first, last, parties):
                yield Membership(
                    id=f"{person}/{start}",
                    person_id=person,
                    post_id=seat,
                    organisation_id="" if seat else where,
                    party_id=party,
                    start=str(start),
                    end=str(end or ""),
                    end_reason=reason if end == last else "",
                )

    def _seat(self, house: dict[str, Any]) -> str:
        name = uk.plain(house.get("membershipFrom"))
        number = uk.token(house.get("membershipFromId")) or "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        if uk.plain(house.get("house")) != "1" or not name or not number:
            return ""
        post = f"{uk.AUTHORITY}/constituency/{number}"
        self.posts[post] = Post(post, name, organisation_id=_HOUSES["1"])
        return post

    def _party(self, value: Any) -> str:
        party = uk.inside(value)
        number, name = uk.token(party.get("id")), uk.plain(party.get("name"))
        if not number or not name:
            return ""
        self.organisations[f"{uk.AUTHORITY}/party/{number}"] = Organisation(
            f"{uk.AUTHORITY}/party/{number}", name, "party"
        )
        return f"{uk.AUTHORITY}/party/{number}"

    def _biography(self, value: dict[str, Any], item: Any, place: str) -> None:
        links = uk.objects(item.get("links") if isinstance(item, dict) else None)
        found = [match for link in links if (match := _OWN_LINK.search(uk.text(link.get("href"))))]
        in_name = re.search(r"(\d{1,9})\.json\Z", self.file)
        person = uk.member(found[0][1] if found else in_name[1] if in_name else value.get("id"))
        if not person:
            self._not_read(place, "a biography that does not say whose it is")
            return
        for kind, source in _POSTS.items():
            for post in uk.objects(value.get(kind)):
                self._office(person, post, source, f"{place}.{kind}")

    def _office(self, person: str, post: dict[str, Any], source: str, place: str) -> None:
        name, (first, last) = uk.plain(post.get("name")), _days(post)
        if not name or first is None:
            self._not_read(place, "a post without a name and a first day")
            return
        committee = source.endswith("committee")
        department = name if committee else uk.plain(post.get("additionalInfo"))
        self.offices.append(
            Office(
                id=f"{person}/{source.rpartition('/')[2]}/{uk.token(post.get('id')) or first}/{first}",
                person_id=person,
                organisation_id=department,
                role="" if committee else name,
                source=source,
                start=str(first),
                end=str(last or ""),
            )
        )

    def _not_read(self, place: str, reason: str) -> None:
        self.unread.append(Unread(self.file, 0, f"{place}: {reason}"))


def _names(value: dict[str, Any]) -> Iterator[Name]:
    first, last = _days(value)
    days = {"start": str(first or ""), "end": str(last or "")}
    for key, note in (("nameDisplayAs", "Main"), ("nameFullTitle", "Alternate"), ("nameListAs", "Alternate")):
        if whole := uk.plain(value.get(key)):
            yield Name(note=note, whole=whole, **days)


def _days(value: dict[str, Any], start: str = "startDate", end: str = "endDate") -> tuple[_Day, _Day]:
    return uk.day(value.get(start)), uk.day(value.get(end))


_Day = dt.date | None
