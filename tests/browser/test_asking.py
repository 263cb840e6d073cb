"""From who can act to an answer: drafted, checked, agreed, sent, put, and the answer linked.

On a phone and at a desk, with the page's own security rules; then the same read by anybody, without script.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site, follow, sign_in

pytestmark = pytest.mark.browser
PATIENCE = 60_000


@dataclass(frozen=True)
class Asked:
    """What is asked about a plank at one width, and what of it stands in the example's record."""

    plank: str
    title: str
    department: str
    holder: str
    question: str
    before: str
    put_as: str
    answer: str
    answered: str


WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
ASKED = {
    "phone": Asked(
        plank="river",
        title="A river you can put a foot in",
        department="Rivers, Farming and Food",
        holder="Gwendolen Strand, Secretary of State for Rivers, Farming and Food",
        question="on how many days sewage was discharged at Nether Kettle this year",
        before="on how many days the storm overflow at Nether Kettle discharged sewage",
        put_as="example/wrans/2026-09-15a.900411.q0",
        answer="example/wrans/2026-09-15a.900411.r0",
        answered="39 days in that period",
    ),
    "desktop": Asked(
        plank="library",
        title="Longer library hours",
        department="Towns, Homes and Communities",
        holder="Dominic Farrowby, Secretary of State for Towns, Homes and Communities",
        question="what it would cost to open the library on two evenings a week",
        before="what estimate he has made of the cost of opening each public library",
        put_as="example/wrans/2026-09-15a.900424.q0",
        answer="example/wrans/2026-09-15a.900424.r0",
        answered="between £11 million and £14 million a year",
    ),
}


def _opened(browser: Browser, site: Site, **more: object) -> BrowserContext:
    context = browser.new_context(base_url=site.address, **more)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    return context


