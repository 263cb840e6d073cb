"""Threads under /api/: what a person confirmed, and what the record itself ties to it. No guesses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from folkmoot.record import citing
from folkmoot.web.answering import ERRORS, Many, One, Paging, cut, many, ours, site
from folkmoot.web.manifesto import queries as manifesto
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.record.queries import opening
from folkmoot.web.tracing import queries
from folkmoot.web.tracing.models import Link

router = Router()


class ListedThread(Schema):
    """A plank, and how far its thread has come."""

    id: str
    title: str
    passages: int
    address: str


class Passage(Schema):
    """Words of the record in a thread."""

    contribution: str = Field(description="Its id; empty where the record no longer holds it.")
    words: str
    date: dt.date | None
    name: str
    kind: str = Field(
        description="What the words do, as somebody confirmed; empty where the record ties them."
    )
    because: str = Field(description="How the record ties them to another contribution, if it does.")
    notice: str


class Thread(ListedThread):
    """One matter from a table to the House: confirmed passages, answers, and what has none here."""

    said: list[Passage]
    answers: list[Passage]
    unanswered: list[Passage] = Field(description="No answer was found here, which says no more than that.")


class Threads(Many[ListedThread]):
    """A page of threads."""


class OneThread(One[Thread]):
    """A thread."""


@router.get("threads", response={200: Threads, **ERRORS})
def threads(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """One thread a plank, in the order of the manifesto."""
    found = [plank for plank in manifesto.planks() if plank.newest]
    items = [_listed(request, plank) for plank in cut(found, paging)]
    return many(request, items, total=len(found), page=paging, about=ours())


@router.get("threads/{slug:plank}", response={200: OneThread, **ERRORS})
def thread(request: HttpRequest, plank: str) -> dict[str, Any]:
    """The thread of a plank."""
    found = manifesto.planks().filter(slug=plank).first()
    whole = queries.thread(found, opening.record(), staff=False) if found else None
    if found is None or whole is None:
        raise Http404
    told = {
        **_listed(request, found),
        "said": [_passage(said) for said in whole.passages],
        "answers": [_passage(said) for said in whole.answers],
        "unanswered": [_passage(said) for said in whole.unanswered],
    }
    return {"item": told, "about": ours()}


def _listed(request: HttpRequest, plank: Plank) -> dict[str, Any]:
    return {
        "id": plank.slug,
        "title": plank.newest[0].title,
        "passages": plank.links.filter(state=Link.State.CONFIRMED).count(),
        "address": site(request) + reverse("thread", args=[plank.slug]),
    }


def _passage(said: queries.Said) -> dict[str, Any]:
    c = said.contribution
    gid = c.id if c else said.link.passage if said.link else ""
    return {
        "contribution": c.id if c else "",
        "words": said.words,
        "date": said.day,
        "name": c.speaker_name if c else "",
        "kind": said.link.kind if said.link else "",
        "because": said.because,
        "notice": f"{citing.notice(gid)}.",
    }
