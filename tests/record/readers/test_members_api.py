"""People as the Members API gives them."""

from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.people import People, Roll
from folkmoot.record.readers import members_api
from folkmoot.record.readers.terms import stretches
from tests.record.readers.hostile import bent, damaged, example, holds, survives

HISTORY, SEARCH, BIOGRAPHY = (
    example(name) for name in ("members-history.json", "members-search.json", "members-biography.json")
)
ADA = "datadotparl_id/90001"


def read(data: bytes, file: str = "members.json") -> People:
    people = members_api.read(data, file=file)
    holds(people)
    return people


def test_they_are_known_by_their_content() -> None:
    assert all(map(members_api.knows, (HISTORY, SEARCH, BIOGRAPHY)))
    assert not members_api.knows(example("written-question.json"))


def test_names_have_their_days() -> None:
    roll = Roll.of([read(HISTORY)])
    assert roll.name_on(ADA, dt.date(2024, 8, 1)) == "Ada Merrow"
    assert roll.name_on(ADA, dt.date(2026, 8, 1)) == "Ada Merrow-Finch"


def test_a_term_is_cut_where_the_party_changed() -> None:
    roll = Roll.of([read(HISTORY)])
    assert [(t.start, t.end) for t in roll.terms_of(ADA)] == [
        ("2020-05-07", "2023-09-30"),
        ("2023-10-01", "2024-05-30"),
        ("2024-07-04", ""),
    ]
    assert roll.party_on(ADA, dt.date(2023, 9, 30)) == "Harbour"
    assert roll.party_on(ADA, dt.date(2023, 10, 1)) == "Independent"
    assert roll.holder("Wellmarsh", dt.date(2024, 7, 4)).id == ADA


def test_a_term_without_a_first_day_is_said() -> None:
    assert [one.reason for one in read(HISTORY).unread] == [f"{ADA}: a term without a first day"]


def test_a_page_of_names_gives_names_and_their_number() -> None:
    people = read(SEARCH)
    (ada,) = people.persons
    assert ada.name() == "Ada Merrow-Finch"
    assert ada.identifiers == (("datadotparl_id", "90001"),)
    assert people.memberships == ()
    assert people.unread[0].reason == "items[1]: neither a person with a number nor a biography"


def test_a_biography_gives_offices_with_their_days() -> None:
    minister, committee = read(BIOGRAPHY).offices
    assert (minister.role, minister.organisation_id) == ("Minister for Tides", "Department for Harbours")
    assert (minister.start, minister.end) == ("2028-01-10", "2029-02-01")
    assert minister.person_id == ADA
    assert (committee.role, committee.organisation_id, committee.end) == ("", "Housing Committee", "")


def test_a_biography_without_links_is_whose_the_file_is_named_after() -> None:
    body = BIOGRAPHY.replace(b"/Members/90001/Biography", b"")
    assert read(body, "biographies/90001.json").offices[0].person_id == ADA
    with pytest.raises(Unreadable, match="does not say whose it is"):
        read(body, "biography.json")


DAY = dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([], [(DAY, None, "")]),
        ([(None, None, "A")], [(DAY, None, "A")]),
        ([(None, dt.date.max, "A")], [(DAY, None, "A")]),
        (
            [(None, dt.date(2020, 2, 1), "A"), (dt.date(2020, 3, 1), None, "B")],
            [
                (DAY, dt.date(2020, 2, 1), "A"),
                (dt.date(2020, 2, 2), dt.date(2020, 2, 29), ""),
                (dt.date(2020, 3, 1), None, "B"),
            ],
        ),
    ],
)
def test_stretches_cover_a_term_without_gap_or_overlap(parties, expected) -> None:  # type: ignore[no-untyped-def]
    assert list(stretches(DAY, None, parties)) == expected


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"value": {}}', b'{"items": [1, 2]}', b"[[[[", b'{"value": {"id": 0}}']
)
def test_what_holds_nobody_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"members\.json"):
        read(data)


@pytest.mark.parametrize("data", [HISTORY, SEARCH, BIOGRAPHY])
def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it(data: bytes) -> None:
    assert survives(members_api.read, damaged(data, 200)) > 5
    assert survives(members_api.read, bent(data, 200)) > 100
