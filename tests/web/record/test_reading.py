"""Pages of days, debates, contributions and divisions, as a visitor gets them."""

from __future__ import annotations

import re

import lxml.html

from tests.web.record.conftest import DEBATE, WRITTEN, Visitor


def test_an_empty_record_says_which_command_fills_it(visitor_of_nothing: Visitor) -> None:
    assert "folkmoot record read" in visitor_of_nothing.page("/record/")
    assert visitor_of_nothing.get(f"/record/debates/{DEBATE}x/").status_code == 404


def test_the_front_counts_what_is_here_and_leads_to_each_day(visitor: Visitor) -> None:
    page = visitor.page("/record/")
    assert "/record/days/2026-09-15/" in page
    assert "/record/days/2026-05-12/" in page
    assert "12 May 2026 to 15 September 2026" in page


def test_a_day_shows_its_headings_below_each_other(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page("/record/days/2026-09-15/"))
    nested = page.xpath('//ol[@class="outline"]//ol//a/text()')
    assert "Evening Bus Services" in nested
    assert page.xpath("//h1/text()") == ["Tuesday 15 September 2026"]


def test_a_day_without_a_sitting_names_what_was_searched(visitor: Visitor) -> None:
    answer = visitor.get("/record/days/2026-09-16/")
    assert answer.status_code == 404
    assert "Searched: Commons, 12 May 2026 to 15 September 2026" in answer.content.decode()
    assert visitor.get("/record/days/never/").status_code == 404


