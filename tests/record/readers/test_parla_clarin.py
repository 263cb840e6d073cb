"""Parla-CLARIN and ParlaMint TEI."""

from __future__ import annotations

import datetime as dt

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.people import Roll
from folkmoot.record.readers import parla_clarin
from tests.record.readers.hostile import damaged, example, holds, survives

TEI, PEOPLE = example("parlamint.xml"), example("parlamint-people.xml")


def read(data: bytes = TEI):  # type: ignore[no-untyped-def]
    sitting = parla_clarin.read(data, file="day.xml")
    holds(sitting)
    return sitting


def test_days_and_people_are_told_apart_by_their_content() -> None:
    assert (parla_clarin.knows(TEI), parla_clarin.knows_people(TEI)) == (True, False)
    assert (parla_clarin.knows(PEOPLE), parla_clarin.knows_people(PEOPLE)) == (False, True)
    assert not parla_clarin.knows(example("print.xml"))


def test_a_sitting_has_the_corpus_in_its_id() -> None:
    sitting = read()
    assert sitting.id == "ParlaMint-XX/2031-03-04-lower"
    assert (sitting.date, sitting.chamber) == (dt.date(2031, 3, 4), "Lower House")
    assert sitting.title == "Parliament of Exland, 4 March 2031"


def test_divisions_are_debates_with_their_heads() -> None:
    damp, amendments, unnamed = read().debates
    assert (damp.title, damp.level) == ("Damp in rented homes", "major")
    assert (amendments.title, amendments.parent_id, amendments.level) == ("Amendments", damp.id, "minor")
    assert (unnamed.title, unnamed.level) == ("No heading", "none")


def test_turns_have_speakers_paragraphs_and_notes_in_their_place() -> None:
    note, asked, chair, amended, voice = read().contributions
    assert (note.kind, note.text) == ("procedural", "The House met at nine.")
    assert asked.id == "ParlaMint-XX/2031-03-04-lower.u1"
    assert (asked.person_id, asked.speaker_name) == ("ParlaMint-XX/person/AdaMerrow", "Ada Merrow")
    assert [(p.text, p.css_class) for p in asked.paragraphs] == [
        ("What will be done?", ""),
        ("Applause", "note"),
        ("And by when?", ""),
    ]
    assert (chair.office, amended.text) == ("Chair", "We will act.")
    assert (voice.person_id, voice.speaker_name, voice.text) == ("", "", "A voice.")


def test_what_is_not_known_is_said_with_its_line() -> None:
    assert [(one.line, one.reason) for one in read().unread] == [
        (15, "1 of <firework>, which this reader does not know")
    ]


def test_people_have_names_terms_parties_and_offices_with_their_days() -> None:
    people = parla_clarin.read_people(PEOPLE, file="people.xml")
    holds(people)
    roll, ada = Roll.of([people]), "ParlaMint-XX/person/AdaMerrow"
    assert roll.name_on(ada, dt.date(2021, 1, 1)) == "Ada Merrow"
    assert roll.name_on(ada, dt.date(2026, 1, 1)) == "Ada Merrow-Finch"
    assert roll.party_on(ada, dt.date(2021, 1, 1)) == "Harbour"
    assert roll.party_on(ada, dt.date(2024, 1, 1)) == "Independent"
    assert roll.standing(ada, dt.date(2024, 1, 1)).chamber == "ParlaMint-XX/parliament.LH"
    (office,) = roll.offices_of(ada, dt.date(2029, 1, 1))
    assert (office.role, roll.organisation_name(office)) == ("Minister for Tides", "Government of Exland")
    assert roll.person(ada).identifiers == (("datadotparl_id", "90001"),)
    assert people.unread[0].reason == "a person without an xml:id"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<TEI/>",
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>',
        TEI.replace(b"ParlaMint-XX_2031-03-04-lower", b"nothing", 1),
        TEI.replace(b"2031-03-04", b"2031-03-32"),
    ],
)
def test_what_is_no_sitting_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"day\.xml"):
        read(data)


def test_a_text_nested_without_end_is_read_as_far_as_it_goes() -> None:
    deep = TEI.replace(b"<body>", b"<body>" + b"<div>" * 100).replace(
        b"</body>", b"</div>" * 100 + b"</body>"
    )
    assert "<div>" in read(deep).unread[0].reason


def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it() -> None:
    assert survives(parla_clarin.read, damaged(TEI, 300)) > 20
    assert survives(parla_clarin.read_people, damaged(PEOPLE, 300)) > 20
