"""Westminster, as data: how Members are addressed, which offices there are, how the calendar runs,
and what a copied debate page looks like.

Nothing here is code on purpose. Another parliament is another folder with the same four files,
read by `folkmoot.record.references.customs.read`.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
