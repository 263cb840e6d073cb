"""Who may do what with a moot. Everything a moot has released is public."""

from __future__ import annotations

from typing import Any

import rules

from folkmoot.web.meetings.models import Moot

is_steward = rules.is_group_member("steward")
is_organiser = rules.is_group_member("organiser")


@rules.predicate
def is_moot_staff(user: Any, moot: Moot | None) -> bool:
    """Whether somebody works on this moot."""
    return moot is not None and user.is_authenticated and moot.staff.filter(pk=user.pk).exists()


rules.add_perm("meetings.read_moot", is_organiser | is_steward)
rules.add_perm("meetings.change_moot", is_moot_staff | is_steward)
rules.add_perm("meetings.see_unreleased", is_moot_staff | is_steward)
rules.add_perm("meetings.release_note", is_moot_staff | is_steward)
