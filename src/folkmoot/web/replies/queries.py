"""Requests as they are shown: beside what they are about, on the public page, to the steward."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone

from folkmoot.web.replies.models import Request
from folkmoot.web.replies.shelves import Kept, published


@dataclass(frozen=True, slots=True)
class Listed:
    """A decided request with what it is about; `about` is None where that is not public (any more)."""

    request: Request
    about: Kept | None

    @property
    def who(self) -> str:
        """The name that may be told."""
        if self.request.state == Request.State.WITHDRAWN:
            return ""
        answers = self.request.wants == Request.Wants.ANSWER and self.request.state == Request.State.AGREED
        return self.request.name if answers or self.request.may_be_named else ""

    @property
    def reasons(self) -> str:
        """Why; of what was taken back, nothing is told any more."""
        return "" if self.request.state == Request.State.WITHDRAWN else self.request.reasons

    @property
    def shows_words(self) -> bool:
        """What was agreed to is told; what was refused or taken back is not, and nobody's own inquiry."""
        return self.request.state == Request.State.AGREED and self.request.wants != Request.Wants.ALL


def beside(kind: str, key: str) -> list[Request]:
    """The answers and corrections that stand beside one thing, oldest first."""
    agreed = Request.objects.filter(about_kind=kind, about_key=key, state=Request.State.AGREED)
    return list(agreed.order_by("decided_at"))


def decided() -> QuerySet[Request]:
    """What was decided or taken back after a decision, newest first."""
    return Request.objects.filter(decided_at__isnull=False).order_by("-decided_at")


def listed(requests: list[Request]) -> list[Listed]:
    """With what each is about, as anybody may read it."""
    return [Listed(one, published(one.about_kind, one.about_key)) for one in requests]


def waiting() -> QuerySet[Request]:
    """What nobody has decided, the one due first before the others."""
    return Request.objects.filter(state=Request.State.OPEN).order_by(F("due_on").asc(), "pk")


def overdue(today: dt.date | None = None) -> int:
    """How many should have been decided by now."""
    return waiting().filter(due_on__lt=today or timezone.localdate()).count()
