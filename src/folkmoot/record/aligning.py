"""Whether a copied page is a debate that the record already has: its lines looked up as they stand.

from folkmoot.record.aligning import days_of, said_on

for proposal in days_of(text, store):
    print(proposal.first, proposal.reason)
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from folkmoot import search
from folkmoot.record.debates import Contribution
from folkmoot.record.pages import layout
from folkmoot.record.pages.clues import Proposal
from folkmoot.record.references import Customs, of_westminster
from folkmoot.record.store import Store

LINES = 8
WORDS = 9
"""How many lines are looked up, the longest first, and how many of their words, from the middle."""
PROPOSALS = 3


def days_of(text: str, store: Store, *, customs: Customs | None = None) -> tuple[Proposal, ...]:
    """The days on which words of this page were said, by the record; the day with most lines first.

    Nothing where the record has none of them: the page may still be of a day that was not read.
    """
    lines = [line.speech for line in layout.read(text, customs or of_westminster()).lines if not line.header]
    chosen = sorted(lines, key=lambda line: -len(line))[:LINES]
    days: Counter[dt.date] = Counter()
    for line in chosen:
        days.update({c.date for c in _holding(line, store)})
    return tuple(
        Proposal(day, day, f"{number} of {len(chosen)} lines looked up stand in the record of {day}")
        for day, number in sorted(days.items(), key=lambda one: (-one[1], one[0]))[:PROPOSALS]
    )


def _holding(line: str, store: Store) -> tuple[Contribution, ...]:
    """The contributions that hold some words of this line one after the other."""
    words = search.plain_words(line)
    if len(words) < WORDS:
        return ()
    first = (len(words) - WORDS) // 2
    found = store.search(search.Phrase(tuple(words[first : first + WORDS])), limit=3)
    return tuple(hit.contribution for hit in found.hits)


def said_on(day: dt.date | None, store: Store) -> list[Contribution]:
    """Everything the record has of a day, to align a page with."""
    if day is None:
        return []
    return [c for sitting in store.sittings(day=day) for c in store.contributions_in(sitting.id)]
