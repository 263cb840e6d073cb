"""Erase lawfully, and erase again what an older backup brought back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import NotFound
from folkmoot.web.accounts.models import User
from folkmoot.web.consent.erasers import erasers_of
from folkmoot.web.consent.models import Erasure
from folkmoot.web.consent.outside import Remembered, remember
from folkmoot.web.journal.actions import forget
from folkmoot.web.journal.models import Line
from folkmoot.web.journal.queries import holds

_BROUGHT_BACK = "brought back by a backup made before it was erased"


def erase(*, kind: str, key: str, who: User | None, reason: str) -> Line:
    """Erase one thing for good: its rows, what the journal held of it, and whatever a restore brings back.

    Returns the journal line that says so. `reason` must not itself say what was erased.
    Raises NotFound for a kind nobody can erase, or where there is no such thing.
    """
    key = _one_spelling(key)
    with transaction.atomic():
        line = _erase(kind, key, who, reason, timezone.now())
        if line is None:
            raise NotFound(_nothing_there(kind, key), kind=kind, key=key)
        return line


def erase_again(owed: Iterable[Remembered]) -> int:
    """Erase whatever of these is there, once each; how many were. For a restore, in its transaction."""
    first = {
        (erasure.kind, erasure.key): erasure.at for erasure in sorted(owed, key=lambda e: e.at, reverse=True)
    }
    with transaction.atomic():
        lines = [_erase(kind, key, None, _BROUGHT_BACK, at) for (kind, key), at in first.items()]
        for (kind, key), at in first.items():
            Erasure.objects.get_or_create(object_kind=kind, object_key=key, defaults={"at": at})
    return sum(line is not None for line in lines)


def _erase(kind: str, key: str, who: User | None, reason: str, at: dt.datetime) -> Line | None:
    found = [eraser(key) for eraser in erasers_of(kind)]
    if not any(found) and not holds(kind, key):
        return None
    line = forget(kind=kind, key=key, who=who, reason=reason)
    Erasure.objects.get_or_create(
        object_kind=kind, object_key=key, defaults={"at": at, "reason": reason[:200]}
    )
    remember(Remembered(kind, key, at))
    return line


def _nothing_there(kind: str, key: str) -> str:
    before = Erasure.objects.filter(object_kind=kind, object_key=key).first()
    if before:
        return f"The {kind} {key} was erased already, on {before.at:%-d %B %Y}."
    return f"There is no {kind} {key} in this house; check the key on its page or in the journal."


def _one_spelling(key: str) -> str:
    """A UUID in its usual spelling, however it was typed; any other key as it is."""
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return key
