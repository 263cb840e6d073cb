"""The three roles. Each is a group of the same name; what it may do stands in each room's rules."""

from __future__ import annotations

from typing import Any

STEWARD, ORGANISER, EDITOR = "steward", "organiser", "editor"
ROLES = (STEWARD, ORGANISER, EDITOR)


def ensure_roles(using: str = "default", apps: Any = None, **_kwargs: Any) -> None:
    """Make the groups where they are missing; after every migration, so that no emptied table lacks them."""
    from django.apps import apps as installed

    groups = (apps or installed).get_model("auth", "Group").objects.using(using)
    missing = set(ROLES) - set(groups.filter(name__in=ROLES).values_list("name", flat=True))
    for name in sorted(missing):
        groups.get_or_create(name=name)
