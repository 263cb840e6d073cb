"""Two editors change one plank at once: nobody's words are lost, and both see what happened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site, follow, sign_in

pytestmark = pytest.mark.browser
PATIENCE = 30_000
PLANK = "/manifesto/planks/rent-notice/"


def save(page: Page, **told: str) -> None:
    for name, words in told.items():
        page.fill(f"[name={name}]", words)
    follow(page, "main form.stacked button")


def test_two_editors_of_one_plank_lose_no_words_and_see_each_other(browser: Browser, site: Site) -> None:
    contexts = [browser.new_context(viewport=size, base_url=site.address) for size in (DESKTOP, PHONE)]
    for context in contexts:
        context.set_default_timeout(PATIENCE)
    ada, ben = (sign_in(context) for context in contexts)
    for page in (ada, ben):
        page.goto(f"{PLANK}edit/")
    save(ada, words="Ada's words about rents.", lead="The tenants' union", why="The union asked")
    expect(ada.locator("main")).to_contain_text("Ada's words about rents.")
    save(ben, words="Ben's words about rents.", why="Shorter")
    alert = ben.locator("[role=alert]")
    expect(alert).to_contain_text("was made while you wrote")
    expect(alert).to_contain_text("they changed it; theirs is in the form")
    expect(ben.locator("aside")).to_contain_text("Ada's words about rents.")
    assert ben.input_value("[name=words]") == "Ben's words about rents."
    assert ben.input_value("[name=lead]") == "The tenants' union", "what only Ada changed stays hers"
    save(ben, words="Ada's and Ben's words about rents.")
    ada.goto(PLANK)
    page = ada.locator("main")
    for words in ("Ada's words", "Ada's and Ben's words", "The tenants' union", "The union asked", "Shorter"):
        expect(page).to_contain_text(words)
    for context in contexts:
        context.close()
