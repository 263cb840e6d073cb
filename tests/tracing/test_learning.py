from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.store import Store
from folkmoot.tracing.learning import LEAN, Decided, Lessons, lessons
from folkmoot.tracing.matching import Matched, match
from folkmoot.tracing.vocabulary import Vocabulary, vocabulary

TOWN = Path(__file__).parents[2] / "examples" / "town"
KNOWN = vocabulary(
    [[f"{a} {a} {b}"] * 2 for a in ("shop", "bus", "river", "tax") for b in ("owner", "night")]
)
YES = Decided("x/2026-01-02a.1", "x/d1", "the shop owner and the river", "confirmed", "2 January 2026")
NO = Decided("x/2026-01-02a.2", "x/d2", "the bus and the tax", "rejected")


def taught(*decided: Decided) -> Lessons:
    return lessons(["Each shop and each bus"], decided, KNOWN)


def test_words_of_confirmed_passages_weigh_more_and_those_of_rejected_ones_less() -> None:
    found = taught(YES, NO)
    assert found.factors["shop"] > 1 > found.factors["bus"]
    assert set(found.learned) == {"river", "owner"}


def test_a_passage_like_a_confirmed_one_ranks_higher_and_says_so() -> None:
    lean = taught(YES, NO).lean("a shop by the river", "elsewhere")
    assert lean.factor > 1
    assert lean.reason == "It is like what was confirmed on 2 January 2026."


def test_a_passage_like_a_rejected_one_ranks_lower_and_says_so() -> None:
    lean = taught(YES, NO).lean("the bus at night", "elsewhere")
    assert 0 < lean.factor < 1
    assert "like what was rejected" in lean.reason


def test_rejected_words_under_another_id_are_never_proposed_again() -> None:
    assert taught(YES, NO).lean("The bus, and the tax.", "elsewhere").factor == 0


def test_a_passage_beside_a_confirmed_one_ranks_higher() -> None:
    found = taught(YES, NO)
    assert found.lean("nothing alike", "x/d1").factor > found.lean("nothing alike", "x/d2").factor == 1.0


def test_what_was_decided_about_is_known_under_a_later_revision_too() -> None:
    found = taught(YES, replace(NO, state="withdrawn"))
    assert found.known("x/2026-01-02b.1") and found.known(NO.contribution)
    assert not found.known("x/2026-01-02a.3")
    assert not found.rejected


@given(st.lists(st.tuples(st.text("abn shopriveustx ", max_size=30), st.booleans()), max_size=8), st.text())
def test_no_decisions_move_a_word_or_a_passage_further_than_half(
    said: list[tuple[str, bool]], words: str
) -> None:
    decided = [
        Decided(f"x/{i}", "", text, "confirmed" if yes else "rejected") for i, (text, yes) in enumerate(said)
    ]
    found = taught(*decided)
    assert all(1 - LEAN <= by <= 1 + LEAN for by in found.factors.values())
    assert found.lean(words, "").factor == 0 or 1 - LEAN <= found.lean(words, "").factor <= 1 + LEAN


ASKED = "The council should be able to let a shop that has stood empty for six months at a low rent."


@pytest.fixture
def first(record: Store, known: Vocabulary) -> Matched:
    return _matched(record, known, None)


def _matched(record: Store, known: Vocabulary, taught: Lessons | None) -> Matched:
    with (TOWN / "high-street" / "statements.csv").open(encoding="utf-8", newline="") as file:
        asked = [ASKED, *(row["words"] for row in csv.DictReader(file))]
    lessons = {0: taught} if taught else {}
    return match(asked, record, vocabulary=known, title="High Street", lessons=lessons)[0]


def test_the_next_run_leaves_out_what_was_decided_and_ranks_its_debate_higher(
    record: Store, known: Vocabulary, first: Matched
) -> None:
    chosen = first.passages[0]
    debate = record.contribution(chosen.contribution).debate_id
    yes = Decided(chosen.contribution, debate, chosen.quote, "confirmed", "3 June 2026")
    again = _matched(record, known, lessons([ASKED], [yes], known))
    assert chosen.contribution not in {one.contribution for one in again.passages}
    beside = [one for one in again.passages if "confirmed on 3 June 2026" in one.reason]
    assert beside
    before = {one.id: one.score for one in first.passages}
    assert all(one.score > before[one.id] for one in beside if one.id in before)


def test_a_rejected_passage_is_not_proposed_again_and_those_like_it_fall(
    record: Store, known: Vocabulary, first: Matched
) -> None:
    gone = first.passages[0]
    no = Decided(gone.contribution, "", gone.quote, "rejected")
    again = _matched(record, known, lessons([ASKED], [no], known))
    before = {one.id: one.score for one in first.passages}
    assert gone.contribution not in {one.contribution for one in again.passages}
    assert all(one.score <= before[one.id] for one in again.passages if one.id in before)


def test_the_same_decisions_teach_the_same(record: Store, known: Vocabulary, first: Matched) -> None:
    decided = [
        Decided(one.contribution, "", one.quote, state)
        for one, state in zip(first.passages, ("confirmed", "rejected"), strict=False)
    ]
    assert _matched(record, known, lessons([ASKED], decided, known)) == _matched(
        record, known, lessons([ASKED], decided, known)
    )
