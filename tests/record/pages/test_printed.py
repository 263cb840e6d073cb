"""A page that kept its speakers' names is believed where it names them."""

from __future__ import annotations

import pytest

from folkmoot.record.attribute import Line, attribute
from folkmoot.record.people import Office
from tests.record.references.parliaments import DAY, NORIA, roll
from tests.record.test_attribute import PAGE, ROLL

KEPT = """Rivers Bill
Second Reading
The Minister of State for Water (Mr Ben Corrow)
I beg to move, That the Bill be now read a Second time.
It will clean every river.
Dov Errant (King’s Ford) (Blue)
Will the Minister give way? He has just said that every river will be clean.
Mr Corrow: As I have said, it will.
Several hon. Members
rose—
Eve Fallow (Saltmarsh) (Green)
May I ask him when?
The Prime Minister
I shall answer that.
Mr Errant
I am grateful.
Mr Stranger (Nowhere) (Red)
So am I.
"""


def spoken(text: str, **more: object) -> list[Line]:
    return [x for x in attribute(text, ROLL, day=DAY, **more).lines if x.kind != "header"]  # type: ignore[arg-type]


def test_each_line_is_whose_name_stands_before_it() -> None:
    lines = spoken(KEPT)
    assert [x.speaker.person_id for x in lines if x.speaker] == [
        "ben", "ben", "dov", "ben", None, "eve", "ada", "dov", None,
    ]  # fmt: skip
    assert {x.reason for x in lines} == {"the page names who speaks"}
    assert [x.block for x in lines] == [1, 1, 2, 3, 4, 5, 6, 7, 8]
    assert lines[0].speaker and lines[0].speaker.label == "The Minister of State for Water"


def test_one_whom_the_roll_does_not_know_keeps_the_name_the_page_has() -> None:
    last = spoken(KEPT)[-1].speaker
    assert last is not None
    assert (last.person_id, last.name) == (None, "Mr Stranger")


def test_a_voice_that_is_nobody_in_particular_is_no_person() -> None:
    rose = next(x for x in spoken(KEPT) if x.text.startswith("rose")).speaker
    assert rose is not None
    assert (rose.person_id, rose.label) == (None, "Several hon. Members")


def test_a_name_before_a_colon_is_not_part_of_the_words_and_offsets_count_it() -> None:
    (line,) = [x for x in spoken(KEPT) if x.text.startswith("Mr Corrow:")]
    assert all(r.start >= len("Mr Corrow: ") for r in line.references)
    assert all(line.text[r.start : r.end] == r.text for r in line.references)


def test_without_a_day_the_names_stay_names() -> None:
    speakers = [x.speaker for x in attribute(KEPT, ROLL).lines if x.kind != "header"]
    assert {s.person_id for s in speakers if s} == {None}
    assert "Dov Errant" in {s.name for s in speakers if s}


@pytest.mark.parametrize(
    "words", ["The Economy", "Water Bill", "Mr Corrow will answer: I hope", "Dov Errant"]
)
def test_what_only_looks_like_a_name_is_none(words: str) -> None:
    page = attribute(KEPT.replace("It will clean every river.", words), ROLL, day=DAY)
    (line,) = [x for x in page.lines if x.text == words]
    assert line.speaker is not None
    assert line.speaker.person_id == "ben"


def test_one_name_alone_does_not_make_a_page_that_kept_its_names() -> None:
    assert all("the page names" not in x.reason for x in attribute(PAGE, ROLL, day=DAY).lines)


def test_a_parliament_whose_customs_say_nothing_of_printed_names_takes_none() -> None:
    strange = roll(NORIA, Office("o/9", "eve", role="Ministro por Salo", start="2020-01-01"))
    page = attribute(KEPT, strange, day=DAY, customs=NORIA.customs)
    assert all("the page names" not in x.reason for x in page.lines)
