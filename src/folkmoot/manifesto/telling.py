"""Words that carry meaning, and everyday words that mean the same here.

Two wordings are compared by the stems of their telling words. A short table of equals lets "council"
meet "local authority" and "vacant" meet "empty"; it is kept short on purpose, so that whoever doubts
a comparison can read the whole of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from folkmoot.text import normal, stem, words

_CARRYING = """
a an and are as at be been being but by can could do does doing for from had has have he her his i if in
into is it its may might more most must no not of on once or our ours own shall she should so some such
than that the their them then there these they this those to too up us very want wants was we were what
when where which who will with would you your need needs ought after also any because each get gets
getting going let's make makes made one onto other out over per put them thing things under until while
whose without
"""
CARRIERS = frozenset(_CARRYING.split())

_EQUALS = """
council councils authority authorities town-hall local-authority
shop shops store stores storefront storefronts
empty vacant unused disused unoccupied
homeless rough-sleeper rough-sleepers sleeping-rough sleep-rough sleeps-rough
house housing home homes housed rehouse
child children kid kids youngster youngsters
young teenage teenager teenagers youth
doctor doctors gp gps surgery
bus buses coach
pupil pupils schoolchild schoolchildren
mend repair repairs fix fixed fixing mended mending repaired repairing
start begin begins starts beginning starting
end stop stops ends stopping ending
evening evenings night nights
worker workers staff employee employees
cheap affordable low-cost
landlord landlords
road roads street streets
elderly pensioner pensioners
bicycle bike bikes bicycles cycle
run runs operate operates running operating
provide provides offer offers providing
money funding cash
free no-charge without-charge
help helps support supports
allow allows let lets permit permits letting
month months
week weeks weekly
day days daily
year years yearly annual annually
big large
quick fast quickly
close shut closed
buy purchase
""".strip()


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in phrase.split("-"))


_MEANT = {_key(phrase): f"={line.split()[0]}" for line in _EQUALS.splitlines() for phrase in line.split()}
_LONGEST = max(map(len, _MEANT))


@functools.lru_cache(maxsize=8_192)
def _counted(text: str) -> tuple[tuple[str, str], ...]:
    tokens = [token.text for token in words(text)]
    stems = [stem(token) for token in tokens]
    found, at = [], 0
    while at < len(tokens):
        length = next((n for n in range(_LONGEST, 0, -1) if tuple(stems[at : at + n]) in _MEANT), 0)
        if length:
            found.append((_MEANT[tuple(stems[at : at + length])], " ".join(tokens[at : at + length])))
        elif normal(tokens[at]) not in CARRIERS:
            found.append((stems[at], tokens[at]))
        at += length or 1
    return tuple(found)


def telling(text: str) -> dict[str, str]:
    """What each telling word comes down to, with the first word that stood for it, in order."""
    found: dict[str, str] = {}
    for meant, word in _counted(text):
        found.setdefault(meant, word)
    return found


def missing(text: str, elsewhere: Iterable[str]) -> tuple[str, ...]:
    """Telling words of a text that stand in none of the others."""
    there = {meant for other in elsewhere for meant in telling(other)}
    return tuple(word for meant, word in telling(text).items() if meant not in there)


def share_kept(text: str, there: str) -> float:
    """How many of the telling words of a text stand in another, from 0 to 1. Nothing to keep is 1."""
    mine = telling(text).keys()
    return len(mine & telling(there).keys()) / len(mine) if mine else 1.0


def alike(one: str, other: str) -> float:
    """How many telling words two texts have in common, of all that either has, from 0 to 1."""
    first, second = telling(one).keys(), telling(other).keys()
    return len(first & second) / len(first | second) if first | second else 1.0


_SENTENCE = re.compile(r"[.;:!?…]+(?:[\"”’)]*\s+|\Z)|\n+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their last stop."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]
