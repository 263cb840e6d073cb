"""The House: in the form of the real record, and joined up with its own roll."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from tests.examples.example import (
    DEBATES,
    LATEST,
    PARLIAMENT,
    SPOKEN,
    constituency,
    day_of,
    name_on,
    offices_on,
    popolo,
    seat_on,
    turns,
    xml,
)

ALL = (*LATEST, "debates2026-09-15a.xml")


def ids(name: str) -> list[str]:
    return [e.get("id") for e in xml(name).iter() if e.get("id") and e.tag not in ("phrase", "mpname")]


@pytest.mark.parametrize("name", ALL)
def test_a_file_has_the_root_of_its_revision(name: str) -> None:
    root = xml(name)
    assert root.tag == "publicwhip"
    assert root.get("scraperversion") == name[-5]
    assert root.get("latest") == ("no" if name == "debates2026-09-15a.xml" else "yes")
    assert all(f"{name[-15:-4]}." in one and one.startswith("example/") for one in ids(name))


def test_no_id_stands_twice() -> None:
    counted = Counter(one for name in ALL for one in ids(name))
    assert max(counted.values()) == 1
    pids = Counter(p.get("pid") for name in DEBATES for p in xml(name).iter("p"))
    assert max(pids.values()) == 1


@pytest.mark.parametrize("name", DEBATES)
def test_a_sitting_is_long_enough_to_be_real_and_on_a_tuesday(name: str) -> None:
    spoken = [speech for speech in xml(name).iter("speech") if speech.get("person_id")]
    assert len(spoken) >= 60
    assert {day_of(speech.get("id")) for speech in spoken} == {name[7:17]}
    assert date.fromisoformat(name[7:17]).weekday() == 1
    majors = [" ".join("".join(h.itertext()).split()) for h in xml(name).iter("major-heading")]
    assert len(majors) >= 4
    columns = [int(speech.get("colnum")) for speech in spoken]
    assert columns == sorted(columns)
    assert len(set(columns)) > 5


@pytest.mark.parametrize("name", LATEST)
def test_whoever_speaks_is_on_the_roll_under_the_name_of_that_day(name: str) -> None:
    for element in xml(name).iter(*SPOKEN):
        person, day = element.get("person_id"), day_of(element.get("id"))
        if person is None:
            assert element.get("nospeaker") == "true"
            continue
        assert seat_on(person, day), element.get("id")
        assert element.get("speakername") == name_on(person, day)


def test_an_office_printed_beside_a_name_was_held_that_day() -> None:
    printed = [turn for turn in turns().values() if turn.office]
    assert len(printed) >= 12
    for turn in printed:
        assert turn.office.removeprefix("The ") in offices_on(turn.speaker, turn.day), turn.id


def test_who_held_an_office_depends_on_the_day() -> None:
    def holder(role: str, day: str) -> list[str]:
        people = {m["person_id"] for m in popolo("ministers.json")["memberships"]}
        return [name_on(person, day) for person in people if role in offices_on(person, day)]

    assert holder("Home Secretary", "2024-06-01") == ["Alistair Venner"]
    assert holder("Home Secretary", "2026-05-12") == ["Harriet Dunmore"]
    assert holder("Home Secretary", "2026-09-15") == ["Rupert Haldenby"]
    assert holder("Secretary of State for Rivers, Farming and Food", "2026-06-21") == ["Rupert Haldenby"]
    assert holder("Secretary of State for Rivers, Farming and Food", "2026-06-22") == ["Gwendolen Strand"]


def test_no_office_is_held_by_two_on_one_day() -> None:
    held: dict[str, list[tuple[str, str]]] = {}
    for office in popolo("ministers.json")["memberships"]:
        if "Whip" not in office["role"]:
            held.setdefault(office["role"], []).append((office["start_date"], office.get("end_date", "9999")))
    for role, spans in held.items():
        for (_, end), (start, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert end < start, role


def test_the_roll_is_joined_up() -> None:
    roll = popolo("people.json")
    persons = {p["id"] for p in roll["persons"]}
    organisations = {o["id"] for o in roll["organizations"]}
    posts = {p["id"] for p in roll["posts"]}
    assert len(persons) >= 24
    assert len({o["id"] for o in roll["organizations"] if o["classification"] == "party"}) >= 3
    for person in roll["persons"]:
        assert person.get("redirect", person["id"]) in persons
    for membership in roll["memberships"]:
        assert membership["person_id"] in persons
        assert membership.get("post_id") in posts or membership.get("organization_id") in organisations
        assert membership["on_behalf_of_id"] in organisations
        assert membership["start_date"] <= membership.get("end_date", "9999")
    offices = popolo("ministers.json")
    departments = {o["id"] for o in offices["organizations"]}
    for office in offices["memberships"]:
        assert office["person_id"] in persons
        assert office["organization_id"] in departments
    everything = [x["id"] for x in (*roll["memberships"], *offices["memberships"], *roll["persons"])]
    assert len(set(everything)) == len(everything)
    assert all(one.startswith("example/") for one in everything)


def test_a_member_changed_party_and_another_her_name() -> None:
    rook = [m for m in popolo("people.json")["memberships"] if m["person_id"] == "example/person/23"]
    assert [m["on_behalf_of_id"] for m in rook] == ["unity", "free-shires"]
    assert rook[0]["end_reason"] == rook[1]["start_reason"] == "changed_party"
    assert name_on("example/person/21", "2026-05-12") == "Jean Whitlow"
    assert name_on("example/person/21", "2026-09-15") == "Jean Whitlow-Asante"


def test_no_seat_has_two_members_on_one_day() -> None:
    for day in ("2020-01-01", "2023-06-01", "2026-05-12", "2026-09-15"):
        sitting = [
            m["post_id"]
            for m in popolo("people.json")["memberships"]
            if "post_id" in m and m["start_date"] <= day <= m.get("end_date", "9999")
        ]
        assert len(set(sitting)) == len(sitting), day


@pytest.mark.parametrize("name", LATEST)
def test_a_marked_mention_names_the_member_for_that_seat(name: str) -> None:
    day = name[-15:-5]
    for phrase in xml(name).iter("phrase"):
        if phrase.get("class") != "honfriend":
            continue
        seat = seat_on(phrase.get("person_id"), day)
        assert seat
        assert phrase.get("name") == name_on(phrase.get("person_id"), day)
        assert f"Member for {constituency(seat['post_id'])} ({phrase.get('name')})" in phrase.text


def test_a_reference_to_an_earlier_column_points_at_one_that_exists() -> None:
    reports = [p.get("id") for name in LATEST for p in xml(name).iter("phrase") if p.get("class") == "offrep"]
    assert reports
    columns = {(day_of(turn), turn.rsplit(".", 2)[1]) for turn in turns()}
    for report in reports:
        day, column = report.removeprefix("debates/").split(".")
        assert (day, column) in columns


def test_a_division_adds_up() -> None:
    divisions = [(name, division) for name in DEBATES for division in xml(name).iter("division")]
    assert len(divisions) == 2
    for name, division in divisions:
        day = division.get("divdate")
        assert day == name[7:17]
        count = division.find("divisioncount")
        for vote in ("aye", "no"):
            voters = division.findall(f"mplist[@vote='{vote}']/mpname")
            tellers = [v for v in voters if v.get("teller") == "yes"]
            assert len(tellers) == int(count.get(f"teller{vote}s" if vote == "aye" else "tellernoes")) == 2
            assert len(voters) - 2 == int(count.get("ayes" if vote == "aye" else "noes"))
        people = [v.get("person_id") for v in division.iter("mpname")]
        assert len(set(people)) == len(people)
        for voter in division.iter("mpname"):
            seat = seat_on(voter.get("person_id"), day)
            assert seat
            assert seat["on_behalf_of_id"] not in ("speaker", "deputy-speaker")
            assert voter.text == name_on(voter.get("person_id"), day)
        before = [p for p in (division.getprevious().itertext("p"))]
        assert f"Ayes {count.get('ayes')}, Noes {count.get('noes')}" in " ".join(before)


def test_a_superseded_file_sends_every_item_on() -> None:
    old, new = xml("debates2026-09-15a.xml"), set(ids("debates2026-09-15b.xml"))
    redirects = {r.get("oldgid"): r for r in old.iter("gidredirect")}
    assert {r.get("newgid") for r in redirects.values()} == new
    repeated = [e for e in old if e.tag != "gidredirect"]
    assert len(repeated) >= 3
    for element in repeated:
        redirect = redirects[element.get("id")]
        assert redirect.get("matchtype") == "changes"
        assert element.getprevious() is redirect
        ours = " ".join("".join(element.itertext()).split())
        theirs = " ".join(
            "".join(_by_id("debates2026-09-15b.xml", redirect.get("newgid")).itertext()).split()
        )
        assert ours != theirs


def _by_id(name: str, one: str) -> etree._Element:
    return next(e for e in xml(name).iter() if e.get("id") == one)


def test_written_questions_stand_under_their_department_and_have_a_reply() -> None:
    root = xml("answers2026-09-15a.xml")
    assert len(list(root.iter("ques"))) == len(list(root.iter("reply"))) + 1, "two are answered together"
    waiting = 0
    for element in root:
        if element.tag in ("ques", "reply"):
            assert re.fullmatch(r"example/wrans/2026-09-15a\.\d+\.[qr]\d", element.get("id"))
            assert re.fullmatch(r"example/wrans/2026-09-15a\.\d+W\.\d+", element.get("oldstyleid"))
        waiting = waiting + 1 if element.tag == "ques" else 0 if element.tag == "reply" else waiting
        assert element.tag not in ("minor-heading", "major-heading") or waiting == 0
    targets = {e.get("id") for e in root}
    assert {r.get("newgid") for r in root.iter("gidredirect")} <= targets


def test_the_folder_holds_nothing_else() -> None:
    assert {path.name for path in Path(PARLIAMENT).iterdir()} == {*ALL, "people.json", "ministers.json"}
