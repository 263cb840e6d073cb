"""Who speaks of somebody, and whom a debate's words mean."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from folkmoot.dates import age_in_words
from folkmoot.record.debates import Contribution, Debate
from folkmoot.record.store import SpokenOf, Store
from folkmoot.web.record import laying, meaning, showing, sittings, words
from folkmoot.web.record.views.common import page, pages, show, span_in_words, today

DEBATES_A_PAGE = 12
AROUND = 110


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody, in their sentence, and why they are taken to."""

    words: SafeString
    look: str
    why: str
    page: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Speaking:
    """One contribution that speaks of somebody."""

    turn: showing.Turn
    address: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class InDebate:
    """A debate with what is said of somebody in it."""

    debate: Debate
    age: str
    venue: str
    speaking: tuple[Speaking, ...]


@page
def spoken_of(request: HttpRequest, store: Store, person: str) -> HttpResponse:
    """Words that mean one person, by debate, newest first, each with its reason."""
    roll = store.roll()
    found = roll.person(person)
    if found.id != person:
        return redirect("person_spoken_of", found.id)
    times = store.times_spoken_of(found.id)
    stretch = pages(request, total=times.debates, size=DEBATES_A_PAGE)
    told = store.spoken_of(found.id, limit=DEBATES_A_PAGE, offset=stretch.offset)
    reader = showing.Reader(roll, days=store.days(), store=store)
    corrected = (
        store.contributions(dict.fromkeys(laying.corrected_to(found.id))) if not stretch.offset else ()
    )
    reader.learn([*(c for one in told for c in one.contributions), *corrected])
    return show(
        request,
        "record/spoken_of.html",
        gid=found.id,
        person=found,
        name=found.name(),
        times=times,
        debates=[_in_debate(one, reader, found.id) for one in told],
        corrected=[_speaking(c, reader, found.id, decided=True) for c in corrected],
        pages=stretch,
        derived=store.was_derived(),
        span=span_in_words(store.searched()),
    )


def _in_debate(told: SpokenOf, reader: showing.Reader, person_id: str) -> InDebate:
    speaking = [_speaking(c, reader, person_id) for c in told.contributions]
    return InDebate(
        told.debate,
        age_in_words(told.debate.date, on=today()),
        sittings.venue_of(told.debate),
        tuple(one for one in speaking if one.mentions),
    )


def _speaking(
    contribution: Contribution, reader: showing.Reader, person_id: str, *, decided: bool = False
) -> Speaking:
    """A contribution's words that mean somebody; what a person corrected to somebody else is left out.

    decided: only what a person corrected to this one.
    """
    turn = reader.turn(contribution)
    mine = [
        one
        for one in turn.meant
        if [p.id for p in one.persons] == [person_id]
        and (one.decision is not None and one.decision.verdict == "corrected" if decided else not one.pronoun)
    ]
    address = reverse("contribution", args=[contribution.id])
    return Speaking(turn, address, tuple(_mention(contribution, one) for one in mine))


def _mention(contribution: Contribution, shown: meaning.Shown) -> Mention:
    """The words with so much around them as says what is said."""
    r = shown.reference
    text = contribution.paragraphs[shown.paragraph].text
    start, end = _cut(text, r.start, r.end)
    marked = words.highlighted(text[start:end], [(r.start - start, r.end - start)])
    return Mention(marked, shown.look, shown.why, shown.page, start > 0, end < len(text))


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first = min(text.find(" ", first) + 1 or first, start)
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return first, last


@page
def references(request: HttpRequest, store: Store, debate: str) -> HttpResponse:
    """Whom a debate's words mean, as one object: the program's answers, and what people decided."""
    found = store.debate(debate)
    rows = [row for told in meaning.told(store, found.contributions).values() for row in told]
    return JsonResponse(
        {"debate": found.debate.id, "derived": store.was_derived(), "references": rows},
        json_dumps_params={"ensure_ascii": False},
    )
