"""What a note may hold that should not be public: hints for whoever releases it, nothing more.

A hint points at words; it decides nothing, is not kept, and misses much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.text import words


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may name somebody or say what is private: what kind, which words, and where they stand."""

    kind: str
    quote: str
    start: int
    end: int


_NAME = r"(?:[A-Z]['’])?[A-Z][a-zà-öø-ÿ]+(?:-[A-Z][a-zà-öø-ÿ]+)*"
_PLACES = (
    "street|road|lane|avenue|close|way|hill|park|square|bridge|house|hall|school|college|centre|hospital|surgery"
    "|council|parliament|market|station|estate|green|garden|gardens|library|church|common|office|bank|river|farm"
    "|court|terrace|row|gate|wood|north|south|east|west|old|new|upper|lower|high|town|city|county|bus|line|act|bill"
)
_DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august"
    "|september|october|november|december|christmas|easter|spring|summer|autumn|winter"
)
_OPENERS = (
    "the|a|an|we|i|it|they|there|this|that|my|our|why|what|when|where|who|how|if|in|on|at"
    "|and|but|no|not|so|as|some|every|all|most|please|for|from|with|to|is|are|can|could|should|more"
)
_NOT_A_NAME = re.compile(rf"(?:{_PLACES}|{_DAYS}|{_OPENERS})\Z", re.IGNORECASE)
_HEALTH = (
    "cancer|diabet|dementia|alzheimer|autis|adhd|depress|anxiety|suicid|self[- ]harm|epilep|asthma|stroke"
    "|disab|wheelchair|pregnan|miscarr|abortion|addict|alcoholi|overdos|hiv|mental health|bipolar|schizo"
    "|diagnos|chemo|dialysis|operation on"
)
_ACCUSES = (
    "stole|thief|thieves|fraud|corrupt|liar|lied|assault|abus|groom|dealer|racis|pervert|threaten|bully"
)

_PATTERNS = (
    ("name", re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Rev|Cllr|Councillor|Sir|Lady)\.? {_NAME}(?: {_NAME})?")),
    ("name", re.compile(rf"\b{_NAME}(?: {_NAME}){{1,2}}\b")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)),
    ("health", re.compile(rf"\b(?:{_HEALTH})\w*", re.IGNORECASE)),
    (
        "child",
        re.compile(r"\b(?:aged? )?(?:[1-9]|1[0-7])[- ](?:years?|months?|yrs?)[- ]olds?\b", re.IGNORECASE),
    ),
    ("child", re.compile(r"\bage[ds]? (?:[1-9]|1[0-7])\b", re.IGNORECASE)),
    (
        "child",
        re.compile(
            r"\bmy (?:grand)?(?:son|daughter|child|kid|boy|girl|children)\b[^.]{0,20}?\b\d{1,2}\b", re.I
        ),
    ),
    ("accusation", re.compile(rf"\b(?:{_ACCUSES})\w*", re.IGNORECASE)),
)


def hints(text: str, *, places: str = "") -> tuple[Hint, ...]:
    """What may have to be looked at before a text becomes public, in order, no two overlapping.

    Kinds: name, email, phone, postcode, health, child, accusation. places: words, such as the title
    of the moot and where it was held, of which no pair is taken for somebody's name.
    """
    known = set(_words(places))
    found: list[Hint] = []
    end = 0
    for hint in sorted(_all(text, known), key=lambda hint: (hint.start, -hint.end)):
        if hint.start >= end:
            found.append(hint)
            end = hint.end
    return tuple(found)


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in words(text)]


def _all(text: str, known: set[str]) -> Iterator[Hint]:
    for kind, pattern in _PATTERNS:
        start = 0
        while match := pattern.search(text, start):
            parts = match.group().split()
            unlikely = kind == "name" and any(
                _NOT_A_NAME.match(part) or part.casefold() in known for part in parts
            )
            if not unlikely:
                yield Hint(kind, match.group(), match.start(), match.end())
            start = match.start() + len(parts[0]) if unlikely else match.end()
