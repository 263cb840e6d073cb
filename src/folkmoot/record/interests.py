"""Where a speaker declares an interest: their own words, never a guess from the register.

A rule of both Houses: whoever speaks says what interest of theirs bears on the matter.
"""

from __future__ import annotations

import re

from folkmoot.record.debates import Contribution
from folkmoot.text import sentences

_DECLARES = re.compile(
    r"\bdeclare(?:d)? (?:\w+ ){0,3}interests?\b"
    r"|\bI (?:should|must|ought to|need to|have to|wish to|also|too)?,? ?declare\b(?! (?:the|this|that the) )"
    r"|\bmy (?:\w+ ){0,2}(?:entry|entries|interests?) (?:\w+ ){0,3}in the register\b"
    r"|\b(?:entry|entries|interests?) in the register of (?:members|lords)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:he|she|they|who|minister|gentleman|lady|member) (?:\w+ ){0,2}declared?\b", re.IGNORECASE
)
_NOT = re.compile(
    r"\b(?:no|not an?y?|nothing|without|failed to|should have) (?:\w+ )?(?:interests?|declare)", re.IGNORECASE
)


def declares(contribution: Contribution) -> str:
    """The sentence in which a speaker declares an interest of theirs; empty where none does."""
    if contribution.kind == "procedural":
        return ""
    for paragraph in contribution.paragraphs:
        if not _DECLARES.search(paragraph.text):
            continue
        for sentence in sentences(paragraph.text):
            words = sentence.text
            if _DECLARES.search(words) and not _OTHERS.search(words) and not _NOT.search(words):
                return " ".join(words.split())
    return ""
