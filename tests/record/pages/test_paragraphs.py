"""Whatever copying did to a page's line breaks, its paragraphs are read and keep their place in the file."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.attribute import Line, as_row, attribute
from folkmoot.record.pages import paragraphs
from folkmoot.record.people import Roll
from tests.record.references.parliaments import DAY
from tests.record.test_attribute import PAGE, ROLL, real_roll  # noqa: F401

LONG = (
    "It was said in this House, and it has been said again outside it, that no river of this country can be "
    "cleaned unless those who foul it are asked to pay for what they do, and I believe that this is right."
)
LONGER = f"{PAGE}{LONG}\n{LONG}"
WHOLE = attribute(LONGER, ROLL, day=DAY).lines
SAYS = [(x.kind, x.speaker, x.addresses) for x in WHOLE]


def broken(text: str, width: int, *, quoting: str = "", between: str = "\n\n") -> str:
    """A text as a letter has it: each of its lines broken at a width."""
    lines = (
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
        if line
    )
    return "\n".join(f"{quoting}{line}" for line in between.join(lines).split("\n"))


def in_the_file(text: str, line: int, start: int, end: int) -> str:
    return "\n".join(text.split("\n")[line - 1 :])[start:end]


@pytest.mark.parametrize("width", [60, 66, 72, 80, 100])
@pytest.mark.parametrize("quoting", ["", "> "])
def test_a_page_broken_at_a_width_says_what_the_page_says(width: int, quoting: str) -> None:
    text = broken(LONGER, width, quoting=quoting)
    lines = attribute(text, ROLL, day=DAY).lines
    assert [(x.kind, x.speaker, x.addresses) for x in lines] == SAYS
    for now, before in zip(lines, WHOLE, strict=True):
        assert now.text.removeprefix(quoting).strip() == before.text
        assert text.split("\n")[now.line - 1].removeprefix(quoting).startswith(before.text.split()[0])
        assert [(r.text, r.persons) for r in now.references] == [
            (r.text, r.persons) for r in before.references
        ]


def test_references_stand_in_the_line_of_the_file_they_begin_in() -> None:
    text = broken(LONGER, 66, quoting="> ")
    references = [r for line in attribute(text, ROLL, day=DAY).lines for r in line.references]
    assert any("\n" in in_the_file(text, r.line, r.start, r.end) for r in references)
    for r in references:
        stands = in_the_file(text, r.line, r.start, r.end).replace("\n> ", " ")
        assert stands == r.text
        assert r.start < len(text.split("\n")[r.line - 1])


def test_the_reason_and_the_parts_say_what_was_put_together() -> None:
    text = broken(LONGER, 66)
    line = next(
        x for x in attribute(text, ROLL, day=DAY).lines if x.text.startswith("The Minister for Water")
    )
    first, last = line.parts[0].line, line.parts[-1].line
    assert line.reason.endswith(f"put together of lines {first} to {last}")
    parts = as_row(line)["parts"]
    assert [p["line"] for p in parts] == list(range(first, last + 1))
    for p in parts:
        words = text.split("\n")[p["line"] - 1][p["start"] : p["end"]]
        assert line.text[p["at"] : p["at"] + len(words)] == words


def test_a_page_whose_breaks_are_its_paragraphs_has_no_parts() -> None:
    assert all("parts" not in as_row(line) for line in WHOLE)


def test_without_an_empty_line_a_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    text = broken(f"{LONG}\n{LONG} I say so.\n{LONG}", 80, between="\n")
    assert [p.text for p in paragraphs.read(text)] == [LONG, f"{LONG} I say so.", LONG]


def test_print_of_uneven_width_is_put_together() -> None:
    words, lines = f"{LONG} {LONG} {LONG}", []
    for width in (84, 76, 80, 77, 83) * 2:
        line, *_ = textwrap.wrap(words, width) or [""]
        lines.append(line)
        words = words[len(line) :].strip()
    assert [p.text for p in paragraphs.read("\n".join(filter(None, lines)))] == [f"{LONG} {LONG} {LONG}"]


def test_a_paragraph_that_is_set_in_begins_anew() -> None:
    one = textwrap.fill(LONG + " " + LONG, 70, initial_indent="    ")
    assert len(paragraphs.read(f"{one}\n{one}\n{one}")) == 3


def test_a_word_parted_at_the_end_of_a_line_is_one_word_and_a_joined_one_keeps_its_hyphen() -> None:
    page = "\n".join(
        [
            "It was said in this House that the government has no plan for rivers, and that the govern-",
            "ment of the day has never had one, which is true as far as it goes, although the counter-",
            "extremism strategy has much to say of rivers and of reeds, of locks and weirs, and of who",
            "is to pay for them, and the hon. Member for Saltmarsh has said so in this House on a good",
            "many days, for which those of us who live beside a river, or who once did so, thank her",
            "and will go on thanking her.",
        ]
    )
    (paragraph,) = paragraphs.read(page)
    assert "the government of the day" in paragraph.text
    assert "the counter-extremism strategy" in paragraph.text
    at = paragraph.text.index("government of")
    assert in_the_file(page, *paragraph.place(at, at + 10)) == "govern-\nment"


def test_a_list_of_short_lines_is_left_as_it_is() -> None:
    text = "Rivers\nlocks and weirs\nsalt\nreeds\nwater\nmills\nfish\n" * 3
    assert [p.text for p in paragraphs.read(text)] == [x for x in text.split("\n") if x]


@given(st.text(alphabet="ab .,-\n>•“I", max_size=600))
def test_every_character_that_is_read_stands_where_it_is_said_to(text: str) -> None:
    lines = text.split("\n")
    for paragraph in paragraphs.read(text):
        for piece in paragraph.pieces:
            words = paragraph.text[piece.at : piece.at + piece.end - piece.start]
            assert lines[piece.line - 1][piece.start : piece.end] == words
            assert paragraph.place(piece.at, piece.at + 1)[:2] == (piece.line, piece.start)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_part_of_a_paragraph_keeps_its_place(one: int, other: int) -> None:
    (whole,) = paragraphs.read(textwrap.fill(f"{LONG} {LONG}", 70))
    start, end = sorted((min(one, len(whole.text)), min(other, len(whole.text))))
    part = whole.part(start, end)
    assert part.text == whole.text[start:end].strip()
    if part.text:
        at = whole.text.index(part.text, start)
        assert part.place(0, len(part.text)) == whole.place(at, at + len(part.text))


RUNNING = (
    "Dov Errant (King’s Ford) (Blue) Will the Minister give way? He said that every river would be clean. "
    "The Minister of State for Water (Mr Ben Corrow) I have a plan, and Mr Errant knows it well. "
    "Mr Errant I am grateful. Eve Fallow (Saltmarsh) (Green) May I ask him when?"
)


def test_speakers_on_one_line_are_parted_where_they_are_named() -> None:
    spoken = [x for x in attribute(RUNNING, ROLL, day=DAY).lines if x.kind != "header"]
    assert [(who(x), x.text.split()[0]) for x in spoken] == [
        ("dov", "Will"),
        ("ben", "I"),
        ("dov", "I"),
        ("eve", "May"),
    ]
    assert {x.line for x in spoken} == {1}
    assert all("cut out of line 1" in x.reason for x in spoken)
    for x in spoken:
        assert RUNNING[x.parts[0].start : x.parts[0].end] == x.text
        assert all(RUNNING[r.start : r.end] == r.text for r in x.references)


def test_one_named_in_passing_parts_nothing() -> None:
    text = RUNNING.replace(
        "Eve Fallow (Saltmarsh) (Green) May", "I heard Eve Fallow (Saltmarsh) (Green) and may"
    )
    assert len([x for x in attribute(text, ROLL, day=DAY).lines if x.kind != "header"]) == 3


def who(line: Line) -> str:
    return (line.speaker.person_id or "") if line.speaker else ""


def test_a_page_on_one_line_has_its_header_apart_and_its_words_where_they_stand() -> None:
    text = " ".join([*PAGE.splitlines(), *[LONG] * 15])
    lines = attribute(text, ROLL, day=DAY).lines
    assert lines[0].kind == "header"
    assert lines[0].text.endswith("(3 years, 1 month ago)")
    assert len(lines) > 3
    assert {"eve", "ben"} <= {who(x) for x in lines}
    for x in lines:
        part = x.parts[0]
        assert text[part.start : part.end] == x.text
        assert all(text[r.start : r.end] == r.text for r in x.references)


def test_the_seed_page_broken_or_run_together(real: Path, real_roll: Roll) -> None:  # noqa: F811
    text = (real / "seeds" / "000_87512d62e100ddd0.txt").read_text(encoding="utf-8")
    day = dt.date(2014, 12, 2)
    whole = attribute(text, real_roll, day=day).lines
    says = [(x.kind, x.speaker, [(r.text, r.persons) for r in x.references]) for x in whole]
    again = attribute(broken(text, 78, quoting="> "), real_roll, day=day).lines
    assert [(x.kind, x.speaker, [(r.text, r.persons) for r in x.references]) for x in again] == says

    lines = [line for line in text.splitlines() if line.strip()]
    one = attribute(" ".join(lines), real_roll, day=day).lines
    begins, at, turns = {x.parts[0].start for x in one}, 0, 0
    found = 0
    for n, (line, row) in enumerate(zip(lines, whole, strict=True)):
        if row.block and row.block != whole[n - 1].block and whole[n - 1].block:
            turns += 1
            found += at in begins
        at += len(line) + 1
    assert found >= 0.75 * turns
    assert json.dumps([as_row(x) for x in one], default=str)
