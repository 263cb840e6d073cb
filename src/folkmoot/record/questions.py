"""Which contributions answer each other: question and answer, intervention and reply.

Found from the order of a debate alone, each with its reason. Where no answer stands, the pair
says so and no more: "no answer found here" is never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from folkmoot.record.debates import Contribution

NO_ANSWER = "no answer found here"
INTERVENTION_WORDS = 250

ExchangeKind = Literal["written question", "oral question", "supplementary question", "intervention"]

_OPPOSITE = re.compile(r"\b(shadow|opposition|spokes\w+)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(speaker|chair|chairman|chairwoman|lord speaker)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """What was asked and what answered it: ids of contributions, in order. No `answered`: none found."""

    kind: ExchangeKind
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    reason: str

    @property
    def ids(self) -> tuple[str, ...]:
        return self.asked + self.answered


def pair(contributions: Sequence[Contribution]) -> tuple[Pair, ...]:
    """The exchanges among the contributions of one debate, which stand in their order."""
    if any(c.kind in ("question", "reply") for c in contributions):
        return tuple(_written(contributions))
    spoken = [c for c in contributions if c.kind == "speech" and not in_the_chair(c)]
    if any(c.oral_number or c.question_number or c.type.endswith("Question") for c in spoken):
        return tuple(_oral(spoken))
    return tuple(_interventions(spoken))


def in_the_chair(contribution: Contribution) -> bool:
    """Whether this is the Speaker, a deputy or a committee's chair, by name, office or party of that day."""
    return (
        contribution.party in ("Speaker", "Deputy Speaker")
        or bool(_CHAIR.search(contribution.office))
        or bool(_CHAIR.search(contribution.speaker_name))
    )


def _written(contributions: Sequence[Contribution]) -> Iterator[Pair]:
    asked: list[str] = []
    answered: list[str] = []
    for contribution in contributions:
        if contribution.kind == "question":
            if answered:
                yield _written_pair(asked, answered)
                asked, answered = [], []
            asked.append(contribution.id)
        elif contribution.kind == "reply" and asked:
            answered.append(contribution.id)
    if asked:
        yield _written_pair(asked, answered)


def _written_pair(asked: list[str], answered: list[str]) -> Pair:
    together = f"; {len(asked)} questions were answered together" if len(asked) > 1 else ""
    found = "the reply follows under the same heading" + together
    return Pair("written question", tuple(asked), tuple(answered), found if answered else NO_ANSWER)


def _oral(spoken: Sequence[Contribution]) -> Iterator[Pair]:
    """Questions on the order paper, perhaps grouped, then supplementaries, each with what follows it."""
    answering = _who_answers(spoken)
    place = 0
    while place < len(spoken):
        contribution = spoken[place]
        if not _asks(contribution, answering):
            place += 1
            continue
        asked = [contribution]
        place += 1
        while place < len(spoken) and _numbered(contribution) and _numbered(spoken[place]):
            asked.append(spoken[place])
            place += 1
        answer = spoken[place] if place < len(spoken) and _answers(spoken[place], answering) else None
        if answer is not None:
            place += 1
        yield _oral_pair(asked, answer)


def _oral_pair(asked: list[Contribution], answer: Contribution | None) -> Pair:
    kind: ExchangeKind = "oral question" if _numbered(asked[0]) else "supplementary question"
    ids = tuple(c.id for c in asked)
    if answer is None:
        return Pair(kind, ids, (), NO_ANSWER)
    if answer.type.endswith("Answer"):
        reason = "the source marks the next contribution as the answer"
    elif answer.office:
        reason = f"{answer.speaker_name} ({answer.office}) speaks next"
    else:
        reason = f"{answer.speaker_name}, who answers in this debate, speaks next"
    return Pair(kind, ids, (answer.id,), reason)


def _numbered(contribution: Contribution) -> bool:
    return bool(contribution.oral_number or contribution.question_number)


def _who_answers(spoken: Sequence[Contribution]) -> set[str]:
    """Who speaks with an office, as marked by the source, or directly after a numbered question.

    An office in the opposition asks.
    """
    answering = {_speaker(c) for c in spoken if _in_office(c) or c.type.endswith("Answer")}
    for before, after in pairwise(spoken):
        if _numbered(before) and not _numbered(after) and _speaker(after) != _speaker(before):
            answering.add(_speaker(after))
    return answering - {""}


def _in_office(contribution: Contribution) -> bool:
    return bool(contribution.office) and not _OPPOSITE.search(contribution.office)


def _asks(contribution: Contribution, answering: set[str]) -> bool:
    if _numbered(contribution) or contribution.type.endswith("Question"):
        return True
    return not contribution.type and _speaker(contribution) not in answering


def _answers(contribution: Contribution, answering: set[str]) -> bool:
    if contribution.type:
        return contribution.type.endswith("Answer") or _speaker(contribution) in answering
    return _speaker(contribution) in answering and not _numbered(contribution)


def _interventions(spoken: Sequence[Contribution]) -> Iterator[Pair]:
    """Short contributions between two of the one who has the floor, with the second as their reply."""
    floor = _speaker(spoken[0]) if spoken else ""
    for place, contribution in enumerate(spoken):
        if place == 0 or _speaker(contribution) == floor:
            continue
        after = spoken[place + 1] if place + 1 < len(spoken) else None
        marked = contribution.type.endswith("Intervention")
        goes_on = after is not None and _speaker(after) == floor != ""
        if goes_on and after is not None and (marked or _is_short(contribution)):
            how = "marked by the source as an intervention" if marked else "a short contribution"
            reason = f"{how} between two of {after.speaker_name}, who speaks next"
            yield Pair("intervention", (contribution.id,), (after.id,), reason)
        elif contribution.type.startswith("Start") and marked:
            yield Pair("intervention", (contribution.id,), (), NO_ANSWER)
        else:
            floor = _speaker(contribution)


def _is_short(contribution: Contribution) -> bool:
    return len(contribution.text.split()) <= INTERVENTION_WORDS


def _speaker(contribution: Contribution) -> str:
    return contribution.person_id or contribution.member_id or contribution.speaker_name
