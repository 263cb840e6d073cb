"""Both Houses of Westminster: who is called what in the Lords, and whose office is meant in which House."""

from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.record.debates import Contribution, Debate, Paragraph, Sitting
from folkmoot.record.people import Membership, Name, Office, Organisation, People, Person, Post, Roll
from folkmoot.record.references import Reference, Resolver

DAY = dt.date(2030, 5, 1)
COMMONS, LORDS = "house-of-commons", "house-of-lords"
# id: given, family, seat, party
MEMBERS = {
    "pm": ("Ada", "Brindle", "Millbridge", "red"),
    "whip": ("Ben", "Corrow", "Tarn", "red"),
    "red3": ("Ivo", "Jessop", "Fen", "red"),
    "lead": ("Cyd", "Dapple", "Oakhaven", "blue"),
    "blue2": ("Dov", "Errant", "Ford", "blue"),
    "green": ("Eve", "Fallow", "Saltmarsh", "green"),
}
# id: title, name, of, party
PEERS = {
    "wold": ("Lord", "Wold", "", "red"),
    "marsh": ("Baroness", "Marsh", "Kyme", "blue"),
    "bishop": ("Bishop", "", "Fenby and Tarn", "none"),
    "earl": ("Earl", "", "Kelder", "blue"),
    "judge": ("Lord", "Speaker-Jones", "", "none"),
    "hill": ("Lord", "Wold", "Hill", "blue"),
}
OFFICES = {
    "pm": "The Prime Minister",
    "whip": "Parliamentary Secretary to the Treasury (Chief Whip)",
    "lead": "Leader of Her Majesty's Official Opposition",
    "blue2": "Shadow Minister (Health)",
    "green": "Green Chief Whip",
    "wold": "Leader of the House of Lords and Lord Privy Seal",
    "marsh": "Leader of the Opposition In the House of Lords",
    "red3": "Lord President of the Council and Leader of the House of Commons",
}


def _roll(*more: Office) -> Roll:
    seats = {seat: f"seat/{seat}" for _, _, seat, _ in MEMBERS.values()}
    return Roll.of(
        [
            People(
                persons=(
                    *(Person(k, (Name(given_name=g, family_name=f),)) for k, (g, f, _, _) in MEMBERS.items()),
                    *(
                        Person(k, (Name(prefix=t, lord_name=n, lord_of=of),))
                        for k, (t, n, of, _) in PEERS.items()
                    ),
                ),
                posts=tuple(Post(key, seat, organisation_id=COMMONS) for seat, key in seats.items()),
                organisations=tuple(
                    Organisation(p, p.title(), "party") for p in ("red", "blue", "green", "none")
                ),
                memberships=(
                    *(
                        Membership(f"m/{k}", k, post_id=seats[seat], party_id=party, start="2029-01-01")
                        for k, (_, _, seat, party) in MEMBERS.items()
                    ),
                    *(
                        Membership(f"l/{k}", k, organisation_id=LORDS, party_id=party, start="2029-01-01")
                        for k, (_, _, _, party) in PEERS.items()
                    ),
                ),
                offices=(
                    *(
                        Office(
                            f"o/{k}",
                            k,
                            role=role,
                            start="2029-01-01",
                            source="datadotparl/oppositionpost" if k in ("lead", "green") else "",
                        )
                        for k, role in OFFICES.items()
                    ),
                    *more,
                ),
            )
        ]
    )


def said(*turns: tuple[str, str], offices: tuple[Office, ...] = (), printed: str = "") -> list[Reference]:
    """What is found in the last turn; `printed` is the office the record prints beside its first speaker."""
    contributions = tuple(
        Contribution(
            f"c/{n}",
            "speech",
            "s",
            DAY,
            "House",
            "d",
            "T",
            n,
            person_id=who,
            office=printed if not n else "",
            paragraphs=(Paragraph(f"p/{n}", words),),
        )
        for n, (who, words) in enumerate(turns)
    )
    sitting = Sitting(
        "s",
        DAY,
        "House",
        "debates",
        "a",
        "test",
        debates=(Debate("d", "s", DAY, "House", "T", "major", 0),),
        contributions=contributions,
    )
    found = Resolver(_roll(*offices)).resolve(sitting)
    return [r for r in found if r.contribution == f"c/{len(turns) - 1}" and r.kind != "first_person"]


