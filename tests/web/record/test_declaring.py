"""A declared interest is shown beside the words it bears on, with what the register held that day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from folkmoot.record.reading import read
from tests.record.conftest import PEOPLE, publicwhip, speech
from tests.web.record.conftest import Visitor

DAY = "2026-05-12a"


def register(day: str, entry: str) -> str:
    return (
        f'<publicwhip><regmem personid="example/person/1" membername="Ada Marsh" date="{day}">'
        f'<category type="8" name="Land and Property"><item>{entry}</item></category></regmem></publicwhip>'
    )


@pytest.fixture
def declaring(db: None, settings: Any, tmp_path: Path) -> Visitor:
    source = tmp_path / "source"
    source.mkdir()
    (source / "people.json").write_text(json.dumps(PEOPLE))
    (source / "regmem2026-05-01.xml").write_text(register("2026-05-01", "Two flats in Wendlebury."))
    (source / "regmem2026-06-01.xml").write_text(register("2026-06-01", "A mill."))
    turns = [
        speech("1.1", "I declare an interest as a landlord. Rents rise.", who="Ada Marsh",
               more='person_id="example/person/1"'),
        speech("1.2", "They do.", who="Ada Marsh", more='person_id="example/person/1"'),
        speech("1.3", "I, too, declare an interest.", who="Bea Quill", more='person_id="example/person/2"'),
    ]  # fmt: skip
    heading = f'<major-heading id="example/debate/{DAY}.1.0" nospeaker="true">Rents</major-heading>'
    (source / f"debates{DAY}.xml").write_text(publicwhip(heading, *turns))
    settings.RECORD_FOLDER = tmp_path / "record"
    read([source], settings.RECORD_FOLDER)
    return Visitor()


def beside(page: str, place: str) -> str:
    turn = lxml.html.fromstring(page).get_element_by_id(f"example/debate/{DAY}.1.{place}")
    return " ".join(" ".join(found.text_content() for found in turn.find_class("declared")).split())


def test_the_register_of_that_day_stands_beside_the_declaration_and_nowhere_else(declaring: Visitor) -> None:
    page = declaring.page(f"/record/debates/example/debate/{DAY}.1.0/")
    shown = beside(page, "1")
    assert "“I declare an interest as a landlord.”" in shown
    assert "edition of 1 May 2026: Two flats in Wendlebury. Land and Property" in shown
    assert "mill" not in page
    assert beside(page, "2") == ""
    assert "holds nothing under this name" in beside(page, "3")
    assert "Two flats" in declaring.page("/record/people/example/person/1/")


def test_without_a_register_of_that_day_it_says_so(visitor_of_real_days: Visitor) -> None:
    day = "uk.org.publicwhip/debate/2016-05-11b.666.0"
    page = visitor_of_real_days.client.get(f"/record/contributions/{day}/", follow=True).content.decode()
    assert "I declare an interest: I am in receipt of a UK state pension" in page
    assert "No register of interests of that day has been read here." in page
