"""Who may bring copied pages and decide whom words mean: everybody on the staff."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.rules import is_staff_member

rules.add_perm("attribution.work", is_staff_member)
