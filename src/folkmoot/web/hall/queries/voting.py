"""What a voter's page needs: the floor, who they are, what they have given."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from folkmoot.meetings.choosing import Ballot
from folkmoot.meetings.codes import digest
from folkmoot.web.hall.models import Evening, Slip
from folkmoot.web.meetings.models import Moot, Participant, Statement, Vote

FLOOR_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Floor:
    """What every voter of a moot shares. Read again when it is a second old."""

    moot_id: int
    slug: str
    title: str
    asked_by: str
    why: str
    published: str
    answers_at: str
    purpose: int
    joining: str
    is_open: bool
    was_open: bool
    ballots: tuple[Ballot, ...]

    def ballot(self, statement_id: int) -> Ballot | None:
        return next((ballot for ballot in self.ballots if ballot.id == statement_id), None)


_floors: dict[str, tuple[float, Floor | None]] = {}


def floor(slug: str) -> Floor | None:
    """The floor of a moot that is held live; None for any other. At most a second old."""
    now = time.monotonic()
    kept = _floors.get(slug)
    if kept and now - kept[0] < FLOOR_SECONDS:
        return kept[1]
    found = _read_floor(slug)
    _floors[slug] = (now, found)
    return found


def forget_floors() -> None:
    """Read every floor anew; other processes see a change within a second."""
    _floors.clear()


def _read_floor(slug: str) -> Floor | None:
    evening = Evening.objects.select_related("moot").filter(moot__slug=slug).first()
    if evening is None:
        return None
    return Floor(
        moot_id=evening.moot_id,
        slug=slug,
        title=evening.moot.title,
        asked_by=evening.asked_by,
        why=evening.why,
        published=evening.published,
        answers_at=evening.answers_at,
        purpose=evening.purpose,
        joining=evening.joining,
        is_open=evening.is_open,
        was_open=evening.voting_opened_at is not None,
        ballots=ballots(evening.moot),
    )


def ballots(moot: Moot) -> tuple[Ballot, ...]:
    """The statements of a moot that may be voted on, in their order."""
    accepted = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED).order_by("number")
    rows = accepted.values_list("id", "number", "words", "is_meta", "priority")
    return tuple(Ballot(*row[:4], 1.0 if row[4] is None else row[4]) for row in rows)


def slip_of(code: str) -> Slip | None:
    """The slip a code is printed on, unless it was cancelled."""
    return Slip.objects.select_related("moot").filter(digest=digest(code), cancelled=False).first()


def participant_by_code(code: str) -> Participant | None:
    """Whoever joined with this code."""
    return Participant.objects.select_related("moot").filter(token=digest(code)).first()


def voter(floor: Floor, key: uuid.UUID) -> tuple[int, dict[int, int]] | None:
    """Whose token this is, as the database numbers them, and what they gave; None when erased.

    One query, since every vote asks it.
    """
    found = Participant.objects.filter(key=key, moot_id=floor.moot_id).order_by("votes__id")
    rows = list(found.values_list("pk", "votes__statement_id", "votes__value"))
    if not rows:
        return None
    return rows[0][0], {statement: value for _pk, statement, value in rows if statement is not None}


def given(participant_id: int) -> dict[int, int]:
    """What somebody voted, by the statement's id: the newest each."""
    votes = Vote.objects.filter(participant_id=participant_id).order_by("id")
    return dict(votes.values_list("statement_id", "value"))


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many arrived, took part and by which way. None: nobody counted at the door."""

    arrived: int | None
    slips: int
    by_slip: int
    by_link: int
    on_paper: int
    voted: int
    is_open_link: bool

    @property
    def tokens(self) -> int:
        return self.by_slip + self.by_link


def turnout(evening: Evening) -> Turnout:
    """Arrived, slips printed, tokens, voted and paper of an evening."""
    people = Participant.objects.filter(moot=evening.moot_id)
    ways = list(people.order_by().values_list("way", flat=True))
    return Turnout(
        arrived=evening.arrived,
        slips=Slip.objects.filter(moot=evening.moot_id, cancelled=False).count(),
        by_slip=ways.count(Participant.Way.SLIP),
        by_link=ways.count(Participant.Way.OPEN),
        on_paper=ways.count(Participant.Way.PAPER),
        voted=Vote.objects.filter(participant__moot=evening.moot_id).values("participant").distinct().count(),
        is_open_link=evening.joining == Evening.Joining.OPEN,
    )
