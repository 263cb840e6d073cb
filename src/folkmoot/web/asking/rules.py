"""Who may ask: editors, organisers and stewards. Everybody reads what was agreed."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.rules import is_staff_member

rules.add_perm("asking.ask", is_staff_member)
