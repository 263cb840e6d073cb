"""What the templates of themes need."""

from __future__ import annotations

from django import template
from django.urls import reverse

from folkmoot.web.themes.models import Board

register = template.Library()


@register.simple_tag
def at(board: Board, name: str, *args: str) -> str:
    """The address of a page of themes: of this board's moot, or of all moots."""
    if board.moot:
        return reverse(f"{name}_of_moot", args=[board.moot.slug, *args])
    return reverse(name, args=list(args))
