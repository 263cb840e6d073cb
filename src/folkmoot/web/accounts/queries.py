"""Ask who works here."""

from __future__ import annotations

from django.db.models import QuerySet

from folkmoot.web.accounts.models import User


def accounts() -> QuerySet[User]:
    """Every account with its roles, by name."""
    return User.objects.prefetch_related("groups").order_by("name", "pk")
