"""Written questions with their answers and how long they took, as the store has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.record.reading import read
from folkmoot.record.store import Store, asked
from folkmoot.record.written import middle_wait, under
from tests.record.conftest import OFFICES, PEOPLE, publicwhip

DAY = dt.date(2026, 6, 9)


def answers(day: str, tabled: str, number: str, *, reply: str = "Forty.", who: int = 1) -> str:
    head = f"example/wrans/{tabled}.{number}"
    who_replies = f'id="{head}.r0" person_id="example/person/2" speakername="Bea Quill"'
    replied = f'<reply {who_replies}><p pid="r">{reply}</p></reply>' if reply else ""
    return (
        f'<major-heading id="{head}.mh" nospeaker="true">HOME DEPARTMENT</major-heading>'
        f'<minor-heading id="{head}.h" nospeaker="true">Constables {number}</minor-heading>'
        f'<ques id="{head}.q0" person_id="example/person/{who}" speakername="Ada Marsh">'
        f'<p pid="q" qnum="{number}">How many constables are there?</p></ques>{replied}'
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    import json

    source = tmp_path / "source"
    source.mkdir()
    (source / "people.json").write_text(json.dumps(PEOPLE))
    (source / "ministers.json").write_text(json.dumps(OFFICES))
    items = [
        answers("2026-06-09", "2026-06-01", "1"),
        answers("2026-06-09", "2026-06-07", "2"),
        answers("2026-06-09", "2026-06-08", "3", who=2),
        answers("2026-06-09", "2026-06-05", "4", reply=""),
    ]
    (source / "answers2026-06-09a.xml").write_text(publicwhip(*items))
    read([source], tmp_path / "record")
    with Store.open(tmp_path / "record") as opened:
        yield opened


def test_a_day_lists_its_headings_in_order_by_department_and_in_stretches(store: Store) -> None:
    assert asked.days(store) == (DAY,)
    assert asked.count_headings(store, DAY) == 4
    assert asked.departments_on(store, DAY) == (("home-office", "Home Office", 4),)
    first = asked.headings(store, DAY, department="home-office", limit=3)
    rest = asked.headings(store, DAY, limit=3, offset=3)
    assert [gid.split(".")[1] for gid in (*first, *rest)] == ["1", "2", "3", "4"]
    assert asked.count_headings(store, DAY, department="hm-treasury") == 0
    assert asked.headings(store, dt.date(2026, 6, 10)) == ()


def test_each_has_its_answer_and_how_long_it_took(store: Store) -> None:
    found = under(store, asked.headings(store, DAY))
    assert [one.wait.days if one.wait else None for one in found] == [8, 2, 1, None]
    assert [len(one.answered) for one in found] == [1, 1, 1, 0]
    assert found[0].departments[0].name == "Home Office"
    assert middle_wait(found) == (2, 3)
    assert middle_wait(found[3:]) is None


def test_what_somebody_asked_and_what_somebody_answered(store: Store) -> None:
    assert asked.counts_of(store, "example/person/1") == (3, 0)
    assert asked.counts_of(store, "example/person/9") == (1, 3)  # an id that means another person
    mine = asked.headings_of(store, "example/person/1", "question")
    assert len(mine) == 3
    assert len(asked.headings_of(store, "example/person/2", "reply", limit=2, offset=1)) == 2
    assert asked.headings_of(store, "example/person/404", "question") == ()


def test_the_real_days_have_every_question_once(real_store: Path) -> None:
    with Store.open(real_store) as record:
        found = [
            one
            for day in asked.days(record)
            for one in under(record, asked.headings(record, day, limit=5_000))
        ]
        assert sum(len(one.asked) for one in found) == 1_037
        assert sum(len(one.answered) for one in found) == 1_034
