"""Signing in as people do it: a password, digits from an app, a passkey. Every page looked at by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.web.house import House
from tests.web.serving.conftest import Running, start

pytest.importorskip("playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS, DESKTOP, PHONE

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"
PAGES = (
    "/privacy/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/inactive/",
    "/accounts/password/reset/done/", "/accounts/confirm-email/",
)  # fmt: skip
STAFF_PAGES = (
    "/journal/", "/journal/?kind=x", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/email/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/password/change/",
    "/accounts/logout/",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    house = House(tmp_path_factory.mktemp("accounts") / "home")
    house.steward()
    running = start(house)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: Running) -> Iterator[Page]:
    """A page at localhost, which browsers trust with passkeys; whatever CSP refuses fails the test."""
    context = browser.new_context(base_url=f"http://localhost:{served.port}", viewport=DESKTOP)
    opened = context.new_page()
    refused: list[str] = []
    opened.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    yield opened
    context.close()
    assert not refused


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def say_again_who_you_are(page: Page) -> None:
    """What is dangerous asks for the password once more."""
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, served: Running, size: dict[str, int]
) -> None:
    context = browser.new_context(base_url=served.address, viewport=size, bypass_csp=True)
    page = context.new_page()
    found = []

    def look(address: str) -> None:
        page.goto(address)
        say_again_who_you_are(page)
        found.extend((address, violation["id"]) for violation in Axe().run(page).response["violations"])
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((address, "scrolls sideways"))

    for address in PAGES:
        look(address)
    sign_in(page)
    for address in STAFF_PAGES:
        look(address)
    context.close()
    assert not found


def test_a_passkey_is_added_and_signs_in(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    sign_in(page)
    page.goto("/accounts/2fa/webauthn/add/")
    say_again_who_you_are(page)
    page.get_by_label("Its name, for you").fill("Ada's laptop")
    page.get_by_label("Let it sign me in").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_text("Ada's laptop").is_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Ada Lowe").wait_for()
    page.goto("/journal/")
    assert page.get_by_role("heading", name="Journal").is_visible()
