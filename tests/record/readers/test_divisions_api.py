"""Divisions as the votes APIs give them."""

from __future__ import annotations

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.readers import divisions_api
from tests.record.readers.hostile import bent, damaged, example, holds, survives

COMMONS, LORDS = example("commons-division.json"), example("lords-division.json")


def read(data: bytes):  # type: ignore[no-untyped-def]
    sitting = divisions_api.read(data, file="division.json")
    holds(sitting)
    return sitting


def test_a_division_of_the_commons_has_its_count_and_its_names() -> None:
    sitting = read(COMMONS)
    (division,) = sitting.divisions
    assert (division.id, division.number) == ("uk.parliament/division/2031-03-04.commons.3100", "41")
    assert division.counts == (("ayes", 2), ("noes", 1))
    assert [(v.vote, v.name, v.teller) for v in division.votes] == [
        ("aye", "Ada Merrow", False),
        ("aye", "Tom Sallow", False),
        ("aye", "Una Brack", True),
        ("no", "Bo Carr", False),
        ("no", "Ivo Lund", True),
    ]
    assert division.votes[0].person_id == "datadotparl_id/90001"
    assert [one.reason for one in sitting.unread] == ["Noes: a vote without a name"]


def test_a_division_of_the_lords_counts_its_tellers() -> None:
    (division,) = read(LORDS).divisions
    assert division.counts == (("content", 2), ("not-content", 1))
    assert sum(vote.vote == "content" for vote in division.votes) == 2


def test_they_are_known_by_their_content_and_nothing_else_is_read() -> None:
    assert divisions_api.knows(COMMONS)
    assert divisions_api.knows(LORDS)
    for data in (b"", b"{}", b"[]", b'{"DivisionId": 1}', b'{"DivisionId": 1, "Date": "soon"}'):
        with pytest.raises(Unreadable, match=r"division\.json"):
            read(data)


@pytest.mark.parametrize("data", [COMMONS, LORDS])
def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it(data: bytes) -> None:
    assert survives(divisions_api.read, damaged(data, 200)) > 5
    assert survives(divisions_api.read, bent(data, 200)) > 100
