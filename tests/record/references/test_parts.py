"""The parts: seats, offices, quotations, names; with whatever is thrown at them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.errors import Unreadable
from folkmoot.record.references import Resolver, of_westminster, read_customs
from folkmoot.record.references.debate import quoted
from tests.record.references.parliaments import DAY, PARLIAMENTS, WESTMINSTER, roll, sitting

RESOLVERS = {p.name: Resolver(roll(p), p.customs) for p in PARLIAMENTS}
RESOLVER = RESOLVERS["westminster"]
ON = RESOLVER.everybody.on(DAY)

PIECES = st.sampled_from(
    [
        "my ",
        "the ",
        "hon. ",
        "right hon. ",
        "Friend ",
        "Lady ",
        "Gentleman ",
        "Member for ",
        "Members for ",
        "Millbridge ",
        "King’s Ford",
        "(Mr Corrow)",
        "(",
        ")",
        ", ",
        ". ",
        "and for ",
        "Prime Minister ",
        "shadow ",
        "Minister ",
        "for Water",
        "Mr Speaker",
        "“",
        "”",
        '"',
        "he ",
        "she ",
        "I ",
        "his ",
        "Ada Brindle",
        " QC",
        "’s ",
        "\n",
        "Lord ",
        "the then ",
        "mia ",
        "honorinda ",
        "Amiko ",
        "la ",
        "Membro por ",
        "—",
        "é",
        "\u00a0",
        "St. ",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
@pytest.mark.parametrize("name", RESOLVERS)
def test_whatever_is_said_references_lie_inside_it_in_order(name: str, words: str) -> None:
    found = RESOLVERS[name].resolve(sitting(("ben", "Water."), ("cyd", words)))
    spans = [(r.start, r.end) for r in found if r.contribution == "c/1"]
    assert all(0 <= a < b <= len(words) for a, b in spans)
    assert all(words[r.start : r.end] == r.text for r in found if r.contribution == "c/1")
    assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
    for (a, b), (c, d) in pairwise(spans):
        assert c >= b or (a <= c and d <= b), "spans overlap without one holding the other"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(words: str) -> None:
    RESOLVER.resolve(sitting(("ada", words)))


@given(st.text(alphabet='“”" ab', max_size=40))
def test_quotations_do_not_overlap(text: str) -> None:
    spans = quoted(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("words", "seat", "holder"),
    [
        ("Millbridge said", "Millbridge", "ada"),
        ("Oakhaven, North and", "Oakhaven, North", "cyd"),
        ("King’s Ford’s mayor", "King’s Ford", "dov"),
        ("Kings Ford", "Kings Ford", "dov"),
        ("Tarn & Vale", "Tarn & Vale", "ben"),
        ("Tarn", "", ""),
        ("Nowhere", "", ""),
    ],
)
def test_a_seat_is_known_however_it_is_spelt(words: str, seat: str, holder: str) -> None:
    end, holders = ON.seat_at(words, 0)
    assert words[:end] == seat
    assert holders == ((holder,) if holder else ())


@pytest.mark.parametrize(
    ("office", "holders"),
    [
        ("The Prime Minister", ("ada",)),
        ("The Minister for Water", ("ben",)),
        ("The Minister of State (Water)", ("ben",)),
        ("The Minister for Fire", ()),
        ("Mr Speaker", ("gus",)),
        ("The Bishop of Bath", ()),
    ],
)
def test_an_office_as_it_is_printed_has_its_holders(office: str, holders: tuple[str, ...]) -> None:
    assert RESOLVER.holders(office, DAY) == holders


def test_nobody_held_an_office_before_it_was_given() -> None:
    assert RESOLVER.holders("The Prime Minister", dt.date(2015, 1, 1)) == ()


def test_customs_without_a_file_say_which(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Unreadable, match=r"address\.toml is missing"):
        read_customs(tmp_path)
    for name in ("address", "offices", "calendar"):
        (tmp_path / f"{name}.toml").write_text("a = 1", encoding="utf-8")
    (tmp_path / "page.toml").write_text("a = ", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"page\.toml"):
        read_customs(tmp_path)


def test_gender_is_a_title_that_the_roll_states_and_a_given_name_only_makes_it_likely() -> None:
    everybody = RESOLVER.everybody
    assert everybody.gender["ada"] == "female"
    assert everybody.gender["dov"] == "male"
    assert of_westminster().title_gender["Dr"] == ""


def test_two_days_of_a_coalition_are_two_sides() -> None:
    customs = WESTMINSTER.customs
    parties = "Conservative", "Liberal Democrat"
    together = [customs.side(p, dt.date(2012, 1, 1)) for p in parties]
    apart = [customs.side(p, dt.date(2016, 1, 1)) for p in parties]
    assert together[0] == together[1]
    assert apart[0] != apart[1]
    assert customs.side("Labour/Co-operative", DAY) == customs.side("Labour", DAY)
