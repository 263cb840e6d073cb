"""The debates of the Hansard API."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.readers import hansard_api
from tests.record.readers.hostile import bent, damaged, example, holds, survives

DEBATE = example("hansard-api-debate.json")


def read(data: bytes = DEBATE):  # type: ignore[no-untyped-def]
    return hansard_api.read(data, file="debate.json")


def test_it_is_known_by_its_content() -> None:
    assert hansard_api.knows(DEBATE)
    assert not hansard_api.knows(example("written-question.json"))
    assert not hansard_api.knows(b"<html>Overview</html>")


def test_a_debate_is_a_sitting_with_its_day_chamber_and_revision() -> None:
    sitting = read()
    holds(sitting)
    assert sitting.id == "uk.parliament/hansard/2031-03-04.0a1b2c3d-0000-4000-8000-00000000000a"
    assert (sitting.date, sitting.chamber, sitting.kind) == (dt.date(2031, 3, 4), "Commons", "debates")
    assert sitting.title == "Oral Answers to Questions"
    assert sitting.revision == "220310305021400"


def test_what_moves_on_or_changes_later_is_a_later_revision() -> None:
    later = json.loads(DEBATE)
    later["Overview"]["Source"] = 3
    assert read(json.dumps(later).encode()).revision > read().revision


def test_headings_stand_in_one_another() -> None:
    oral, department, question = read().debates
    assert (oral.level, department.level, question.level) == ("oral", "major", "minor")
    assert (department.parent_id, question.parent_id) == (oral.id, department.id)
    assert (department.department, question.department) == ("Housing", "Housing")


def test_turns_have_names_offices_parties_times_and_columns() -> None:
    _, asked, answered, *_ = read().contributions
    assert (asked.speaker_name, asked.party, asked.office) == ("Ada Merrow", "Ind", "")
    assert (asked.person_id, asked.question_number, asked.type) == (
        "datadotparl_id/90001",
        "900123",
        "Question",
    )
    assert (asked.time, asked.column) == ("11:34:00", "412")
    assert (answered.speaker_name, answered.office) == ("Tom Sallow", "The Secretary of State for Housing")
    assert answered.column == "412"
    assert answered.url.endswith("/link#contribution-7f000001-0000-4000-8000-000000000002")


def test_words_without_a_name_go_on_with_the_turn() -> None:
    answered = read().contributions[2]
    assert [p.text for p in answered.paragraphs] == [
        "I thank the hon. Member. We will publish a plan before the end of the year, "
        "as I said on 3 February (Official Report, column 77).",
        "It will cover every tenancy & licence.",
        "Nobody should sleep in a wet room.",
    ]


def test_procedure_is_nobodys_words_and_many_voices_have_no_person() -> None:
    asked_by, *_, voices, rose = read().contributions
    assert (asked_by.kind, rose.kind) == ("procedural", "procedural")
    assert (voices.kind, voices.speaker_name, voices.person_id) == ("speech", "Hon. Members", "")


def test_a_column_marked_inside_a_turn_is_no_part_of_its_words() -> None:
    asked = read().contributions[1]
    assert asked.text == "What steps he is taking to end damp in rented homes."


def test_a_type_of_item_nobody_told_us_of_is_said() -> None:
    assert [one.reason for one in read().unread] == [
        "Items: 1 of the type 'Hologram', which this reader does not know"
    ]


def test_a_debate_inside_another_knows_the_heading_above_it() -> None:
    child = json.loads(DEBATE)
    child["Overview"].update(ExtId="inner-1", Title="Damp", HRSTag="hs_8Question")
    child["Navigator"].append({"Id": 9, "Title": "Damp", "ParentId": 8801, "ExternalId": "inner-1"})
    first = read(json.dumps(child).encode()).debates[0]
    assert first.parent_title == "Oral Answers to Questions"
    assert first.parent_id == "uk.parliament/debate/2031-03-04.0a1b2c3d-0000-4000-8000-00000000000a"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"Overview": {}}', b'{"Overview": {"Date": "x"}}', b'{"Overview": 1']
)
def test_what_is_no_debate_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"debate\.json"):
        read(data)


def test_a_debate_nested_without_end_is_cut_and_said() -> None:
    value: dict[str, object] = {"Overview": {"ExtId": "x99", "Date": "2031-03-04"}}
    for number in range(60):
        value = {"Overview": {"ExtId": f"x{number}", "Date": "2031-03-04"}, "ChildDebates": [value]}
    assert "nested too deep" in read(json.dumps(value).encode()).unread[0].reason


def test_a_turn_of_very_many_paragraphs_is_read_in_a_breath() -> None:
    many = json.loads(DEBATE)
    item = many["ChildDebates"][0]["ChildDebates"][0]["Items"][3]
    many["Items"] = [{**item, "AttributedTo": "Ada", "ExternalId": "first"}, *([item] * 30_000)]
    assert len(read(json.dumps(many).encode()).contributions[0].paragraphs) == 30_001


def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it() -> None:
    assert survives(hansard_api.read, damaged(DEBATE, 300)) > 20
    assert survives(hansard_api.read, bent(DEBATE, 300)) > 200
