"""Written questions and statements as their API gives them."""

from __future__ import annotations

import json

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.readers import written_questions
from tests.record.readers.hostile import bent, damaged, example, holds, survives

QUESTION, LIST, STATEMENT = (
    example(name)
    for name in ("written-question.json", "written-questions-list.json", "written-statement.json")
)


def read(data: bytes):  # type: ignore[no-untyped-def]
    sittings = written_questions.read(data, file="wq.json")
    holds(sittings)
    return sittings


def changed(**about: object) -> bytes:
    value = json.loads(QUESTION)
    value["value"].update(about)
    return json.dumps(value).encode()


def test_they_are_known_by_their_content() -> None:
    assert all(map(written_questions.knows, (QUESTION, LIST, STATEMENT)))
    assert not written_questions.knows(example("hansard-api-debate.json"))
    assert not written_questions.knows(example("members-history.json"))


def test_a_question_has_its_heading_department_and_asker() -> None:
    (sitting,) = read(QUESTION)
    (debate,) = sitting.debates
    asked = sitting.contributions[0]
    assert (sitting.id, sitting.kind) == ("uk.parliament/wrans/2031-02-20.900456", "wrans")
    assert (debate.title, debate.department) == ("Private Rented Housing: Damp", "Department for Housing")
    assert (asked.kind, asked.id) == ("question", "uk.parliament/wrans/2031-02-20.900456.q0")
    assert (asked.person_id, asked.speaker_name) == ("datadotparl_id/90001", "Ada Merrow")
    assert asked.question_number == "900456"


def test_a_corrected_answer_stands_beside_what_it_corrects() -> None:
    _, before, now = read(QUESTION)[0].contributions
    assert (before.text, before.type, str(before.date)) == ("The number is 14,000.", "", "2031-02-27")
    assert now.text == "The number is 41,000.\n\nThe survey is being repeated."
    assert (now.type, now.speaker_name, str(now.date)) == ("Correction", "Lord Reed", "2031-03-03")


def test_an_answer_that_only_holds_says_so() -> None:
    (sitting,) = read(changed(answerIsHolding=True, originalAnswerText=None, dateAnswerCorrected=None))
    assert [(one.kind, one.type) for one in sitting.contributions] == [
        ("question", ""),
        ("reply", "Holding answer"),
    ]


def test_an_unanswered_question_has_no_reply_and_an_earlier_revision() -> None:
    nothing = {
        "dateAnswered": None,
        "answerText": None,
        "originalAnswerText": None,
        "dateAnswerCorrected": None,
    }
    (sitting,) = read(changed(**nothing))
    assert [one.kind for one in sitting.contributions] == ["question"]
    assert sitting.revision < read(QUESTION)[0].revision


def test_a_text_that_the_list_cuts_gives_way_to_the_whole_one() -> None:
    cut, lords = read(LIST)
    assert cut.unread[-1].reason == "results[0]: the list gives only the beginning of q0"
    whole = json.loads(LIST)["results"][0]
    whole["value"]["questionText"] = "To ask the Secretary of State for Housing, whether tenancies are safe."
    (better,) = read(json.dumps(whole).encode())
    assert better.id == cut.id
    assert better.revision > cut.revision
    assert (lords.kind, lords.chamber, lords.contributions[0].type) == ("lordswrans", "Lords", "Withdrawn")


def test_one_bad_question_in_a_list_is_named_and_the_rest_is_read() -> None:
    first, _ = read(LIST)
    assert first.unread[0].reason == "results[2]: it needs a number (uin) and a day (dateTabled)"


def test_a_statement_is_its_ministers_words() -> None:
    (sitting,) = read(STATEMENT)
    (made,) = sitting.contributions
    assert (sitting.id, sitting.kind) == ("uk.parliament/wms/2031-03-04.HCWS41", "wms")
    assert (made.kind, made.office) == ("speech", "The Secretary of State for Housing")
    assert [p.text for p in made.paragraphs] == [
        "I am publishing a strategy today.",
        "First, inspection.",
        "Second, repair.",
    ]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"results": []}', b'{"value": 5}', b"9" * 5000, b'"dateMade"']
)
def test_what_holds_none_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"wq\.json"):
        written_questions.read(data, file="wq.json")


@pytest.mark.parametrize("data", [QUESTION, LIST, STATEMENT])
def test_whatever_was_done_to_a_file_nothing_but_values_or_a_sentence_comes_of_it(data: bytes) -> None:
    assert survives(written_questions.read, damaged(data, 200)) > 5
    assert survives(written_questions.read, bent(data, 200)) > 100
