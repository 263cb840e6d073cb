"""Answers and corrections under /api/: what was decided, as the public page tells it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from folkmoot.web.answering import ERRORS, Many, Paging, cut, many, ours, site
from folkmoot.web.replies import queries
from folkmoot.web.replies.queries import Listed

router = Router()


class Correction(Schema):
    """What somebody named here asked for, and what a person decided."""

    wants: str = Field(description="answer, correction or all (to see all that is kept).")
    state: str = Field(description="agreed, refused or withdrawn.")
    about: str = Field(description="The address of what it is about; empty where that is not public.")
    words: str = Field(description="As they were handed in, where they were agreed to.")
    who: str = Field(description="Where the name may be told.")
    reasons: str
    asked_on: dt.date
    decided_on: dt.date


class Corrections(Many[Correction]):
    """A page of what was decided, newest first."""


@router.get("corrections", response={200: Corrections, **ERRORS})
def list_corrections(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """Answers and corrections that were decided on, newest first."""
    decided = queries.decided()
    found = queries.listed(list(cut(decided, paging)))
    items = [_plain(one, site(request)) for one in found]
    return many(request, items, total=decided.count(), page=paging, about=ours())


def _plain(one: Listed, here: str) -> dict[str, Any]:
    asked = one.request
    return {
        "wants": asked.wants,
        "state": asked.state,
        "about": here + one.about.address if one.about else "",
        "words": asked.words if one.shows_words else "",
        "who": one.who,
        "reasons": one.reasons,
        "asked_on": timezone.localdate(asked.asked_at),
        "decided_on": timezone.localdate(asked.decided_at),
    }
