"""Who decides what people who are named here ask for: the steward."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.rules import is_steward

rules.add_perm("replies.decide", is_steward)
