"""Popolo: people, seats, parties, offices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import FolkmootError, Unreadable
from folkmoot.record.readers import popolo

from ..conftest import OFFICES, PEOPLE


def test_people_with_names_terms_and_seats_are_read() -> None:
    people = popolo.read(json.dumps(PEOPLE).encode(), file="people.json")
    assert [p.name() for p in people.persons] == ["Ada Marsh", "Bea Quill", ""]
    assert people.persons[2].redirect == "example/person/2"
    assert [m.party_id for m in people.memberships] == ["commonweal", "unity", "unity"]
    assert people.posts[0].seat == "Wendlebury, North"
    assert people.offices == () and people.unread == ()


def test_memberships_without_persons_are_offices() -> None:
    people = popolo.read(json.dumps(OFFICES).encode(), file="ministers.json")
    assert [(o.role, o.organisation_id) for o in people.offices] == [("Minister of State", "home-office")]
    assert people.memberships == ()


def test_what_is_no_date_is_left_out_and_told() -> None:
    bad = {
        "memberships": [
            {"id": "m/1", "person_id": "p/1", "organization_id": "x", "start_date": "soon"},
            {"id": 3},
        ]
    }
    people = popolo.read(json.dumps(bad).encode(), file="bad.json")
    assert people.offices[0].start == ""
    assert {u.reason for u in people.unread} == {
        "memberships[1] is not an object with an id",
        "start_date 'soon' of m/1 is no date",
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"memberships": [', "bad.json, line 1: the JSON breaks off"),
        (b'{"memberships": 3}', "no Popolo"),
        (b"[1]", "no Popolo"),
        (b"\xff\xfe{", "not JSON that can be read"),
        (b"[" * 100_000, "not JSON that can be read"),
    ],
)
def test_json_that_is_no_popolo_is_refused_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        popolo.read(data, file="bad.json")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "person_id", "area", "name", "other_names", "identifiers", "start_date", "redirect"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["persons", "memberships", "posts", "organizations"]), _json))
@settings(max_examples=300, deadline=None)
def test_any_json_object_gives_people_or_a_sentence(document: dict[str, object]) -> None:
    try:
        popolo.read(json.dumps(document).encode(), file="any.json")
    except FolkmootError as error:
        assert "any.json" in error.message


def test_the_real_files_are_read_whole(real: Path) -> None:
    for name in ("people.json", "ministers.json", "ministers-2010.json"):
        raw = json.loads((real / "people" / name).read_text())
        people = popolo.read((real / "people" / name).read_bytes(), file=name)
        assert len(people.persons) == len(raw.get("persons", []))
        assert len(people.memberships) + len(people.offices) == len(raw["memberships"])
        assert people.unread == ()


def test_a_number_of_five_thousand_digits_is_one_sentence() -> None:
    data = b'{"persons": [], "memberships": [' + b"9" * 5_000 + b"]}"
    with pytest.raises(Unreadable, match="not JSON that can be read"):
        popolo.read(data, file="people.json")
