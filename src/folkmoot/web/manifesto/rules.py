"""Who may write the manifesto: editors and stewards."""

from __future__ import annotations

import rules

is_editor = rules.is_group_member("editor")
is_steward = rules.is_group_member("steward")

rules.add_perm("manifesto.write", is_editor | is_steward)
