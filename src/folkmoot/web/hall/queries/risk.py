"""Who is told when somebody is in danger, and what waits to be seen."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.roles import STEWARD
from folkmoot.web.hall.models import AtRisk
from folkmoot.web.meetings.models import Moot


def to_tell(risk: AtRisk) -> list[User]:
    """The stewards and the staff of the moot."""
    who = Q(groups__name=STEWARD) | Q(moots=risk.moot_id)
    return list(User.objects.filter(who, is_active=True).distinct().order_by("pk"))


def unseen(moot: Moot) -> QuerySet[AtRisk]:
    return AtRisk.objects.filter(moot=moot, seen_at=None)
