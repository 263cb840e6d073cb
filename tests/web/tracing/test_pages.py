from __future__ import annotations

import datetime as dt
from typing import Any

import lxml.html
import pytest
from django.test import Client

from folkmoot.record.store import Store
from folkmoot.web.manifesto.actions import Draft, draft_plank
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import decide, propose, tie
from folkmoot.web.tracing.models import Link
from folkmoot.web.tracing.queries import leading_to

ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "it will be published before the end of the year"
STEPS = ["Note", "Statement", "Votes", "Plank", "Passage", "Answer"]


def page(client: Client, plank: Plank) -> str:
    answer = client.get(f"/thread/{plank.slug}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_steps_stand_in_order_each_with_its_words(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    tie(staff("editor", name="Edith Wren"), plank, ASKED, record, kind="asks", reason="In its own words.")
    shown = page(client, plank)
    heads = [shown.index(f"<h2>{step}</h2>") for step in STEPS]
    assert heads == sorted(heads)
    for words in ("whoever will open the door", "table 4", "The Hall Moot", "<strong>7</strong> agree",
                  "Once a shop has been empty", "Nell Garraway", "Confirmed by Edith Wren", ANSWERED,
                  "Official report"):  # fmt: skip
        assert words in shown


def test_the_answer_comes_from_the_record_and_says_how(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    tie(staff("editor"), plank, ASKED, record, kind="asks")
    shown = page(client, plank)
    assert shown.index(ANSWERED) > shown.index("<h2>Answer</h2>")
    assert "own order" in shown[shown.index("<h2>Answer</h2>") :]


def test_a_debate_shows_the_threads_that_lead_to_it_once_they_are_confirmed(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    debate = f"/record/debates/{record.contribution(ASKED).debate_id}/"
    before = client.get(debate)
    assert "leads here" not in before.content.decode()
    link = tie(staff("editor", name="Edith Wren"), plank, ASKED, record, kind="asks")
    after = client.get(debate, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200  # it is not as it was, though the record is
    shown = lxml.html.fromstring(after.content.decode())
    aside = shown.xpath('//aside[@class="leading"]')[0]
    assert aside.xpath(".//a/@href") == [f"/thread/{plank.slug}/", f"#{ASKED}"]
    assert shown.get_element_by_id(ASKED) is not None
    assert "confirmed by Edith Wren" in aside.text_content()
    decide(staff("editor"), link, "withdraw")
    assert "leads here" not in client.get(debate).content.decode()


def test_a_thread_tied_to_an_older_revision_still_leads_to_the_debate(plank: Plank, record: Store) -> None:
    now = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    Link.objects.create(
        plank=plank, passage=ASKED.replace("12a", "12"), quote="…", proposed_at=now,
        state=Link.State.CONFIRMED, decided_at=now,
    )  # fmt: skip
    assert [one.anchor for one in leading_to([ASKED])] == [ASKED]
    assert leading_to(["example/debate/2026-05-12a.1.8"]) == ()


def test_a_missing_step_says_so_and_what_was_searched(plank: Plank, record: Store, client: Client) -> None:
    propose(None, plank, record)
    shown = " ".join(page(client, plank).split())
    assert "No passage has been confirmed yet. Searched: Commons" in shown
    assert (
        "No answer found here. Searched: Commons, 3 sittings from 12 May 2026 to 15 September 2026." in shown
    )


def test_a_guess_is_seen_by_staff_only_and_looks_like_one(
    plank: Plank, record: Store, signed_in: Any
) -> None:
    link = propose(None, plank, record)[0]
    public, staff_page = page(signed_in("nobody"), plank), page(signed_in("organiser"), plank)
    inner = link.quote.removeprefix("… ").removesuffix(" …").split("’")[0][:40]
    assert inner not in public and "A guess" not in public
    assert inner in staff_page and staff_page.count('class="guess"') == plank.links.count()
    assert link.words[0] in staff_page


def test_a_withheld_note_is_counted_and_never_shown(plank: Plank, record: Store, signed_in: Any) -> None:
    for role in ("nobody", "steward"):
        shown = page(signed_in(role), plank)
        assert "Hidden Name" not in shown
        assert "One note is not released." in shown


def test_a_plank_from_nowhere_says_so_at_every_step(record: Store, staff: Any, client: Client) -> None:
    bare = draft_plank(staff("editor"), Draft("An app", "An app for the town."), [])
    shown = page(client, bare)
    assert "This plank has no origin" in shown
    assert shown.count('class="missing"') == 5


def test_without_a_record_the_page_still_stands(
    plank: Plank, settings: Any, tmp_path: Any, client: Client
) -> None:
    settings.RECORD_FOLDER = tmp_path / "none"
    assert "No record has been read here yet." in page(client, plank)


def test_a_tie_whose_passage_left_the_record_keeps_its_words(
    plank: Plank, record: Store, staff: Any, client: Client, settings: Any, tmp_path: Any
) -> None:
    quote = tie(staff("editor"), plank, ASKED, record, kind="asks").quote
    settings.RECORD_FOLDER = tmp_path / "none"
    shown = page(client, plank)
    assert quote.split("“")[0].strip() in shown
    assert "does not hold this passage now" in shown


def test_confirming_puts_a_passage_on_the_page_and_withdrawing_takes_it_off(
    plank: Plank, record: Store, signed_in: Any, client: Client
) -> None:
    editor = signed_in("editor")
    propose(None, plank, record)
    link = plank.links.get(passage__startswith=ASKED)
    address = f"/links/{link.pk}/decide/"
    assert editor.post(address, {"decision": "confirm", "kind": "asks"}).status_code == 302
    assert "Nell Garraway" in page(client, plank)
    assert editor.post(address, {"decision": "withdraw"}).status_code == 302
    assert "Nell Garraway" not in page(client, plank)
    assert Link.objects.get(pk=link.pk).state == "withdrawn"


def test_a_second_decision_on_a_decided_link_says_so(
    plank: Plank, record: Store, signed_in: Any, staff: Any
) -> None:
    link = decide(staff("editor"), propose(None, plank, record)[0], "confirm")
    answer = signed_in("editor").post(f"/links/{link.pk}/decide/", {"decision": "reject"}, follow=True)
    assert "somebody may have been quicker" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/thread/{slug}/propose/", "/thread/{slug}/tie/", "/links/{link}/decide/"]
)
def test_nobody_decides_without_signing_in(address: str, plank: Plank, record: Store, client: Client) -> None:
    link = propose(None, plank, record)[0]
    full = address.format(slug=plank.slug, link=link.pk)
    assert client.post(full, {"decision": "confirm", "kind": "asks", "passage": ASKED}).status_code in (
        302,
        403,
    )
    assert client.get(full).status_code == 405
    assert set(plank.links.values_list("state", flat=True)) == {"proposed"}


def test_a_passage_can_be_tied_by_hand(plank: Plank, record: Store, signed_in: Any) -> None:
    sent = {"passage": ASKED, "kind": "asks"}
    assert signed_in("editor").post(f"/thread/{plank.slug}/tie/", sent).status_code == 302
    assert plank.links.get().state == "confirmed"


def test_the_list_of_threads_leads_to_each(plank: Plank, record: Store, client: Client) -> None:
    shown = client.get("/threads/").content.decode()
    assert f'href="/thread/{plank.slug}/"' in shown
    assert "no passage confirmed" in shown


def test_the_picture_stands_on_the_page_without_style_or_script(
    plank: Plank, record: Store, client: Client
) -> None:
    shown = page(client, plank)
    assert shown.count("<svg") >= 2 and "<desc" in shown
    assert " style=" not in shown and "<script" not in shown
