"""Asks and promises under /api/: what was agreed, sent, put and answered, and promised.."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from folkmoot.web.answering import ERRORS, Many, Paging, cut, many, ours, site
from folkmoot.web.asking import queries

router = Router()


class Answered(Schema):
    """What was answered to an ask, and where it stands."""

    words: str
    by: str
    on: dt.date
    contribution: str = Field(description="Its id in the record; empty where it was entered with a document.")
    source: str
    source_address: str
    holding: bool = Field(description="It says only that an answer will follow.")


class Ask(Schema):
    """A question or a letter that was agreed, and what came of it."""

    id: int
    plank: str
    form: str
    to: str
    through: str
    words: str
    state: str
    agreed_on: dt.date | None
    sent_on: dt.date | None
    put_on: dt.date | None
    put_as: str = Field(description="The record's id of the question as it was put.")
    answered_on: dt.date | None
    due_on: dt.date | None = Field(description="When an answer may be expected; null where no rule says.")
    expected: str = Field(description="The rule in words.")
    answers: list[Answered]
    address: str


class Judged(Schema):
    """What somebody held a promise to have come to, and why."""

    state: str
    because: str
    by: str
    on: dt.date


class Promise(Schema):
    """What somebody undertook, in their words, with the evidence and whatever was judged and replied."""

    id: int
    plank: str
    side: str
    by: str
    words: str
    made_on: dt.date
    due_on: dt.date | None
    condition: str
    evidence: str
    contribution: str
    source: str
    source_address: str
    state: str
    judgements: list[Judged]
    reply: str
    reply_by: str
    address: str


class Asks(Many[Ask]):
    """A page of asks."""


class Promises(Many[Promise]):
    """A page of promises."""


@router.get("asks", response={200: Asks, **ERRORS})
def asks(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """What was asked of those who can act, oldest first; drafts are not told."""
    found = list(queries.asks())
    items = [_ask(request, one) for one in cut(found, paging)]
    return many(request, items, total=len(found), page=paging, about=ours())


@router.get("promises", response={200: Promises, **ERRORS})
def promises(request: HttpRequest, paging: Paging) -> dict[str, Any]:
    """What was promised by Ministers, councils, companies and our own side, oldest first."""
    found = list(queries.promises())
    items = [_promise(request, one) for one in cut(found, paging)]
    return many(request, items, total=len(found), page=paging, about=ours())


def _ask(request: HttpRequest, one: queries.AskTold) -> dict[str, Any]:
    same = (
        "plank",
        "to",
        "through",
        "words",
        "state",
        "agreed_on",
        "sent_on",
        "put_on",
        "put_as",
        "answered_on",
    )
    return {
        **{name: getattr(one, name) for name in same},
        "id": one.number,
        "form": one.form.key,
        "due_on": one.due.day,
        "expected": one.due.says,
        "answers": [_answer(answer) for answer in one.answers],
        "address": site(request) + one.address,
    }


def _answer(answer: queries.AnswerTold) -> dict[str, Any]:
    same = ("words", "by", "on", "contribution", "source_address", "holding")
    return {**{name: getattr(answer, name) for name in same}, "source": answer.source_title}


def _promise(request: HttpRequest, one: queries.PromiseTold) -> dict[str, Any]:
    same = (
        "plank", "side", "by", "words", "made_on", "due_on", "condition", "evidence", "contribution",
        "source_address", "state", "reply", "reply_by",
    )  # fmt: skip
    judged = ("state", "because", "by", "on")
    return {
        **{name: getattr(one, name) for name in same},
        "id": one.number,
        "source": one.source_title,
        "judgements": [{name: getattr(told, name) for name in judged} for told in one.judgements],
        "address": site(request) + one.address,
    }
