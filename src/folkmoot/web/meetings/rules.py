"""Who may do what with a moot. Everything a moot has released is public."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.rules import is_organiser, is_steward
from folkmoot.web.meetings.models import Moot


@rules.predicate
def is_moot_staff(user: User, moot: Moot | None) -> bool:
    """Whether somebody signed in works on this moot."""
    if moot is None or not (user.is_authenticated and user.is_active):
        return False
    return moot.staff.filter(pk=user.pk).exists()


rules.add_perm("meetings.read_moot", is_organiser | is_steward)
rules.add_perm("meetings.change_moot", is_moot_staff | is_steward)
rules.add_perm("meetings.see_unreleased", is_moot_staff | is_steward)
rules.add_perm("meetings.release_note", is_moot_staff | is_steward)
