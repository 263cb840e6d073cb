"""Who may decide about links: editors, organisers and stewards. Everybody reads the threads."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.rules import is_staff_member

rules.add_perm("tracing.decide", is_staff_member)
