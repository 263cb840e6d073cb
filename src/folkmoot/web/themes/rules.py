"""Who may arrange themes: the staff of a moot; for all moots together, organisers. Stewards both."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.rules import is_organiser, is_steward
from folkmoot.web.meetings.rules import is_moot_staff
from folkmoot.web.themes.models import Board


@rules.predicate
def works_on_its_moot(user: User, board: Board | None) -> bool:
    return board is not None and board.moot is not None and bool(is_moot_staff(user, board.moot))


@rules.predicate
def is_of_all_moots(_user: User, board: Board | None) -> bool:
    return board is not None and board.moot is None


rules.add_perm("themes.arrange", is_steward | works_on_its_moot | (is_organiser & is_of_all_moots))
