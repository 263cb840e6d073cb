"""Which business a heading stands under, where the source marks only the order.

Oral questions end without a mark: the next business of the day has a heading of the same level as
the last department's questions. What has no numbered question in it is not under oral questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from folkmoot.record.debates import Contribution, Debate

# Headings inside oral questions whose questions the source may leave without numbers.
_OPEN_QUESTIONS = re.compile(r"topical questions|engagements", re.IGNORECASE)


def settled(debates: Sequence[Debate], contributions: Sequence[Contribution]) -> tuple[Debate, ...]:
    """The headings of a sitting, those after the last oral question taken out from under it.

    A heading that is taken out keeps what stands below it, and loses the department above it.
    """
    asked = {c.debate_id for c in contributions if c.oral_number or c.question_number}
    asked |= {d.id for d in debates if _OPEN_QUESTIONS.match(d.title)}
    loose: set[str] = set()
    for oral in (d for d in debates if d.level == "oral"):
        majors = [d for d in debates if d.parent_id == oral.id]
        loose |= _after_the_last(majors, asked, debates)
        for major in majors:
            if major.id not in loose:
                loose |= _after_the_last([d for d in debates if d.parent_id == major.id], asked, ())
    return tuple(_settled(debate, loose) for debate in debates)


def _after_the_last(siblings: Sequence[Debate], asked: set[str], debates: Sequence[Debate]) -> set[str]:
    """The siblings after the last in which, or below which, a question was asked; none where none was."""
    below = {d.parent_id for d in debates if d.id in asked}
    places = [place for place, d in enumerate(siblings) if d.id in asked or d.id in below]
    return {d.id for d in siblings[places[-1] + 1 :]} if places else set()


def _settled(debate: Debate, loose: set[str]) -> Debate:
    if debate.id in loose:
        return replace(debate, parent_id="", parent_title="", department="")
    return replace(debate, department="") if debate.parent_id in loose else debate
