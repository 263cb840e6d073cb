"""The picture at the top of a thread, from what the thread holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.template.defaultfilters import date as day_in_words
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.meetings.voting import FEWEST_SHOWN
from folkmoot.tracing import strip
from folkmoot.web.tracing.queries import Thread


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a thread: its name and side, whether it is there, its day, a few words."""

    name: str
    side: str
    there: bool
    words: str
    day: dt.date | None = None


def steps(thread: Thread) -> tuple[Step, ...]:
    """The six steps, in the order of the loop."""
    notes, statements, answers = len(thread.notes), len(thread.sources), thread.confirmed_answers
    held = min((s.statement.moot.held_on for s in thread.sources if s.statement.moot.held_on), default=None)
    noted = min((_day(n.note.noted_at) for n in thread.notes if n.note.noted_at), default=held)
    adopted = _day(thread.first_version.made_at)
    note_words = ngettext("%d note", "%d notes", notes) % notes if notes else _("none released")
    return (
        Step(
            _("Note"),
            "house",
            bool(notes),
            note_words if notes or thread.notes_withheld else _("none"),
            noted,
        ),
        Step(
            _("Statement"),
            "house",
            bool(statements),
            ngettext("%d statement", "%d statements", statements) % statements
            if statements
            else _("no origin"),
            held,
        ),
        Step(
            _("Votes"),
            "house",
            bool(thread.voted),
            _how_many_voted(thread),
            held,
        ),
        Step(_("Plank"), "house", True, _as_it_stands(thread), adopted),
        Step(
            _("Passage"),
            "record",
            bool(thread.passages),
            thread.passages[0].contribution.speaker_name
            if thread.passages and thread.passages[0].contribution
            else ""
            if thread.passages
            else _("none confirmed"),
            thread.passages[0].day if thread.passages else None,
        ),
        Step(
            _("Answer"),
            "record",
            bool(answers),
            answers[0].contribution.speaker_name
            if answers and answers[0].contribution
            else ""
            if answers
            else _("not confirmed")
            if thread.answers
            else _("none found here"),
            answers[0].day if answers else None,
        ),
    )


def _as_it_stands(thread: Thread) -> str:
    """The state of a plank; with its day, where that is another than the day it was drafted."""
    state, now = str(thread.version.get_state_display()), thread.version
    day = now.decided_on or _day(now.made_at)
    return state if day == _day(thread.first_version.made_at) else f"{state} {day_in_words(day, 'j M Y')}"


def _how_many_voted(thread: Thread) -> str:
    if not thread.voted:
        return _("none yet")
    if thread.voted < FEWEST_SHOWN:
        return _("few")
    if any(source.tally.hides for source in thread.sources):
        return _("at least %d people") % thread.voted
    return _("%d people") % thread.voted


def picture(thread: Thread) -> tuple[SafeString, SafeString]:
    """The thread lying down and hanging, as SVG; every word in it is escaped by `strip`."""
    found = steps(thread)
    knots = [_knot(step, before) for step, before in zip(found, (None, *found), strict=False)]
    title = _("The thread of “%s”") % thread.version.title
    drawn = (draw(knots, title=title, key=thread.plank.slug) for draw in (strip.wide, strip.tall))
    lying, hanging = (mark_safe(svg) for svg in drawn)
    return lying, hanging


def _knot(step: Step, before: Step | None) -> strip.Knot:
    when = day_in_words(step.day, "j M Y") if step.day else ""
    after = _gone_by(before.day, step.day) if before and before.there and step.there else ""
    return strip.Knot(step.name, step.side, step.there, step.words, when, after)


def _gone_by(before: dt.date | None, after: dt.date | None) -> str:
    if before is None or after is None or after <= before:
        return ""
    days = (after - before).days
    return ngettext("%d day", "%d days", days) % days


def days_in_all(thread: Thread) -> int:
    """From the first thing said at a table to the first confirmed answer after it; 0 where there is none."""
    said = [step.day for step in steps(thread) if step.there and step.day and step.side == "house"]
    answered = [one.day for one in thread.confirmed_answers if one.day and said and one.day > min(said)]
    return (min(answered) - min(said)).days if answered else 0


def _day(moment: dt.datetime) -> dt.date:
    return localtime(moment).date()