def one(*turns: tuple[str, str]) -> Reference:
    (only,) = said(*turns)
    return only


def test_a_bishop_named_by_the_see_is_one_reference_of_the_whole_words() -> None:
    words = "the right reverend Prelate the Bishop of Fenby and Tarn"
    found = one(("wold", f"My Lords, I thank {words} and others."))
    assert (found.text, found.kind, found.persons) == (words, "name", ("bishop",))


def test_a_see_nobody_on_the_roll_holds_is_no_reference() -> None:
    assert said(("wold", "My Lords, the Bishop of Rome and the Duke of Nowhere said so.")) == []


def test_a_right_reverend_prelate_is_a_bishop_and_never_a_lord_who_spoke_before() -> None:
    before = ("bishop", "My Lords, it is so."), ("earl", "It is not.")
    assert one(*before, ("wold", "The right reverend Prelate is right.")).persons == ("bishop",)
    assert one(("earl", "It is not."), ("wold", "The right reverend Prelate is right.")).persons == ()


def test_a_noble_earl_is_an_earl_and_a_noble_lord_is_no_bishop() -> None:
    assert one(("earl", "It is so."), ("judge", "No."), ("wold", "The noble Earl is right.")).persons == (
        "earl",
    )
    assert one(("judge", "It is."), ("bishop", "No."), ("wold", "The noble Lord is right.")).persons == (
        "judge",
    )


@pytest.mark.parametrize("office", ["Lord Speaker", "Lord Chief Justice", "Lord Mayor"])
def test_an_office_that_begins_with_lord_is_nobodys_name(office: str) -> None:
    assert said(("pm", f"I asked the {office}.")) == []


def test_the_leader_of_the_opposition_is_that_of_the_house_where_it_is_said() -> None:
    assert one(("pm", "The Leader of the Opposition is wrong.")).persons == ("lead",)
    assert one(("wold", "The Leader of the Opposition is wrong.")).persons == ("marsh",)
    assert one(("wold", "I am answered by the noble Baroness the Leader of the Opposition.")).persons == (
        "marsh",
    )


def test_the_leader_of_the_house_is_that_of_the_house_that_is_named_or_speaks() -> None:
    assert one(("pm", "I asked the Leader of the House.")).persons == ("red3",)
    assert one(("pm", "I asked the Leader of the House of Lords.")).persons == ("wold",)
    assert one(("marsh", "I asked the Leader of the House of Commons.")).persons == ("red3",)


def test_the_chief_whip_is_the_governments_and_no_other_partys() -> None:
    assert one(("lead", "I asked the Chief Whip.")).persons == ("whip",)


def test_a_shadow_office_is_the_official_oppositions_whatever_other_parties_call_theirs() -> None:
    other = Office("o/x", "green", role="Shadow Minister (Health)", start="2029-01-01")
    (found,) = said(("pm", "I asked the shadow Minister for Health."), offices=(other,))
    assert found.persons == ("blue2",)


def test_those_who_work_for_a_department_named_after_its_head_are_not_its_head() -> None:
    clerk = Office(
        "o/x", "red3", role="Minister of State (Office of the Deputy Prime Minister)", start="2029-01-01"
    )
    envoy = Office("o/y", "red3", role="Prime Minister's Special Representative to Noria", start="2029-01-01")
    assert [r.persons for r in said(("lead", "The Deputy Prime Minister is absent."), offices=(clerk,))] == [
        ()
    ]
    assert [r.persons for r in said(("lead", "The Prime Minister is absent."), offices=(envoy,))] == [("pm",)]


