"""Every form that takes words or facts about people, with the three answers.

A form or an import declares itself here before it can be opened; the privacy page prints
what was declared. The three answers are those of the debate that began all this: lawful,
necessary, proportionate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from folkmoot.errors import Refused

T = TypeVar("T", bound=type)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one form or import asks for, and why it may.

    key: a dotted name such as "meetings.note". basis: the lawful basis in plain words.
    lawful, necessary, proportionate: one or two sentences each, as printed on the privacy page.
    """

    key: str
    title: str
    purpose: str
    basis: str
    lawful: str
    necessary: str
    proportionate: str
    kept: str


_declared: dict[str, Declaration] = {}


def declare(declaration: Declaration) -> Callable[[T], T]:
    """Declare a form class: `@declare(Declaration(...))`. Also called plainly for an import."""
    empty = [name for name in declaration.__slots__ if not getattr(declaration, name).strip()]
    if empty:
        raise Refused(f"{declaration.key} may not be opened: it does not answer {', '.join(empty)}.")
    _declared[declaration.key] = declaration

    def mark(form: T) -> T:
        form.declaration = declaration  # type: ignore[attr-defined]
        return form

    return mark


def declared() -> list[Declaration]:
    """Every declaration, by key."""
    return [_declared[key] for key in sorted(_declared)]


def must_be_declared(key: str) -> Declaration:
    """The declaration of an import about to run.

    Raises Refused where there is none.
    """
    if key not in _declared:
        raise Refused(f"{key} takes words or facts about people and is not declared in the registry.")
    return _declared[key]


class Declared:
    """Mixed into a Django form: it cannot be made unless it was declared."""

    declaration: Declaration | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "declaration" not in vars(type(self)):
            raise Refused(f"{type(self).__name__} takes words or facts about people and is not declared.")
        super().__init__(*args, **kwargs)
