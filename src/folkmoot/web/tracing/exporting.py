"""A thread as plain JSON: every step with its words, days and places, and who confirmed each tie."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from folkmoot.meetings.voting import in_words
from folkmoot.tracing.telling import Silence
from folkmoot.web.manifesto.queries import Source, Step
from folkmoot.web.meetings.models import Note
from folkmoot.web.tracing.queries import Said, Thread

FORMAT = "folkmoot-thread/1"


def plain(thread: Thread, silences: Iterable[Silence], site: str) -> dict[str, Any]:
    """A thread as JSON holds it, addresses whole. Nothing that waits for a decision is in it."""
    return {
        "format": FORMAT,
        "id": thread.plank.slug,
        "address": site + reverse("thread", args=[thread.plank.slug]),
        "title": thread.version.title,
        "notes": [_note(step.note, site) for step in thread.notes],
        "notes_withheld": thread.notes_withheld,
        "statements": [_statement(source, site) for source in thread.sources],
        "plank": {
            "words": thread.version.words,
            "purpose": thread.version.purpose,
            "state": thread.version.state,
            "route": thread.version.route,
            "version": thread.version.number,
            "made_on": _day(thread.version.made_at),
            "decided_by": thread.version.decided_by,
            "decided_on": thread.version.decided_on,
            "address": site + reverse("plank", args=[thread.plank.slug]),
        },
        "changes": [_change(step) for step in thread.changes],
        "passages": _all_said(thread.passages, site),
        "answers": _all_said(thread.answers, site),
        "silences": [_silence(silence, site) for silence in silences],
        "searched": _searched(thread),
    }


def _note(note: Note, site: str) -> dict[str, Any]:
    return {
        "words": note.words,
        "so_that": note.so_that,
        "other_side": note.other_side,
        "kind": note.kind,
        "table": note.table.number if note.table else None,
        "moot": note.moot.slug,
        "day": _day(note.noted_at) if note.noted_at else note.moot.held_on,
        "address": site + reverse("note", args=[note.moot.slug, note.key]),
    }


def _statement(source: Source, site: str) -> dict[str, Any]:
    statement = source.statement
    names = ("agree", "disagree", "pass")
    return {
        "words": statement.words,
        "moot": statement.moot.slug,
        "number": statement.number,
        "day": statement.moot.held_on,
        "votes": {name: in_words(n) for name, n in zip(names, source.tally.parts, strict=True)},
        "address": site + reverse("statement", args=[statement.moot.slug, statement.number]),
    }


def _change(step: Step) -> dict[str, Any]:
    hints = step.trail.hints if step.trail else ()
    return {
        "version": step.version.number,
        "why": step.version.why,
        "hints": [dataclasses.asdict(hint) for hint in hints],
    }


def _all_said(found: Sequence[Said], site: str) -> list[dict[str, Any]]:
    return [_said(said, site) for said in found]


def _said(said: Said, site: str) -> dict[str, Any]:
    c, link = said.contribution, said.link
    return {
        "contribution": c.id if c else "",
        "words": said.words,
        "day": said.day,
        "who": c.speaker_name if c else "",
        "chamber": c.chamber if c else "",
        "debate": c.debate_title if c else "",
        "address": site + reverse("contribution", args=[c.id]) if c else "",
        "official": c.url if c else "",
        "does": link.kind if link else "",
        "confirmed_by": link.decided_by.name if link and link.decided_by else "",
        "confirmed_at": link.decided_at if link else None,
        "because": link.reason if link else said.because,
    }


def _silence(silence: Silence, site: str) -> dict[str, Any]:
    return {
        "who": silence.who,
        "asked_on": silence.asked_on,
        "read": silence.read,
        "until": silence.until,
        "days": silence.days,
        "sittings": silence.sittings,
        "address": site + silence.address if silence.address else "",
    }


def _searched(thread: Thread) -> dict[str, Any] | None:
    found = thread.searched
    if found is None:
        return None
    return {
        "chambers": list(found.chambers),
        "first": found.first,
        "last": found.last,
        "sittings": found.sittings,
    }


def _day(moment: Any) -> Any:
    return timezone.localtime(moment).date()
