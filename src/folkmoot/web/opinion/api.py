"""What a moot thinks, under /api/: what the page of results shows, and nothing it hides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from folkmoot.web.answering import ERRORS, One, ours, site
from folkmoot.web.meetings.api import Votes, named, votes_told
from folkmoot.web.opinion import showing

router = Router()


class GroupVotes(Schema):
    """How one group voted on a statement."""

    group: str
    votes: Votes


class Agreed(Schema):
    """A statement that is agreed on, and which group is least sure of it."""

    statement: int
    words: str
    votes: Votes
    least_sure: GroupVotes | None


class Difference(Schema):
    """A statement that sets a group apart, and how every group voted on it."""

    statement: int
    words: str
    leaning: str
    groups: list[GroupVotes]


class Group(Schema):
    """Participants who vote alike. One of fewer than five is not among them."""

    name: str
    size: int
    differences: list[Difference]


class Opinion(Schema):
    """The opinion groups of a moot. `status` is ready, counting or too_few; then there is nothing else."""

    id: str
    status: str
    participants: int | None = Field(None, description="How many voted; null while they are fewer than 7.")
    groups: list[Group] = []
    agreed: list[Agreed] = []
    turned_down: list[Agreed] = []
    address: str


class OneOpinion(One[Opinion]):
    """What a moot thinks."""


@router.get("moots/{slug:moot}/opinion", response={200: OneOpinion, **ERRORS})
def opinion(request: HttpRequest, moot: str) -> dict[str, Any]:
    """Where the people of a moot agree, and where groups of them differ."""
    asked = named(moot)
    found = showing.results(asked)
    address = site(request) + reverse("opinion", args=[asked.slug])
    told: dict[str, Any] = {"id": asked.slug, "address": address}
    if isinstance(found, showing.NotYet):
        told["status"] = "counting" if found.is_counting else "too_few"
    else:
        told |= {"status": "ready", **_results(found)}
    return {"item": told, "about": ours()}


def _results(found: showing.Results) -> dict[str, Any]:
    return {
        "participants": found.participants,
        "groups": [
            {
                "name": group.name,
                "size": group.size,
                "differences": [
                    {
                        "statement": one.statement.number,
                        "words": one.statement.words,
                        "leaning": one.leaning,
                        "groups": [_part(part) for part in one.parts],
                    }
                    for one in group.differences
                ],
            }
            for group in found.shown_apart
        ],
        "agreed": [_agreed(one) for one in found.agreed],
        "turned_down": [_agreed(one) for one in found.turned_down],
    }


def _agreed(one: showing.Agreed) -> dict[str, Any]:
    return {
        "statement": one.statement.number,
        "words": one.statement.words,
        "votes": votes_told(one.tally),
        "least_sure": _part(one.least_sure) if one.least_sure else None,
    }


def _part(part: showing.Part) -> dict[str, Any]:
    return {"group": part.group, "votes": votes_told(part.tally)}
