"""Sentences in which somebody says who they are: "I rent my home." They raise no matter.

Conversations hold such sentences so that votes can be looked at by who cast them. The record speaks
of homes and of renting; of the person at the table it cannot speak. A complaint or a wish in the
first person ("I cannot see a doctor", "I am worried about …") is a matter, and is none of these.
"""

from __future__ import annotations

import re

MOST_WORDS = 16  # a longer sentence tells more than who somebody is

_WHO_THEY_ARE = re.compile(
    r"""
    \W* (?:
      I (?:\s+(?:currently|always|often|usually))? \s+ (?:am|live|work|own|rent|earn|study|voted?|have\s+voted
        |speak|can\s+speak|can\s+explain|understand|identify|consider\s+myself|was\s+born|grew\s+up) \b
      | I['’]m \b
      | My \s+ (?:\w+\s+)?
        (?:income|age|gender|ethnicity|religion|occupation|job|household|postcode) \b .* \bis\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WANTS_OR_MINDS = re.compile(
    r"""
    \b (?: should|must|needs?|ought|want|wish|would|will|because|so|if|but|too|not?|never|cannot|\w+n['’]t
      | that|which|where|who|think|believe|feel|opposed|against|worried|concerned|afraid|tired|sick|fed
      | angry|pleased|happy|unhappy|favour|favor ) \b | \?
    """,
    re.IGNORECASE | re.VERBOSE,
)


def of_themselves(sentence: str) -> bool:
    """Whether a sentence only says who its voter is, and neither wants nor minds anything."""
    return (
        _WHO_THEY_ARE.match(sentence) is not None
        and _WANTS_OR_MINDS.search(sentence) is None
        and len(sentence.split()) <= MOST_WORDS
    )
