"""A hall without signal, and a whole evening: the served application and real browsers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import (
    PHONE,
    Site,
    environment,
)
from tests.ports import free_port

pytestmark = pytest.mark.browser
PATIENCE = 30_000
SLUG = "market-hall"

_SET_UP = """
from folkmoot.web.house import open_house
open_house()
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.actions import evening
who = User.objects.get()
moot = evening.begin(who, "Market Hall", place="Ashford", held_on=None, tables=6)
evening.decide(who, moot, dict(
    asked_by="We", why="the council hears us", published="the counts", joining="slips",
    answers_at="on the library door", safeguarding_name="Ada", safeguarding_phone="020 7946 0000"))
"""


@dataclass(frozen=True)
class HallSite(Site):
    """The served application with one evening set up."""

    def python(self, code: str) -> str:
        told = {**environment(), "FOLKMOOT_HOME": str(self.home)}
        prelude = "from folkmoot.web.house import open_house\nopen_house()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], capture_output=True, text=True, env=told
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def table(self, number: int) -> str:
        """The address of a table's page, with a new code."""
        code = self.python(
            "from folkmoot.web.accounts.models import User\n"
            "from folkmoot.web.hall.actions.evening import hand_out\n"
            "from folkmoot.web.meetings.models import Table\n"
            f"table = Table.objects.get(moot__slug={SLUG!r}, number={number})\n"
            "told = dict(role='table', name=str(table), hours=6, table=table)\n"
            "print(hand_out(User.objects.get(), table.moot, **told)[1])"
        )
        return f"/t/{code}/"

    def notes(self, table: int) -> list[str]:
        """The words of every note of a table, as the house numbers them."""
        return json.loads(
            self.python(
                "import json\nfrom folkmoot.web.meetings.models import Note\n"
                f"notes = Note.objects.filter(moot__slug={SLUG!r}, table__number={table})\n"
                "print(json.dumps(list(notes.order_by('number').values_list('words', flat=True))))"
            )
        )


@pytest.fixture(scope="module", params=["serve", "hall"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallSite]:
    """Served as usual, and with --hall: plain HTTP at an address that is not this machine's own name."""
    is_hall = request.param == "hall"
    host = "folkmoot.hall" if is_hall else "127.0.0.1"
    made = HallSite(f"http://{host}:{free_port()}", tmp_path_factory.mktemp("hall"))
    made.add_steward()
    made.python(_SET_UP)
    with made.served(*(["--hall"] if is_hall else [])):
        yield made


@pytest.fixture(scope="module")
def phones(browser: Browser) -> Iterator[Browser]:
    """A browser to which folkmoot.hall is this machine: plain HTTP there is no secure place."""
    from tests.browser.conftest import CHROMIUM_FLAGS

    rules = "--host-resolver-rules=MAP folkmoot.hall 127.0.0.1"
    running = browser.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=[*CHROMIUM_FLAGS, rules]
    )
    yield running
    running.close()


def phone(phones: Browser, hall: HallSite) -> BrowserContext:
    context = phones.new_context(viewport=PHONE, base_url=hall.address)
    context.set_default_timeout(PATIENCE)
    return context


def write(page: Page, words: str) -> None:
    page.fill("#words", words)
    page.click("#note button.big")


def all_sent(page: Page) -> None:
    expect(page.locator("#state")).to_have_attribute("data-level", "sent", timeout=PATIENCE)


def open_again(context: BrowserContext, address: str, *, kept: bool) -> Page:
    """The page opened anew: without signal where the browser keeps pages, else once it is back."""
    page = context.new_page()
    if not kept:
        context.set_offline(False)
    page.goto(address)
    return page


def test_thirty_notes_typed_without_signal_arrive_once_each_in_order(phones: Browser, hall: HallSite) -> None:
    context = phone(phones, hall)
    address = hall.table(1)
    page = context.new_page()
    page.goto(address)
    kept = hall.address.startswith("http://127.0.0.1")
    if kept:
        expect(page.locator("#table[data-ready=yes]")).to_be_attached(timeout=PATIENCE)
    context.set_offline(True)
    words = [f"Offline note {n} about the bus" for n in range(1, 31)]
    for each in words:
        write(page, each)
    page.fill("#words", "a thought half typ")
    page.close()
    page = open_again(context, address, kept=kept)
    expect(page.locator("#list li")).to_have_count(30)
    assert page.input_value("#words") == "a thought half typ"
    context.set_offline(False)
    all_sent(page)
    assert hall.notes(1) == words
    context.close()


