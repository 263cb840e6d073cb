"""The printed Hansard, by itself and in archives."""

from __future__ import annotations

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.readers import hansard_print
from tests.record.readers.hostile import damaged, example, holds, survives

PRINT, LORDS = example("print.xml"), example("print-lords.xml")


def read(data: bytes = PRINT, file: str = "CHAN41.xml"):  # type: ignore[no-untyped-def]
    sittings = hansard_print.read(data, file=file)
    holds(sittings)
    return sittings


def test_it_is_known_by_its_namespace() -> None:
    assert hansard_print.knows(PRINT)
    assert hansard_print.knows(LORDS)
    assert not hansard_print.knows(example("parlamint.xml"))


def test_a_file_holds_the_chamber_and_westminster_hall() -> None:
    chamber, hall = read()
    assert (chamber.id, chamber.chamber, chamber.kind) == (
        "uk.parliament/commons/2031-03-04",
        "Commons",
        "debates",
    )
    assert (hall.id, hall.kind) == ("uk.parliament/westminhall/2031-03-04", "westminhall")
    assert hall.contributions[0].column == "1WH"


def test_headings_stand_in_one_another_until_the_next_business() -> None:
    titles = [
        (d.level, d.title, d.parent_title, d.department) for d in read()[0].debates if d.level != "none"
    ]
    assert titles == [
        ("oral", "Oral Answers to Questions", "", ""),
        ("major", "Housing", "Oral Answers to Questions", "Housing"),
        ("minor", "Damp in Rented Homes", "Housing", "Housing"),
        ("major", "Housing Strategy", "", ""),
    ]


def test_a_question_has_its_numbers_and_none_of_them_in_its_words() -> None:
    asked = next(c for c in read()[0].contributions if c.question_number)
    assert (asked.oral_number, asked.question_number, asked.type) == ("1", "900123", "Question")
    assert asked.text == "What steps he is taking to end damp in rented homes."
    assert (asked.speaker_name, asked.party, asked.person_id) == (
        "Ada Merrow",
        "Ind",
        "datadotparl_id/90001",
    )
    assert asked.id == "uk.parliament/contribution/2031-03-04.31030401000005"


def test_a_turn_has_its_office_column_and_the_paragraphs_that_follow() -> None:
    answered = next(c for c in read()[0].contributions if c.type == "Answer")
    assert (answered.speaker_name, answered.office) == ("Tom Sallow", "The Secretary of State for Housing")
    assert (answered.column, answered.time) == ("401", "11:34:10")
    assert [(p.text, p.css_class) for p in answered.paragraphs] == [
        ("We will publish a plan before the end of the year.", ""),
        ("“Every tenancy & licence”", "hs_brev"),
    ]


def test_a_column_that_begins_inside_a_turn_holds_for_the_next() -> None:
    voices = next(c for c in read()[0].contributions if c.speaker_name == "Hon. Members")
    assert (voices.column, voices.person_id, voices.text) == ("402", "", "Hear, hear!")


def test_tables_are_rows_and_the_chair_is_procedure() -> None:
    texts = [c.text for c in read()[0].contributions if c.kind == "procedural" and c.column == "402"]
    assert texts == [
        "[Madam Deputy Speaker in the Chair]",
        "Homes | 41,000",
        "The House divided: Ayes 2, Noes 1.",
    ]


def test_a_division_has_its_counts_names_and_tellers() -> None:
    (division,) = read()[0].divisions
    assert (division.number, division.counts, division.counted) == ("41", (("ayes", 2), ("noes", 1)), True)
    assert [(v.vote, v.name, v.teller) for v in division.votes] == [
        ("aye", "Merrow, Ada", False),
        ("aye", "Sallow, Tom", False),
        ("no", "Carr, Bo", False),
        ("aye", "Una Brack", True),
    ]


def test_what_is_not_known_is_said_with_its_line() -> None:
    first, _ = read()
    assert [(one.line, one.reason) for one in first.unread] == [
        (34, "a system of the type 'Index', which this reader does not know"),
        (28, "1 of <hs_firework>, which this reader does not know"),
    ]


def test_the_lords_have_their_own_tags() -> None:
    (sitting,) = read(LORDS, "LHAN88.xml")
    kinds = [(c.kind, c.speaker_name, c.text) for c in sitting.contributions]
    assert sitting.debates[0].title == "Damp"
    assert kinds == [
        ("procedural", "", "Question"),
        ("procedural", "", "Asked by Lord Reed"),
        ("speech", "Lord Reed", "To ask His Majesty’s Government what they will do."),
        ("speech", "Baroness Ash", "My Lords, we will act."),
        ("procedural", "", "Motion agreed."),
    ]
    assert sitting.contributions[2].time == "15:07:00"
    assert [(v.vote, v.name, v.teller) for v in sitting.divisions[0].votes] == [
        ("content", "Ash, B.", True),
        ("content", "Reed, L.", False),
        ("not-content", "Elm, V.", False),
    ]


def test_a_bill_committee_is_a_sitting_of_its_own() -> None:
    sitting = read(PRINT, "PBC12_Rented Homes 3rd sit.xml")[0]
    assert sitting.kind == "standing"
    assert sitting.id == "uk.parliament/standing/PBC12-Rented-Homes-3rd-sit_2031-03-04"


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", b"<html><body/></html>", PRINT.replace(b"2031-03-04", b"2031-13-04")]
)
def test_what_holds_no_sitting_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"CHAN41\.xml"):
        read(data)


@pytest.mark.parametrize("data", [PRINT, LORDS])
def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it(data: bytes) -> None:
    assert survives(hansard_print.read, damaged(data, 300)) > 10
