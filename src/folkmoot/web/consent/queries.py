"""Ask what was erased."""

from __future__ import annotations

from folkmoot.web.consent.models import Erasure
from folkmoot.web.consent.outside import Remembered


def erasures() -> list[Remembered]:
    """Every erasure this house knows of, oldest first."""
    rows = Erasure.objects.order_by("at").values_list("object_kind", "object_key", "at")
    return [Remembered(*row) for row in rows]
