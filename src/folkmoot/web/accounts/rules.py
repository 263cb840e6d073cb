"""Who is what. Rooms above build their permissions out of these predicates.

`is_moot_staff(user, moot)` lives in the meetings room, which knows what a moot is.
"""

from __future__ import annotations

import rules

from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.roles import EDITOR, ORGANISER, STEWARD


def holds(user: User, role: str) -> bool:
    """Whether somebody signed in holds a role today."""
    return bool(user.is_authenticated and user.is_active and rules.is_group_member(role)(user))


@rules.predicate
def is_steward(user: User) -> bool:
    return holds(user, STEWARD)


@rules.predicate
def is_organiser(user: User) -> bool:
    return holds(user, ORGANISER)


@rules.predicate
def is_editor(user: User) -> bool:
    return holds(user, EDITOR)


is_staff_member = is_steward | is_organiser | is_editor

rules.add_perm("accounts.manage", is_steward)
rules.add_perm("journal.read", is_steward)
