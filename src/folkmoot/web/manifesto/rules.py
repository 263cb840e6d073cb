"""Who may write the manifesto: editors and stewards."""

from __future__ import annotations

import rules

from folkmoot.web.accounts.rules import is_editor, is_steward

rules.add_perm("manifesto.write", is_editor | is_steward)
