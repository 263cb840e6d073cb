"""Where a sentence came from, and what was made of it.

Everything derived holds the passages it came from; every page can show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was published or handed in: what it is called, where it is, under which licence."""

    title: str
    address: str = ""
    licence: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in their place: the id of what holds them, and the half-open range of characters there.

    `of` is a stable public id: a contribution of the record, or a note of a moot.
    An absent range means the whole.
    """

    of: str
    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """What something was made from, by whom or what, and how sure that is.

    `by` names a person's role or a deriver with its version; `confidence` is from 0 to 1,
    or None where a person simply did it.
    """

    made_from: tuple[Passage, ...]
    by: str
    reason: str = ""
    confidence: float | None = None
    notes: tuple[str, ...] = field(default=())