def test_a_debate_ties_question_and_answer_and_says_why(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-09-15b.151.4/"))
    exchanges = page.xpath('//div[contains(@class, "exchange")]')
    first = [turn.get("id") for turn in exchanges[0].xpath(".//article")]
    assert first == [f"{DEBATE}2026-09-15b.151.{n}" for n in (5, 6, 7)]
    tie = exchanges[0].xpath('.//p[@class="tie"]')[0].text_content()
    assert tie.startswith("Answers Nell Garraway: the source marks")


def test_every_anchor_of_a_debate_is_there_once(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-05-12a.4.16/"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert f"{DEBATE}2026-05-12a.5.1" in ids
    assert "a5.0/2" in ids


def test_who_asked_for_the_floor_and_what_they_were_told(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-05-12a.4.16/"))
    ties = {
        turn.get("id").rpartition("a.")[2]: turn.xpath('string(.//p[@class="tie"])')
        for turn in page.xpath("//article")
    }
    assert ties["5.2"].startswith("Gives way to Alistair Venner")
    assert ties["6.0"].startswith("Does not give way to Bernard Tilling")
    assert ties["6.3"].startswith("Gives way to Nell Garraway")
    assert ties["6.7"].startswith("Gives way to Oona Fairhurst")


def test_a_sentence_broken_off_leads_to_where_it_is_taken_up(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-05-12a.4.16/"))
    turn = page.xpath(f'//article[@id="{DEBATE}2026-05-12a.7.0"]')[0]
    assert turn.xpath('.//p[@class="tie"]/a/@href') == [f"#{DEBATE}2026-05-12a.7.2"]


def test_a_mention_the_source_marked_is_a_link_to_the_person(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-09-15b.151.16/"))
    link = page.xpath('//a[@class="mention"]')[0]
    assert link.get("href") == "/record/people/example/person/15/"
    assert link.text == "the hon. Member for Kettleford (Nell Garraway)"


def test_a_reference_to_the_official_report_leads_to_the_day_that_is_here(visitor: Visitor) -> None:
    page = visitor.page(f"/record/debates/{DEBATE}2026-09-15b.152.13/")
    assert '<a class="mention" href="/record/days/2026-05-12/">Official Report' in page


def test_a_citation_names_words_speaker_column_address_and_notice(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{DEBATE}2026-09-15b.151.4/"))
    citation = page.xpath(f'//article[@id="{DEBATE}2026-09-15b.151.11"]//p[@class="citation"]')[
        0
    ].text_content()
    assert "“My hon. Friend speaks from experience." in citation
    assert "Judith Ormesher (Unity, " in citation
    assert "Evening Bus Services, HC Deb 15 September 2026, column 151" in citation
    assert f"http://testserver/record/contributions/{DEBATE}2026-09-15b.151.11/" in citation
    assert "A fictional parliament, written for this project." in citation


def test_fictional_words_say_so_and_claim_no_licence_of_parliament(visitor: Visitor) -> None:
    page = visitor.page(f"/record/debates/{DEBATE}2026-09-15b.151.4/")
    assert "A fictional parliament, written for this project." in page
    assert "Open Parliament Licence" not in page


def test_a_contribution_leads_to_its_place(visitor: Visitor) -> None:
    answer = visitor.get(f"/record/contributions/{DEBATE}2026-09-15b.151.9/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/record/debates/{DEBATE}2026-09-15b.151.4/#{DEBATE}2026-09-15b.151.9"


def test_a_paragraph_leads_to_its_own_place(visitor: Visitor) -> None:
    answer = visitor.get(f"/record/contributions/{DEBATE}2026-05-12a.5.0%23a5.0/2/")
    assert answer["Location"].endswith("#a5.0/2")


def test_an_id_of_an_earlier_revision_leads_to_the_words_of_now(visitor: Visitor) -> None:
    answer = visitor.get(f"/record/contributions/{DEBATE}2026-09-15a.151.7/")
    assert answer["Location"].endswith(f"#{DEBATE}2026-09-15b.151.7")
    assert visitor.get(f"/record/debates/{DEBATE}2026-09-15a.151.4/")["Location"] == (
        f"/record/debates/{DEBATE}2026-09-15b.151.4/"
    )


def test_the_id_of_a_heading_or_division_leads_to_its_page(visitor: Visitor) -> None:
    heading = visitor.get(f"/record/contributions/{DEBATE}2026-09-15b.151.4/")
    assert heading["Location"] == f"/record/debates/{DEBATE}2026-09-15b.151.4/"
    division = visitor.get(f"/record/contributions/{DEBATE}2026-09-15b.157.7/")
    assert division["Location"] == f"/record/divisions/{DEBATE}2026-09-15b.157.7/"


def test_an_unknown_id_gets_one_sentence_and_a_search_box(visitor: Visitor) -> None:
    for address in ["debates/nowhere", "contributions/nowhere", "divisions/nowhere", "people/nowhere"]:
        answer = visitor.get(f"/record/{address}/")
        assert answer.status_code == 404
        page = lxml.html.fromstring(answer.content.decode())
        assert "nowhere" in page.xpath('string(//p[@class="lede"])')
        assert page.xpath('//main//input[@type="search"]')


def test_a_written_answer_prints_its_table_and_how_long_it_took(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/debates/{WRITTEN}2026-09-15a.900401.h/"))
    rows = [[cell.text_content() for cell in row] for row in page.xpath('//table[@class="printed"]//tr')]
    assert rows[0] == ["Month", "Appointments in person with a GP"]
    assert rows[6] == ["June", "4,297"]
    held = visitor.page(f"/record/debates/{WRITTEN}2026-09-15a.900403.h/")
    assert "Answered 6 days after a holding answer of 9 September 2026." in held
    assert "The source does not say when this question was tabled." in visitor.page(
        f"/record/debates/{WRITTEN}2026-09-15a.900401.h/"
    )


def test_a_division_stands_in_its_debate_and_on_a_page_of_its_own(visitor: Visitor) -> None:
    page = lxml.html.fromstring(visitor.page(f"/record/divisions/{DEBATE}2026-09-15b.157.7/"))
    assert page.xpath("string(//svg/title)") == "Ayes 14, Noes 12."
    text = re.sub(r"\s+", " ", page.text_content())
    assert "Voted otherwise than most of their party" in text
    assert "Tellers: Peter Quill (Ayes)" in text
    debate = page.xpath('//nav[@class="crumbs"]//a/@href')[-1]
    assert f'id="{DEBATE}2026-09-15b.157.7"' in visitor.page(debate.partition("#")[0])


def test_nothing_changed_is_answered_with_nothing(visitor: Visitor) -> None:
    first = visitor.get("/record/")
    assert first["ETag"]
    assert first["Last-Modified"]
    again = visitor.get("/record/", if_none_match=first["ETag"])
    assert again.status_code == 304
    assert visitor.client.post("/record/").status_code == 405


def test_a_record_read_anew_is_shown_anew(visitor: Visitor, tmp_path: object, settings: object) -> None:
    before = visitor.get("/record/")["ETag"]
    from folkmoot.record.reading import read
    from tests.web.record.conftest import PARLIAMENT

    folder = tmp_path / "record"  # type: ignore[operator]
    read([PARLIAMENT / "debates2026-05-12a.xml"], folder)
    settings.RECORD_FOLDER = folder  # type: ignore[attr-defined]
    assert visitor.get("/record/")["ETag"] != before
    assert "/record/days/2026-09-15/" not in visitor.page("/record/")
    read([PARLIAMENT], folder)
    assert "/record/days/2026-09-15/" in visitor.page("/record/")
