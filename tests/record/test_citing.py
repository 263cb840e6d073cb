"""Citations and notices."""

from __future__ import annotations

import datetime as dt

from folkmoot.record import citing
from folkmoot.record.debates import Contribution, Paragraph
from folkmoot.record.people import Standing

SAID = Contribution(
    id="uk.org.publicwhip/debate/2009-10-26b.1.8",
    kind="speech",
    sitting_id="uk.org.publicwhip/debate/2009-10-26",
    date=dt.date(2009, 10, 26),
    chamber="Commons",
    debate_id="d",
    debate_title="Tasers",
    seq=3,
    speaker_name="Meg Hillier",
    office="The Minister of State",
    party="Labour",
    column="3",
    url="https://hansard.example/",
    paragraphs=(Paragraph("1", "We have  no\nplans."), Paragraph("2", "None.")),
)


def test_a_citation_holds_words_speaker_debate_column_addresses_and_licence() -> None:
    standing = Standing("p", "Meg Hillier", party="Labour", seat="Hackney South")
    lines = str(citing.cite(SAID, address="https://here.example/x", standing=standing)).splitlines()
    assert lines == [
        "“We have no plans. […]”",
        "Meg Hillier (Labour, Hackney South), The Minister of State",
        "Tasers, HC Deb 26 October 2009, column 3",
        "https://here.example/x",
        "https://hansard.example/",
        f"{citing.LICENCE}.",
    ]


def test_words_that_were_chosen_stand_for_the_whole() -> None:
    assert citing.cite(SAID, address="", words="None.").words == "None."


def test_each_house_has_its_report_and_a_missing_column_is_left_out() -> None:
    day = dt.date(2009, 10, 26)
    assert citing.report(chamber="Lords", day=day, column="971") == "HL Deb 26 October 2009, column 971"
    assert citing.report(chamber="Senedd", day=day, column="") == "Senedd 26 October 2009"


def test_a_fictional_parliament_claims_no_licence() -> None:
    assert citing.notice("example/debate/1") == citing.FICTION
    assert citing.notice(SAID.id) == citing.LICENCE


def test_without_an_address_of_its_own_an_official_report_is_that_of_the_day() -> None:
    day = dt.date(2020, 12, 14)
    own = "https://publications.example/1"
    assert citing.official("uk.org.publicwhip/debate/2020-12-14b.1.11", day, own) == own
    assert citing.official("uk.org.publicwhip/debate/2020-12-14b.1.11", day, "") == (
        "https://hansard.parliament.uk/Commons/2020-12-14"
    )
    assert citing.official("uk.org.publicwhip/lords/2020-12-14a.1.1", day, "").endswith("/Lords/2020-12-14")
    assert citing.official("uk.org.publicwhip/wrans/2020-12-14.1.r0", day, "") == ""
    assert citing.official("example/debate/2020-12-14a.1.1", day, "") == ""
