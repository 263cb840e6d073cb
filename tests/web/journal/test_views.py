from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from folkmoot.web.journal.actions import forget, write_line


@pytest.fixture
def many_lines(db: None) -> None:
    for number in range(120):
        held = {"words": f"<b>secret {number}</b>"}
        write_line(who=None, verb="released", kind="note", key=f"n{number}", content=held)


def test_stewards_read_it_newest_first_a_page_at_a_time(
    signed_in: Callable[[str], Client], many_lines: None
) -> None:
    browser = signed_in("steward")
    page = browser.get("/journal/").content.decode()
    assert page.count('<li id="line-') == 50
    assert "&lt;b&gt;secret 119" in page and "<b>secret" not in page
    older = browser.get("/journal/?before=72").content.decode()
    assert 'id="line-71"' in older and 'id="line-72"' not in older


def test_lines_of_one_object_can_be_asked_for(signed_in: Callable[[str], Client], many_lines: None) -> None:
    page = signed_in("steward").get("/journal/?kind=note&key=n7").content.decode()
    assert page.count('<li id="line-') == 1


def test_an_erased_content_says_so(signed_in: Callable[[str], Client], many_lines: None) -> None:
    forget(kind="note", key="n7", who=None, reason="asked")
    page = signed_in("steward").get("/journal/?kind=note&key=n7").content.decode()
    assert "secret 7" not in page
    assert "what it held is erased" in page


@pytest.mark.parametrize(
    "odd", ["?before=x", "?before=-1", "?before=" + "9" * 40, "?before=٣", "?kind=%FF&key=%F0"]
)
def test_odd_questions_get_a_page(signed_in: Callable[[str], Client], many_lines: None, odd: str) -> None:
    assert signed_in("steward").get(f"/journal/{odd}").status_code == 200


def test_a_null_character_in_an_address_is_refused_in_a_sentence(client: Client, db: None) -> None:
    for address in ("/journal/?kind=%00", "/manifesto/draft/?words=a%00b", "/record/people/%00/"):
        answer = client.get(address)
        assert (answer.status_code, b"null character" in answer.content) == (400, True)


def test_it_asks_the_database_a_bounded_number_of_times(
    signed_in: Callable[[str], Client], many_lines: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = signed_in("steward")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        browser.get("/journal/")
