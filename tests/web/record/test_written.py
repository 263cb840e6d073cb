"""Pages of written questions: a day's, one department's, one Member's, and what somebody answered."""

from __future__ import annotations

import lxml.html
import pytest

from tests.web.record.conftest import NELL, Visitor


def headings(page: str) -> list[str]:
    return lxml.html.fromstring(page).xpath('//ol[contains(@class, "written")]/li/h3/a/text()')


def test_the_newest_day_with_questions_each_with_its_answer_and_its_wait(visitor: Visitor) -> None:
    page = visitor.page("/record/questions/")
    assert "answered on Tuesday 15 September 2026" in page
    assert "General Practitioners: Kettleford" in headings(page)
    assert "how many appointments were held" in page
    assert "The number of appointments held in person" in page
    assert "Answered 6 days after a holding answer of 9 September 2026." in page
    assert "The source does not say when this question was tabled." in page


def test_one_departments_questions(visitor: Visitor) -> None:
    every = headings(visitor.page("/record/questions/"))
    page = lxml.html.fromstring(visitor.page("/record/questions/?day=2026-09-15"))
    chosen = page.xpath('//select[@id="department"]/option[@value!=""]/@value')
    split = [headings(visitor.page(f"/record/questions/?department={slug}")) for slug in chosen]
    assert sorted(title for titles in split for title in titles) == sorted(every)


def test_a_members_questions_and_a_ministers_answers_from_their_pages(visitor: Visitor) -> None:
    person = lxml.html.fromstring(visitor.page(f"/record/people/{NELL}/"))
    link = person.xpath('//a[contains(@href, "/questions/")]/@href')[0]
    assert "Primary Care: Telephones" in headings(visitor.page(link))
    minister = lxml.html.fromstring(visitor.page("/record/questions/")).xpath(
        '//blockquote[contains(@class, "answer")]/preceding-sibling::p[1]/a/@href'
    )[0]
    answered = visitor.page(f"{minister}questions/?part=reply")
    assert headings(answered)
    assert "they answered" in answered


def test_nothing_asked_says_what_was_searched(visitor: Visitor) -> None:
    page = " ".join(visitor.page("/record/people/example/person/26/questions/").split())
    assert "is here. Searched: Commons, 12 May 2026 to 15 September 2026." in page


@pytest.mark.parametrize("asked", ["day=2026-05-13", "day=nonsense", "day=2026-09-99"])
def test_a_day_without_questions_is_not_found_in_words(visitor: Visitor, asked: str) -> None:
    answer = visitor.get(f"/record/questions/?{asked}")
    assert answer.status_code == 404
    assert "Searched: Commons" in answer.content.decode()


def test_an_empty_record_has_no_questions(visitor_of_nothing: Visitor) -> None:
    assert visitor_of_nothing.get("/record/questions/").status_code == 200