def test_two_chairs_in_a_row_are_two_and_a_committee_is_not_its_commission() -> None:
    chairs = tuple(
        Office(f"o/{n}", who, organisation_id=f"c/{n}", role="Chair", start="2029-01-01")
        for n, who in enumerate(("red3", "blue2", "green"))
    )
    people = _roll(*chairs)
    organisations = (
        Organisation("c/0", "Public Accounts Committee", "committee"),
        Organisation("c/1", "Public Accounts Commission", "other"),
        Organisation("c/2", "Culture Committee", "committee"),
    )
    roll = Roll.of(
        [
            People(
                persons=tuple(people.persons.values()),
                posts=tuple(people.posts.values()),
                organisations=(*people.organisations.values(), *organisations),
                memberships=tuple(people.memberships.values()),
                offices=tuple(people.offices),
            )
        ]
    )
    words = "I thank the Chair of the Public Accounts Committee and the Chair of the Culture Committee."
    speech = Contribution(
        "c", "speech", "s", DAY, "House", "d", "T", 0, person_id="pm", paragraphs=(Paragraph("p", words),)
    )
    sitting = Sitting("s", DAY, "House", "debates", "a", "t", contributions=(speech,))
    found = [r for r in Resolver(roll).resolve(sitting) if r.kind == "office"]
    assert [r.persons for r in found] == [("red3",), ("green",)]


def test_the_office_the_record_prints_beside_a_speaker_outweighs_a_list_that_ended_before() -> None:
    found = said(
        ("red3", "I am the Prime Minister now."),
        ("lead", "The Prime Minister is new."),
        printed="The Prime Minister",
    )
    assert [r.persons for r in found] == [("red3",)]


def test_a_list_that_ended_long_before_the_day_is_believed_less_and_says_so() -> None:
    found = one(("lead", "The Prime Minister is wrong."))
    assert found.confidence < 0.95
    assert "lists of offices end" in found.reason
    fresh = Office("o/x", "red3", role="Minister of State (Health)", start="2030-04-01")
    (found,) = said(("lead", "The Prime Minister is wrong."), offices=(fresh,))
    assert found.confidence == 0.95


def test_sir_and_a_given_name_is_not_a_member_of_that_family_name() -> None:
    assert one(("pm", "It is a pleasure to serve under you, Sir Jessop.")).persons == ()


def _in_the_chair(words: str, *presiding: tuple[str, str, str]) -> tuple[str, ...]:
    """Whom the Chair means, said after these presided: id, given name, title."""
    people = _roll()
    chairs = (*presiding, ("rest", "Grace", "Mrs"))
    roll = Roll.of(
        [
            People(
                persons=(
                    *people.persons.values(),
                    *(
                        Person(k, (Name(given_name=g, family_name=k.title(), prefix=t),))
                        for k, g, t in chairs
                    ),
                ),
                posts=(
                    *people.posts.values(),
                    *(Post(f"seat/{k}", f"Seat {k}", organisation_id=COMMONS) for k, _, _ in chairs),
                ),
                organisations=(
                    *people.organisations.values(),
                    Organisation("deputy", "Deputy Speaker", "party"),
                ),
                memberships=(
                    *people.memberships.values(),
                    *(
                        Membership(f"m/{k}", k, post_id=f"seat/{k}", party_id="deputy", start="2029-01-01")
                        for k, _, _ in chairs
                    ),
                ),
            )
        ]
    )
    turns = [*((k, "Order.") for k, _, _ in presiding), ("pm", words)]
    contributions = tuple(
        Contribution(
            f"c/{n}", "speech", "s", DAY, "House", "d", "T", n, person_id=k, paragraphs=(Paragraph("p", w),)
        )
        for n, (k, w) in enumerate(turns)
    )
    sitting = Sitting("s", DAY, "House", "debates", "a", "t", contributions=contributions)
    (found,) = [r for r in Resolver(roll).resolve(sitting) if r.kind == "chair"]
    return found.persons


