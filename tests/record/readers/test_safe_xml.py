"""XML from strangers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import FolkmootError, TooLarge, Unreadable
from folkmoot.record.readers import safe_xml


def test_entities_that_stand_for_one_character_are_read() -> None:
    document = b'<!DOCTYPE a [<!ENTITY mdash "&#8212;">]><a>x&mdash;y</a>'
    assert safe_xml.parse(document, file="a.xml").text == "x—y"


def _laughs(levels: int, width: int = 10) -> bytes:
    lines = ['<!ENTITY l0 "lol">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, levels)]
    return f"<!DOCTYPE a [{chr(10).join(lines)}]><a>&l{levels - 1};</a>".encode()


@pytest.mark.parametrize("levels", [2, 10, 1_000])
def test_entities_made_of_entities_are_refused_at_once(levels: int) -> None:
    started = time.perf_counter()
    with pytest.raises(TooLarge, match=r"bomb.xml, line 2: the entity l1 is made of other entities"):
        safe_xml.parse(_laughs(levels), file="bomb.xml")
    assert time.perf_counter() - started < 1


def test_one_long_entity_used_often_is_refused_too() -> None:
    blow = f'<!DOCTYPE a [<!ENTITY x "{"x" * 100_000}">]><a>{"&x;" * 20_000}</a>'.encode()
    with pytest.raises(TooLarge, match="stands for more than 64 characters"):
        safe_xml.parse(blow, file="blow.xml")


def test_a_bomb_in_utf_16_is_no_way_round() -> None:
    bomb = '<?xml version="1.0" encoding="utf-16"?>' + _laughs(30).decode()
    with pytest.raises(FolkmootError):
        safe_xml.parse(bomb.encode("utf-16"), file="bomb.xml")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x PUBLIC "a" "http://example.com/x">',
        '<!ENTITY % x "y">',
    ],
)
def test_nothing_is_fetched_from_elsewhere(declaration: str) -> None:
    with pytest.raises(TooLarge, match="entity x is"):
        safe_xml.parse(f"<!DOCTYPE a [{declaration}]><a>&x;</a>".encode(), file="a.xml")


def test_an_external_document_type_is_left_alone() -> None:
    document = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>x</a>'
    assert safe_xml.parse(document, file="a.xml").text == "x"


def test_depth_is_bounded() -> None:
    with pytest.raises(Unreadable, match=r"deep\.xml"):
        safe_xml.parse(b"<a>" * 100_000 + b"</a>" * 100_000, file="deep.xml")


def test_a_document_that_breaks_off_names_the_line_and_the_remedy() -> None:
    with pytest.raises(
        Unreadable, match=r"cut.xml, line 3: the XML breaks off .* fetch the file again"
    ) as caught:
        safe_xml.parse(b"<publicwhip>\n<speech>\n<p>words", file="cut.xml")
    assert caught.value.facts["line"] == 3


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_an_element_or_a_sentence(data: bytes) -> None:
    try:
        safe_xml.parse(data, file="any.xml")
    except FolkmootError as error:
        assert "any.xml" in error.message


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="ISO-8859-1"?>'
        b'<p who="O\x92Brien">the Minister\x92s \x96 <b>\xa310</b>\x85</p>',
        '<p who="O\x92Brien">the Minister\x92s \x96 <b>£10</b>\x85</p>'.encode(),
        b'<p who="O&#146;Brien">the Minister&#x92;s &#150; <b>&#163;10</b>&#0133;</p>',
    ],
)
def test_quotes_that_windows_wrote_are_read_as_it_meant_them_one_for_one(data: bytes) -> None:
    root = safe_xml.parse(data, file="x.xml")
    assert "".join(root.itertext()) == "the Minister’s – £10…"
    assert root.get("who") == "O’Brien"


def test_characters_that_mean_something_in_utf_8_are_left_alone() -> None:
    said = "Ò ’ — € \u0153"
    assert safe_xml.parse(f"<p>{said}</p>".encode(), file="x.xml").text == said
