"""Paragraphs as HTML."""

from __future__ import annotations

import datetime as dt

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.debates import Contribution, Mention, Paragraph
from folkmoot.web.record import words


def contribution(*paragraphs: Paragraph, mentions: tuple[Mention, ...] = ()) -> Contribution:
    return Contribution(
        id="x/1", kind="speech", sitting_id="s", date=dt.date(2009, 10, 26), chamber="Commons", debate_id="d",
        debate_title="t", seq=1, paragraphs=paragraphs, mentions=mentions,
    )  # fmt: skip


def address(person: str, _member: str) -> str:
    return f"/{person}/" if person else ""


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_words_come_out_as_they_went_in_and_never_as_markup(text: str) -> None:
    html = words.as_html(contribution(Paragraph("p1", f"<b>{text}</b>")), address)
    page = lxml.html.fromstring(f"<div>{html}</div>")
    assert not page.xpath("//b")
    assert " ".join(page.text_content().split()) == " ".join(f"<b>{text}</b>".split())


def test_a_mention_is_linked_where_it_stands_and_only_where_its_person_is_known() -> None:
    text = "the hon. Member (Ann & Co) and another"
    known = Mention(0, 0, 26, text[:26], person_id="p")
    unknown = Mention(0, 31, 38, text[31:])
    html = words.as_html(contribution(Paragraph("p1", text), mentions=(known, unknown)), address)
    assert html == (
        '<p id="p1"><a class="mention" href="/p/">the hon. Member (Ann &amp; Co)</a> and another</p>\n'
    )


def test_mentions_that_overlap_do_not_break_the_markup() -> None:
    mentions = (Mention(0, 0, 8, "", person_id="a"), Mention(0, 4, 12, "", person_id="b"))
    html = words.as_html(contribution(Paragraph("p1", "abcdefghijklmnop"), mentions=mentions), address)
    assert html.count("<a ") == html.count("</a>") == 1


def test_rows_become_a_table_headed_where_the_first_holds_no_number() -> None:
    rows = (
        Paragraph("r1", "MonthCount", "row", "", ((0, 5), (5, 10))),
        Paragraph("r2", "May4,318", "row", "", ((0, 3), (3, 8))),
    )
    page = lxml.html.fromstring(words.as_html(contribution(*rows), address))
    assert page.xpath("//th/text()") == ["Month", "Count"]
    assert page.xpath('//td[@class="number"]/text()') == ["4,318"]


def test_marks_of_an_old_file_are_shown_as_what_they_meant() -> None:
    assert words.written("the Minister\x92s point") == "the Minister’s point"


def test_what_was_found_is_marked() -> None:
    assert words.highlighted("a <b> c", [(2, 5)]) == "a <mark>&lt;b&gt;</mark> c"
