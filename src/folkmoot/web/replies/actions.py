"""Ask, withdraw, decide; and let go of how people can be reached."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.replies.models import Request
from folkmoot.web.replies.shelves import Kept

DECIDED_WITHIN = dt.timedelta(days=14)
REACHED_FOR = dt.timedelta(days=90)


@transaction.atomic
def ask(about: Kept | None, *, wants: str, name: str, reach: str, **told: object) -> Request:
    """Keep what somebody named here asks for, and say by when it is decided.

    about: what it is about, None for everything that is kept. told: role, words, evidence, may_be_named.
    """
    if (about is None) != (wants == Request.Wants.ALL):
        raise Refused("An answer or a correction is about one thing that is published here.")
    now = timezone.now()
    made = Request.objects.create(
        wants=wants,
        name=name,
        reach=reach,
        about_kind=about.kind if about else "",
        about_key=about.key if about else "",
        asked_at=now,
        due_on=timezone.localdate(now) + DECIDED_WITHIN,
        **told,
    )
    _line(None, "asked", made)
    return made


@transaction.atomic
def decide(who: User, request: Request, state: str, *, reasons: str, checked: str = "") -> None:
    """Agree or refuse, with reasons. Raises Refused where it was decided or withdrawn already."""
    request = Request.objects.select_for_update().get(pk=request.pk)
    if request.state != Request.State.OPEN:
        raise Refused("This request is not open any more; what was decided stands beside it.")
    request.state, request.reasons, request.checked = state, reasons, checked
    request.decided_at, request.decided_by = timezone.now(), who
    request.save(update_fields=["state", "reasons", "checked", "decided_at", "decided_by"])
    _line(who, state, request)


@transaction.atomic
def withdraw(request: Request) -> None:
    """Take a request back, or an answer that is published: it leaves every page."""
    request = Request.objects.select_for_update().get(pk=request.pk)
    if request.state == Request.State.WITHDRAWN:
        return
    request.state, request.reach = Request.State.WITHDRAWN, ""
    request.save(update_fields=["state", "reach"])
    _line(None, "withdrawn", request)


def forget_how_to_reach(now: dt.datetime) -> int:
    """Let go of how people can be reached some time after the decision; of how many."""
    over = Request.objects.filter(decided_at__lt=now - REACHED_FOR).exclude(reach="")
    return over.update(reach="")


def _line(who: User | None, verb: str, request: Request) -> None:
    about = f"{request.about_kind} {request.about_key}".strip()
    content = {"wants": request.wants, "about": about, "words": request.words, "reasons": request.reasons}
    write_line(who=who, verb=verb, kind="request", key=str(request.key), content=content)
