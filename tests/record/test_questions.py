"""Questions with their answers, interventions with their replies."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from folkmoot.record.debates import Contribution, Paragraph
from folkmoot.record.questions import NO_ANSWER, pair
from folkmoot.record.readers import publicwhip


def said(gid: str, who: str, words: str = "Words.", **more: Any) -> Contribution:
    plain: dict[str, Any] = {
        "id": gid,
        "kind": "speech",
        "sitting_id": "s",
        "date": dt.date(2026, 5, 12),
        "chamber": "Commons",
        "debate_id": "d",
        "debate_title": "D",
        "seq": 0,
        "speaker_name": who,
        "person_id": who,
        "paragraphs": (Paragraph("1", words),),
    }
    return Contribution(**(plain | more))


def test_written_questions_answered_together_share_their_reply() -> None:
    one, two, reply = (
        said(g, "a", kind=k) for g, k in (("q0", "question"), ("q1", "question"), ("r0", "reply"))
    )
    (found,) = pair([one, two, reply])
    assert (found.asked, found.answered) == (("q0", "q1"), ("r0",))
    assert found.reason == "the reply follows under the same heading; 2 questions were answered together"


def test_a_written_question_without_a_reply_is_not_called_evaded() -> None:
    (found,) = pair([said("q0", "a", kind="question")])
    assert (found.answered, found.reason) == ((), NO_ANSWER)


def test_an_oral_question_is_answered_by_the_office_holder_who_follows() -> None:
    found = pair(
        [
            said("1", "asker", oral_number="1"),
            said("2", "minister", office="The Minister for Lamps"),
            said("3", "asker", "And when?"),
            said("4", "minister"),
            said("5", "other", "And where?"),
            said("6", "Mr Speaker", "Order."),
            said("7", "minister"),
        ]
    )
    assert [(p.kind, p.asked, p.answered) for p in found] == [
        ("oral question", ("1",), ("2",)),
        ("supplementary question", ("3",), ("4",)),
        ("supplementary question", ("5",), ("7",)),
    ]
    assert found[0].reason == "minister (The Minister for Lamps) speaks next"


def test_an_office_in_the_opposition_asks() -> None:
    found = pair(
        [
            said("1", "asker", oral_number="1"),
            said("2", "minister", office="The Minister for Lamps"),
            said("3", "shadow", office="The Shadow Minister for Lamps"),
            said("4", "minister"),
        ]
    )
    assert [(p.asked, p.answered) for p in found] == [(("1",), ("2",)), (("3",), ("4",))]


def test_grouped_oral_questions_share_their_answer() -> None:
    found = pair(
        [said("1", "a", oral_number="1"), said("2", "b", oral_number="3"), said("3", "m", office="Minister")]
    )
    assert (found[0].asked, found[0].answered) == (("1", "2"), ("3",))


def test_a_question_nobody_answered_says_so() -> None:
    found = pair(
        [said("1", "a", oral_number="1"), said("2", "m", office="Minister"), said("3", "b", "And mine?")]
    )
    assert (found[-1].asked, found[-1].reason) == (("3",), NO_ANSWER)


def test_an_intervention_stands_between_two_of_one_speaker() -> None:
    found = pair([said("1", "a"), said("2", "b"), said("3", "a"), said("4", "c", "w " * 400), said("5", "a")])
    assert [(p.kind, p.asked, p.answered) for p in found] == [("intervention", ("2",), ("3",))]
    assert found[0].reason == "a short contribution between two of a, who speaks next"


def test_who_has_the_floor_does_not_intervene_in_the_one_who_intervenes() -> None:
    found = pair([said(str(n), who) for n, who in enumerate("ababacd")])
    assert [(p.asked, p.answered) for p in found] == [(("1",), ("2",)), (("3",), ("4",))]


def test_the_chair_neither_asks_nor_answers() -> None:
    chair = said("2", "John Bercow", "Order.", party="Speaker")
    assert pair([said("1", "a"), chair, said("3", "a")]) == ()


def test_nothing_is_paired_in_nothing() -> None:
    assert pair([]) == ()


def test_pairs_agree_with_the_types_the_source_gives(real: Path) -> None:
    """Take the marks away and pair by order alone: nine in ten of what is marked is found again."""
    from dataclasses import replace

    agree = marked = 0
    for path in sorted((real / "hansard" / "2016-2021").rglob("*.xml")):
        by_debate: dict[str, list[Contribution]] = {}
        for c in publicwhip.read(path.read_bytes(), file=str(path)).contributions:
            by_debate.setdefault(c.debate_id, []).append(c)
        for contributions in by_debate.values():
            if not any(c.type.endswith("Answer") for c in contributions):
                continue
            gold = {(p.asked, p.answered) for p in pair(contributions) if p.answered}
            bare = {(p.asked, p.answered) for p in pair([replace(c, type="") for c in contributions])}
            marked += len(gold)
            agree += len(gold & bare)
    assert marked > 200
    assert agree / marked > 0.9


def test_every_real_written_reply_is_paired_once(real: Path) -> None:
    replies: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for path in sorted((real / "hansard" / "2009-10" / "wrans").glob("*.xml")):
        by_debate: dict[str, list[Contribution]] = {}
        for c in publicwhip.read(path.read_bytes(), file=str(path)).contributions:
            by_debate.setdefault(c.debate_id, []).append(c)
        for contributions in by_debate.values():
            replies.update(c.id for c in contributions if c.kind == "reply")
            answered.update(i for p in pair(contributions) for i in p.answered)
    assert answered == replies and len(replies) == 1_034
