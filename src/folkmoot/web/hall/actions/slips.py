"""Print slips: codes that are told once, to paper, and kept as digests."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from folkmoot.errors import Refused
from folkmoot.meetings.codes import digest
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.models import Slip
from folkmoot.web.hall.tokens import new_code
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.models import Moot

MOST_SLIPS = 2000


def print_slips(who: User | None, moot: Moot, count: int) -> list[str]:
    """The codes of so many new slips, one a person. They cannot be asked for again.

    Raises Refused for a number that is not from 1 to MOST_SLIPS.
    """
    if not 1 <= count <= MOST_SLIPS:
        raise Refused(f"Print from 1 to {MOST_SLIPS} slips at a time.")
    codes = [new_code() for _ in range(count)]
    with transaction.atomic():
        batch = (moot.slips.aggregate(last=Max("batch"))["last"] or 0) + 1
        Slip.objects.bulk_create(Slip(moot=moot, digest=digest(code), batch=batch) for code in codes)
        write_line(
            who=who, verb="printed", kind="moot", key=moot.slug, content={"slips": count, "batch": batch}
        )
    return codes


def cancel_slips(who: User | None, moot: Moot) -> int:
    """Make every slip nobody has used worthless; how many there were. For a batch that went astray."""
    with transaction.atomic():
        gone = Slip.objects.filter(moot=moot, used=False, cancelled=False).update(cancelled=True)
        write_line(who=who, verb="cancelled", kind="moot", key=moot.slug, content={"slips": gone})
    return gone
