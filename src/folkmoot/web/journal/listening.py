"""Lines for what happens to accounts, a room below: it says what it did, and the journal writes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.signals import account_changed
from folkmoot.web.journal.actions import write_line


@receiver(account_changed, dispatch_uid="journal_account_changed")
def write_account_line(
    *, who: User | None, verb: str, user: User, content: dict[str, Any], **_kwargs: Any
) -> None:
    with transaction.atomic():
        write_line(who=who, verb=verb, kind="account", key=str(user.pk), content=content)
