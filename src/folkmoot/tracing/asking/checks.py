"""What is looked at before something is asked, with what was found: for a person to weigh, never a bar.

Each rule of a form gives one finding. Where a program cannot know, the finding says so and who can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.record import departments
from folkmoot.text import sentences
from folkmoot.tracing.asking.drafting import quoted_in, unfounded
from folkmoot.tracing.asking.rules import Form

_ASKS = re.compile(
    r"^(?:to ask|what|when|where|which|who|whom|whose|why|how|if|whether|pursuant to)\b", re.IGNORECASE
)
_UNFILLED = re.compile(r"(?:^|[\s,])…(?=[\s,.]|$)")
NO_SOURCE = re.compile(r"\s*\([^()]*https?://[^()]*\)")


class Rule(StrEnum):
    """What a check is about."""

    QUESTION = "question"
    RESPONSIBILITY = "responsibility"
    ASKED_ALREADY = "asked already"
    OWN_MEMBER = "own Member"
    LENGTH = "length"
    QUOTATIONS = "quotations"
    SOURCES = "sources"
    SIGNED = "signed"
    WHOLE = "whole"


class State(StrEnum):
    """holds; look: something to look at; unknown: a program cannot tell."""

    HOLDS = "holds"
    LOOK = "look"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against one ask. `facts` are words or numbers that a page puts into its sentence."""

    rule: Rule
    state: State
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask as far as the checks look at it.

    times_before: how often it was asked already this session; None where there was no record to search.
    sources: words of the notes, statements, plank and passages it draws on.
    """

    words: str
    office: str = ""
    name: str = ""
    department: str = ""
    through: str = ""
    signed_by: str = ""
    beside: str = ""
    sources: Sequence[str] = ()
    times_before: int | None = None


def check(asked: Asked, form: Form) -> tuple[Finding, ...]:
    """What the rules of a form find in an ask, in the order in which they are read."""
    return tuple(_findings(asked, form))


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that somebody should look at."""
    return tuple(one for one in findings if one.state == State.LOOK)


def _findings(asked: Asked, form: Form) -> Iterator[Finding]:
    if _UNFILLED.search(asked.words):
        yield Finding(Rule.WHOLE, State.LOOK)
    if form.is_question:
        yield Finding(Rule.QUESTION, _held(is_question(asked.words)))
    yield _responsible(asked, form)
    if form.not_asked_already:
        yield _asked_already(asked)
    if form.through_own_member:
        yield Finding(Rule.OWN_MEMBER, _held(bool(asked.through)), tuple(filter(None, [asked.through])))
    if form.most_words:
        yield _length(asked, form)
    if form.no_quotations:
        found = quoted_in(asked.words)
        yield Finding(Rule.QUOTATIONS, _held(not found), found)
    lost = unfounded(f"{asked.words}\n{asked.beside}", asked.sources)
    yield Finding(Rule.SOURCES, _held(not lost), lost)
    if form.signed:
        yield Finding(
            Rule.SIGNED, _held(bool(asked.signed_by.strip())), tuple(filter(None, [asked.signed_by]))
        )


def _held(holds: bool) -> State:
    return State.HOLDS if holds else State.LOOK


def is_question(words: str) -> bool:
    """Whether words ask: they begin as a tabled question does, or a sentence ends in a question mark."""
    said = words.strip()
    if said.casefold().startswith("to ask"):
        return True
    found = [sentence.text for sentence in sentences(said)]
    return any(text.rstrip("”\"’') ").endswith("?") for text in found) or (
        len(found) == 1 and bool(_ASKS.match(found[0]))
    )


def word_count(words: str) -> int:
    """How many words there are, quotations included, their sources not."""
    return len(NO_SOURCE.sub("", words).split())


def _responsible(asked: Asked, form: Form) -> Finding:
    """Whether somebody is named who answers for it: a department's office, or a body or person by name."""
    if form.responsibility == "named":
        named = asked.name if form.to == "member" else asked.office or asked.name
        return Finding(Rule.RESPONSIBILITY, _held(bool(named.strip())), tuple(filter(None, [named])))
    if asked.department:
        return Finding(Rule.RESPONSIBILITY, State.HOLDS, (asked.department,))
    if (found := departments.of_office(asked.office)) is not None:
        return Finding(Rule.RESPONSIBILITY, State.HOLDS, (found.name,))
    return Finding(Rule.RESPONSIBILITY, State.LOOK if not asked.office.strip() else State.UNKNOWN)


def _asked_already(asked: Asked) -> Finding:
    if asked.times_before is None:
        return Finding(Rule.ASKED_ALREADY, State.UNKNOWN)
    return Finding(Rule.ASKED_ALREADY, _held(asked.times_before == 0), (str(asked.times_before),))


def _length(asked: Asked, form: Form) -> Finding:
    words = word_count(asked.words)
    return Finding(Rule.LENGTH, _held(words <= form.most_words), (str(words), str(form.most_words)))
