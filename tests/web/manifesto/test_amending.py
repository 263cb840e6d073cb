"""Amendments, withdrawn versions, splits, sources: nothing is lost and everything says who decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from folkmoot.errors import Refused
from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto import actions
from folkmoot.web.manifesto.actions import Clash, Draft
from folkmoot.web.manifesto.actions.amending import Decision
from folkmoot.web.manifesto.models import Amendment, Citation, Plank

WORDS = "The last bus leaves after the last train, and the lane to the school is lit."
DRAFT = Draft("Getting home", WORDS, "so that nobody walks in the dark", "council", lead="the county")
CARRIED = Decision("carried", "It was carried by a wide margin.", "the assembly", "Corn Exchange")


@pytest.fixture
def editor(staff: Callable[..., Any]) -> Any:
    return staff("editor")


@pytest.fixture
def plank(editor: Any, statements: list[Any]) -> Plank:
    return actions.draft_plank(editor, DRAFT, statements[:1])


@pytest.fixture
def amendment(editor: Any, plank: Plank) -> Amendment:
    return actions.propose_amendment(
        editor, plank, words="The last bus leaves after the last train.", purpose="",
        why="Lamps cost too much.", proposed_by="table 4",
    )  # fmt: skip


def test_an_amendment_changes_nothing_until_it_is_carried(
    editor: Any, plank: Plank, amendment: Amendment
) -> None:
    assert plank.versions.count() == 1
    actions.say_of_amendment(editor, amendment, words="And the children?", said_by="table 2")
    decided = actions.decide_amendment(editor, amendment, CARRIED, based_on=1)
    newest = plank.versions.last()
    assert (decided.became, newest.number, newest.words) == (2, 2, amendment.words)
    assert (newest.why, newest.decided_by, newest.lead) == (CARRIED.decision, "the assembly", "the county")
    verbs = Line.objects.filter(object_kind="amendment").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["proposed", "discussed", "carried"]


def test_a_lost_amendment_stays_with_the_reason_and_changes_nothing(
    editor: Any, plank: Plank, amendment: Amendment, client: Client
) -> None:
    lost = Decision("lost", "Children walk there.", "the assembly")
    actions.decide_amendment(editor, amendment, lost, based_on=1)
    assert plank.versions.count() == 1
    shown = client.get(f"/manifesto/planks/{plank.slug}/amendments/1/").content.decode()
    assert "Children walk there." in shown and "The purpose was dropped." in shown
    with pytest.raises(Refused, match="is decided"):
        actions.decide_amendment(editor, amendment, CARRIED, based_on=1)


def test_carrying_an_amendment_after_somebody_elses_version_clashes_and_decides_nothing(
    editor: Any, plank: Plank, amendment: Amendment
) -> None:
    actions.new_version(editor, plank, Draft("Getting home", "Other words.", why="w"), based_on=1)
    with pytest.raises(Clash):
        actions.decide_amendment(editor, amendment, CARRIED, based_on=1)
    amendment.refresh_from_db()
    assert amendment.state == Amendment.State.OPEN


def _two_amendments(editor: Any, plank: Plank) -> tuple[Amendment, Amendment]:
    """Two tables ask for two things of the same words."""
    asked = (
        (WORDS.replace("the last train", "the last film"), DRAFT.purpose),
        (
            WORDS.replace("lit", "lit until one"),
            "so that nobody, young or old, walks in the dark",
        ),
    )
    one, other = (
        actions.propose_amendment(editor, plank, words=words, purpose=aim, why="w", proposed_by="table")
        for words, aim in asked
    )
    return one, other


def test_carrying_one_amendment_does_not_undo_another(editor: Any, plank: Plank) -> None:
    one, other = _two_amendments(editor, plank)
    actions.decide_amendment(editor, one, CARRIED, based_on=1)
    actions.decide_amendment(editor, other, CARRIED, based_on=2)
    newest = plank.versions.last()
    assert (
        newest.words
        == "The last bus leaves after the last film, and the lane to the school is lit until one."
    )
    assert newest.purpose == "so that nobody, young or old, walks in the dark"


def test_two_amendments_of_the_same_words_wait_for_somebody_to_put_them_together(
    editor: Any, plank: Plank, amendment: Amendment, signed_in: Any
) -> None:
    other = actions.propose_amendment(
        editor, plank, words=WORDS.replace("is lit", "is paved"), purpose=DRAFT.purpose, why="w",
        proposed_by="table 5",
    )  # fmt: skip
    actions.decide_amendment(editor, amendment, CARRIED, based_on=1)
    with pytest.raises(Refused, match="the same words"):
        actions.decide_amendment(editor, other, CARRIED, based_on=2)
    client, page = signed_in("editor"), f"/manifesto/planks/{plank.slug}/amendments/2/"
    assert "Both changed the same words" in client.get(page).content.decode()
    told = {"state": "carried", "decision": "Carried.", "decided_by": "the assembly", "based_on": 2}
    mended = "The last bus leaves after the last train, and the lane is paved."
    assert client.post(f"{page}decide/", {**told, "words": "", "purpose": ""}).status_code == 422
    assert client.post(f"{page}decide/", {**told, "words": mended, "purpose": ""}).status_code == 302
    assert plank.versions.last().words == mended


def test_who_decides_reads_both_changes_in_one_text_first(
    editor: Any, plank: Plank, signed_in: Any, client: Client
) -> None:
    one, _ = _two_amendments(editor, plank)
    at = f"/manifesto/planks/{plank.slug}/amendments/2/"
    before = client.get(at).content.decode()
    deciding = signed_in("editor")
    told = {"state": "carried", "decision": "Agreed.", "decided_by": "the assembly", "based_on": 1}
    actions.decide_amendment(editor, one, CARRIED, based_on=1)
    clashed = deciding.post(f"{at}decide/", told)
    shown = clashed.content.decode()
    assert clashed.status_code == 409
    assert "What changed meanwhile" in shown and "What changed meanwhile" not in before
    assert "after the last film, and the lane to the school is lit until one.</textarea>" in shown
    assert "Agreed.</textarea>" in shown and 'value="the assembly"' in shown
    assert "Both changes can stand" in client.get(at).content.decode()


def test_what_was_written_to_put_two_changes_together_outlives_a_third(
    editor: Any, plank: Plank, amendment: Amendment, signed_in: Any
) -> None:
    actions.new_version(editor, plank, replace(DRAFT, words=f"{WORDS} It is swept.", why="w"), based_on=1)
    mine = {"state": "carried", "decision": "By a hand.", "decided_by": "the assembly", "based_on": 2}
    mine |= {"words": "The very last bus leaves after the last train. It is swept.", "purpose": ""}
    third = replace(DRAFT, words=f"{WORDS} It is swept daily.", why="w")
    actions.new_version(editor, plank, third, based_on=2)
    answer = signed_in("editor").post(f"/manifesto/planks/{plank.slug}/amendments/1/decide/", mine)
    assert answer.status_code == 409
    form = answer.context["decide"]
    assert form["words"].value() == "The very last bus leaves after the last train. It is swept daily."
    assert (form["purpose"].value(), form["decision"].value()) == ("", "By a hand.")


def test_an_amendment_goes_its_whole_way_over_the_pages(plank: Plank, signed_in: Any) -> None:
    client = signed_in("editor")
    at = f"/manifesto/planks/{plank.slug}"
    assert WORDS in client.get(f"{at}/amend/").content.decode()
    sent = {"words": "Shorter.", "purpose": "", "why": "To fit.", "proposed_by": "table 1"}
    assert client.post(f"{at}/amend/", sent).status_code == 302
    assert client.post(f"{at}/amendments/1/say/", {"remark": "No.", "said_by": "table 3"}).status_code == 302
    decision = {"state": "carried", "decision": "Carried.", "decided_by": "the assembly", "based_on": 1}
    assert client.post(f"{at}/amendments/1/decide/", {**decision, "decided_by": ""}).status_code == 422
    assert client.post(f"{at}/amendments/1/decide/", decision).status_code == 302
    shown = client.get(f"{at}/amendments/1/").content.decode()
    assert "It became version 2" in shown and "table 3" in shown and "No." in shown
    assert "Shorter." in client.get(f"{at}/").content.decode()


def test_a_withdrawn_version_is_still_in_the_trail(editor: Any, plank: Plank, client: Client) -> None:
    actions.new_version(editor, plank, Draft("Getting home", "A mistake.", why="A slip."), based_on=1)
    made = actions.withdraw_version(editor, plank, number=2, why="It was never agreed.")
    assert (made.number, made.words, made.withdraws, made.lead) == (3, WORDS, 2, "the county")
    shown = client.get(f"/manifesto/planks/{plank.slug}/").content.decode()
    assert "A mistake." in shown and "Withdrawn by version 3" in shown and "It was never agreed." in shown


def test_withdrawing_twice_goes_back_past_what_was_withdrawn(editor: Any, plank: Plank) -> None:
    for number, words in ((1, "Second."), (2, "Third.")):
        actions.new_version(editor, plank, Draft("Getting home", words, why="w"), based_on=number)
    assert actions.withdraw_version(editor, plank, number=3, why="a").words == "Second."
    with pytest.raises(Clash):
        actions.withdraw_version(editor, plank, number=3, why="b")


def test_the_first_version_cannot_be_withdrawn(editor: Any, plank: Plank) -> None:
    with pytest.raises(Refused, match="drop the plank"):
        actions.withdraw_version(editor, plank, number=1, why="w")


def test_a_plank_split_in_two_is_seen_as_such_and_both_keep_their_origin(
    plank: Plank, signed_in: Any, client: Client
) -> None:
    sent = {
        "title": "The last bus", "words": "The last bus leaves after the last train.",
        "other_title": "The lane",
        "other_words": "The lane to the school is lit.", "why": "They are two things.", "based_on": 1,
    }  # fmt: skip
    assert signed_in("editor").post(f"/manifesto/planks/{plank.slug}/split/", sent).status_code == 302
    other = Plank.objects.get(slug="the-lane")
    assert other.split_from == plank
    assert list(other.statements.all()) == list(plank.statements.all())
    shown = client.get(f"/manifesto/planks/{plank.slug}/").content.decode()
    assert "Between them the parts carry what the plank said before" in shown
    assert "Split off from" in client.get("/manifesto/planks/the-lane/").content.decode()


def test_splitting_on_old_words_clashes_and_nothing_is_lost(
    editor: Any, plank: Plank, signed_in: Any
) -> None:
    actions.new_version(editor, plank, Draft("Getting home", "Theirs.", why="w"), based_on=1)
    sent = {
        "title": "A", "words": "My bus.", "other_title": "B", "other_words": "My lane.", "why": "w",
        "based_on": 1,
    }  # fmt: skip
    answer = signed_in("editor").post(f"/manifesto/planks/{plank.slug}/split/", sent)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "My bus." in shown and "My lane." in shown and "Theirs." in shown
    assert Plank.objects.count() == 1


def test_a_source_is_cited_with_the_reply_beside_it(plank: Plank, signed_in: Any, client: Client) -> None:
    editing = signed_in("editor")
    at = f"/manifesto/planks/{plank.slug}"
    sent = {
        "c-kind": "press",
        "c-title": "No lamps, says county",
        "c-quote": "Lamps are dear.",
        "c-publisher": "Post",
    }
    assert editing.post(f"{at}/sources/", sent).status_code == 302
    cited = Citation.objects.get()
    reply = {"r-reply": "They are not.", "r-reply_by": "the residents", "r-reply_on": "2026-06-01"}
    assert editing.post(f"{at}/sources/{cited.pk}/reply/", reply).status_code == 302
    shown = client.get(f"{at}/").content.decode()
    assert "Lamps are dear." in shown and "They are not." in shown and "Reply by the residents" in shown
    cited.refresh_from_db()
    assert cited.reply_on == dt.date(2026, 6, 1)
    editing.post(f"{at}/sources/{cited.pk}/reply/", {**reply, "r-reply": "Silence."})
    cited.refresh_from_db()
    assert cited.reply == "They are not."


def test_adopting_says_who_decided(plank: Plank, signed_in: Any, client: Client) -> None:
    editing = signed_in("editor")
    sent = {
        "title": "Getting home", "words": WORDS, "route": "council", "state": "adopted",
        "why": "Wanted by all.", "based_on": 1, "parameters": "lit from: five o’clock",
        "variants": "Slade: lit by the parish",
        "dispute": "The parish says that it should lead.", "horizon": "within a year", "place": "Kettleford",
    }  # fmt: skip
    refused = editing.post(f"/manifesto/planks/{plank.slug}/edit/", sent)
    assert refused.status_code == 422
    assert "Say who adopted or dropped it" in refused.content.decode()
    sent |= {"decided_by": "the assembly", "decided_where": "the Corn Exchange"}
    assert editing.post(f"/manifesto/planks/{plank.slug}/edit/", sent).status_code == 302
    shown = client.get(f"/manifesto/planks/{plank.slug}/").content.decode()
    for words in (
        "the assembly, the Corn Exchange",
        "lit from",
        "In Slade",
        "The parish says",
        "Within a year",
    ):
        assert words in shown, words
    offered = editing.get(f"/manifesto/planks/{plank.slug}/edit/").content.decode()
    assert "lit from: five o’clock" in offered and "Slade: lit by the parish" in offered


def test_every_gap_in_the_trail_is_named(plank: Plank, client: Client) -> None:
    shown = client.get(f"/manifesto/planks/{plank.slug}/").content.decode()
    assert "No reason was written down for version 1." in shown
    assert "Behind statement hall:1, one note is not released." in shown
