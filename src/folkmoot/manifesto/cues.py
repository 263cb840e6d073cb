"""Words that usually narrow, widen, soften or harden a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, how sure it is, and what it means when it comes in (the mirror when it goes)."""

    pattern: re.Pattern[str]
    confidence: float
    reason: str


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
LIMITS = (
    Cue(
        _words(
            "only", "pilot", "trial",
            r"up to(?=\s(?:£|\d|an?\b|half\b|the age\b|"
            r"one\b|two\b|three\b|four\b|five\b|six\b|ten\b|\w+ty\b))",
            "at most", "no more than", "certain", "selected", "eligible",
            "eligibility", "limited to", "restricted to", "those who", "people who already", "subject to",
            "provided that", "except", "unless", "excluding", "means[- ]tested", "weekdays?", "weekends?",
            rf"on {_DAYS}(?: and {_DAYS})?", "at peak times?", "in term time", "where practicable",
            r"(?:aged )?(?:under|over)[- ](?:the age of )?\d+s?", r"aged \d+(?: to \d+)?", "newly built",
            "in one", "in a single", "a handful of", "most deprived", "in greatest need",
        ),
        0.8,
        "words that limit",
    ),
    Cue(
        _words("some", "priority", "prioritise", "existing", "local", "new", "where", "if", "first[- ]time"),
        0.4,
        "words that may limit",
    ),
)  # fmt: skip
REACH = Cue(
    _words(
        "all", "every", "everyone", "everybody", "anyone", "anybody", "any", "whole", "throughout",
        "everywhere", "always", "universal", "nationwide", "whoever", "day and night", "round the clock",
        "without exception",
    ),
    0.6,
    "words that take in everybody or everything",
)  # fmt: skip
BROAD = _words("people", "residents", "everyone", "everybody", "anyone", "anybody", "tenants", "households")
GROUPS = _words(
    "pensioners", "students", "homeowners", "veterans", "carers", "key workers", "graduates",
    "council tenants", "private tenants", "first-time buyers", "primary pupils", "taxpayers",
    "members", "disabled people", "businesses", "employees", "parents",
)  # fmt: skip
TRYING = Cue(
    _words(
        "consider(?:s|ed|ing)?", "explor(?:e|es|ing)", "encourag(?:e|es|ed|ing)", "aims? to", "aiming to",
        "seeks? to", "seeking to", "looks? (?:at|into)", "looking (?:at|into)", "where possible",
        "when possible", "if possible", "as resources allow", "when (?:funds|money|resources) allows?",
        "works? towards?", "working towards?", "invit(?:e|es|ed)", "investigat(?:e|es)",
        "consult(?:s|ing)? on",
        "discuss(?:es)?", "in due course", "over time", "hopes? to", "ambition", "aspir(?:e|es|ation)",
        "reviews? (?:the|whether|how)", "call(?:s|ing)? for", "ask(?:s|ing)? (?:the|that)", "try to",
        "tries to",
        "promote", "promotes", "welcome", "welcomes", "in principle", "best endeavours", "reasonable efforts",
    ),
    0.8,
    "words that promise less than the deed",
)  # fmt: skip
BINDING = Cue(
    _words(
        "must", "shall", "requir(?:e|es|ed|ing)", "ban(?:s|ned)?", "guarantee(?:s|d)?", "never",
        "compulsory", "by law", "duty", "obliged", "statutory", "has to", "have to", "immediately", "at once",
    ),
    0.6,
    "words that bind",
)  # fmt: skip
STRONG_MODALS = _words("must", "shall", "will", "should", "has to", "have to")
WEAK_MODALS = _words("may", "might", "could", "can", "be able to")
NEGATIONS = _words("no", "not", "never", "nobody", "nothing", "none", "without", r"\w+n['’]t", "stop", "ban")
NUMBER = re.compile(
    r"£?\b\d[\d,.]*(?<![,.])"
    r"(?:\s?(?:%|per cent|pence|pounds|hours?|days?|weeks?|months?|years?|miles?|metres?|p|pm|am)\b)?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty|thirty|fifty|hundred)"
    r"(?: (?:per cent|pence|pounds|hours?|days?|weeks?|months?|years?|miles?|metres?|evenings?|nights?))\b",
    re.IGNORECASE,
)


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    """Every match as it stands, once, whatever its case."""
    return list({match.group(0).casefold(): match.group(0) for match in pattern.finditer(text)}.values())


def came_in(pattern: re.Pattern[str], before: str, now: str) -> list[str]:
    """What matches now and did not before."""
    there = {phrase.casefold() for phrase in found(pattern, before)}
    return [phrase for phrase in found(pattern, now) if phrase.casefold() not in there]
