"""The served application with the example in it, and a real browser before it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
STEWARD = "steward@moot.example"
PASSWORD = "a long walk by the river"


@dataclass(frozen=True)
class Site:
    address: str
    home: Path

    def folkmoot(self, *arguments: str, stdin: str = "") -> str:
        """What a command printed; the test fails when the command does."""
        command = [sys.executable, "-m", "folkmoot", "--home", str(self.home), *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=ROOT, env=environment()
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add_steward(self) -> None:
        told = ("accounts", "steward", STEWARD, "--name", "Sam Steward", "--password-stdin")
        self.folkmoot(*told, stdin=PASSWORD + "\n")

    @contextlib.contextmanager
    def served(self, *flags: str) -> Iterator[None]:
        """The application, served from this home at this address for as long as the block lasts."""
        port = self.address.rpartition(":")[2]
        folkmoot = [sys.executable, "-m", "folkmoot", "--home", str(self.home)]
        log = self.home / "serve.log"
        with log.open("w") as out:
            server = subprocess.Popen(
                [*folkmoot, "serve", "--port", port, *flags],
                cwd=ROOT,
                env=environment(),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_for(f"http://127.0.0.1:{port}/healthz", server, log)
                yield
            finally:
                server.terminate()
                server.wait(timeout=20)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(f"http://127.0.0.1:{free_port()}", tmp_path_factory.mktemp("home"))
    made.folkmoot("example", "examples")
    made.folkmoot("record", "downloads")
    made.add_steward()
    with made.served():
        yield made


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and this pass must run")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Page]:
    """Somebody on a phone, not signed in, with the page's own security rules in force."""
    context = browser.new_context(viewport=PHONE, base_url=site.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def steward(browser: Browser, site: Site) -> Iterator[Page]:
    """The steward at a desk, signed in."""
    context = browser.new_context(viewport=DESKTOP, base_url=site.address)
    yield sign_in(context)
    context.close()


def sign_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", STEWARD)
    page.fill("input[name=password]", PASSWORD)
    follow(page, "main button[type=submit]")
    return page


def follow(page: Page, pressed: str | Locator) -> None:
    """Press what leads to another page, or to this one again, and wait until that is there."""
    with page.expect_navigation():
        (page.locator(pressed) if isinstance(pressed, str) else pressed).first.click()
