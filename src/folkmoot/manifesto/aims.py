"""What a wording says it is for: the purpose inside a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLAIN = 0.9  # confidence in "so that …" and its like
BARE = 0.6  # in "to house the homeless": a purpose unless the verb before asks for that "to"

_LIST = """
avoid bring build calm care cheer clean clear connect cover create cut cycle educate employ encourage end
ensure feed fight fill find free fund give grow guarantee heat help host house improve insulate keep
light lower meet mend move offer open pay plant prevent protect provide put raise reduce regenerate
rehouse repair replace restore revive run safeguard save serve share shelter show slow start stop store
support tackle teach train treat warm
"""
VERBS = tuple(_LIST.split())
_VERB = "|".join(VERBS)

_WHO = "we|they|people|nobody|no one|everyone|everybody|children|families|tenants|it|you|the"
_DOES = "can|could|do|does|don't|is|are|will|would|has|have|gets?"
_PLAIN = re.compile(
    rf"\b(?:so that|so as to|in order (?:to|that|for)|with the aim of|for the purpose of|"
    rf"to (?:make sure|ensure)(?= )|so (?=(?:{_WHO})\b.{{0,30}}?\b(?:{_DOES})\b))\s*[^.;!?]+",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\bto (?:{_VERB})\b[^.;!?]*", re.IGNORECASE)
_AS = re.compile(
    r"\b(?:as|into) (?:\w+ )?(?:homes|housing|shelters?|beds|bedrooms|workshops|classrooms)\b[^.;!?]*",
    re.IGNORECASE,
)
_TAKES_TO = re.compile(
    r"\b(?:afford|agree[ds]?|allow(?:ed|s)?|ask(?:ed|s)?|begin|begins|chance|choose|continues?|cost|decides?|"
    r"duty|duties|easy|enable[ds]?|encourage[ds]?|enough|expect(?:ed|s)?|fail(?:ed|s)?|force[ds]?|get|"
    r"hard|hopes?|how|invite[ds]?|likes?|made|money|need(?:s|ed)?|nobody|obliged?|ought|"
    r"permission|permit(?:ted|s)?|plans?|powers?|promise[ds]?|refuse[ds]?|require[ds]?|rights?|somewhere|"
    r"starts?|tell|told|time|tr(?:y|ies|ied)|urge[ds]?|want(?:s|ed)?|ways?|what|when|where|whether|willing|"
    r"wish(?:es)?|wants?)\b",
    re.IGNORECASE,
)
_TAKES_TO_AT_ONCE = re.compile(
    r"\b(?:able|free|going|have|has|had|ready|is|are|be|been|willing|"
    r"(?<!be )(?<!is )(?<!are )(?<!been )used)\s*$",
    re.IGNORECASE,
)  # "the council is to house them"; but "shops should be opened to house them" says what for
_STOP = re.compile(r"[.;!?,]|\bto\b|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aim:
    """A purpose as it stands, where, and how sure it is that it is one."""

    text: str
    start: int
    end: int
    confidence: float


def aim_of(text: str) -> Aim | None:
    """The purpose that a text states itself: "so that …", "in order to …", or a plain "to house …"."""
    plain = _PLAIN.search(text)
    if plain:
        return _aim(plain, PLAIN)
    for match in _BARE.finditer(text):
        if text[: match.start()].strip() and not _asked_for(text[: match.start()]):
            return _aim(match, BARE)
    use = _AS.search(text)
    return _aim(use, BARE) if use else None


def purpose_in(text: str) -> str:
    """The purpose that a text states itself; empty where it states none."""
    found = aim_of(text)
    return found.text if found else ""


def without_aim(text: str) -> str:
    """A text with its purpose taken out: what is asked for."""
    found = aim_of(text)
    return f"{text[: found.start]}{text[found.end :]}" if found else text


def _aim(match: re.Match[str], confidence: float) -> Aim:
    inner = match.group(0).rstrip()
    return Aim(inner, match.start(), match.start() + len(inner), confidence)


def _asked_for(before: str) -> bool:
    """Whether a "to" after these words belongs to a verb or noun that takes one: "want to", "power to"."""
    last = 0
    for stop in _STOP.finditer(before):
        last = stop.end()
    clause = before[last:]
    if _TAKES_TO_AT_ONCE.search(clause):
        return True
    return bool(_TAKES_TO.search(clause)) and len(clause.split()) <= 8
