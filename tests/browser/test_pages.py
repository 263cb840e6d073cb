"""Every page one can reach by clicking: no error, nothing for axe, no sideways scrolling."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, Site, follow, sign_in

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


def pages(page: Page) -> Iterator[str]:
    """Every page of ours that can be clicked to, a few of a kind: opened, and its address given."""
    seen: set[str] = set()
    looked_at: dict[str, int] = defaultdict(int)
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        if path in seen or looked_at[kind_of(path)] >= A_FEW:
            continue
        seen.add(path)
        looked_at[kind_of(path)] += 1
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, f"{path} answered {answer and answer.status}"
        ours = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            if link.startswith(ours) and not NOT_PAGES.search(urlsplit(link).path):
                waiting.append(urlsplit(link).path)
        yield path


def picture(page: Page, name: str, path: str) -> None:
    """Keep a screenshot where FOLKMOOT_PICTURES says, for somebody to look at."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        file = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
        page.screenshot(path=Path(folder) / f"{name}-{file[:80]}.png", full_page=True)


@pytest.mark.parametrize("who", ["visitor", "steward"])
def test_every_page_is_whole_and_accessible_and_keeps_to_its_security_policy(
    browser: Browser, site: Site, who: str
) -> None:
    context = browser.new_context(viewport=DESKTOP, base_url=site.address)
    page = sign_in(context) if who == "steward" else context.new_page()
    found: list[str] = []
    page.on(
        "console",
        lambda message: (
            found.append(f"{message.text} {message.location['url']}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    visited = 0
    for path in pages(page):
        visited += 1
        for width, size in WIDTHS.items():
            page.set_viewport_size(size)
            picture(page, f"{who}-{width}", path)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                found.append(f"{path} scrolls sideways by {wide} px on a {width}")
            for violation in Axe().run(page).response["violations"]:
                places = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
                found.append(f"{path} on a {width}: {violation['id']}: {places}")
    context.close()
    assert visited > 50
    assert found == []


def test_reading_needs_no_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport=PHONE, base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    for path in ["/", "/threads/", "/moots/", "/manifesto/", "/record/"]:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200
        assert page.locator("h1").count() == 1
    context.close()


_IS_HIDDEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  if (here === document.body || !box.width) return false;
  const places = [[box.left + 2, box.top + 2], [box.left + box.width / 2, box.top + box.height / 2],
                  [box.right - 2, box.bottom - 2]];
  return !places.some(([x, y]) => { const top = document.elementFromPoint(x, y);
                                    return top && (top === here || here.contains(top)); });
}"""


def test_no_bar_lies_over_what_the_keyboard_reaches(site: Site, steward: Page) -> None:
    site.folkmoot("opinion", "gather")
    steward.set_viewport_size({"width": 1280, "height": 700})
    steward.goto("/themes/board/")
    follow(steward, "main table a")
    hidden, reached = [], 0
    for _ in range(60):
        steward.keyboard.press("Tab")
        reached += steward.evaluate("document.activeElement.name === 'placements'")
        if steward.evaluate(_IS_HIDDEN):
            hidden.append(steward.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert reached > 5
    assert hidden == []
