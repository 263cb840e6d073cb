"""Who can act and what was asked already, in the fictional House."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.record import reading
from folkmoot.record.departments import Department
from folkmoot.record.store import Store
from folkmoot.tracing.asking import acting
from folkmoot.tracing.asking.already import asked_before
from folkmoot.tracing.bridges import NONE

DAY = dt.date(2026, 9, 15)
RIVERS = "rivers-farming-and-food"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("asking") / "record"
    reading.read([Path(__file__).parents[3] / "examples" / "parliament"], folder)
    with Store.open(folder) as store:
        yield store


@pytest.mark.parametrize(
    ("day", "name"), [("2026-06-21", "Rupert Haldenby"), ("2026-06-22", "Gwendolen Strand")]
)
def test_an_office_is_held_by_the_day(record: Store, day: str, name: str) -> None:
    held = acting.holders(record.roll(), RIVERS, dt.date.fromisoformat(day))
    assert [one.name for one in held if not one.shadow] == [name]


def test_those_who_shadow_stand_after_those_in_office(record: Store) -> None:
    held = acting.holders(record.roll(), "department-for-transport", DAY)
    assert [one.shadow for one in held] == [False, False, True]
    assert held[0].role == "Secretary of State for Transport"
    assert acting.holders(record.roll(), "lamps", DAY) == ()


def test_a_place_has_one_member_several_or_none(record: Store) -> None:
    roll = record.roll()
    (seat,) = acting.seats_named(roll, "kettleford", DAY)
    assert seat.member == "Nell Garraway"
    assert acting.seats_named(roll, "Slade", DAY) == () == acting.seats_named(roll, "  ", DAY)


def test_departments_are_counted_by_passage_with_their_reasons() -> None:
    home, transport = Department("home-office", "Home Office"), Department("transport", "Transport")
    found = acting.pointed([[(home, "a")], [(transport, "b"), (home, "c")], []])
    assert [(one.department, one.passages, one.reasons) for one in found] == [
        (home, 2, ("a", "c")), (transport, 1, ("b",)),
    ]  # fmt: skip


def test_a_question_asked_in_other_words_is_found_with_its_answer(record: Store) -> None:
    words = "how many rented homes had a serious hazard from damp"
    found = asked_before(words, record, since=dt.date(2024, 7, 17), upto=DAY)
    assert {one.kind for one in found} == {"written question", "oral question"}
    assert any("22,480" in answer.text for one in found for answer in one.answers)
    assert all(one.share >= 0.5 for one in found)


def test_what_the_house_calls_otherwise_is_found_with_its_passage_and_how_alike(record: Store) -> None:
    (first, *_others) = asked_before(
        "when the strategy for empty shops will be published", record, since=None, upto=DAY
    )
    assert first.kind == "supplementary question" and first.question.speaker_name == "Nell Garraway"
    assert "empty shops" in first.quote and "the day on which we shall be able to read it?" in first.quote
    assert first.passage.startswith(first.question.id)
    assert 0.5 <= first.share <= 1
    words = "how many doctors see people in person"
    (across,) = asked_before(words, record, since=None, upto=DAY)
    assert "general practitioner" in across.words
    assert not asked_before(words, record, since=None, upto=DAY, bridges=NONE)


def test_what_somebody_asks_in_a_speech_is_found_too_and_an_answer_is_not(record: Store) -> None:
    found = asked_before("when will the tank be mended", record, since=None, upto=DAY)
    assert {one.kind for one in found} >= {"in a debate", "supplementary question"}
    assert all("mended" in one.words or "mending" in one.words for one in found)
    assert not any(one.question.kind == "reply" for one in found)


def test_the_most_alike_come_first_and_no_words_twice(record: Store) -> None:
    words = "how many rented homes had a serious hazard from damp"
    found = asked_before(words, record, since=None, upto=DAY)
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert len({one.quote for one in found}) == len(found)
    assert len(asked_before(words, record, since=None, upto=DAY, limit=1)) == 1


def test_what_was_asked_after_the_day_or_before_the_session_is_left_out(record: Store) -> None:
    words = "how many rented homes had a serious hazard from damp"
    assert {
        one.question.date.month for one in asked_before(words, record, since=None, upto=dt.date(2026, 6, 1))
    } == {5}
    assert asked_before(words, record, since=dt.date(2026, 9, 16), upto=dt.date(2026, 12, 1)) == ()


@pytest.mark.parametrize("words", ["", "the and of", "when zeppelins will land on the moon", "how many bats"])
def test_what_nobody_asked_finds_nothing(record: Store, words: str) -> None:
    assert asked_before(words, record, since=None, upto=DAY) == ()


def test_an_office_printed_with_its_article_ranks_as_it_is() -> None:
    roles = [
        "Minister of State",
        "Parliamentary Under-Secretary",
        "The Secretary of State for the Home Department",
    ]
    assert sorted(roles, key=acting._rank)[0] == roles[2]
