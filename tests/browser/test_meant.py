"""A copied page brought and decided with no script, at both widths; whom words mean on the record's pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import DESKTOP, PHONE, ROOT, Site, follow, sign_in

pytestmark = pytest.mark.browser
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
PARLIAMENT = ROOT / "examples" / "parliament"


def _copied(file: Path) -> str:
    """The words of a sitting's first speeches without who spoke them."""
    speeches = etree.parse(file).getroot().findall("speech")[:14]
    return "\n".join("".join(p.itertext()) for speech in speeches for p in speech.findall("p"))


def _troubles(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{page.url} scrolls sideways by {wide} px"] if wide > 0 else []
    return found + [
        f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in Axe().run(page).response["violations"]
    ]


def _without_script(signed_in: BrowserContext, browser: Browser, site: Site) -> Page:
    """The same person with script switched off."""
    context = browser.new_context(
        base_url=site.address, java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    context.set_default_timeout(60_000)
    return context.new_page()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_brought_and_decided_without_script_and_is_accessible(
    browser: Browser, site: Site, width: str
) -> None:
    context = browser.new_context(viewport=WIDTHS[width], base_url=site.address, bypass_csp=True)
    context.set_default_timeout(60_000)
    looking = sign_in(context)
    page = _without_script(context, browser, site)
    page.goto("/meant/pages/bring/")
    page.get_by_label("The page", exact=True).fill(_copied(PARLIAMENT / "debates2026-05-12a.xml"))
    follow(page, page.get_by_role("button", name="Read it"))
    page.wait_for_url(re.compile(r"/meant/pages/[0-9a-f-]{36}/$"))
    assert "stand in the record of 2026-05-12" in page.content()
    follow(page, page.get_by_role("button", name="Read it as of this day"))
    follow(page, page.get_by_role("button", name=re.compile("^Confirm")))
    assert "Confirmed by" in page.content()
    line = page.url.split("#line-")[1]
    found = []
    for path in ("", f"lines/{line}/"):
        looking.goto(page.url.partition("#")[0] + path)
        found += _troubles(looking)
    page.goto(page.url.partition("#")[0] + f"lines/{line}/")
    follow(page, page.get_by_role("button", name=re.compile("^Undo")))
    assert "Undone by" in page.content()
    context.close()
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_whom_words_mean_is_shown_listed_and_explained(browser: Browser, site: Site, width: str) -> None:
    context = browser.new_context(viewport=WIDTHS[width], base_url=site.address, bypass_csp=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/record/days/2026-05-12/")
    debates = page.eval_on_selector_all("main a[href*='/record/debates/']", "links => links.map(a => a.href)")
    for debate in debates:
        page.goto(debate)
        if page.locator(".words a.meant").count() > 5:
            break
    found = []
    page.locator(".who-is-meant summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".who-is-meant li").first.is_visible()
    found += _troubles(page)
    follow(page, page.locator(".who-is-meant[open] li a", has_text="look closer"))
    assert page.locator("h1").inner_text().startswith("Who is meant by")
    found += _troubles(page)
    follow(page, page.locator("main .lede a"))
    follow(page, page.get_by_role("link", name=re.compile("^Words that mean")))
    assert page.locator(".spoken-of mark").count() > 0
    found += _troubles(page)
    context.close()
    assert found == []
