"""Written questions with their answers and how long they took: by day, by Member, by who answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.record import departments, waiting
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store, asked
from folkmoot.record.written import Written, middle_wait, under
from folkmoot.text import excerpt
from folkmoot.web.record import showing
from folkmoot.web.record.views.common import british, missing, page, pages, show, span_in_words

SIZE = 20
LENGTH = 420
"""Characters of a question or an answer on a list; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Words:
    """A question or an answer as a list shows it."""

    id: str
    name: str
    url: str
    standing: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What was asked under one heading, what answered it, and how long that took."""

    written: Written
    asked: tuple[Words, ...]
    answered: tuple[Words, ...]
    wait: str


def _rows(store: Store, headings: tuple[str, ...]) -> list[Row]:
    reader = showing.Reader(store.roll())
    return [
        Row(
            one,
            tuple(_words(c, reader) for c in one.asked),
            tuple(_words(c, reader) for c in one.answered),
            told(one.wait) if one.answered else "",
        )
        for one in under(store, headings)
    ]


def _words(c: Contribution, reader: showing.Reader) -> Words:
    standing = reader.standing(c)
    about = ", ".join(filter(None, [c.party, standing.seat if standing else "", c.office]))
    text = " ".join(" ".join(p.text for p in c.paragraphs if p.css_class != "row").split())
    return Words(
        c.id,
        c.speaker_name or _("No name given"),
        reader.person_address(c.person_id, c.member_id),
        about,
        excerpt(text, around=0, length=LENGTH),
    )


def told(wait: waiting.Waited | None) -> str:
    """How long a question waited, in words."""
    if wait is None:
        return _("The source does not say when this question was tabled.")
    days = ngettext("%(days)s day", "%(days)s days", wait.days) % {"days": wait.days}
    so = {"day": british(wait.since), "days": days}
    if wait.basis == "tabled":
        return _("Tabled on %(day)s, answered %(days)s later.") % so
    return _("Answered %(days)s after a holding answer of %(day)s.") % so


def _middle(rows: list[Row]) -> str:
    found = middle_wait(row.written for row in rows)
    if found is None:
        return ""
    days, number = found
    return ngettext(
        "Of the %(number)d here that say when they were tabled, half were answered within %(days)d day.",
        "Of the %(number)d here that say when they were tabled, half were answered within %(days)d days.",
        days,
    ) % {"number": number, "days": days}


@page
def on_day(request: HttpRequest, store: Store) -> HttpResponse:
    """The written questions of one day, the newest unless another is named; of one department, if named."""
    days = asked.days(store)
    day = _day(request.GET.get("day", ""), days)
    if day is None:
        told_so = _("No written question of that day is here. Searched: %(searched)s.")
        return missing(request, store, "", told_so % {"searched": span_in_words(store.searched())})
    department = request.GET.get("department", "")[:100]
    slug = departments.slug_of(department) if department else ""
    stretch = pages(request, total=asked.count_headings(store, day, department=slug), size=SIZE)
    rows = _rows(store, asked.headings(store, day, department=slug, limit=SIZE, offset=stretch.offset))
    place = days.index(day)
    return show(
        request,
        "record/questions.html",
        gid=rows[0].asked[0].id if rows else "",
        day=day,
        rows=rows,
        middle=_middle(rows),
        pages=stretch,
        departments=asked.departments_on(store, day),
        department=slug,
        before=days[place + 1] if place + 1 < len(days) else None,
        after=days[place - 1] if place else None,
        span=span_in_words(store.searched()),
    )


def _day(text: str, days: tuple[dt.date, ...]) -> dt.date | None:
    if not text:
        return days[0] if days else None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day in days else None


@page
def of_person(request: HttpRequest, store: Store, person: str) -> HttpResponse:
    """What one person asked in writing, or with ?part=reply what they answered, newest first."""
    found = store.person(person)
    part: asked.Part = "reply" if request.GET.get("part") == "reply" else "question"
    if found.id != person:
        return redirect(f"{reverse('person_questions', args=[found.id])}?part={part}")
    numbers = asked.counts_of(store, found.id)
    stretch = pages(request, total=numbers[part == "reply"], size=SIZE)
    rows = _rows(store, asked.headings_of(store, found.id, part, limit=SIZE, offset=stretch.offset))
    return show(
        request,
        "record/person_questions.html",
        gid=found.id,
        person=found,
        name=found.name(),
        part=part,
        numbers=numbers,
        rows=rows,
        middle=_middle(rows),
        pages=stretch,
        span=span_in_words(store.searched()),
    )
