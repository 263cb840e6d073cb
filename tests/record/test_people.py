"""Who was who, by day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from folkmoot.errors import NotFound, UnknownSeat
from folkmoot.record.people import Name, Roll
from folkmoot.record.readers import popolo
from folkmoot.record.readers.publicwhip import read as read_sitting

from .conftest import OFFICES, PEOPLE

MAY, JULY = dt.date(2026, 5, 12), dt.date(2026, 7, 1)


@pytest.fixture
def roll() -> Roll:
    files = [(PEOPLE, "people.json"), (OFFICES, "ministers.json")]
    return Roll.of([popolo.read(json.dumps(raw).encode(), file=name) for raw, name in files])


def test_a_party_is_the_one_of_that_day(roll: Roll) -> None:
    assert roll.party_on("example/person/1", MAY) == "Commonweal"
    assert roll.party_on("example/person/1", JULY) == "Unity"
    assert roll.party_on("example/person/1", dt.date(2020, 1, 1)) == ""


def test_a_name_is_the_one_of_that_day_and_a_bare_year_means_all_of_it(roll: Roll) -> None:
    assert roll.name_on("example/person/2", dt.date(2025, 12, 31)) == "Bea Holt"
    assert roll.name_on("example/person/2", dt.date(2026, 1, 1)) == "Bea Quill"


def test_a_seat_is_found_however_its_commas_are_written(roll: Roll) -> None:
    assert roll.holder("Wendlebury North", MAY).name() == "Ada Marsh"
    assert roll.seat_on("example/person/1", MAY) == "Wendlebury, North"


def test_a_seat_nobody_held_says_what_the_roll_covers(roll: Roll) -> None:
    with pytest.raises(
        UnknownSeat, match=r"No one held 'Nowhere' on 2026-05-12. The roll covers 2020-01-01 to now"
    ):
        roll.holder("Nowhere", MAY)


def test_redirects_of_people_are_followed(roll: Roll) -> None:
    assert roll.person_of("example/member/2") == "example/person/2"
    assert roll.person("example/person/9").id == "example/person/2"
    with pytest.raises(NotFound, match="The roll holds 2 people"):
        roll.person("example/person/404")


def test_a_circle_of_redirects_ends() -> None:
    document = {
        "persons": [{"id": "p/1", "redirect": "p/2"}, {"id": "p/2", "redirect": "p/1"}],
        "memberships": [{"id": "m/1", "redirect": "m/1"}],
    }
    roll = Roll.of([popolo.read(json.dumps(document).encode(), file="x.json")])
    assert roll.canonical("p/1") in ("p/1", "p/2")
    assert roll.person_of("m/1") == ""


def test_offices_are_those_of_that_day(roll: Roll) -> None:
    assert [o.role for o in roll.offices_of("example/person/9", MAY)] == ["Minister of State"]
    assert roll.offices_of("example/person/2", dt.date(2025, 1, 1)) == ()
    held = roll.office_holders(MAY, role="minister of state", organisation="Home Office")
    assert [o.person_id for o in held] == ["example/person/2"]


def test_people_are_found_by_the_beginnings_of_their_names(roll: Roll) -> None:
    assert [p.name() for p in roll.named("bea hol")] == ["Bea Quill"]
    assert roll.named("   ") == ()


def test_lords_are_called_by_their_styles() -> None:
    assert (
        Name(prefix="Baroness", lord_name="Adams", lord_of="Craigielea").text
        == "Baroness Adams of Craigielea"
    )
    assert Name(prefix="Lord", lord_name="Adonis").text == "Lord Adonis"
    assert Name(prefix="Bishop", lord_of="Durham").text == "Bishop of Durham"


def test_every_person_the_real_sittings_name_is_on_the_real_roll(real: Path) -> None:
    """The data's README promises all of them, votes and days included."""
    roll = Roll.of(popolo.read(p.read_bytes(), file=p.name) for p in sorted((real / "people").glob("*.json")))
    voices = collective = 0
    for path in sorted((real / "hansard").rglob("*.xml")):
        sitting = read_sitting(path.read_bytes(), file=str(path))
        for c in sitting.contributions:
            if c.kind == "procedural":
                continue
            voices += 1
            person = roll.person_of(c.member_id) if c.member_id else roll.canonical(c.person_id)
            if not person:
                collective += 1
                assert c.member_id == "", f"{c.member_id} is on no roll"
                continue
            assert roll.membership_on(person, c.date, c.member_id) is not None, c.id
        for division in sitting.divisions:
            for vote in division.votes:
                assert roll.person_of(vote.member_id) or roll.canonical(vote.person_id) in roll.persons, vote
    assert voices - collective >= voices * 0.99
