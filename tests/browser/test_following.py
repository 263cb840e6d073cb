"""Somebody follows a search by mail: from the form through the mailbox to the last click, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Site, follow
from tests.ports import free_port
from tests.web.alerts.postbox import Postbox, opened

pytestmark = pytest.mark.browser
ADDRESS = "sue@home.example"


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with opened() as box:
        monkeypatch.setenv("EMAIL_URL", box.url)
        monkeypatch.setenv("FOLKMOOT_MAIL_FROM", "Ada Lowe <ada@moot.example>")
        yield box


def test_a_search_is_followed_confirmed_changed_and_ended(
    browser: Browser, postbox: Postbox, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    site = Site(f"http://127.0.0.1:{free_port()}", tmp_path_factory.mktemp("following"))
    monkeypatch.setenv("FOLKMOOT_ADDRESS", site.address)
    site.folkmoot("example", "examples")
    with site.served():
        context = browser.new_context(viewport=PHONE, base_url=site.address)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto("/follow/?search=empty+shops")
        page.fill("[name=address]", ADDRESS)
        follow(page, "main form button")
        site.folkmoot("alerts", "send")
        (letter,) = postbox.for_(ADDRESS)
        confirm = re.search(r"http://\S+/confirm/\S+", letter.get_content())
        assert confirm, letter.get_content()
        page.goto(confirm[0])
        follow(page, "main form button")
        expect(page.locator("main")).to_contain_text("empty shops")
        page.select_option("select[name=often]", "weekly")
        follow(page, "main form:has(select[name=often]) button")
        expect(page.locator("select[name=often]")).to_have_value("weekly")
        follow(page, "main button:has-text('Stop')")
        expect(page.locator("main")).not_to_contain_text("“empty shops”")
        context.close()
