"""You said; we asked; they answered; this changed, under /api/: what a person confirmed, and silences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from folkmoot.web.answering import ERRORS, Many, Paging, cut, many, ours, site
from folkmoot.web.record.queries.opening import record as the_record
from folkmoot.web.told import queries
from folkmoot.web.told.exporting import plain
from folkmoot.web.told.scopes import scope

router = Router()


class ToldVoice(Schema):
    """Words in a matter, verbatim."""

    key: str = Field(description="The same for the same thing whenever it is told.")
    words: str
    who: str
    where: str
    day: dt.date | None
    does: str = Field(description="What the words do: statement, note, answers, promises, adopted …")
    note: str
    address: str
    source: str = Field(description="Where the publisher of the record has them.")
    votes: dict[str, str] | None = Field(description="Of a statement; counts from 1 to 4 are not shown.")
    confirmed_by: str
    known_at: dt.datetime | None = Field(description="Since when it stands here.")


class ToldSilence(Schema):
    """Something asked to which no answer was found, which says no more than that."""

    who: str
    asked_on: dt.date | None
    read: str = Field(description="Where an answer was looked for; of an ask of our own, its form.")
    until: dt.date | None = Field(description="The newest day of it that was read here.")
    days: int | None = Field(description="From the question to that day.")
    address: str
    entered: bool = Field(
        description="Whether answers to it are entered by hand; `who` is then whom it went to."
    )
    due: dt.date | None = Field(description="By when an answer was expected, where something says so.")
    sittings: int | None = Field(description="How many of its sittings were read from the question on.")
    unless_recess: bool = Field(description="Whether it is due later by days on which the House was away.")


class ToldMatter(Schema):
    """One matter in four steps."""

    id: str
    title: str
    words: str
    address: str
    reached: str = Field(description="The last step at which something stands.")
    said: list[ToldVoice]
    asked: list[ToldVoice]
    answered: list[ToldVoice]
    changed: list[ToldVoice]
    silences: list[ToldSilence]
    replies: list[ToldVoice] = Field(description="Words that follow a question; confirmed by nobody yet.")
    elsewhere: int = Field(description="More statements that led to it, of other moots.")
    withheld: int = Field(description="Notes behind it that are not released.")


class ToldMatters(Many[ToldMatter]):
    """A page of matters."""


@router.get("told/{slug:kind}/{slug:key}", response={200: ToldMatters, **ERRORS})
def told(request: HttpRequest, kind: str, key: str, paging: Paging) -> dict[str, Any]:
    """The matters of a moot, place, edition or plank: what was said, asked, answered and changed."""
    asked = scope(kind, key)
    chosen = list(asked.planks)
    found = queries.matters(asked, the_record(), cut(chosen, paging))
    items = [plain(matter, site(request)) for matter in found]
    return many(request, items, total=len(chosen), page=paging, about=ours())
