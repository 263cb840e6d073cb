"""Interests that a speaker declares, with what the register held under their name that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from folkmoot.record.debates import Contribution
from folkmoot.record.interests import declares
from folkmoot.record.people import Interest
from folkmoot.record.store import Store
from folkmoot.record.store.registers import edition


@dataclass(frozen=True, slots=True)
class Declared:
    """The words of a declaration, and what stood in the register. No `edition`: none of that day was read."""

    words: str
    edition: dt.date | None
    registered: tuple[Interest, ...] = ()


def declared(contribution: Contribution, store: Store) -> Declared | None:
    """What a speaker declares in a contribution; None where nothing is declared."""
    words = declares(contribution)
    if not words:
        return None
    out = edition(store, contribution.date)
    who = contribution.person_id
    held = store.interests(who, contribution.date) if out and who else ()
    return Declared(words, out, held)
