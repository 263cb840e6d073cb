"""What this room lays beside the record: the threads that lead to a debate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from folkmoot.web.record.showing import Item
from folkmoot.web.tracing import queries

register = template.Library()


@register.inclusion_tag("tracing/leading.html")
def threads_leading_to(items: Iterable[Item]) -> dict[str, Any]:
    """The threads that lead to anything said in a debate, as its page shows it."""
    return {"leading": queries.leading_to(turn.id for item in items for turn in item.turns)}
