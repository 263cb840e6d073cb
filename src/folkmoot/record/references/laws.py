"""The words of a law: "(2) The Secretary of State may by order …" means whoever will hold the office."""

from __future__ import annotations

import re

from folkmoot.record.references.customs import Customs, alternation

_NUMBERED = re.compile(r"\W*\d+[A-Z]{0,2}\b(?:\W+\d+[A-Z]{0,2}\b)?\W")


class LawWords:
    """Tells an office in the text of a Bill or an Act from one that is spoken of."""

    def __init__(self, customs: Customs) -> None:
        words = customs.offices.get("law", {})
        self.modal = re.compile(rf",?\s+{alternation(words['modals'])}\b") if words else None
        self.power = (
            re.compile(r"[\s,]+(?:not\s+)?" + alternation(words["powers"]) + r"\b") if words else None
        )

    def holds(self, text: str, end: int, *, quoted: bool) -> bool:
        """Whether an office that ends here is given a power or a duty: in quotation marks, in a numbered
        subsection, or by the words in which only laws give them."""
        modal = self.modal.match(text, end) if self.modal else None
        if modal is None or self.power is None:
            return False
        return quoted or bool(_NUMBERED.match(text)) or bool(self.power.match(text, modal.end()))
