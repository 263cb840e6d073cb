"""Who can act: the department a matter belongs to, who holds it, who shadows it, the Member for a place."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.errors import UnknownSeat
from folkmoot.record import departments
from folkmoot.record.departments import Department
from folkmoot.record.people import Office, Roll
from folkmoot.text import normal

_SHADOW = re.compile(r"^shadow\s+", re.IGNORECASE)
_RANKS = (
    "prime minister",
    "secretary of state",
    "chancellor",
    "attorney",
    "minister of state",
    "minister",
    "",
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A department that passages point to: in how many of their debates it stands, and the reasons."""

    department: Department
    passages: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in an office on a day."""

    person_id: str
    name: str
    role: str
    since: str
    party: str = ""
    seat: str = ""
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A constituency, and the Member for it on a day; no Member where nobody held it."""

    name: str
    person_id: str = ""
    member: str = ""
    party: str = ""


def pointed(placed: Iterable[Iterable[tuple[Department, str]]]) -> tuple[Pointed, ...]:
    """The departments that the debates of passages stand under, most passages first.

    placed: for each passage, the departments of its debate with the reason why it stands there.
    """
    counted: Counter[Department] = Counter()
    reasons: dict[Department, dict[str, None]] = {}
    for passage in placed:
        for department, reason in dict(passage).items():
            counted[department] += 1
            reasons.setdefault(department, {})[reason] = None
    order = sorted(counted, key=lambda one: (-counted[one], one.name))
    return tuple(Pointed(one, counted[one], tuple(reasons[one])) for one in order)


def holders(roll: Roll, slug: str, day: dt.date) -> tuple[Holder, ...]:
    """Who held an office of a department that day, the highest first; those who shadow it after them."""
    found = [
        (office, shadow) for office, shadow in _offices(roll, day) if _slug(office, shadow, roll) == slug
    ]
    made = {_key(office): _holder(office, shadow, roll, day) for office, shadow in found}
    return tuple(sorted(made.values(), key=lambda one: (one.shadow, _rank(one.role), one.role, one.name)))


def known_departments(roll: Roll, day: dt.date) -> tuple[Department, ...]:
    """Every department that somebody held an office of that day, by name."""
    offices = (departments.of_holder(office, roll) for office in roll.offices if day in office.span)
    return tuple(sorted({one for one in offices if one is not None}, key=lambda one: one.name))


def _offices(roll: Roll, day: dt.date) -> Iterable[tuple[Office, bool]]:
    return ((office, bool(_SHADOW.match(office.role))) for office in roll.offices if day in office.span)


def _slug(office: Office, shadow: bool, roll: Roll) -> str:
    if shadow:
        found = departments.of_office(_SHADOW.sub("", office.role))
    else:
        found = departments.of_holder(office, roll)
    return found.slug if found else ""


def _key(office: Office) -> tuple[str, str]:
    return office.person_id, normal(office.role)


def _holder(office: Office, shadow: bool, roll: Roll, day: dt.date) -> Holder:
    return Holder(
        person_id=roll.canonical(office.person_id),
        name=roll.name_on(office.person_id, day),
        role=office.role.strip(),
        since=office.start,
        party=roll.party_on(office.person_id, day),
        seat=roll.seat_on(office.person_id, day),
        shadow=shadow,
    )


def _rank(role: str) -> int:
    said = normal(_SHADOW.sub("", role)).removeprefix("the ")
    return next(n for n, rank in enumerate(_RANKS) if said.startswith(rank))


def seats_named(roll: Roll, place: str, day: dt.date, *, limit: int = 10) -> tuple[Seat, ...]:
    """Constituencies of a day whose name holds these words, each as the beginning of one, with their Members.

    A town is not always in the constituency of its name: several answers, or none, are answers too.
    """
    wanted = normal(place).replace("-", " ").split()
    if not wanted:
        return ()
    there = {post.seat for post in roll.posts.values() if post.seat and day in post.span}
    exact = normal(place)
    names = sorted((name for name in there if _holds(name, wanted)), key=lambda n: (normal(n) != exact, n))
    return tuple(_seat(roll, name, day) for name in names[:limit])


def _seat(roll: Roll, name: str, day: dt.date) -> Seat:
    try:
        member = roll.holder(name, day)
    except UnknownSeat:
        return Seat(name)
    return Seat(name, member.id, member.name(day), roll.party_on(member.id, day))


def _holds(name: str, wanted: list[str]) -> bool:
    words = normal(name).replace("-", " ").replace(",", " ").split()
    return all(any(word.startswith(begin) for word in words) for begin in wanted)
