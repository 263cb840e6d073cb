"""The manifesto under /api/: planks, their words in every version, and the statements they came from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Router, Schema

from folkmoot.web.answering import ERRORS, Many, One, Paging, cut, many, ours, site
from folkmoot.web.manifesto import queries
from folkmoot.web.manifesto.models import Plank, PlankVersion

router = Router()


class Version(Schema):
    """The words of a plank at one time, and the decision that made them."""

    number: int
    title: str
    words: str
    purpose: str
    route: str
    state: str
    why: str
    made_at: dt.datetime


class ListedPlank(Schema):
    """One policy, in its newest words. No statement means that it has no origin here."""

    id: str
    section: str
    version: Version
    statements: int
    address: str


class Origin(Schema):
    """A statement of a moot that a plank came from, and the released notes behind it."""

    moot: str
    statement: int
    words: str
    notes: list[str]


class WholePlank(ListedPlank):
    """One policy with every version of its words and what it came from."""

    versions: list[Version]
    origins: list[Origin]


class Planks(Many[ListedPlank]):
    """A page of planks."""


class OnePlank(One[WholePlank]):
    """A plank."""


@router.get("planks", response={200: Planks, **ERRORS})
def planks(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """The planks of the manifesto, in order."""
    found = [plank for plank in queries.planks() if plank.newest]
    items = [_plank(request, plank, plank.newest[0]) for plank in cut(found, paging)]
    return many(request, items, total=len(found), page=paging, about=ours())


@router.get("planks/{slug:plank}", response={200: OnePlank, **ERRORS})
def plank(request: HttpRequest, plank: str) -> dict[str, Any]:
    """One plank: every version of its words, and the statements it came from."""
    found = queries.planks().filter(slug=plank).first()
    if found is None or not found.newest:
        raise Http404
    whole = {
        **_plank(request, found, found.newest[0]),
        "versions": [_version(step.version) for step in queries.steps(found)],
        "origins": [_origin(source) for source in queries.sources(found)],
    }
    return {"item": whole, "about": ours()}


def _plank(request: HttpRequest, plank: Plank, newest: PlankVersion) -> dict[str, Any]:
    return {
        "id": plank.slug,
        "section": plank.section,
        "version": _version(newest),
        "statements": plank.statement_count,
        "address": site(request) + reverse("plank", args=[plank.slug]),
    }


def _version(version: PlankVersion) -> dict[str, Any]:
    names = ("number", "title", "words", "purpose", "route", "state", "why", "made_at")
    return {name: getattr(version, name) for name in names}


def _origin(source: queries.Source) -> dict[str, Any]:
    return {
        "moot": source.statement.moot.slug,
        "statement": source.statement.number,
        "words": source.statement.words,
        "notes": [str(note.key) for note in source.notes],
    }
