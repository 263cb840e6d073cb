"""Divisions counted by party."""

from __future__ import annotations

import datetime as dt

from folkmoot.record import counting
from folkmoot.record.debates import Division, DivisionVote


def division(*votes: tuple[str, str, str], counted: bool = True) -> Division:
    return Division(
        id="v1",
        sitting_id="s",
        debate_id="d",
        date=dt.date(2026, 9, 15),
        seq=1,
        counts=(("ayes", 3), ("noes", 2), ("tellerayes", 2)) if counted else (),
        counted=counted,
        votes=tuple(DivisionVote(vote, name, party=party) for vote, name, party in votes),
    )


VOTES = [
    ("aye", "A", "Unity"),
    ("aye", "B", "Unity"),
    ("no", "C", "Unity"),
    ("no", "D", "Commonweal"),
    ("aye", "E", "Commonweal"),
    ("aye", "F", "Independent"),
    ("aye", "G", "Independent"),
    ("no", "H", "Independent"),
    ("both", "I", "Unity"),
]


def test_counts_are_as_printed_without_tellers() -> None:
    assert counting.printed(division(*VOTES)) == {"aye": 3, "no": 2}


def test_without_a_printed_count_the_names_are_counted() -> None:
    assert counting.printed(division(*VOTES, counted=False)) == {"aye": 5, "no": 3, "both": 1}


def test_each_party_is_counted_under_each_side() -> None:
    rows = {row.party: row for row in counting.by_party(division(*VOTES))}
    assert counting.sides(division(*VOTES)) == ["aye", "no", "both"]
    assert rows["Unity"].numbers == (2, 1, 1)
    assert rows["Unity"].most == "aye"
    assert rows["Commonweal"].most == "", "level: no most"


def test_who_voted_otherwise_than_most_of_their_party() -> None:
    found = counting.otherwise(division(*VOTES))
    assert [(one.vote.name, one.with_most, one.total) for one in found] == [("C", 2, 4)]


def test_independents_do_not_sit_together() -> None:
    assert not counting.sits_together("Independent Labour")
    assert not counting.sits_together("")
    assert counting.sits_together("Unity")


def test_a_division_without_names_is_no_error() -> None:
    assert counting.by_party(division()) == []
    assert counting.otherwise(division()) == []
