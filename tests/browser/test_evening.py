"""A whole evening by clicks: seat forty, notes at six tables, report-backs, twenty statements, votes, close.

One organiser at a desk or with a phone, six tables and two voters in real browsers, thirty-eight voters
by the same forms over HTTP, two sheets of paper. Every page on the way is looked at by axe.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, expect

from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    Site,
    follow,
    sign_in,
)
from tests.ports import free_port

pytestmark = pytest.mark.browser
PATIENCE = 60_000
SUBJECTS = (
    "The number 4 bus should run after eight in the evening",
    "The library should open on Sundays",
    "Private rents should be capped",
    "The old baths should be mended before a new pool is built",
    "Mill Road should have a crossing by the school",
    "The surgery should answer the telephone within ten minutes",
    "Young people should have a room of their own on Fridays",
    "The river path should be lit",
    "Bins should be emptied every week",
    "The council should publish what it spends in this ward",
    "Empty shops should be lent to clubs",
    "Parking at the station should cost less",
    "The market should have two more days",
    "Nobody should wait a year for a school place",
    "Trees should be planted along the ring road",
    "The water company should repay us for every spill",
    "Carers should be paid for the time they travel",
    "There should be a bench at every bus stop",
    "The town hall should open one evening a week",
    "New homes should come with a surgery",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(f"http://127.0.0.1:{free_port()}", tmp_path_factory.mktemp("evening"))
    made.add_steward()
    with made.served():
        yield made


class Evening:
    """One run: its browsers, what axe found, and how often the staff clicked."""

    def __init__(self, browser: Browser, site: Site, size: str) -> None:
        self.browser, self.site, self.size = browser, site, size
        self.viewport = {"phone": PHONE, "desktop": DESKTOP}[size]
        self.found: list[str] = []
        self.staff = sign_in(self.context(self.viewport))

    def context(self, viewport: dict[str, int], **told: object) -> BrowserContext:
        made = self.browser.new_context(
            viewport=viewport, base_url=self.site.address, bypass_csp=True, **told
        )
        made.set_default_timeout(PATIENCE)
        return made

    def look(self, page: Page, name: str) -> None:
        """Axe, sideways scrolling, and a picture where somebody asked for pictures."""
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.found.append(f"{name} scrolls sideways by {wide} px")
        for violation in Axe().run(page).response["violations"]:
            places = ", ".join(node["html"][:140] for node in violation["nodes"][:3])
            self.found.append(f"{name}: {violation['id']}: {places}")
        if folder := os.environ.get("FOLKMOOT_PICTURES"):
            page.screenshot(path=Path(folder) / f"hall-{self.size}-{name}.png", full_page=name != "wall")

    def begin(self) -> str:
        page = self.staff
        page.goto("/moots/")
        follow(page, "text=A new evening")
        for name, words in {
            "title": f"Spring moot, {self.size}", "place": "Market Hall", "tables": "6",
            "asked_by": "The residents’ association", "why": "the council hears us before its budget is set",
            "published": "how many agreed, disagreed and passed on each statement",
            "answers_at": "read out on 3 March and on the library door",
            "safeguarding_name": "Ada Lowe", "safeguarding_phone": "020 7946 0000",
        }.items():  # fmt: skip
            page.fill(f"[name={name}]", words)
        self.look(page, "begin")
        follow(page, "main form button")
        page.wait_for_url("**/evenings/spring-moot*/")
        return page.url.rstrip("/").rpartition("/")[2]

    def printed_codes(self, button: str) -> list[str]:
        follow(self.staff, f"button:has-text('{button}')")
        self.staff.wait_for_selector(".paper .code")
        codes = self.staff.locator(".paper .code").all_inner_texts()
        self.staff.go_back()
        return codes


def form_field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    return found[1] if found else ""


def votes_by_forms(evening: Evening, slug: str, code: str, place: int) -> int:
    """A voter without script: forms over HTTP, until nothing remains. How many votes."""
    context = evening.context(PHONE)
    phone: APIRequestContext = context.request
    page = phone.get(f"/s/{code}/").text()
    referer = {"Referer": evening.site.address}
    token = form_field(page, "csrfmiddlewaretoken")
    page = phone.post(f"/s/{code}/", form={"csrfmiddlewaretoken": token}, headers=referer).text()
    given = 0
    while statement := form_field(page, "statement"):
        form = {
            "csrfmiddlewaretoken": form_field(page, "csrfmiddlewaretoken"), "statement": statement,
            "key": form_field(page, "key"), "value": ("1", "1", "-1", "0")[(place + int(statement)) % 4],
        }  # fmt: skip
        answer = phone.post(f"/vote/{slug}/", form=form, headers=referer)
        assert answer.status == 200
        page, given = answer.text(), given + 1
    context.close()
    return given


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_evening_from_the_first_chair_to_the_close(browser: Browser, served: Site, size: str) -> None:
    evening = Evening(browser, served, size)
    slug = evening.begin()
    staff, wall = evening.staff, evening.context({"width": 1280, "height": 720}).new_page()
    staff.fill("[name=arrived]", "42")
    follow(staff, "button:has-text('Keep')")
    evening.look(staff, "evening")
    tables = evening.printed_codes("Make table sheets")
    assert len(tables) == 6

    # notes at six tables
    for place, code in enumerate(tables):
        page = evening.context(PHONE).new_page()
        page.goto(f"/t/{code}/")
        for words in SUBJECTS[place * 4 : place * 4 + 4]:
            page.fill("#words", words)
            page.click("#note button.big")
            expect(page.locator("#words")).to_have_value("")
        if place == 0:
            page.click("label:has-text('Proposal')")
            expect(page.locator("[name=kind][value=proposal]")).to_be_checked()
            page.fill("#words", "We want a late bus")
            page.fill("#so_that", "nurses get home")
            evening.look(page, "table")
            page.click("#note button.big")
        page.click("#report summary")
        page.fill("#concern-1", f"Concern of table {place + 1}")
        page.fill("#proposal-1", "A late bus")
        page.fill("#disagreement-1", "Who pays for it")
        page.click("#report-form button")
        expect(page.locator("#state")).to_have_attribute("data-level", "sent")
        page.context.close()

    # report-backs, on the wall while the table speaks
    staff.goto(f"/evenings/{slug}/reports/")
    follow(staff, "button:has-text('Let table 3 speak')")
    evening.look(staff, "reports")
    wall.goto(f"/wall/{slug}/")
    expect(wall.locator("text=Concern of table 3")).to_be_visible()
    assert "Concern of table 4" not in wall.content()
    evening.look(wall, "wall-reports")

    # released by a named person, then twenty statements
    staff.goto(f"/moots/{slug}/release/?tick=plain")
    evening.look(staff, "release")
    follow(staff, "button:has-text('Release what is ticked')")
    staff.goto(f"/evenings/{slug}/statements/")
    evening.look(staff, "desk")
    while staff.locator("form.bundle").count() > 1:
        follow(staff, "form.bundle button")
    made = staff.locator(".floor > li").count()
    assert made >= 20
    evening.look(staff, "desk-done")

    # forty voters: two in browsers, thirty-eight by forms, and two on paper
    staff.goto(f"/evenings/{slug}/")
    follow(staff, "button:has-text('Open the vote')")
    staff.fill("[name=count]", "40")
    slips = evening.printed_codes("Make slips")
    assert len(slips) == 40
    first = evening.context(PHONE).new_page()
    first.goto(f"/s/{slips[0]}/")
    evening.look(first, "first-screen")
    follow(first, "button:has-text('Start')")
    evening.look(first, "vote")
    for _ in range(made):
        words = first.inner_text(".statement")
        first.keyboard.press("a")
        expect(first.locator(f".statement:text-is('{words}')")).to_have_count(0)
    expect(first.locator("text=That was all")).to_be_visible()
    follow(first, "text=See, change or erase")
    assert first.locator(".plain > li").count() == made
    evening.look(first, "mine")
    without = evening.context(PHONE, java_script_enabled=False).new_page()
    without.goto(f"/s/{slips[1]}/")
    follow(without, "button:has-text('Start')")
    for _ in range(made):
        follow(without, "button:has-text('Disagree')")
    assert without.locator("text=That was all").is_visible()
    given = [votes_by_forms(evening, slug, code, n) for n, code in enumerate(slips[2:])]
    assert given == [made] * 38
    staff.goto(f"/evenings/{slug}/paper/")
    evening.look(staff, "paper")
    for _ in range(2):
        staff.fill("[name=marks]", "a" * made)
        with staff.expect_navigation():
            staff.keyboard.press("Enter")
        staff.wait_for_selector(".messages")

    # the wall, from the back row
    staff.goto(f"/evenings/{slug}/wall/")
    follow(staff, "button:has-text('Where we agree')")
    evening.look(staff, "wall-desk")
    expect(wall.locator("h1:has-text('Where we agree')")).to_be_visible(timeout=10_000)
    expect(wall.locator("footer")).to_contain_text("42 arrived")
    expect(wall.locator("footer")).to_contain_text("40 joined by phone")
    evening.look(wall, "wall-agree")

    staff.goto(f"/evenings/{slug}/")
    follow(staff, "button:has-text('Close the vote')")
    without.goto(f"/vote/{slug}/")
    assert without.locator("text=Voting is closed").is_visible()
    for name in ("timing", "sheet", "risk"):
        staff.goto(f"/evenings/{slug}/{name}/")
        evening.look(staff, name)
    assert evening.found == []
