"""Pages that lost their names: who says each line, what is missing, and how sure that is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.record.attribute import Attributed, Line, as_row, attribute
from folkmoot.record.debates import Contribution, Paragraph
from folkmoot.record.people import Roll
from folkmoot.record.readers import popolo
from folkmoot.record.scoring_pages import score_page
from tests.record.references.parliaments import DAY, WESTMINSTER, roll

PAGE = """Eve Fallow
Main Page: Eve Fallow (Green - Saltmarsh)Department Debates - View all Eve Fallow's debates with the Ministry of Water
(3 years, 1 month ago)
Commons ChamberNo. Clause 2 will enable us to clean the rivers, and we will be publishing a plan.

The Minister for Water has just said that inspectors visited every weir. May I ask him when the plan will be published?
The hon. Lady raises an important point. We will be consulting on it, and I can tell her that she will be consulted.
Part 2 of the Bill relates to weirs. It will allow us to—
Will the hon. Lady allow me to finish before I give way?
Clause 3 provides for locks, as I said.
I have a simple question. Does the Minister for Water know what a lock costs?
It is a pleasure to follow the hon. Member for King’s Ford (Dov Errant). He spoke of salt.
I quote the report:
“the river is dead”—
so it says. I hope that the Minister for Water will read it.
"""  # noqa: E501
ROLL = roll(WESTMINSTER)


@pytest.fixture(scope="module")
def page() -> Attributed:
    return attribute(PAGE, ROLL, day=DAY)


def line(page: Attributed, beginning: str) -> Line:
    (one,) = [x for x in page.lines if x.text.removeprefix("Commons Chamber").startswith(beginning)]
    return one


def who(x: Line) -> str:
    assert x.speaker is not None
    return x.speaker.person_id or ""


def test_the_header_is_not_speech_and_its_cells_are_told_apart(page: Attributed) -> None:
    header = [x for x in page.lines if x.kind == "header"]
    assert [x.line for x in header] == [1, 2, 3]
    assert [c.kind for c in header[1].cells] == ["member", "link"]
    assert header[1].cells[0].text.endswith("(Green - Saltmarsh)")
    assert [r.persons for r in header[1].references] == [("eve",), ("eve",)]


def test_a_venue_that_ran_into_the_first_word_is_split_off(page: Attributed) -> None:
    first = line(page, "No. Clause 2")
    venue, speech = first.cells
    assert (venue.kind, venue.text) == ("venue", "Commons Chamber")
    assert speech.text.startswith("No. Clause 2")
    assert first.line == 4


def test_empty_lines_keep_their_numbers_and_give_none(page: Attributed) -> None:
    assert [x.line for x in page.lines] == [n for n, text in enumerate(PAGE.splitlines(), 1) if text]


def test_who_asks_and_who_answers(page: Attributed) -> None:
    asked, answered = line(page, "The Minister for Water has just"), line(page, "The hon. Lady raises")
    assert (asked.kind, who(asked)) == ("intervention", "eve")
    assert (answered.kind, who(answered)) == ("reply", "ben")
    assert asked.addresses is not None and asked.addresses.person_id == "ben"
    assert answered.addresses is not None and answered.addresses.person_id == "eve"


def test_an_answer_goes_on_until_somebody_else_speaks(page: Attributed) -> None:
    blocks = {x.line: x.block for x in page.lines if x.block}
    assert blocks[7] == blocks[8]
    assert blocks[6] != blocks[7]
    assert who(line(page, "Part 2 of the Bill")) == "ben"


def test_a_broken_sentence_is_marked_and_taken_up_by_the_same(page: Attributed) -> None:
    broken, kept = line(page, "Part 2 of the Bill"), line(page, "Will the hon. Lady allow")
    assert broken.interrupted
    assert who(kept) == "ben"
    assert kept.gap_before


def test_gaps_are_marked(page: Attributed) -> None:
    assert line(page, "No. Clause 2").gap_before
    taken_up = line(page, "The Minister for Water has just").gap_before
    assert taken_up is not None and "inspectors visited every weir" in taken_up
    followed = line(page, "It is a pleasure").gap_before
    assert followed is not None and "King’s Ford" in followed
    assert line(page, "Clause 3 provides").gap_before is None


def test_a_speech_begins_with_the_pleasure_of_following(page: Attributed) -> None:
    start = line(page, "It is a pleasure")
    assert (start.kind, who(start)) == ("speech", "eve")


def test_a_quotation_is_a_flag_beside_the_kind(page: Attributed) -> None:
    quotation = line(page, "“the river is dead”")
    assert quotation.quotation
    assert quotation.kind == "speech"
    assert not quotation.interrupted
    assert who(quotation) == "eve"


def test_references_count_characters_in_the_line_as_it_stands(page: Attributed) -> None:
    for x in page.lines:
        for r in x.references:
            assert x.text[r.start : r.end] == r.text
            assert r.line == x.line
    named = [r for r in line(page, "It is a pleasure").references if r.kind == "constituency"]
    assert [r.persons for r in named] == [("dov",)]
    lady = [r for r in line(page, "The hon. Lady raises").references if r.kind == "form"]
    assert [r.persons for r in lady] == [("eve",)]
    office = [r for r in line(page, "I have a simple").references if r.kind == "office"]
    assert [r.persons for r in office] == [("ben",)]


def test_every_line_has_a_confidence_and_a_reason(page: Attributed) -> None:
    for x in page.lines:
        assert 0 <= x.confidence <= 1
        assert x.reason
        row = json.loads(json.dumps(as_row(x)))
        assert (row["questions"], row["promises"], row["figures"]) == ([], [], [])


def test_without_a_day_only_a_label_is_known() -> None:
    page = attribute(PAGE, ROLL)
    answered = line(page, "The hon. Lady raises").speaker
    assert answered is not None
    assert (answered.person_id, answered.name, answered.label) == (None, None, "the Minister for Water")
    assert who(line(page, "The Minister for Water has just")) == "eve"
    assert page.dates
    assert all("Eve Fallow sat for Saltmarsh" in p.reason for p in page.dates)


def test_a_day_of_the_week_with_its_date_fits_only_some_years() -> None:
    text = PAGE + "I read it in the newspaper on Saturday 5 March, and since the Rivers Act 2021 it is law.\n"
    assert [p.first for p in attribute(text, ROLL).dates] == [dt.date(2022, 3, 5)]


def test_lines_that_stand_in_the_record_are_taken_from_it() -> None:
    words = "Clause 3 provides for locks, as I said."
    recorded = Contribution(
        "debate/9", "speech", "s", DAY, "House", "d", "Water", 1, person_id="ada", speaker_name="Ada Brindle",
        paragraphs=(Paragraph("p", f"{words}"),),
    )  # fmt: skip
    found = line(attribute(PAGE, ROLL, day=DAY, contributions=[recorded]), "Clause 3")
    assert (who(found), found.found_in) == ("ada", "debate/9")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([*PAGE.splitlines(), "", "Order.", "rose—", "“", "(", "é"]), max_size=12).map(
        "\n".join
    )
)
def test_any_page_is_read_line_by_line(text: str) -> None:
    page = attribute(text, ROLL, day=DAY)
    assert [x.line for x in page.lines] == [n for n, t in enumerate(text.splitlines(), 1) if t.strip()]
    assert all(x.block or x.kind == "header" for x in page.lines)


@pytest.fixture(scope="module")
def real_roll(real: Path) -> Roll:
    names = ("people.json", "ministers.json", "ministers-2010.json")
    return Roll.of(popolo.read((real / "people" / n).read_bytes(), file=n) for n in names)


def test_the_seed_page(real: Path, real_roll: Roll) -> None:
    text = (real / "seeds" / "000_87512d62e100ddd0.txt").read_text(encoding="utf-8")
    gold = json.loads((real / "seeds" / "seed0-gold-lines-1-41.json").read_text(encoding="utf-8"))
    page = attribute(text, real_roll, day=dt.date(2014, 12, 2))
    shares = {s.what: s.share for s in score_page([as_row(x) for x in page.lines], gold, real_roll)}
    assert shares["headers"] == 1
    assert min(shares["boundaries, of labelled"], shares["boundaries, of found"]) >= 0.9
    assert min(shares["speakers"], shares["kinds"]) >= 0.95
    assert shares["gaps"] == 1
    assert shares["references: constituency"] == 1
    assert min(shares["references: form"], shares["references: office"]) >= 0.9
    assert shares["references: pronoun"] >= 0.75


def test_the_day_of_the_seed_page_is_proposed_from_its_own_words(real: Path, real_roll: Roll) -> None:
    text = (real / "seeds" / "000_87512d62e100ddd0.txt").read_text(encoding="utf-8")
    (proposal,) = attribute(text, real_roll).dates
    assert proposal.first <= dt.date(2014, 12, 2) <= proposal.last
