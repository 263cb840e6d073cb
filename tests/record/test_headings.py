"""Business after oral questions does not stand under them."""

from __future__ import annotations

import datetime as dt

from folkmoot.record.debates import Contribution, Debate
from folkmoot.record.headings import settled

DAY = dt.date(2009, 10, 26)


def heading(gid: str, level: str, parent: str = "", title: str = "", department: str = "") -> Debate:
    return Debate(
        id=gid, sitting_id="s", date=DAY, chamber="Commons", title=title or gid, level=level, position=0,
        parent_id=parent, parent_title=parent, department=department,
    )  # fmt: skip


def asked(debate: str) -> Contribution:
    return Contribution(f"q-{debate}", "speech", "s", DAY, "Commons", debate, debate, 1, oral_number="1")


DEBATES = [
    heading("prayers", "major"),
    heading("oral", "oral"),
    heading("home", "major", "oral", department="Home Department"),
    heading("tasers", "minor", "home", department="Home Department"),
    heading("topical", "minor", "home", "Topical Questions", "Home Department"),
    heading("army", "minor", "home", department="Home Department"),
    heading("bill", "minor", "home", department="Home Department"),
    heading("statement", "major", "oral", department="statement"),
    heading("clause", "minor", "statement", department="statement"),
]


def test_what_follows_the_last_question_is_taken_out_from_under_it() -> None:
    after = {d.id: (d.parent_id, d.department) for d in settled(DEBATES, [asked("tasers")])}
    assert after["home"] == ("oral", "Home Department")
    assert after["tasers"] == after["topical"] == ("home", "Home Department")
    assert after["army"] == after["bill"] == after["statement"] == ("", "")
    assert after["clause"] == ("statement", "")


def test_a_department_without_numbers_between_two_with_them_stays() -> None:
    debates = [
        heading("oral", "oral"),
        heading("home", "major", "oral"),
        heading("speaker", "major", "oral"),
        heading("health", "major", "oral"),
    ]
    assert settled(debates, [asked("home"), asked("health")]) == tuple(debates)


def test_where_no_question_was_asked_nothing_is_moved() -> None:
    assert settled(DEBATES[:4], []) == tuple(DEBATES[:4])
    assert settled([], []) == ()
