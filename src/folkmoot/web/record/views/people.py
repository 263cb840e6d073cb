"""People on the record, one by one and by department."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from folkmoot.dates import age_in_words
from folkmoot.errors import NotFound
from folkmoot.record import departments as departments_by_name
from folkmoot.record import questions
from folkmoot.record.debates import Contribution, Debate
from folkmoot.record.people import Roll
from folkmoot.record.store import DepartmentDebate, DepartmentSummary, Store, asked
from folkmoot.web.record import showing, sittings
from folkmoot.web.record.career import career, written
from folkmoot.web.record.queries import directory
from folkmoot.web.record.views.common import missing, page, pages, show, span_in_words, today

PEOPLE_SIZE = 60
PERSON_DEBATES = 6
DEPARTMENT_DEBATES = 10
LIST_SIZE = 50
COUNTED = 200
ROLES_DEBATES = 20


@page
def people(request: HttpRequest, store: Store) -> HttpResponse:
    """Find somebody by name, seat or party; or by the first letter."""
    everybody = directory.listed(store)
    text = request.GET.get("q", "").strip()[:200]
    letter = request.GET.get("letter", "")[:1].upper()
    everyone = request.GET.get("all") == "1"
    found = directory.find(everybody, text=text, letter=letter, all_of_them=everyone)
    stretch = pages(request, total=len(found), size=PEOPLE_SIZE)
    return show(
        request,
        "record/people.html",
        gid=everybody[0].id if everybody else "",
        people=found[stretch.offset : stretch.offset + PEOPLE_SIZE],
        text=text,
        letter=letter,
        everyone=everyone,
        letters=directory.letters(everybody),
        pages=stretch,
        total=len(found),
        on_roll=len(everybody),
        span=span_in_words(store.searched()),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in one debate."""

    debate: Debate
    age: str
    venue: str
    standing: str
    reason: str
    items: list[showing.Item]


def _part(
    store: Store, reader: showing.Reader, person_ids: tuple[str, ...], debate_id: str, reason: str = ""
) -> Part:
    whole = store.debate(debate_id)
    own = next((c for c in whole.contributions if reader.roll.canonical(c.person_id) in person_ids), None)
    standing = reader.turn(own).standing if own else ""
    return Part(
        whole.debate,
        age_in_words(whole.debate.date, on=today()),
        sittings.venue(whole.sitting.kind, whole.sitting.chamber, whole.sitting.title),
        standing,
        reason,
        showing.with_interests(showing.excerpt(whole, reader, person_ids), whole.contributions, store),
    )


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


@page
def person(request: HttpRequest, store: Store, person: str) -> HttpResponse:
    """One person: their career, whom they asked and answered, their newest words inside the exchange."""
    roll = store.roll()
    found = roll.person(person)
    if found.id != person:
        return redirect("person", found.id)
    spoken = store.contributions_of(found.id, limit=COUNTED)
    debates = [gid for gid, _c in groupby(spoken, key=lambda c: c.debate_id)]
    debates = list(dict.fromkeys(debates))
    reader = showing.Reader(roll, site=_address(request), days=store.days(), store=store)
    last = max(roll.terms_of(found.id), key=lambda t: t.start, default=None)
    life = career(roll, found.id, today=today(), spoke=[c.date for c in spoken])
    stretch = pages(request, total=len(debates), size=PERSON_DEBATES)
    chosen = debates[stretch.offset : stretch.offset + PERSON_DEBATES]
    return show(
        request,
        "record/person.html",
        gid=found.id,
        person=found,
        name=found.name(),
        names=sorted({n.text for n in found.names if n.note == "Main" and n.text} - {found.name()}),
        last=life.terms[-1] if life.terms else None,
        serving=bool(last and not last.end),
        career=life,
        dated=[(row, written(row.start), written(row.end)) for row in reversed(life.terms)],
        dated_offices=[(row, written(row.start), written(row.end)) for row in life.offices],
        number=store.count_of(found.id),
        spoken_of=store.times_spoken_of(found.id),
        years=store.years_of(found.id),
        departments=store.departments_of(found.id),
        parts=[_part(store, reader, (found.id,), gid) for gid in chosen],
        pages=stretch,
        counted=COUNTED,
        span=span_in_words(store.searched()),
        written=asked.counts_of(store, found.id),
        roles=_roles(store, roll, found.id, debates[:ROLES_DEBATES]),
    )


@dataclass(frozen=True, slots=True)
class Roles:
    """Who answered somebody, whom they answered and intervened on, in so many debates: names and counts."""

    debates: int
    asked: tuple[tuple[str, str, int], ...] = ()
    answered: tuple[tuple[str, str, int], ...] = ()
    intervened: tuple[tuple[str, str, int], ...] = ()
    unanswered: int = 0