def _looked_at(page: Page, name: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways; its picture where FOLKMOOT_PICTURES says."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        page.screenshot(path=Path(folder) / f"asking-{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{name}: {page.url} scrolls sideways by {wide} px"] if wide > 0 else []
    return found + [
        f"{name}: {violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
    ]


def _check(page: Page, says: str) -> Locator:
    """One finding of the checks, by what it says."""
    return page.locator(".checks li", has_text=says)


def _step(page: Page, state: str, **told: str) -> None:
    """Write down what happened next."""
    page.get_by_text("What happened next", exact=True).click()
    page.select_option("#id_state", state)
    for name, words in told.items():
        page.fill(f"#id_{name}", words)
    follow(page, page.get_by_role("button", name="Write it down"))
    expect(page.locator(".life")).to_contain_text(told["on"].lstrip("0").split("-")[2].lstrip("0"))


def _drafted(page: Page, asked: Asked, width: str) -> list[str]:
    """From the thread to a draft; what was found to be wrong with the pages on the way."""
    page.goto(f"/thread/{asked.plank}/")
    follow(page, page.get_by_role("link", name="Who can act"))
    department = page.locator(".department", has=page.get_by_role("heading", name=asked.department)).first
    expect(department.locator(".tag", has_text="A guess")).to_be_visible()
    follow(page, department.get_by_role("button", name="It answers for this"))
    expect(page.locator("main")).to_contain_text("Confirmed by Sam Steward")
    found = _looked_at(page, f"{width}-who")

    follow(page, page.get_by_role("link", name=re.compile(f"^Ask them ?: {asked.holder}$")))
    assert page.input_value("#id_office") == asked.holder.partition(", ")[2]
    assert page.input_value("#id_form") == "written"
    page.fill("#id_question", "The tables would like to hear about this.")
    found += _looked_at(page, f"{width}-draft")
    follow(page, page.get_by_role("button", name="Draft it"))
    return found


def _checked(page: Page, asked: Asked, width: str) -> list[str]:
    """The checks say what is amiss, and what holds once it is mended."""
    assert "The tables would like to hear about this." in page.input_value("#id_words")
    office = asked.holder.partition(", ")[2]
    page.fill("#id_words", "The tables would like to hear about this.")
    page.fill("#id_through", "")
    follow(page, page.get_by_role("button", name="Keep, and check again"))
    assert page.locator(".checks .look").count() == 2
    expect(_check(page, "It asks nothing yet")).to_have_class("look")
    expect(_check(page, "Only a Member can put it")).to_have_class("look")
    expect(_check(page, f"Whoever answers for it is named: {asked.department}")).to_have_class("holds")
    expect(_check(page, "Nothing that asks the same was found")).to_have_class("holds")

    page.fill("#id_words", f"To ask the {office}, {asked.question}.")
    page.fill("#id_through", "Nell Garraway")
    page.fill("#id_through_seat", "Kettleford")
    follow(page, page.get_by_role("button", name="Keep, and check again"))
    expect(_check(page, "It is a question.")).to_have_class("holds")
    expect(_check(page, "It goes through Nell Garraway, Kettleford.")).to_have_class("holds")
    expect(_check(page, "may ask the same; read")).to_have_class("look")
    guess = page.locator(".before .guess", has_text=asked.before)
    expect(guess).to_contain_text("A guess")
    expect(guess).to_contain_text(re.compile(r"\d+ in 100 of what you ask stands there"))
    expect(guess).to_contain_text("15 September 2026")
    expect(guess).to_contain_text("a written question")
    return _looked_at(page, f"{width}-checks")


def _lived(page: Page, asked: Asked, width: str) -> list[str]:
    """Agreed, sent, put, answered with the answer of the record."""
    follow(page, page.get_by_role("button", name="Keep", exact=True))
    found = _looked_at(page, f"{width}-drafted")
    _step(page, "agreed", on="2026-09-01", by="the assembly")
    _step(page, "sent", on="2026-09-02", by="Sam, to Nell Garraway")
    expect(page.locator("main")).to_contain_text("no answer entered here for")
    _step(
        page,
        "put",
        on="2026-09-08",
        put_as=f"{page.url.split('/asks/')[0]}/record/contributions/{asked.put_as}/",
    )
    expect(page.get_by_role("link", name="As it stands in the record")).to_be_visible()
    found += _looked_at(page, f"{width}-put")
    page.get_by_text("Enter an answer", exact=True).click()
    offered = page.locator("#likely option").first
    assert offered.get_attribute("value") == asked.answer
    page.fill("#id_a-passage", asked.answer)
    found += _looked_at(page, f"{width}-answering")
    follow(page, page.get_by_role("button", name="Keep the answer"))
    expect(page.locator("#answer")).to_contain_text(asked.answered)
    expect(page.locator(".life")).to_contain_text("Answered")
    return found + _looked_at(page, f"{width}-answered")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_plank_is_asked_about_and_answered(browser: Browser, site: Site, width: str) -> None:
    asked = ASKED[width]
    context = _opened(browser, site, viewport=WIDTHS[width], bypass_csp=True)
    page = sign_in(context)
    found = _drafted(page, asked, width)
    found += _checked(page, asked, width)
    found += _lived(page, asked, width)
    address = page.url
    follow(page, page.get_by_role("link", name="Print it"))
    found += _looked_at(page, f"{width}-letter")
    context.close()
    assert found == []
    _anybody_reads_it(browser, site, asked, address, width)


def _anybody_reads_it(browser: Browser, site: Site, asked: Asked, address: str, width: str) -> None:
    """Nobody signed in, no script: the list, the ask, the thread and "you said" tell of it."""
    context = _opened(browser, site, viewport=WIDTHS[width], java_script_enabled=False)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    pages = {
        address: [asked.question, asked.answered, "the assembly", "15 September 2026"],
        "/asks/": [asked.question, asked.title],
        f"/thread/{asked.plank}/": [asked.answered, "Written question in the Commons"],
        f"/thread/{asked.plank}/act/": [asked.question, asked.answered],
        f"/told/plank/{asked.plank}/": [asked.question, asked.answered],
    }
    for where, words in pages.items():
        page.goto(where)
        for said in words:
            expect(page.locator("main")).to_contain_text(said)
        expect(page.get_by_role("button", name=re.compile("Keep|Write it down"))).to_have_count(0)
    page.goto(f"/thread/{asked.plank}/")
    follow(page, page.get_by_role("link", name=re.compile("^Written question in the Commons")).first)
    assert page.url == address
    context.close()
    assert complaints == []


PROMISE = "/thread/evening-bus/act/promise/"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_promise_says_what_it_lacks_and_is_kept_with_its_document(
    browser: Browser, site: Site, width: str
) -> None:
    context = _opened(browser, site, viewport=WIDTHS[width], bypass_csp=True)
    page = sign_in(context)
    page.goto(PROMISE)
    words = f"A bus at ten on Fridays, for a trial of {12 if width == 'phone' else 14} weeks."
    page.fill("#id_words", words)
    page.select_option("#id_side", "company")
    page.select_option("#id_evidence", "document")
    follow(page, page.get_by_role("button", name="Keep the promise"))
    for lacks in ("Say who promised it", "Give the day on which", "Name the document it stands in"):
        expect(page.locator("main")).to_contain_text(lacks)
    found = _looked_at(page, f"{width}-promise-lacks")
    for name, told in {"by": "The bus company", "made_on": "2026-09-01", "due_on": "2026-10-01",
                       "source_title": "Letter of 1 September"}.items():  # fmt: skip
        page.fill(f"#id_{name}", told)
    follow(page, page.get_by_role("button", name="Keep the promise"))
    expect(page.locator("blockquote.said").first).to_have_text(words)
    expect(page.locator("main")).to_contain_text("nobody has judged it")
    found += _looked_at(page, f"{width}-promise")
    page.goto("/promises/")
    expect(page.locator("main")).to_contain_text(words)
    found += _looked_at(page, f"{width}-promises")
    context.close()
    assert found == []


def test_a_letter_prints_as_a_letter_on_one_page(browser: Browser, site: Site) -> None:
    context = _opened(browser, site, viewport={"width": 673, "height": 980})
    page = context.new_page()
    page.goto("/asks/")
    follow(page, page.get_by_role("link", name="Letter to a company: Kettle and Wold Water"))
    follow(page, page.get_by_role("link", name="Print it"))
    page.emulate_media(media="print")
    for told in ("22 June 2026", "To Kettle and Wold Water", "Yours sincerely,"):
        expect(page.locator(".sheet").get_by_text(told)).to_be_visible()
    for hidden in ("h1", ".masthead", "footer.foot", ".crumbs", "main > .actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    written = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 1
    context.close()
