"""A condition that holds of nothing is told apart from words nobody said."""

from __future__ import annotations

import lxml.html
import pytest

from folkmoot.web.record.queries.likely import likely
from tests.web.record.conftest import Visitor

PARTIES = [
    "Labour",
    "Conservative",
    "Liberal Democrat",
    "Scottish National Party",
    "DUP",
    "Labour/Co-operative",
]
DEPARTMENTS = ["Home Office", "Department for Work and Pensions", "Ministry of Defence"]


@pytest.mark.parametrize(
    ("value", "known", "meant"),
    [
        ("snp", PARTIES, ["Scottish National Party"]),
        ("lib dem", PARTIES, ["Liberal Democrat"]),
        ("Consevative", PARTIES, ["Conservative"]),
        ("co-op", PARTIES, ["Labour/Co-operative"]),
        ("home", DEPARTMENTS, ["Home Office"]),
        ("dwp", DEPARTMENTS, ["Department for Work and Pensions"]),
        ("ministry defence", DEPARTMENTS, ["Ministry of Defence"]),
        ("westminsterhall", ["Commons", "Westminster Hall"], ["Westminster Hall"]),
        ("whigs", PARTIES, []),
        ("—", PARTIES, []),
    ],
)
def test_a_value_stands_for_the_name_it_begins_or_shortens(
    value: str, known: list[str], meant: list[str]
) -> None:
    assert likely(value, known) == meant


def test_a_party_nobody_here_is_of_is_answered_with_those_that_may_be_meant(visitor: Visitor) -> None:
    page = visitor.page("/record/search/?q=party%3Acommonwe+bus")
    suggested = lxml.html.fromstring(page).xpath('//div[@class="empty"]//li/a/text()')
    assert suggested[0] == "party:Commonweal bus"


def test_a_kind_there_is_none_of_names_no_other_search_that_finds_nothing(visitor: Visitor) -> None:
    page = visitor.page("/record/search/?q=kind%3Aspeach")
    suggested = lxml.html.fromstring(page).xpath('//div[@class="empty"]//li/a/text()')
    assert suggested[0] == "kind:speech"
