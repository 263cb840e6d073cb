"""Who holds the floor: sentences broken off and taken up again, and requests to give way.

A rule of the House: an intervention happens only when whoever holds the floor gives way. The record
prints the request ("rose—", "Will the Minister give way?") and then the words of the one who was asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from folkmoot.record.debates import Contribution

# How many contributions may stand between a break and what takes it up.
WITHIN = 4
REQUEST_WORDS = 25

Outcome = Literal["given", "not yet", "refused", "not said"]

_BROKEN = re.compile(r"[\w,;][—–-]{1,2}\s*\Z")
_ROSE = re.compile(r"\brose\s*[—–-]+\s*\Z")
_ASKS = re.compile(r"\bgive way\b[^.?]*\?\s*\Z")
_REFUSES = re.compile(
    r"\A\W*no\b|\A\W*I (?:will|shall) not\b|\bnot giv(?:e|ing) way\b"
    r"|\b(?:will|shall|can|must|do|did) ?not\b[^.?!]*\b(?:give way|giving way|interventions?)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\bin a (?:moment|minute|second)\b|\bin due course\b|\bbefore I give way\b|\bthen I (?:will|shall)\b"
    r"|\blet me (?:just )?(?:make|finish|get|answer|deal)\b|\ballow me to\b"
    r"|\bmake (?:some|a little|a bit of|more) (?:more )?progress\b"
    r"|\bif (?:my|the) [^,;]{0,40}?\bwill (?:forgive|allow|bear with|give) me\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:give|giving|given|gave) way\b|\A\W*(?:of course|certainly|by all means|yes|very well|gladly)\b"
    r"|\A\W*I (?:will|shall)(?:, | to |\.)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def taken_up(contributions: Sequence[Contribution]) -> dict[str, str]:
    """For each contribution that ends in a dash, the same speaker's next one, where it follows soon.

    `contributions` are those of one debate in order. A request to give way is no broken sentence.
    """
    found = {}
    for place, contribution in enumerate(contributions):
        if not broken_off(contribution):
            continue
        for later in contributions[place + 1 : place + 2 + WITHIN]:
            if later.kind == "speech" and _speaker(later) == _speaker(contribution):
                found[contribution.id] = later.id
                break
    return found


def broken_off(contribution: Contribution) -> bool:
    """Whether a speech ends in the dash that marks an interruption."""
    if contribution.kind != "speech" or not contribution.paragraphs or not _speaker(contribution):
        return False
    last = contribution.paragraphs[-1].text
    return bool(_BROKEN.search(last)) and not _ROSE.search(last)


def asks_for_floor(contribution: Contribution) -> bool:
    """Whether somebody rises, or asks the speaker to give way, and says no more."""
    text = contribution.text.strip()
    if len(text.split()) > REQUEST_WORDS:
        return False
    return bool(_ROSE.search(text) or _ASKS.search(text))


def outcome(reply: Contribution) -> Outcome:
    """What whoever holds the floor says to a request, told by their first two sentences."""
    words = " ".join(_SENTENCES.split(" ".join(reply.text.split()))[:2])
    if _NOT_YET.search(words):
        return "not yet"
    if _REFUSES.search(words):
        return "refused"
    return "given" if _GIVES.search(words) else "not said"


def _speaker(contribution: Contribution) -> str:
    return contribution.person_id or contribution.speaker_name
