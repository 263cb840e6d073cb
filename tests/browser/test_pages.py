"""Every page one can reach by clicking: no error, nothing for axe, no sideways scrolling."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, Site, sign_in

pytestmark = pytest.mark.browser

# How many pages of one kind are looked at; addresses are of a kind when only ids differ.
A_FEW = 2
_FILES = "svg|png|csv|txt|xlsx|zip|json|ics|xml|pdf|jsonl"
NOT_PAGES = re.compile(rf"\.({_FILES})$|/logout/|^/static/|^/api/(?!docs/)")
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}


def kind_of(path: str) -> str:
    """An address with what names one thing taken out."""
    first, *rest = path.strip("/").split("/")
    if first == "accounts":
        return path
    return "/".join([first, *("words" if re.fullmatch(r"[a-z]+", part) else "id" for part in rest)])


def addresses(page: Page) -> list[str]:
    """Every page of ours that can be clicked to, a few of a kind."""
    seen: set[str] = set()
    chosen: dict[str, list[str]] = defaultdict(list)
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        if path in seen or len(chosen[kind_of(path)]) >= A_FEW:
            continue
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, f"{path} answered {answer and answer.status}"
        chosen[kind_of(path)].append(path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            if link.startswith(
                page.url.split("/", 3)[0] + "//" + urlsplit(page.url).netloc
            ) and not NOT_PAGES.search(parts.path):
                waiting.append(parts.path)
    return [path for paths in chosen.values() for path in paths]


def picture(page: Page, name: str, path: str) -> None:
    """Keep a screenshot where FOLKMOOT_PICTURES says, for somebody to look at."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        file = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
        page.screenshot(path=Path(folder) / f"{name}-{file[:80]}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", ["visitor", "steward"])
def test_every_page_is_whole_and_accessible(browser: Browser, site: Site, who: str, width: str) -> None:
    context = browser.new_context(viewport=WIDTHS[width], base_url=site.address, bypass_csp=True)
    page = sign_in(context) if who == "steward" else context.new_page()
    found = []
    for path in addresses(page):
        page.goto(path)
        picture(page, f"{who}-{width}", path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{path} scrolls sideways by {wide} px")
        for violation in Axe().run(page).response["violations"]:
            places = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
            found.append(f"{path}: {violation['id']}: {places}")
    context.close()
    assert found == []


def test_no_page_breaks_its_own_security_policy(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport=DESKTOP, base_url=site.address)
    page = sign_in(context)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    visited = addresses(page)
    context.close()
    assert len(visited) > 10
    assert complaints == []


def test_reading_needs_no_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport=PHONE, base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    for path in ["/", "/threads/", "/moots/", "/manifesto/", "/record/"]:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200
        assert page.locator("h1").count() == 1
    context.close()
