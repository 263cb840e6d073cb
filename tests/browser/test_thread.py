"""One matter walked from a note to an answer in the House and back to the table's code.

On a phone and at a desk, with and without script, and on paper; axe finds nothing, nothing scrolls sideways.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site

pytestmark = pytest.mark.browser
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
PAPER = {"width": 673, "height": 980}  # what A4 leaves between its margins, in CSS pixels
TABLE = "/manifesto/became/high-street/table/1/"
NOTE = "at a low rent, to anybody who’ll open the door and sweep the step"


def _opened(browser: Browser, site: Site, **more: object) -> BrowserContext:
    context = browser.new_context(base_url=site.address, **more)  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    return context


def _troubles(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{page.url} scrolls sideways by {wide} px"] if wide > 0 else []
    return found + [
        f"{page.url}: {violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
    ]


def _picture(page: Page, name: str) -> None:
    """Keep a screenshot where FOLKMOOT_PICTURES says, for somebody to look at."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        page.screenshot(path=Path(folder) / f"walk-{name}.png", full_page=True)


def _walk(page: Page) -> list[str]:
    """From the table's code to the House and back; the addresses that were seen on the way."""
    page.goto(TABLE)
    fate = page.locator(".fates > li", has_text=NOTE)
    expect(fate).to_contain_text("Open the empty shops")
    seen = [page.url]

    fate.get_by_role("link", name="and what came of that").click()
    page.wait_for_url("**/thread/empty-shops/")
    expect(page.locator("h1")).to_have_text("Open the empty shops")
    note = page.locator("#note")
    expect(note).to_contain_text(NOTE)
    expect(page.locator("#passage")).to_contain_text("Nell Garraway")
    expect(page.locator("#answer")).to_contain_text("it will be published before the end of the year")
    expect(page.locator("#answer")).to_contain_text("Confirmed by The example’s steward")
    thread = page.url
    seen.append(thread)

    page.locator("#answer").get_by_role("link", name="Vacant Commercial Premises").first.click()
    page.wait_for_url("**/record/**")
    expect(page.locator("main")).to_contain_text("it will be published before the end of the year")
    seen.append(page.url)
    leads = page.get_by_role("link", name="Open the empty shops").first
    leads.click()
    page.wait_for_url("**/thread/empty-shops/**")

    page.get_by_role("link", name=re.compile("In four steps")).click()
    page.wait_for_url("**/told/plank/empty-shops/")
    for step in ("You said", "We asked", "They answered", "This changed"):
        expect(page.get_by_role("heading", name=step, exact=True)).to_be_visible()
    seen.append(page.url)

    page.goto(thread)
    page.locator("#note").get_by_role("link", name="what became of table 1").first.click()
    page.wait_for_url(f"**{TABLE}")
    expect(page.get_by_alt_text("QR code that leads to this page")).to_be_visible()
    page.get_by_role("link", name=re.compile("^You said; we asked")).click()
    page.wait_for_url("**/told/moot/high-street/")
    expect(page.locator("#empty-shops")).to_contain_text("before the end of the year")
    return [*seen, page.url]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_matter_is_walked_from_a_note_to_the_house_and_back(
    browser: Browser, site: Site, width: str
) -> None:
    context = _opened(browser, site, viewport=WIDTHS[width], bypass_csp=True)
    page = context.new_page()
    found = []
    for number, address in enumerate(_walk(page)):
        page.goto(address)
        _picture(page, f"{width}-{number}")
        found += _troubles(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_beside_the_way_are_whole_and_accessible(browser: Browser, site: Site, width: str) -> None:
    context = _opened(browser, site, viewport=WIDTHS[width], bypass_csp=True)
    page = context.new_page()
    found = []
    beside = ("/told/", "/told/place/kettleford/", "/follow/?moot=high-street", "/follow/?plank=damp",
              "/threads/", "/thread/evening-bus/", "/")  # fmt: skip
    for address in beside:
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        _picture(page, f"{width}-" + re.sub(r"\W+", "-", address).strip("-"))
        found += _troubles(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_same_walk_needs_no_script_and_breaks_no_rule_of_the_page(
    browser: Browser, site: Site, width: str
) -> None:
    context = _opened(browser, site, viewport=WIDTHS[width], java_script_enabled=False)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    assert len(_walk(page)) == 5
    context.close()
    assert complaints == []


@pytest.mark.parametrize("address", ["/thread/empty-shops/", "/told/moot/station-end/?all=1"])
def test_on_paper_everything_is_there_and_nothing_that_is_for_a_screen(
    browser: Browser, site: Site, address: str, tmp_path: Path
) -> None:
    context = _opened(browser, site, viewport=PAPER)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address)
    _picture(page, "paper-" + re.sub(r"\W+", "-", address).strip("-"))
    expect(page.get_by_alt_text("QR code that leads to this page")).to_be_visible()
    for hidden in (".masthead", "footer.foot", "main .actions"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for said in page.locator("main .item blockquote, main .voice blockquote").all():
        assert said.is_visible(), said.inner_text()
        box = said.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PAPER["width"]
    written = page.pdf(format="A4", prefer_css_page_size=True)
    (tmp_path / "page.pdf").write_bytes(written)
    pages = len(re.findall(rb"/Type\s*/Page\b", written))
    assert 2 <= pages <= 8
    context.close()
