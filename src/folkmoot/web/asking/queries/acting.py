"""Who can act for a plank: departments and their holders, Members who spoke, the Member for a place."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.errors import NotFound
from folkmoot.opinion.themes.recurring import town_of
from folkmoot.record.departments import Department
from folkmoot.record.questions import in_the_chair
from folkmoot.record.store import Store
from folkmoot.tracing.asking import acting
from folkmoot.web.asking.models import Responsibility
from folkmoot.web.asking.queries.asks import AskTold, asks_of
from folkmoot.web.asking.queries.promises import PromiseTold, promises_of
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.tracing import queries as tracing
from folkmoot.web.tracing.models import Link

STANCES = (Link.Kind.SUPPORTS, Link.Kind.OPPOSES)


@dataclass(frozen=True, slots=True)
class Responsible:
    """A department that may answer for a plank's matter; a guess until somebody decided (`decision`)."""

    department: Department
    passages: int = 0
    reasons: tuple[str, ...] = ()
    decision: Responsibility | None = None
    holders: tuple[acting.Holder, ...] = ()

    @property
    def confirmed(self) -> bool:
        return self.decision is not None and self.decision.state == Responsibility.State.CONFIRMED

    @property
    def rejected(self) -> bool:
        return self.decision is not None and self.decision.state == Responsibility.State.REJECTED

    @property
    def in_office(self) -> tuple[acting.Holder, ...]:
        return tuple(one for one in self.holders if not one.shadow)

    @property
    def shadowing(self) -> tuple[acting.Holder, ...]:
        return tuple(one for one in self.holders if one.shadow)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A Member and what they said of it. `stances`: supports or opposes, where a person confirmed that."""

    person_id: str
    name: str
    party: str
    seat: str
    passages: tuple[tracing.Said, ...]
    stances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acting:
    """Everything the page says. `day` is the newest day of the record; None without one.

    place: where a seat was looked for; `sought` where somebody named it, else the plank's own.
    """

    plank: Plank
    version: PlankVersion
    day: dt.date | None
    responsible: tuple[Responsible, ...]
    put_aside: tuple[Responsible, ...]
    choosable: tuple[Department, ...]
    spoke: tuple[Spoke, ...]
    proposed: tuple[Spoke, ...]
    place: str
    sought: bool
    seats: tuple[acting.Seat, ...]
    asks: tuple[AskTold, ...]
    promises: tuple[PromiseTold, ...]


def who_can_act(
    plank: Plank, record: Store | None, *, staff: bool, place: str = "", on: dt.date | None = None
) -> Acting | None:
    """Who can act for a plank; None where it has no words yet. Guesses at passages are for staff only."""
    thread = tracing.thread(plank, record, staff=staff)
    if thread is None:
        return None
    day = record.searched().last if record else None
    confirmed = [said for said in (*thread.passages, *thread.answers) if said.link is not None]
    every = _responsible(plank, confirmed, record, day)
    where = (place or _place(thread)).strip()
    return Acting(
        plank=plank,
        version=thread.version,
        day=day,
        responsible=tuple(one for one in every if not one.rejected),
        put_aside=tuple(one for one in every if one.rejected),
        choosable=acting.known_departments(record.roll(), day) if record and day and staff else (),
        spoke=_spoke(confirmed, record),
        proposed=_spoke(thread.guesses, record) if staff else (),
        place=where,
        sought=bool(place),
        seats=acting.seats_named(record.roll(), where, day) if record and day and where else (),
        asks=asks_of(plank, on=on, drafts=staff),
        promises=promises_of(plank, on=on),
    )


def _place(thread: tracing.Thread) -> str:
    """The town the plank is for, else the one in which its first moot was held."""
    held = (source.statement.moot.place for source in thread.sources)
    return town_of(thread.version.place or next(filter(None, held), ""))


def _responsible(
    plank: Plank, passages: Iterable[tracing.Said], record: Store | None, day: dt.date | None
) -> tuple[Responsible, ...]:
    """The departments the confirmed passages point to, and those somebody named; confirmed ones first."""
    decided = {one.department: one for one in plank.responsibilities.select_related("decided_by")}
    found = {
        one.department.slug: Responsible(
            one.department, one.passages, one.reasons, decided.get(one.department.slug)
        )
        for one in (acting.pointed(_placed(passages, record)) if record else ())
    }
    for slug, decision in decided.items():
        found.setdefault(slug, Responsible(Department(slug, decision.name), decision=decision))
    every = [_with_holders(one, record, day) for one in found.values()]
    return tuple(sorted(every, key=lambda one: (not one.confirmed, -one.passages, one.department.name)))


def _with_holders(one: Responsible, record: Store | None, day: dt.date | None) -> Responsible:
    if record is None or day is None:
        return one
    held = acting.holders(record.roll(), one.department.slug, day)
    return Responsible(one.department, one.passages, one.reasons, one.decision, held)


def _placed(passages: Iterable[tracing.Said], record: Store) -> list[list[tuple[Department, str]]]:
    """For each passage, the departments of the debate it stands in, with the reasons."""
    known: dict[str, list[tuple[Department, str]]] = {}
    placed = []
    for said in passages:
        if said.contribution is None:
            continue
        debate = said.contribution.debate_id
        if debate not in known:
            known[debate] = []
            with contextlib.suppress(NotFound):
                known[debate] = [(one.department, one.reason) for one in record.debate(debate).departments]
        placed.append(known[debate])
    return placed


def _spoke(passages: Iterable[tracing.Said], record: Store | None) -> tuple[Spoke, ...]:
    """Members by name, each with what they said of it, in the order of the days. The Chair takes no part."""
    by_person: dict[str, list[tracing.Said]] = {}
    for said in passages:
        c = said.contribution
        if c is not None and c.person_id and not in_the_chair(c):
            by_person.setdefault(c.person_id, []).append(said)
    found = [_one_who_spoke(person, tuple(said), record) for person, said in by_person.items()]
    return tuple(sorted(found, key=lambda one: one.name))


def _one_who_spoke(person: str, said: tuple[tracing.Said, ...], record: Store | None) -> Spoke:
    last = max((one.contribution for one in said if one.contribution), key=lambda c: c.date)
    roll = record.roll() if record else None
    confirmed = {one.link.kind for one in said if one.link and one.link.state == Link.State.CONFIRMED}
    return Spoke(
        person_id=person,
        name=(roll.name_on(person, last.date) if roll else "") or last.speaker_name,
        party=roll.party_on(person, last.date) if roll else last.party,
        seat=roll.seat_on(person, last.date) if roll else "",
        passages=said,
        stances=tuple(kind for kind in STANCES if kind in confirmed),
    )
