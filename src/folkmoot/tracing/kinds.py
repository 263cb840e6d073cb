"""What a passage does, as a suggestion with its reason. A person decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

_WHO = r"(?:I|we|it|they|the Government|(?:the|my) Department|the (?:strategy|review|report|guidance|Bill))"
_WILL = r"(?:will|shall|undertake to|intends? to|commits? to|(?:am|are|is) going to)"
_DO = (
    r"(?:publish|consult|bring|introduce|report|write|legislate|review|set out|provide|fund|build|respond"
    r"|lay|issue|deliver|make|ensure|begin|start|place|announce|meet|return|come back)"
)
_BE_DONE = (
    r"be (?:published|introduced|laid|issued|brought|reviewed|built|funded|set out|announced|completed)"
)
UNDERTAKING = re.compile(rf"\b{_WHO}\s+{_WILL}\s+(?:{_BE_DONE}|(?:\w+\s+){{0,2}}?{_DO})\b", re.IGNORECASE)
CARRIED = re.compile(
    r"\b(?:Question put and agreed to|Resolved,|the (?:Ayes|Noes) have it|Motion agreed)", re.IGNORECASE
)


class Spoken(Protocol):
    """What of a contribution says what it does."""

    @property
    def kind(self) -> str: ...
    @property
    def office(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """raises, asks, answers, promises or decides; never supports or opposes: those a person must hear."""

    kind: str
    reason: str


def suggest(contribution: Spoken, quote: str) -> Suggestion:
    """The kind of a passage, from its words and its place in the record."""
    if CARRIED.search(quote):
        return Suggestion("decides", "The House decided here.")
    if contribution.kind == "question":
        return Suggestion("asks", "It stands in the record as a question.")
    answering = contribution.kind == "reply" or _answers_for_an_office(contribution.office)
    if answering and (said := UNDERTAKING.search(quote)):
        return Suggestion("promises", f"Somebody answering for an office says “{said.group(0)}”.")
    if answering:
        return Suggestion("answers", "Said by somebody answering for an office.")
    if quote.rstrip(' …”"’').endswith("?"):
        return Suggestion("asks", "The words end in a question.")
    return Suggestion("raises", "It speaks of the same things.")


def _answers_for_an_office(office: str) -> bool:
    """Whether somebody holds an office that answers; a shadow Minister holds one that asks."""
    return bool(office) and "shadow" not in office.casefold()
