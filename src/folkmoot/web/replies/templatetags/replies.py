"""What people named in something say of it, to be put beside it."""

from __future__ import annotations

from typing import Any

from django import template

from folkmoot.web.replies import queries

register = template.Library()


@register.inclusion_tag("replies/beside.html")
def replies_beside(kind: str, key: Any, size: str = "") -> dict[str, Any]:
    """Answers as large as what they answer, corrections, and the way to hand in another.

    size: the class that makes the words it stands beside as large as they are, such as "big".
    """
    return {"replies": queries.beside(kind, str(key)), "kind": kind, "key": str(key), "size": size}
