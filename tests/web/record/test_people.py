"""Pages of people and departments."""

from __future__ import annotations

import lxml.html

from tests.web.record.conftest import DEBATE, NELL, Visitor


def found(page: str) -> list[str]:
    return [str(name) for name in lxml.html.fromstring(page).xpath('//li[@class="card"]//a/text()')]


def test_somebody_is_found_by_name_seat_or_party(visitor: Visitor) -> None:
    assert found(visitor.page("/record/people/?q=garraway")) == ["Nell Garraway"]
    assert "Nell Garraway" in found(visitor.page("/record/people/?q=kettleford"))
    of_the_party = found(visitor.page("/record/people/?q=free+shires"))
    assert "Morwenna Teague" in of_the_party
    assert "Nell Garraway" not in of_the_party


def test_letters_go_by_the_family_name(visitor: Visitor) -> None:
    names = found(visitor.page("/record/people/?letter=G"))
    assert names == ["Nell Garraway"]


def test_somebody_unknown_is_told_how_many_were_looked_through(visitor: Visitor) -> None:
    assert "Nobody like that is among the" in visitor.page("/record/people/?q=nobody+at+all")


def test_a_person_has_a_career_as_a_picture_and_as_a_table(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/people/example/person/2/"))
    assert page.xpath("//h1/text()") == ["Dominic Farrowby"]
    bars = page.xpath('//svg[@class="career"]//rect[@class="seat"]')
    assert len(bars) == 2
    rows = page.xpath("//table//tbody/tr")
    assert "5 May 2023" in rows[0].text_content()
    assert any("Secretary of State for Towns" in row.text_content() for row in rows)


def test_a_person_is_counted_with_time_in_office_and_without_a_rank(visitor: Visitor) -> None:
    text = lxml.html.fromstring(visitor.page(f"/record/people/{NELL}/")).xpath("//main")[0].text_content()
    assert "contributions here" in text
    assert "in Parliament" in text
    assert "rank" not in text.lower()


def test_the_newest_words_of_a_person_stand_inside_their_exchange(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/people/{NELL}/"))
    exchange = page.xpath(f'//div[contains(@class,"exchange")][.//article[@id="{DEBATE}2026-09-15b.151.8"]]')[
        0
    ]
    speakers = [who.strip() for who in exchange.xpath('.//*[@class="who"]//text()') if who.strip()]
    assert speakers == ["Nell Garraway", "Judith Ormesher"]
    assert "contributions left out here" in page.text_content()


def test_debates_with_a_department_show_what_seed_0_shows(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/people/{NELL}/departments/department-for-transport/"))
    text = " ".join(page.xpath("//main")[0].text_content().split())
    assert page.xpath("//h1//text()") == ["Nell Garraway"]
    assert "Commonweal, Kettleford" in text
    assert "All debates with the Department for Transport" in text
    assert "Evening Bus Services" in text
    assert "15 September 2026" in text
    assert " ago" in text or "today" in text or "in " in text
    assert "Commons Chamber" in text
    assert page.xpath(f'//a[@href="/record/debates/{DEBATE}2026-09-15b.151.4/"]')
    assert page.xpath('//a[@rel="external"]/@href')[0].startswith("https://hansard.example/")
    assert f"{DEBATE}2026-09-15b.151.9" in page.xpath("//article/@id"), "the answer to what she asked"


def test_a_department_lists_its_debates_each_with_its_reason(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/departments/department-for-transport/"))
    assert page.xpath("//h1/text()") == ["Department for Transport"]
    rows = page.xpath('//ul[@class="plain"]/li')
    assert rows
    assert all("Here because" in row.text_content() for row in rows)
    assert "/record/departments/department-for-transport/" in visitor.page("/record/departments/")


def test_a_department_nobody_answers_for_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/record/departments/nowhere/").status_code == 404
    assert visitor.get(f"/record/people/{NELL}/departments/nowhere/").status_code == 404


def test_a_person_without_words_here_is_said_to_have_none_here(visitor: Visitor) -> None:
    page = visitor.page("/record/people/example/person/1/")
    assert "Helena Thackwray" in page
    assert "were found here" in page or "contributions here" in page


def test_two_people_are_shown_in_the_debates_they_share(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/people/{NELL}/with/example/person/5/"))
    assert [str(link) for link in page.xpath("//h1/a/text()")] == ["Nell Garraway", "Judith Ormesher"]
    titles = page.xpath('//section[@class="part"]/h2/a/text()')
    assert "Evening Bus Services" in titles
    assert "Damp and Mould" not in titles, "the Minister did not speak there"
    strangers = visitor.page(f"/record/people/{NELL}/with/example/person/1/")
    assert "No debate in which both spoke was found here." in strangers or "1 debate" in strangers
    assert visitor.get(f"/record/people/{NELL}/with/nobody/").status_code == 404
