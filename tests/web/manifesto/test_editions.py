"""Editions: published once, never changed, the same pages wherever they are brought."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from folkmoot.errors import Refused
from folkmoot.manifesto import editions
from folkmoot.web.consent.actions import erase
from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto import actions
from folkmoot.web.manifesto.actions import Draft
from folkmoot.web.manifesto.models import Edition, Plank
from folkmoot.web.manifesto.queries.editions import whole
from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion.printing import can_print

DRAFT = Draft("Open the shops", "A shop empty for six months may be let.", "so that shops open", "council")


@pytest.fixture
def editor(staff: Callable[..., Any]) -> Any:
    return staff("editor", "Eve Editor")


@pytest.fixture
def plank(editor: Any, statements: list[Any]) -> Plank:
    made = actions.draft_plank(editor, DRAFT, statements[:2], section="The high street")
    actions.new_version(
        editor, made, Draft("Open the shops", "Shops may be let.", why="Shorter."), based_on=1
    )
    amendment = actions.propose_amendment(
        editor, made, words="Some shops.", purpose="", why="w", proposed_by="table 4"
    )
    actions.say_of_amendment(editor, amendment, words="No.", said_by="table 2")
    actions.add_citation(editor, made, kind="press", title="A paper", reply="Not so.", reply_by="us")
    actions.draft_plank(editor, Draft("An app", "An app for all."), [])
    return made


@pytest.fixture
def edition(plank: Plank) -> Edition:
    return actions.publish(None)


def pages(client: Client, statement_notes: list[str]) -> dict[str, str]:
    """Every page of the manifesto that an edition carries, as everybody sees it."""
    addresses = [
        "/manifesto/", "/manifesto/editions/", "/manifesto/editions/1/", "/manifesto/planks/open-the-shops/",
        "/manifesto/planks/an-app/", "/manifesto/planks/open-the-shops/card/",
        "/manifesto/planks/open-the-shops/amendments/1/", *statement_notes,
    ]  # fmt: skip
    return {address: client.get(address).content.decode() for address in addresses}


def test_an_edition_brought_into_an_empty_house_gives_the_same_pages(
    edition: Edition, moot: Any, client: Client
) -> None:
    note = moot.notes.get(number=1)
    before = pages(client, [f"/moots/hall/notes/{note.key}/"])
    data = editions.write(whole(edition))
    cache.clear()
    Edition.objects.all().delete()
    Plank.objects.all().delete()
    Moot.objects.all().delete()
    assert "There are no planks yet" in client.get("/manifesto/").content.decode()
    brought = actions.bring_edition(editions.read(data, file="e.json"))
    after = pages(client, [f"/moots/hall/notes/{note.key}/"])
    for address in before:
        assert after[address] == before[address], address
    assert editions.write(whole(brought)) == data
    assert brought.digest == edition.digest


def test_an_edition_is_brought_into_an_empty_house_only_and_only_unchanged(edition: Edition) -> None:
    found = whole(edition)
    with pytest.raises(Refused, match="empty house"):
        actions.bring_edition(found)
    found["edition"]["planks"][0]["versions"][0]["words"] = "Other words."
    with pytest.raises(Refused, match="not what was published"):
        actions.bring_edition(found)


def test_an_edition_stays_as_it_was_when_the_manifesto_moves_on(
    edition: Edition, editor: Any, plank: Plank, client: Client
) -> None:
    actions.new_version(editor, plank, Draft("Open the shops", "All shops open.", why="w"), based_on=2)
    second = actions.publish(editor)
    assert second.number == 2
    assert "Shops may be let." in client.get("/manifesto/editions/1/").content.decode()
    assert "All shops open." in client.get("/manifesto/editions/2/").content.decode()
    compared = client.get("/manifesto/editions/1/to/2/").content.decode()
    assert "All shops open." in compared and "Shops may be let." in compared and "An app" not in compared
    assert Line.objects.filter(verb="published", object_kind="edition").count() == 2


def test_what_is_not_released_or_a_persons_single_vote_is_in_no_file(
    edition: Edition, client: Client
) -> None:
    for shape in ("json", "prov.json", "md"):
        answer = client.get(f"/manifesto/editions/1/edition.{shape}")
        assert answer.status_code == 200
        assert b"Hidden Name" not in answer.content
    told = json.loads(client.get("/manifesto/editions/1/edition.json").content)
    votes = told["edition"]["moots"][0]["statements"][0]["votes"]
    assert votes == {"agree": 7, "disagree": 5, "passes": 0}
    assert editions.check(told, published=edition.digest).whole


def test_an_erased_note_leaves_every_edition_and_the_hash_still_holds(
    edition: Edition, moot: Any, editor: Any, client: Client
) -> None:
    note = moot.notes.get(number=1)
    erase(kind="note", key=str(note.key), who=editor, reason="They asked.")
    told = json.loads(client.get("/manifesto/editions/1/edition.json").content)
    checked = editions.check(told, published=edition.digest)
    assert checked.whole and checked.erased == ("hall:1",)
    assert "whoever will open the door" not in json.dumps(told)


def test_an_empty_manifesto_is_not_published(editor: Any, signed_in: Any) -> None:
    with pytest.raises(Refused, match="no plank"):
        actions.publish(editor)
    assert signed_in("editor").post("/manifesto/editions/publish/").status_code == 302
    assert not Edition.objects.exists()


def test_only_the_card_may_stand_in_somebody_elses_page(edition: Edition, client: Client) -> None:
    card = client.get("/manifesto/planks/open-the-shops/card/")
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert "<form" not in card.content.decode() and "csrf" not in card.content.decode()
    assert not card.cookies
    for address in ("/manifesto/", "/manifesto/planks/open-the-shops/", "/manifesto/editions/1/"):
        answer = client.get(address)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


def test_without_the_extra_the_page_says_how_to_print(
    edition: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "folkmoot.web.opinion.printing.importlib.util.find_spec",
        lambda name, *rest: None if name == "weasyprint" else found(name, *rest),
    )
    assert "print this page from your browser" in client.get("/manifesto/editions/1/").content.decode()
    answer = client.get("/manifesto/editions/1/edition.pdf")
    assert answer.status_code == 404
    assert "pip install" in answer.content.decode()


def test_an_edition_comes_as_a_pdf_made_once(
    edition: Edition, client: Client, settings: Any, tmp_path: Path
) -> None:
    if not can_print():
        pytest.skip("WeasyPrint or pango is not here")
    settings.FOLKMOOT_HOME = tmp_path
    answer = client.get("/manifesto/editions/1/edition.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", answer.content)) >= 1 or b"/ObjStm" in answer.content
    (kept,) = (tmp_path / "paper").iterdir()
    kept.write_bytes(b"%PDF-kept")
    assert client.get("/manifesto/editions/1/edition.pdf").content == b"%PDF-kept"


def test_the_code_on_paper_leads_to_the_thread(edition: Edition, client: Client) -> None:
    from folkmoot.web.manifesto.showing import paper_address, qr_svg

    assert client.get(paper_address("open-the-shops")).status_code == 200
    assert paper_address("open-the-shops").startswith("/thread")
    expected = qr_svg(f"http://testserver{paper_address('open-the-shops')}")
    assert client.get("/manifesto/planks/open-the-shops/qr.svg").content == expected


def test_a_comparison_says_what_changed_beside_the_words(editor: Any, client: Client) -> None:
    plank = actions.draft_plank(editor, Draft("Shops", "Let the shops.", lead="The county"), [])
    actions.publish(editor)
    kept = Draft("Shops", "Let the shops.", lead="The borough", horizon="at once", supporters="A\nB", why="x")
    actions.new_version(editor, plank, kept, based_on=1)
    actions.publish(editor)
    shown = client.get("/manifesto/editions/1/to/2/").content.decode()
    for words in ("Who should lead", "The county", "The borough", "How soon", "At once", "A; B"):
        assert words in shown, words
