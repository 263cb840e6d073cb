"""Themes and names that recur, under /api/: what their pages show, and nothing they hide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from folkmoot.web.answering import ERRORS, Many, Paging, many, ours, site
from folkmoot.web.meetings.api import named
from folkmoot.web.themes import queries, showing
from folkmoot.web.themes.models import Board

router = Router()


class Saying(Schema):
    """A note or a statement, by its moot and number."""

    moot: str
    kind: str = Field(description="note or statement.")
    number: int
    words: str
    address: str


class Theme(Schema):
    """Notes and statements that belong together."""

    id: str = Field(description="A number that stays from run to run and is never given again.")
    name: str
    named_by_people: bool
    words: list[str]
    notes: int
    statements: int
    tables: int
    moots: list[str]
    towns: list[str]
    sayings: list[Saying]
    address: str


class RecurringName(Schema):
    """A company, a council, a body or a place that is named at several tables. Never a person."""

    name: str
    kind: str = Field(description="company, council, body or place.")
    tables: int
    moots: list[str]
    towns: list[str]
    sayings: list[Saying]


class Themes(Many[Theme]):
    """A page of themes."""

    none_because: str = Field(
        description="Empty where there are themes or none were looked for yet; else few (too little was "
        "said), script (without spaces between words, not handled) or chance."
    )


class Names(Many[RecurringName]):
    """A page of names."""


@router.get("themes", response={200: Themes, **ERRORS})
def themes(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """The themes of all moots together, the widest spread first."""
    return _themes(request, queries.board_of(None), paging)


@router.get("moots/{slug:moot}/themes", response={200: Themes, **ERRORS})
def moot_themes(request: HttpRequest, moot: str, paging: Paging) -> dict[str, Any]:
    """The themes of a moot, the widest spread first."""
    return _themes(request, queries.board_of(named(moot)), paging)


@router.get("names", response={200: Names, **ERRORS})
def names(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """Names that recur over tables, moots and towns; those in most towns first."""
    return _names(request, queries.board_of(None), paging)


@router.get("moots/{slug:moot}/names", response={200: Names, **ERRORS})
def moot_names(request: HttpRequest, moot: str, paging: Paging) -> dict[str, Any]:
    """Names that recur over the tables of a moot."""
    return _names(request, queries.board_of(named(moot)), paging)


def _themes(request: HttpRequest, board: Board, paging: Any) -> dict[str, Any]:
    found = showing.page(board).themes
    rows = found[paging.offset : paging.offset + paging.size]
    items = [_theme(request, board, shown) for shown in rows]
    told = many(request, items, total=len(found), page=paging, about=ours())
    return {**told, "none_because": "" if found else board.none_because}


def _names(request: HttpRequest, board: Board, paging: Any) -> dict[str, Any]:
    found = showing.names(board)
    rows = found[paging.offset : paging.offset + paging.size]
    items = [{"name": one.name, "kind": one.kind, **_where(request, one)} for one in rows]
    return many(request, items, total=len(found), page=paging, about=ours())


def _theme(request: HttpRequest, board: Board, shown: showing.Shown) -> dict[str, Any]:
    of, args = ("_of_moot", [board.moot.slug]) if board.moot else ("", [])
    return {
        "id": shown.theme.key,
        "name": shown.name,
        "named_by_people": bool(shown.theme.name),
        "words": list(shown.words),
        "notes": shown.notes,
        "statements": shown.statements,
        **_where(request, shown),
        "address": site(request) + reverse(f"theme{of}", args=[*args, shown.theme.key]),
    }


def _where(request: HttpRequest, shown: showing.Shown | showing.ShownName) -> dict[str, Any]:
    return {
        "tables": shown.tables,
        "moots": [moot.slug for moot in shown.moots],
        "towns": shown.towns,
        "sayings": [_saying(request, one) for one in shown.said],
    }


def _saying(request: HttpRequest, one: showing.Said) -> dict[str, Any]:
    said = one.note or one.statement
    kind, key = ("note", one.note.key) if one.note else ("statement", said.number)
    return {
        "moot": one.moot.slug,
        "kind": kind,
        "number": said.number,
        "words": said.words,
        "address": site(request) + reverse(kind, args=[one.moot.slug, key]),
    }