def _roles(store: Store, roll: Roll, person_id: str, debates: list[str]) -> Roles:
    """Counted from the exchanges of their newest debates, by name; no order but the alphabet's."""
    tallies: dict[str, dict[str, list[str]]] = {"asked": {}, "answered": {}, "intervened": {}}
    unanswered = 0
    for debate in debates:
        spoken = store.debate(debate).contributions
        by_id = {c.id: c for c in spoken}
        for pair in questions.pair(spoken):
            asker = by_id[pair.asked[0]]
            answerer = by_id[pair.answered[0]] if pair.answered else None
            if asker.person_id == person_id:
                kind = "intervened" if pair.kind == "intervention" else "asked"
                unanswered += answerer is None
                _count(tallies[kind], answerer)
            elif answerer is not None and answerer.person_id == person_id and pair.kind != "intervention":
                _count(tallies["answered"], asker)
    listed = {kind: tuple(_named(roll, tally)) for kind, tally in tallies.items()}
    return Roles(len(debates), listed["asked"], listed["answered"], listed["intervened"], unanswered)


def _count(tally: dict[str, list[str]], other: Contribution | None) -> None:
    if other is not None and other.person_id:
        tally.setdefault(other.person_id, []).append(other.id)


def _named(roll: Roll, tally: dict[str, list[str]]) -> list[tuple[str, str, int]]:
    named = [(roll.persons[gid].name(), gid, len(ids)) for gid, ids in tally.items() if gid in roll.persons]
    return sorted(named)


@page
def person_department(request: HttpRequest, store: Store, person: str, department: str) -> HttpResponse:
    """A Member's debates with one department, each with their words inside the exchange."""
    roll = store.roll()
    found = roll.person(person)
    meant = departments_by_name.slug_of(department)
    if (found.id, meant) != (person, department):
        return redirect("person_department", found.id, meant)
    about = _department(store, department)
    if about is None:
        return missing(request, store, department, _no_department(store, department))
    debates = store.debates_of_department(department, found.id)
    reader = showing.Reader(roll, site=_address(request), days=store.days(), store=store)
    stretch = pages(request, total=len(debates), size=DEPARTMENT_DEBATES)
    chosen = debates[stretch.offset : stretch.offset + DEPARTMENT_DEBATES]
    parts = [_part(store, reader, (found.id,), d.debate.id, d.reason) for d in chosen]
    return show(
        request,
        "record/person_department.html",
        gid=found.id,
        person=found,
        name=roll.name_on(found.id, parts[0].debate.date) if parts else found.name(),
        standing=parts[0].standing if parts else "",
        department=about,
        parts=parts,
        pages=stretch,
        total=len(debates),
        others=[d for d in store.departments_of(found.id) if d.slug != department],
        span=span_in_words(store.searched()),
    )


@page
def together(request: HttpRequest, store: Store, person: str, other: str) -> HttpResponse:
    """Two people in the same debates: the words of both, inside their exchanges."""
    roll = store.roll()
    both = [roll.person(person), roll.person(other)]
    if [p.id for p in both] != [person, other]:
        return redirect("people_together", both[0].id, both[1].id)
    debates = store.debates_of(person, other)
    reader = showing.Reader(roll, site=_address(request), days=store.days(), store=store)
    stretch = pages(request, total=len(debates), size=PERSON_DEBATES)
    chosen = debates[stretch.offset : stretch.offset + PERSON_DEBATES]
    return show(
        request,
        "record/together.html",
        gid=person,
        people=[(p.id, p.name()) for p in both],
        parts=[_part(store, reader, (person, other), debate.id) for debate in chosen],
        pages=stretch,
        total=len(debates),
        span=span_in_words(store.searched()),
    )


def _department(store: Store, slug: str) -> DepartmentSummary | None:
    return next((d for d in store.departments() if d.slug == slug), None)


def _no_department(store: Store, slug: str) -> str:
    return _("No debate here is under a department called “%(slug)s”. Searched: %(searched)s.") % {
        "slug": slug,
        "searched": span_in_words(store.searched()),
    }


@page
def departments(request: HttpRequest, store: Store) -> HttpResponse:
    """Every department that has debates here."""
    found = store.departments()
    return show(request, "record/departments.html", departments=found, span=span_in_words(store.searched()))


@page
def department(request: HttpRequest, store: Store, department: str) -> HttpResponse:
    """The debates under one department, each with why it is here, newest first."""
    if (meant := departments_by_name.slug_of(department)) != department:
        return redirect("department", meant)
    about = _department(store, department)
    if about is None:
        return missing(request, store, department, _no_department(store, department))
    stretch = pages(request, total=about.debates, size=LIST_SIZE)
    rows = store.debates_of_department(department, limit=LIST_SIZE, offset=stretch.offset)
    return show(
        request,
        "record/department.html",
        gid=rows[0].debate.id if rows else "",
        department=about,
        days=[
            (day, [_listed(row) for row in group])
            for day, group in groupby(rows, key=lambda r: r.debate.date)
        ],
        pages=stretch,
    )


def _listed(row: DepartmentDebate) -> tuple[Debate, str, str]:
    return row.debate, sittings.venue_of(row.debate), row.reason


__all__ = ["NotFound", "department", "departments", "people", "person", "person_department"]
