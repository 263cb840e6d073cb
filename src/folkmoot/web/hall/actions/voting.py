"""Join with a code, vote, erase what one gave. None of it is a line in the journal but the erasure."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.meetings.codes import digest
from folkmoot.web.consent.actions import erase
from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.hall.models import Evening, Slip
from folkmoot.web.hall.queries.voting import Floor, participant_by_code
from folkmoot.web.hall.urn import put_in
from folkmoot.web.meetings.models import Moot, Participant, Vote


def join(moot_id: int, code: str, way: str) -> Participant:
    """The participant of a code: made when it is first used, the same one ever after.

    way: Participant.Way.SLIP needs a printed slip, OPEN an evening that chose the open link.
    Raises Refused where the code may not be used, or was and is erased.
    """
    must_be_declared("hall.joining")
    with transaction.atomic():
        Moot.objects.select_for_update().get(pk=moot_id)
        known = participant_by_code(code)
        if known is not None:
            return known
        if way == Participant.Way.SLIP:
            _use_slip(moot_id, code)
        elif not Evening.objects.filter(moot=moot_id, joining=Evening.Joining.OPEN).exists():
            raise Refused("This moot is joined with a printed slip; ask for one at the door.")
        return Participant.objects.create(
            moot_id=moot_id, number=next_number(moot_id), way=way, token=digest(code)
        )


def _use_slip(moot_id: int, code: str) -> None:
    """Each slip makes one participant, once."""
    slips = Slip.objects.filter(moot=moot_id, digest=digest(code), cancelled=False)
    if not slips.filter(used=False).update(used=True):
        raise Refused("What this slip gave was erased, or the slip is not one of this moot.")


def next_number(moot_id: int) -> int:
    """The number of the next participant of a moot; call it inside a transaction that holds the moot."""
    last = Participant.objects.filter(moot=moot_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def cast(floor: Floor, participant_id: int, statement_id: int, value: int, key: uuid.UUID) -> None:
    """Keep one vote. The same key sent twice is one vote; it is on the disk when this returns.

    Raises Refused when the floor is closed, for a statement that is not on it, and for somebody erased.
    """
    if not floor.is_open:
        raise Refused("Voting is closed.")
    if floor.ballot(statement_id) is None:
        raise Refused("That statement is not up for a vote any more.")
    vote = Vote(
        participant_id=participant_id,
        statement_id=statement_id,
        value=value,
        key=key,
        cast_at=timezone.now(),
    )
    try:
        put_in(vote)
    except IntegrityError as error:
        raise Refused("What you gave was erased, so nothing more is kept under this slip.") from error


def erase_mine(participant_key: uuid.UUID) -> None:
    """Remove a participant and every vote they gave, because they asked. Raises NotFound when it is done."""
    erase(kind="participant", key=str(participant_key), who=None, reason="asked for with their own token")
