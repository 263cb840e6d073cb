from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from folkmoot.record.store import Store
from folkmoot.web.asking import actions
from folkmoot.web.asking.actions import Told
from folkmoot.web.asking.models import Ask, Promise
from folkmoot.web.manifesto.models import Plank
from tests.web.asking.conftest import ANSWERED, ASKED, DAY


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def test_who_can_act_names_office_holders_and_says_that_it_guesses(
    tied: Plank, record: Store, client: Client
) -> None:
    page = shown(client, f"/thread/{tied.slug}/act/?place=Kettleford")
    for words in ("Dominic Farrowby", "Sunita Vaidya", "A guess", "15 September 2026",
                  "opposes it, as confirmed", "Nell Garraway", "members.parliament.uk"):  # fmt: skip
        assert words in page, words
    assert "It answers for this" not in page


def test_staff_decide_about_a_department(tied: Plank, record: Store, signed_in: Any, client: Client) -> None:
    sent = {"department": "towns-homes-and-communities", "state": "confirmed"}
    assert signed_in("editor").post(f"/thread/{tied.slug}/act/department/", sent).status_code == 302
    assert "Confirmed by Editor" in shown(client, f"/thread/{tied.slug}/act/")
    assert client.post(f"/thread/{tied.slug}/act/department/", sent).status_code in (302, 403)


def test_a_draft_is_made_of_quotations_and_checked(tied: Plank, record: Store, signed_in: Any) -> None:
    editor = signed_in("editor")
    page = shown(editor, f"/thread/{tied.slug}/act/ask/")
    assert "What is asked, in your words" in page and "Hidden Name" not in page
    quotes = [ASKED]
    sent = {"form": "own-member", "name": "Nell Garraway", "through_seat": "Kettleford",
            "signed_by": "Ada Lowe", "quote": quotes}  # fmt: skip
    answer = editor.post(f"/thread/{tied.slug}/act/ask/", sent)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = Ask.objects.get()
    assert made.words.startswith("To Nell Garraway, Member for Kettleford")
    assert (
        "Nell Garraway, Commons, 12 May 2026" in made.words
        and "Please put this to the Minister" in made.words
    )
    edit = shown(editor, f"/asks/{made.pk}/edit/")
    assert "Every quotation stands word for word in its source." in edit
    assert "Ada Lowe answers for it." in edit


def test_a_question_asked_already_is_shown_with_its_answer(ask: Ask, record: Store, signed_in: Any) -> None:
    ask.words = (
        "To ask the Minister, what steps he is taking to bring vacant commercial premises back into use."
    )
    ask.save()
    page = shown(signed_in("editor"), f"/asks/{ask.pk}/")
    assert "Asked already?" in page and "Vacant Commercial Premises" in page
    assert "17 July 2024" in page
    assert "looked up for days to 31 December 2025" in page and "looked up on 22 November 2026" in page
    assert "A guess" in page and "in 100 of what you ask stands there" in page


def test_what_a_plank_says_who_could_act_is_asked_first(tied: Plank, record: Store, signed_in: Any) -> None:
    version = tied.versions.get()
    version.route, version.lead = "council", "the district council"
    version.save()
    editor = signed_in("editor")
    page = shown(editor, f"/thread/{tied.slug}/act/")
    assert "<strong>the district council</strong>, named on the plank." in page
    assert "?form=council&amp;office=the%20district%20council" in page
    draft = shown(editor, f"/thread/{tied.slug}/act/ask/")
    assert '<option value="council" selected>' in draft and 'value="the district council"' in draft


@pytest.mark.parametrize(
    "told",
    [
        ANSWERED,
        f"https://moot.example/record/contributions/{ANSWERED}/",
        f"https://moot.example/record/debates/example/debate/2026-05-12a.1.6/#{ANSWERED}",
    ],
)
def test_a_passage_is_named_by_its_address_too(
    ask: Ask, record: Store, signed_in: Any, client: Client, told: str
) -> None:
    actions.step(None, ask, "agreed", Told(DAY, by="the assembly"))
    actions.step(None, ask, "put", Told(dt.date(2026, 5, 12)))
    assert signed_in("editor").post(f"/asks/{ask.pk}/answer/", {"a-passage": told}).status_code == 302
    assert ask.answers.get().passage == ANSWERED


