"""Say that a department answers for a plank's matter, or that it does not."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.record.departments import Department
from folkmoot.web.accounts.models import User
from folkmoot.web.asking.models import Responsibility
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Plank


@transaction.atomic
def decide(
    who: User | None,
    plank: Plank,
    department: Department,
    state: str,
    *,
    because: str = "",
    now: dt.datetime | None = None,
) -> Responsibility:
    """Confirm that a department answers for a plank's matter, or say that it is not theirs. Newest counts.

    Raises Refused for anything else that could be said.
    """
    if state not in Responsibility.State.values:
        raise Refused(
            f"A department is {' or '.join(Responsibility.State.values)}, not {state!r}; choose one."
        )
    told = {
        "name": department.name, "state": state, "because": because,
        "decided_at": now or timezone.now(), "decided_by": who,
    }  # fmt: skip
    made, _new = Responsibility.objects.update_or_create(
        plank=plank, department=department.slug, defaults=told
    )
    content = {"department": department.slug, "because": because}
    write_line(who=who, verb=str(state), kind="responsibility", key=plank.slug, content=content)
    return made
