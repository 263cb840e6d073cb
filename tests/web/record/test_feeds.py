"""What can be followed as a feed: newest first, whole addresses, the notice and the day it was read."""

from __future__ import annotations

import lxml.etree
import pytest

from tests.web.record.conftest import NELL, Visitor

SPACE = {"a": "http://www.w3.org/2005/Atom"}
BUSES = "example/debate/2026-09-15b.151.4"
WRITTEN = "example/wrans/2026-09-15a.900401.h"


def feed(visitor: Visitor, address: str) -> lxml.etree._Element:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"].startswith("application/atom+xml")
    return lxml.etree.fromstring(answer.content)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (f"/record/people/{NELL}/feed.xml", "Nell Garraway"),
        (
            "/record/departments/department-for-transport/feed.xml",
            "Debates with the Department for Transport",
        ),
        (f"/record/debates/{BUSES}/feed.xml", "Evening Bus Services"),
        (f"/record/debates/{WRITTEN}/feed.xml", "General Practitioners: Kettleford"),
        ("/record/search/feed.xml?q=bus", "The record: bus"),
    ],
)
def test_a_feed_is_atom_newest_first_with_its_notice(visitor: Visitor, address: str, title: str) -> None:
    found = feed(visitor, address)
    assert found.xpath("a:title/text()", namespaces=SPACE) == [title]
    updated = found.xpath("a:entry/a:updated/text()", namespaces=SPACE)
    assert updated and updated == sorted(updated, reverse=True)
    assert found.xpath("a:rights/text()", namespaces=SPACE) == [
        "A fictional parliament, written for this project"
    ]
    entry = found.xpath("a:entry/a:link/@href", namespaces=SPACE)[0]
    assert visitor.get(entry.removeprefix("http://testserver")).status_code == 302


def test_a_written_questions_feed_holds_its_answers_alone(visitor: Visitor) -> None:
    found = feed(visitor, f"/record/debates/{WRITTEN}/feed.xml")
    assert [gid.rsplit(".", 1)[1] for gid in found.xpath("a:entry/a:id/text()", namespaces=SPACE)] == ["r0/"]


def test_a_feed_of_real_words_carries_licence_source_and_day(visitor_of_real_days: Visitor) -> None:
    found = feed(visitor_of_real_days, "/record/departments/home-office/feed.xml")
    subtitle = found.xpath("a:subtitle/text()", namespaces=SPACE)[0]
    assert "Open Parliament Licence v3.0" in subtitle
    assert "Source: the official report" in subtitle
    assert "Read here on" in subtitle
    assert len(found.xpath("a:entry", namespaces=SPACE)) == 50


@pytest.mark.parametrize("address", ["people/nobody", "departments/moonbeams", "debates/example/debate/404"])
def test_a_feed_of_nothing_is_not_found(visitor: Visitor, address: str) -> None:
    assert visitor.get(f"/record/{address}/feed.xml").status_code == 404


def test_a_department_by_another_name_leads_to_its_feed(visitor: Visitor) -> None:
    answer = visitor.get("/record/departments/transport/feed.xml")
    assert answer["Location"] == "/record/departments/department-for-transport/feed.xml"
