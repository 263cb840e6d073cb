"""The front of the record, a day, a debate, a contribution's place, a division."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from folkmoot.dates import age_in_words
from folkmoot.errors import NotFound
from folkmoot.record import counting as counted
from folkmoot.record import questions, waiting
from folkmoot.record.debates import Debate, DivisionVote
from folkmoot.record.store import DebatePage, SittingSummary, Store
from folkmoot.record.store.asked import days as written_days
from folkmoot.web.record import counting, showing, sittings, words
from folkmoot.web.record.views import written
from folkmoot.web.record.views.common import missing, page, pages, show, span_in_words, today

NEWEST_DAYS = 12
HEADINGS = 4


@page
def front(request: HttpRequest, store: Store) -> HttpResponse:
    """What is here: search, newest days, departments, how much."""
    searched = store.searched()
    if not searched.sittings:
        return show(request, "record/empty.html")
    asked = pages(request, total=len(store.days()), size=NEWEST_DAYS)
    days = store.days()[asked.offset : asked.offset + NEWEST_DAYS]
    return show(
        request,
        "record/front.html",
        gid=store.sittings(day=days[0])[0].id,
        searched=searched,
        span=span_in_words(searched),
        contributions_number=sum(s.contributions for s in store.sittings()),
        people_number=len(store.people(limit=1_000_000)),
        days_number=len(store.days()),
        days=[(day, [_described(store, s) for s in store.sittings(day=day)]) for day in days],
        departments=store.departments(),
        has_questions=bool(written_days(store)),
        pages=asked,
    )


def _described(store: Store, sitting: SittingSummary) -> tuple[sittings.Titled, list[Debate]]:
    """A sitting with the first headings that say what its day was about."""
    telling = [d for d in store.debates(sitting=sitting.id, limit=400) if sittings.telling(d)]
    return sittings.titled(sitting), telling[:HEADINGS]


@page
def day(request: HttpRequest, store: Store, day: str) -> HttpResponse:
    """One day: every sitting with its headings."""
    try:
        wanted = dt.date.fromisoformat(day)
    except ValueError:
        return missing(
            request, store, day, _("“%(day)s” is no day; write it like 2009-10-26.") % {"day": day}
        )
    found = store.sittings(day=wanted)
    if not found:
        sentence = _("No sitting of %(day)s is here. Searched: %(searched)s.")
        told = sentence % {"day": day, "searched": span_in_words(store.searched())}
        return missing(request, store, day, told)
    days = store.days()
    place = days.index(wanted)
    return show(
        request,
        "record/day.html",
        gid=found[0].id,
        day=wanted,
        age=age_in_words(wanted, on=today()),
        sittings=[sittings.outline(s, store.debates(sitting=s.id, limit=10_000)) for s in found],
        before=days[place + 1] if place + 1 < len(days) else None,
        after=days[place - 1] if place else None,
    )


@page
def debate(request: HttpRequest, store: Store, debate: str) -> HttpResponse:
    """The whole debate."""
    found = store.debate(debate)
    if found.debate.id != debate:
        return redirect("debate", found.debate.id)
    site = request.build_absolute_uri("/")[:-1]
    reader = showing.Reader(store.roll(), site=site, days=store.days(), store=store)
    items = showing.with_interests(showing.whole(found, reader), found.contributions, store)
    return show(
        request,
        "record/debate.html",
        gid=debate,
        debate=found.debate,
        above=found.above,
        below=found.below,
        before=found.previous,
        after=found.next,
        departments=[
            {"slug": d.department.slug, "name": d.department.name, "reason": d.reason}
            for d in found.departments
        ],
        venue=sittings.venue(found.sitting.kind, found.sitting.chamber, found.sitting.title),
        age=age_in_words(found.debate.date, on=today()),
        speakers=showing.speakers(items),
        waits=_waits(found),
        items=items,
    )


def _waits(found: DebatePage) -> list[str]:
    """For each written answer, how long it took; said to be unknown where the source does not say."""
    by_id = {c.id: c for c in found.contributions}
    told = []
    for pair in questions.pair(found.contributions):
        if pair.kind == "written question" and pair.answered:
            told.append(written.told(waiting.waited(by_id[pair.asked[0]], by_id[pair.answered[-1]])))
    return told


@page
def contribution(request: HttpRequest, store: Store, contribution: str) -> HttpResponse:
    """To the place of a contribution in its debate; a paragraph of it may follow after "#"."""
    gid, _hash, paragraph = contribution.partition("#")
    if removed := [led for led in store.led(gid) if led.match == "removed"]:
        return _removed(request, store, gid, removed[0].new)
    try:
        found = store.contribution(gid)
    except NotFound:
        return _heading(store, gid)
    named = {words.anchor(found.id, n, p) for n, p in enumerate(found.paragraphs)}
    fragment = paragraph if paragraph in named else found.id
    return redirect(escape_leading_slashes(f"{reverse('debate', args=[found.debate_id])}#{fragment}"))


def _heading(store: Store, gid: str) -> HttpResponse:
    """To the heading or division that has this id. Raises NotFound."""
    try:
        return redirect("debate", store.debate(gid).debate.id)
    except NotFound:
        return redirect("division", store.division(gid).id)


def _removed(request: HttpRequest, store: Store, gid: str, neighbour: str) -> HttpResponse:
    sentence = _("The words that stood at “%(gid)s” were taken out by their publisher in a later revision.")
    beside = reverse("contribution", args=[neighbour])
    return missing(request, store, gid, sentence % {"gid": gid}, removed=beside)


@page
def division(request: HttpRequest, store: Store, division: str) -> HttpResponse:
    """One division: counts, parties, tellers, who voted otherwise than most of their party, names."""
    found = store.division(division)
    if found.id != division:
        return redirect("division", found.id)
    held = store.debate(found.debate_id)
    reader = showing.Reader(store.roll())

    def person(vote: DivisionVote) -> str:
        return reader.person_address(vote.person_id, vote.member_id)

    return show(
        request,
        "record/division.html",
        gid=division,
        division=found,
        shown=counting.shown(found),
        debate=held.debate,
        venue=sittings.venue(held.sitting.kind, held.sitting.chamber, held.sitting.title),
        place=showing.place(time=found.time, column=found.column),
        age=age_in_words(found.date, on=today()),
        sides=[counting.label(side) for side in counted.sides(found)],
        parties=counted.by_party(found),
        otherwise=[(one, counting.label(one.side), person(one.vote)) for one in counted.otherwise(found)],
        tellers=[(v, counting.label(counted.side(v.vote)), person(v)) for v in found.votes if v.teller],
        lists=[(label, [(v, person(v)) for v in listed]) for label, listed in counting.names(found)],
    )


__all__ = ["NotFound", "contribution", "day", "debate", "division", "front"]