def test_two_phones_at_one_table_keep_their_own_order(phones: Browser, hall: HallSite) -> None:
    address = hall.table(2)
    contexts = [phone(phones, hall) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, context in zip(pages, contexts, strict=True):
        page.goto(address)
        context.set_offline(True)
    for n in range(10):
        for name, page in zip("AB", pages, strict=True):
            write(page, f"{name}{n}")
    assert "B0" not in pages[0].inner_text("main"), "another phone shows nothing before a person released it"
    for context in contexts:
        context.set_offline(False)
    for page in pages:
        all_sent(page)
    notes = hall.notes(2)
    assert [each for each in notes if each[0] == "A"] == [f"A{n}" for n in range(10)]
    assert [each for each in notes if each[0] == "B"] == [f"B{n}" for n in range(10)]
    assert len(notes) == 20
    for context in contexts:
        context.close()


def test_an_answer_lost_on_the_way_doubles_nothing(phones: Browser, hall: HallSite) -> None:
    context = phone(phones, hall)
    page = context.new_page()
    lost = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            there = route.request.url.replace("folkmoot.hall", "127.0.0.1")  # Playwright knows no such name
            host = hall.address.removeprefix("http://")
            lost.append(route.fetch(url=there, headers={**route.request.headers, "host": host}).status)
            route.abort()
        else:
            route.continue_()

    page.route("**/send/", lose)
    page.goto(hall.table(3))
    for n in range(5):
        write(page, f"Once {n}")
    all_sent(page)
    assert lost == [200, 200]
    assert hall.notes(3) == [f"Once {n}" for n in range(5)]
    context.close()


def test_undo_takes_a_note_back_whether_it_was_sent_or_not(phones: Browser, hall: HallSite) -> None:
    context = phone(phones, hall)
    page = context.new_page()
    page.goto(hall.table(4))
    write(page, "sent and taken back")
    all_sent(page)
    page.locator("#list li", has_text="sent and taken back").get_by_role("button").click()
    context.set_offline(True)
    write(page, "never sent")
    page.locator("#list li", has_text="never sent").get_by_role("button").click()
    write(page, "stays")
    context.set_offline(False)
    all_sent(page)
    assert hall.notes(4) == ["stays"]
    context.close()


def test_nobody_loses_the_page_to_its_own_security_policy(phones: Browser, hall: HallSite) -> None:
    context = phone(phones, hall)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(hall.table(5))
    write(page, "heard")
    all_sent(page)
    context.close()
    assert complaints == []


def test_one_key_hides_a_line_from_the_wall_and_can_be_turned_off(phones: Browser, hall: HallSite) -> None:
    code = hall.python(
        "from folkmoot.web.accounts.models import User\n"
        "from folkmoot.web.hall.actions.evening import hand_out\n"
        "from folkmoot.web.hall.actions.wall import let_speak\n"
        "from folkmoot.web.hall.models import ReportLine\n"
        "from folkmoot.web.meetings.models import Table\n"
        f"table = Table.objects.get(moot__slug={SLUG!r}, number=6)\n"
        "for place, words in ((1, 'Nasty words'), (2, 'Buses after eight')):\n"
        "    ReportLine.objects.create(table=table, kind='concern', place=place, words=words)\n"
        "who = User.objects.get()\n"
        "let_speak(who, table)\n"
        "print(hand_out(who, table.moot, role='moderator', name='Priya', hours=6)[1])"
    )
    context = phone(phones, hall)
    wall, desk = context.new_page(), context.new_page()
    wall.goto(f"/wall/{SLUG}/")
    expect(wall.locator("main")).to_contain_text("Nasty words", timeout=PATIENCE)
    desk.goto(f"/b/{code}/")
    desk.uncheck("#keys-on")
    desk.keyboard.press("h")
    expect(desk.locator("form[data-hide]")).to_have_count(2)
    desk.check("#keys-on")
    desk.keyboard.press("j")
    expect(desk.locator("form[data-hide] button").first).to_be_focused()
    desk.keyboard.press("h")
    expect(desk.locator("form[data-hide]")).to_have_count(1, timeout=PATIENCE)
    expect(wall.locator("main")).not_to_contain_text("Nasty words", timeout=PATIENCE)
    expect(wall.locator("main")).to_contain_text("Buses after eight")
    context.close()


def test_what_stands_on_the_wall_is_never_longer_than_the_screen(phones: Browser, hall: HallSite) -> None:
    hall.python(
        "from folkmoot.web.hall.models import Evening, ReportLine\n"
        "from folkmoot.web.meetings.models import Moot, Statement, Table\n"
        f"moot = Moot.objects.get(slug={SLUG!r})\n"
        "words = 'The council should publish, ward by ward, what it spends on homes, roads and parks. '\n"
        "for number in range(1, 41):\n"
        "    Statement.objects.create(moot=moot, number=number, words=f'{number}: ' + words * 2)\n"
        "table = moot.tables.get(number=2)\n"
        "for kind, places in (('concern', 3), ('proposal', 3), ('disagreement', 1)):\n"
        "    for place in range(1, places + 1):\n"
        "        told = dict(table=table, kind=kind, place=place)\n"
        "        ReportLine.objects.update_or_create(**told, defaults={'words': words * 3})\n"
        "from folkmoot.web.accounts.models import User\n"
        "from folkmoot.web.hall.actions.wall import let_speak\n"
        "let_speak(User.objects.get(), table)\n"
    )
    context = phones.new_context(viewport={"width": 1280, "height": 720}, base_url=hall.address)
    wall = context.new_page()
    wall.goto(f"/wall/{SLUG}/")
    expect(wall.locator("h1")).to_have_text("Table 2", timeout=PATIENCE)
    fits = "document.documentElement.scrollHeight <= window.innerHeight"
    wall.wait_for_function(fits)
    assert wall.locator(".report li:visible").count() == 7
    hall.python(f"from folkmoot.web.hall.models import Evening\n"
                f"Evening.objects.filter(moot__slug={SLUG!r}).update(on_the_wall='statements')")  # fmt: skip
    expect(wall.locator("h1")).to_have_text("What we vote on", timeout=PATIENCE)
    wall.wait_for_function(fits)
    first = wall.locator(".floor > li:visible").all_inner_texts()
    assert 4 <= len(first) < 40
    assert wall.locator(".turns").inner_text() == f"1–{len(first)} / 40"
    expect(wall.locator(f".floor > li[value='{len(first) + 1}']")).to_be_visible(timeout=PATIENCE)
    wall.wait_for_function(fits)
    context.close()