def test_madam_deputy_speaker_is_not_whoever_presided_last_where_their_gender_is_not_known() -> None:
    assert _in_the_chair("I agree, Madam Deputy Speaker.", ("vale", "Robin-Lee", "")) == ("vale", "rest")
    assert _in_the_chair("I agree, Madam Deputy Speaker.", ("vale", "Ann", "Mrs")) == ("vale",)
    assert _in_the_chair("I agree, Madam Deputy Speaker.", ("vale", "Tom", "Mr")) == ("rest",)
    assert _in_the_chair("I agree, Mr Deputy Speaker.", ("vale", "Robin-Lee", "")) == ("vale",)


@pytest.mark.parametrize(
    "words",
    [
        "the French Health Minister",
        "the US Health Minister",
        "the Scottish Health Minister",
        "the Northern Ireland Assembly Health Minister",
        "the First and Deputy First Minister",
        "the Scottish Cabinet Secretary",
        "the Minister for Health and Personnel Northern Ireland",
    ],
)
def test_a_minister_of_another_land_is_nobody_here(words: str) -> None:
    offices = (
        Office("o/x", "red3", role="Minister of State (Health)", start="2029-01-01"),
        Office("o/y", "whip", role="The Secretary of State for Scotland", start="2029-01-01"),
        Office("o/z", "wold", role="Minister of State (Northern Ireland Office)", start="2029-01-01"),
    )
    assert all(r.persons == () for r in said(("lead", f"I met {words} there."), offices=offices))
    (ours,) = said(("lead", "I met the Health Minister there."), offices=offices)
    assert ours.persons == ("red3",)
    (scots,) = said(("lead", "I met the Scottish Secretary there."), offices=offices)
    assert scots.persons == ("whip",)


def test_two_offices_in_a_row_are_two_and_a_second_office_of_one_is_no_subject() -> None:
    offices = (
        Office("o/x", "red3", role="The Secretary of State for Health", start="2029-01-01"),
        Office("o/y", "whip", role="The Secretary of State for Transport", start="2029-01-01"),
    )
    words = "I met the Secretary of State for Health and the Secretary of State for Transport."
    assert [r.persons for r in said(("lead", words), offices=offices)] == [("red3",), ("whip",)]
    words = "I met the Secretary of State for Health and Paymaster General."
    assert [r.persons for r in said(("lead", words), offices=offices)] == [("red3",)]


def test_of_two_peers_of_one_name_the_one_in_office_is_meant_beside_an_office() -> None:
    office = Office("o/x", "red3", role="Minister of State (Health)", start="2029-01-01")
    words = "my right hon. Friend the Minister of State for Health, Lord Wold, said so."
    (found,) = said(("pm", words), offices=(office,))
    assert found.persons == ("wold",)


@pytest.mark.parametrize(
    "who", ["My constituent, Cyd Dapple,", "Councillor Cyd Dapple", "Professor Cyd Dapple"]
)
def test_somebody_outside_who_bears_a_members_name_is_not_that_member(who: str) -> None:
    assert [r.persons for r in said(("pm", f"{who} wrote to me."))] == [()]
    assert [r.persons for r in said(("pm", "Cyd Dapple wrote to me."))] == [("lead",)]


def test_a_title_begins_another_name() -> None:
    found = said(("wold", "I heard the Earl of Kelder and Lady Marsh Mr Speaker and left."))
    assert [(r.text, r.persons) for r in found if r.kind == "name"] == [
        ("Earl of Kelder", ("earl",)),
        ("Lady Marsh", ("marsh",)),
    ]
    assert [r.text for r in found if r.kind == "chair"] == ["Mr Speaker"]
