"""What is found: words that mean somebody, and who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["constituency", "name", "office", "form", "chair", "pronoun", "first_person"]
KINDS: tuple[Kind, ...] = ("constituency", "name", "office", "form", "chair", "pronoun", "first_person")


@dataclass(frozen=True, slots=True)
class Reference:
    """Words in a paragraph that mean one person, one of several, or nobody that can be told.

    `start` and `end` are Unicode characters, half-open, into the paragraph's text. `persons` holds
    person ids: one where it is clear, several where it is between them, none where nothing can be said
    or the person is on no roll. `office` is the office as it was said. `confidence` runs from 0 to 1.
    """

    contribution: str
    pid: str
    start: int
    end: int
    text: str
    kind: Kind
    persons: tuple[str, ...] = ()
    office: str = ""
    confidence: float = 0.0
    reason: str = ""

    @property
    def person(self) -> str:
        """The one person meant, or nothing."""
        return self.persons[0] if len(self.persons) == 1 else ""
