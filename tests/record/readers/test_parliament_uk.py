"""What the formats of parliament.uk share: names as printed, HTML, numbers of people."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.record.readers import parliament_uk as uk
from folkmoot.record.readers.parliament_uk import Attribution


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Martin Vickers (Brigg and Immingham) (Con)",
            Attribution("Martin Vickers", "", "Brigg and Immingham", "Con"),
        ),
        ("The Minister for Policing (Sarah Jones)", Attribution("Sarah Jones", "The Minister for Policing")),
        ("Madam Deputy Speaker (Ms Nusrat Ghani)", Attribution("Ms Nusrat Ghani", "Madam Deputy Speaker")),
        ("Lord Callanan (Con)", Attribution("Lord Callanan", party="Con")),
        ("Lord Elm (Tide)", Attribution("Lord Elm", party="Tide")),
        ("Bo Carr (Ferry and Quay)", Attribution("Bo Carr", seat="Ferry and Quay")),
        ("Mr Speaker", Attribution("Mr Speaker")),
        ("Hon. Members:", Attribution("Hon. Members")),
        ("  Several\n hon. Members ", Attribution("Several hon. Members")),
        ("Odd ((brackets", Attribution("Odd ((brackets")),
        ("", Attribution()),
    ],
)
def test_a_printed_attribution_is_taken_apart(said: str, expected: Attribution) -> None:
    assert uk.attributed(said) == expected


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("plain\n words ", ("plain words",)),
        ("<p>one</p><p>two &amp; <b>three</b></p>", ("one", "two & three")),
        ("one<br/>two", ("one", "two")),
        ("a<script>x()</script>b", ("ab",)),
        ("&nbsp;£5&nbsp;m", ("\xa0£5\xa0m".strip(" "),)),
        ("<ul><li>a<li>b</ul>", ("a", "b")),
        ("<p></p><p> </p>", ()),
        ("a < b", ("a < b",)),
        ("", ()),
    ],
)
def test_html_becomes_paragraphs(html: str, paragraphs: tuple[str, ...]) -> None:
    assert tuple(p.strip("\xa0") for p in uk.words(html).paragraphs) == tuple(
        p.strip("\xa0") for p in paragraphs
    )


def test_only_marks_of_this_report_are_columns() -> None:
    said = uk.words(
        'a<span class="column-number column-hidden" data-column-number="12">Column 12</span>b '
        '<span class="cross-reference" data-column-number="99">column 99</span>'
    )
    assert (said.paragraphs, said.columns) == (("ab column 99",), ("12",))


@pytest.mark.parametrize(
    ("number", "person"), [(90001, "datadotparl_id/90001"), ("090001", "datadotparl_id/90001")]
)
def test_a_person_has_one_id_however_the_number_is_given(number: object, person: str) -> None:
    assert uk.member(number) == person


@pytest.mark.parametrize("number", [0, -1, None, True, "", "-1", "x", "١٢", 1.5, 10**12, [], "1 2"])
def test_nobody_has_no_id(number: object) -> None:
    assert uk.member(number) == ""


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_paragraphs_that_can_be_written(text: str) -> None:
    said = uk.words(uk.text(text))
    assert all(p and p.encode() for p in said.paragraphs)
    uk.attributed(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1))
def test_words_in_a_paragraph_come_out_as_they_went_in(word: str) -> None:
    assert uk.words(f"<p>{word}</p>").paragraphs == (word,)