def test_passages_of_the_thread_are_offered_where_one_is_to_be_named(
    ask: Ask, record: Store, signed_in: Any
) -> None:
    page = shown(signed_in("editor"), f"/thread/{ask.plank.slug}/act/promise/")
    assert f'<option value="{ANSWERED}">Anjali Deshmukh' in page and 'list="likely"' in page


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ("document", "Name the document it stands in"),
        ("recording", "Name the recording"),
        ("confirmed", "Say who confirmed the wording"),
        ("record", "Say which passage of the record it is"),
    ],
)
def test_a_promise_without_its_source_is_told_what_it_lacks(
    tied: Plank, record: Store, signed_in: Any, evidence: str, says: str
) -> None:
    sent = {"words": "We will.", "side": "company", "evidence": evidence}
    answer = signed_in("editor").post(f"/thread/{tied.slug}/act/promise/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page
    if evidence != "record":
        assert "Say who promised it" in page and "Give the day on which it was promised" in page
    assert not Promise.objects.exists()


def test_a_draft_is_for_staff_until_it_is_agreed(ask: Ask, record: Store, client: Client) -> None:
    for address in ("", "letter/", "letter.txt"):
        assert client.get(f"/asks/{ask.pk}/{address}").status_code == 404
    assert "Dominic Farrowby" not in shown(client, "/asks/")
    actions.step(None, ask, "agreed", Told(DAY, by="the assembly"))
    for address in ("", "letter/", "letter.txt"):
        assert client.get(f"/asks/{ask.pk}/{address}").status_code == 200
    assert "Dominic Farrowby" in shown(client, "/asks/")
    assert "Dominic Farrowby" in shown(client, f"/thread/{ask.plank.slug}/")


def test_the_life_of_an_ask_by_its_pages(ask: Ask, record: Store, signed_in: Any, client: Client) -> None:
    editor, base = signed_in("editor"), f"/asks/{ask.pk}"
    bad = editor.post(f"{base}/step/", {"state": "agreed", "on": "2026-04-01"})
    assert bad.status_code == 422 and "Say who agreed" in bad.content.decode()
    steps = [{"state": "agreed", "on": "2026-04-01", "by": "the assembly"},
             {"state": "put", "on": "2026-05-12", "put_as": ASKED}]  # fmt: skip
    for told in steps:
        assert editor.post(f"{base}/step/", told).status_code == 302
    assert "No answer has been entered here, which says no more than that." in shown(client, f"{base}/")
    assert editor.post(f"{base}/answer/", {"a-passage": ANSWERED}).status_code == 302
    page = shown(client, f"{base}/")
    assert "before the end of the year" in page and "As it stands in the record" in page
    assert editor.post(f"{base}/step/", {"state": "withdrawn", "on": "2026-06-01"}).status_code == 422


def test_an_overdue_ask_comes_first_and_says_how_long(
    ask: Ask, record: Store, wording: actions.Wording, client: Client
) -> None:
    later = actions.draft(None, ask.plank, wording)
    for one, day in ((ask, dt.date(2026, 5, 12)), (later, dt.date.today())):
        actions.step(None, one, "agreed", Told(DAY, by="the assembly"))
        actions.step(None, one, "put", Told(day))
    page = shown(client, "/asks/")
    assert page.index(f"/asks/{ask.pk}/") < page.index(f"/asks/{later.pk}/")
    assert "one was due by 19 May 2026" in page


def test_a_promise_by_its_pages(tied: Plank, record: Store, signed_in: Any, client: Client) -> None:
    editor = signed_in("editor")
    enter = f"/thread/{tied.slug}/act/promise/"
    bare = {"words": "Two nights a week.", "side": "company", "evidence": "document"}
    assert editor.post(enter, bare).status_code == 422 and not Promise.objects.exists()
    told = {**bare, "by": "The bus company", "made_on": "2026-06-01", "source_title": "Letter of 1 June",
            "due_on": "2026-07-01"}  # fmt: skip
    assert editor.post(enter, told).status_code == 302
    made = Promise.objects.get()
    for address in (
        "/promises/",
        f"/promises/{made.pk}/",
        f"/thread/{tied.slug}/",
        f"/thread/{tied.slug}/act/",
    ):
        assert "Two nights a week." in shown(client, address)
    sent = {
        "j-state": "broken",
        "j-because": "No bus came.",
        "j-judged_by": "the moot",
        "j-judged_on": "2026-08-01",
    }
    assert editor.post(f"/promises/{made.pk}/judge/", sent).status_code == 302
    assert (
        editor.post(f"/promises/{made.pk}/reply/", {"r-words": "It did once.", "r-by": "Them"}).status_code
        == 302
    )
    page = shown(client, f"/promises/{made.pk}/")
    assert "No bus came." in page and "It did once." in page


@pytest.mark.parametrize("address", ["/asks/", "/promises/", "/thread/{slug}/act/"])
def test_pages_stand_without_a_record(
    plank: Plank, settings: Any, tmp_path: Any, client: Client, address: str
) -> None:
    settings.RECORD_FOLDER = tmp_path / "none"
    shown(client, address.format(slug=plank.slug))
