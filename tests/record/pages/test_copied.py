"""A page reads the same however it was copied and saved."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.record.attribute import attribute
from folkmoot.record.pages.copied import plain
from tests.record.references.parliaments import DAY
from tests.record.test_attribute import PAGE, ROLL

SAYS = [(x.kind, x.speaker, x.addresses) for x in attribute(PAGE, ROLL, day=DAY).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_however_a_page_was_saved_its_words_are_the_same(encoding: str) -> None:
    assert plain(PAGE.encode(encoding)) == PAGE


@pytest.mark.parametrize(
    "mangled",
    [
        PAGE.replace(" ", "\u00a0"),
        PAGE.replace("\n", "\r\n"),
        "\n".join(f"> {line}" for line in PAGE.split("\n")),
        "\n".join(f"  • {line}" for line in PAGE.split("\n")),
        "\ufeff" + PAGE,
    ],
    ids=["hard spaces", "Windows", "quoted in a letter", "a list", "a mark at the start"],
)
def test_what_copying_brings_along_changes_nobody(mangled: str) -> None:
    page = attribute(mangled, ROLL, day=DAY)
    assert [(x.kind, x.speaker, x.addresses) for x in page.lines] == SAYS
    for line in page.lines:
        for r in line.references:
            assert line.text[r.start : r.end] == r.text


def test_a_page_saved_by_a_browser_is_read_block_by_block() -> None:
    blocks = "".join(f"<p>{html.escape(line)}</p>" for line in PAGE.split("\n"))
    saved = (
        "<!DOCTYPE html><html><head><title>T</title><script>I beg to move</script></head>"
        f"<body><!-- I beg --><div>{blocks}</div></body></html>"
    )
    page = attribute(plain(saved.encode()), ROLL, day=DAY)
    assert [(x.kind, x.speaker, x.addresses) for x in page.lines] == SAYS


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>',
        "<!-- saved from url=(0019)https://example.org/ -->\n",
    ],
)
def test_a_page_is_html_whatever_stands_before_its_first_tag(before: str) -> None:
    assert plain(f"{before}<html><body><p>One.</p><p>Two.</p></body></html>".encode()) == "One.\nTwo."


def test_a_sentence_of_a_page_is_one_line_wherever_its_source_breaks() -> None:
    assert (
        plain(b"<p>The Minister <!-- a note -->\nsaid <b>so</b>\n again.</p>")
        == "The Minister said so again."
    )


def test_a_form_feed_between_two_pages_does_not_move_the_numbers_of_lines() -> None:
    one, two = (attribute(text, ROLL, day=DAY).lines[-1].line for text in (PAGE, PAGE.replace("—", "—\x0c")))
    assert one == two


def test_bytes_that_are_no_text_are_refused_in_a_sentence() -> None:
    with pytest.raises(Unreadable, match=r"is no text\."):
        plain(b"words\x00and more", file="page.bin")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = plain(data)
    except Unreadable:
        return
    assert "\x00" not in text


@given(st.text(alphabet="<>/pdivbr!-&;ab \n\"'=?xml", max_size=80))
def test_any_tags_are_read_or_left_as_text(words: str) -> None:
    assert isinstance(plain(f"<html>{words}".encode()), str)
