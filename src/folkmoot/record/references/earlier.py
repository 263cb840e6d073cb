"""Offices of before: "the then Home Secretary" in 2002, "the former Prime Minister, Mr Blair".

Who held an office once is told by a name beside it, by somebody of this debate who did, by a date in
the same sentence, or, for "the previous Prime Minister", by who holds it now. Otherwise by nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from folkmoot.dates import Span, earliest, latest
from folkmoot.record.references.calling import name
from folkmoot.record.references.finding import Found
from folkmoot.record.references.offices import Said
from folkmoot.record.references.speech import Answer, Speech

FEW = 3
"""More than so many are no answer."""
_BETWEEN = re.compile(r",?\s+\Z")
_ENDS = re.compile(r"[.?!]\s")
AROUND = 250


def earlier(speech: Speech, f: Found, number: int, text: str) -> Answer:
    """Whom an office of before means."""
    if f.said is None or f.said.words.split()[0] in speech.customs.offices["coming"]:
        return (), 0.3, "whoever will hold the office"
    said = _of_here(speech, f.said)
    return (
        _named_after(speech, f, said, number, text)
        or _of_this_debate(speech, said)
        or _by_date(speech, f, said, text)
        or _predecessor(speech, said)
        or ((), 0.3, "whoever held the office before")
    )


def _of_here(speech: Speech, said: Said) -> Said:
    """ "The then Secretary of State", without more, is of the department that the debate is with."""
    offices = speech.offices
    if not said.bare or not offices.grammar.one_only(said):
        return said
    subject = offices.grammar.words(speech.floor.department.get(speech.turn.debate, ""))
    words = (
        [subject]
        if subject
        else [h.subject for p in speech.present for h in speech.floor.ministers.get(p, ())]
    )
    heads = {
        h.subject
        for h in offices.on(speech.day.date)
        if not h.shadow and h.subject and said.rank in h.ranks and any(w & h.subject for w in words)
    }
    return replace(said, subject=heads.pop()) if len(heads) == 1 else said


def _named_after(speech: Speech, f: Found, said: Said, number: int, text: str) -> Answer | None:
    following = next((x for x in speech.turn.found[number] if x.start >= f.end), None)
    if following is None or following.kind != "name" or not _BETWEEN.match(text[f.end : following.start]):
        return None
    held = [p for p in _held_before(speech, said) if speech.day.bears(p, following.name)]
    if len(held) == 1:
        return tuple(held), 0.95, "held the office before, and is named just after"
    persons, _, _ = name(speech, following, text)
    return (persons, 0.85, "named just after") if len(persons) == 1 else None


def _held_before(speech: Speech, said: Said) -> tuple[str, ...]:
    yesterday = speech.day.date - dt.timedelta(days=1)
    return () if said.bare else speech.offices.during(said, Span(None, yesterday))


def _of_this_debate(speech: Speech, said: Said) -> Answer | None:
    """One who spoke just before, or was named in this speech, held the office, and no longer does."""
    held = set(_held_before(speech, said)) - set(speech.offices.holders(said, speech.day.date))
    for person, where in speech.salient():
        if person in held and where in ("spoke just before", "named before in this speech"):
            return (person,), 0.8, f"{where}, and held the office before"
    return None


def _by_date(speech: Speech, f: Found, said: Said, text: str) -> Answer | None:
    span = _date_beside(speech, f, text)
    if span is None or said.bare:
        return None
    held = speech.offices.during(said, span)
    when = f"{span.first} to {span.last}" if span.first != span.last else f"{span.first}"
    if len(held) == 1:
        return held, 0.8, f"held the office, {when}, the date beside it"
    if 1 < len(held) <= FEW:
        return held, 0.3, f"{len(held)} held the office, {when}, the date beside it"
    return None


def _date_beside(speech: Speech, f: Found, text: str) -> Span | None:
    """The nearest day, month or year of the same sentence, if it is past."""
    low, high = max(0, f.start - AROUND), min(len(text), f.end + AROUND)
    starts = [m.end() for m in _ENDS.finditer(text, low, f.start)]
    end = _ENDS.search(text, f.end, high)
    low, high = starts[-1] if starts else low, end.end() if end else high
    found = [(_away(f, m), _span(m, speech)) for m in speech.cues.dates.finditer(text, low, high)]
    past = [(away, span) for away, span in found if span and span.last and span.last < speech.day.date]
    return min(past, key=lambda one: one[0])[1] if past else None


def _away(f: Found, date: re.Match[str]) -> int:
    return max(date.start() - f.end, f.start - date.end())


def _span(date: re.Match[str], speech: Speech) -> Span | None:
    text = date["year"]
    if date["month"]:
        text += f"-{speech.customs.calendar['months'].index(date['month']) + 1:02}"
        if date["day"]:
            text += f"-{int(date['day']):02}"
    try:
        return Span(earliest(text), latest(text))
    except ValueError:  # such as 31 June
        return None


def _predecessor(speech: Speech, said: Said) -> Answer | None:
    """ "The previous Prime Minister": who held it until the one who holds it now began."""
    preceding = speech.customs.offices.get("preceding", ())
    if said.bare or said.words.split()[0] not in preceding:
        return None
    person = speech.offices.predecessor(said, speech.day.date)
    return ((person,), 0.75, f"held the office before who did on {speech.day.date}") if person else None
