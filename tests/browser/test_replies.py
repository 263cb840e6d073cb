"""Somebody named here finds it, answers, and reads the answer beside it; nothing needs script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site, follow, sign_in

pytestmark = pytest.mark.browser
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
ANSWER = "The council wrote to eleven owners, and four shops are let."


def troubles(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{page.url} scrolls sideways by {wide} px"] if wide > 0 else []
    return found + [f"{page.url}: {one['id']}" for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_somebody_named_here_answers_and_it_stands_beside_the_note(
    browser: Browser, site: Site, width: str
) -> None:
    told = {"viewport": WIDTHS[width], "base_url": site.address}
    reading = browser.new_context(**told, java_script_enabled=False)
    looking, staff = browser.new_context(**told, bypass_csp=True), browser.new_context(**told)
    for context in (reading, looking, staff):
        context.set_default_timeout(60_000)
    page, looked = reading.new_page(), looking.new_page()

    page.goto("/")
    follow(page, "footer a:has-text('Named here?')")
    page.fill("[name=name]", "the council")
    follow(page, "main form button")
    follow(page, "main article:has(h3:has-text('Note')) a:has-text('Answer it')")
    about = page.locator("main h2 a").first.get_attribute("href") or ""
    for name, words in {"words": ANSWER, "name": "Ida Quill", "role": "The council", "reach": "1"}.items():
        page.fill(f"[name={name}]", words)
    answering = page.url
    follow(page, "main form button")
    mine = page.url
    expect(page.locator("main")).to_contain_text("Waiting for a decision")

    steward = sign_in(staff)
    steward.goto("/named/requests/")
    follow(steward, "main article h2 a >> nth=-1")
    steward.check("text=Agree")
    steward.fill("[name=reasons]", "Its letter book shows them.")
    steward.fill("[name=checked]", "Called the town hall.")
    follow(steward, "main form button")

    page.goto(about)
    expect(page.locator(".beside-it blockquote", has_text=ANSWER)).to_be_visible()
    found = []
    for path in ("/named/", answering, mine, about, "/corrections/"):
        looked.goto(path)
        found += troubles(looked)
    page.goto(mine)
    follow(page, "button:has-text('Take it back')")
    page.goto(about)
    expect(page.locator("main")).not_to_contain_text(ANSWER)
    for context in (reading, looking, staff):
        context.close()
    assert found == []
