"""How each kind of thing is erased. A room says it beside its models, in a module named `erasing`.

An eraser is a function of the key: it removes what there is and answers whether there was any.
Several rooms may answer for one kind; those that stand higher go first, since what they hold
points down at what is about to go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from folkmoot.errors import NotFound

Eraser = Callable[[str], bool]
E = TypeVar("E", bound=Eraser)

_erasers: dict[str, list[Eraser]] = {}


def eraser(kind: str) -> Callable[[E], E]:
    """Register a function as one that erases this kind: `@eraser("note")`."""

    def register(function: E) -> E:
        _erasers.setdefault(kind, []).append(function)
        return function

    return register


def kinds() -> list[str]:
    """Every kind that can be erased."""
    return sorted(_erasers)


def erasers_of(kind: str) -> list[Eraser]:
    """The functions to run, in order. Raises NotFound for a kind nobody knows how to erase."""
    if kind not in _erasers:
        raise NotFound(
            f"Nothing here erases a {kind!r}; what can be erased: {', '.join(kinds())}.", kind=kind
        )
    return list(reversed(_erasers[kind]))
