from __future__ import annotations

from typing import Any

from django.test import Client

from folkmoot.record.store import Store
from folkmoot.web.manifesto.actions import Draft, new_version
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import propose, tie

ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "example/debate/2026-05-12a.1.8"


def test_a_thread_as_json_holds_every_step_and_who_confirmed_each_tie(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor", name="Edith Wren")
    shorter = Draft(
        "Open the empty shops", "The council may let a shop.", "", "council", "adopted", "Shorter."
    )
    new_version(editor, plank, shorter, based_on=1)
    tie(editor, plank, ASKED, record, kind="asks", reason="In its own words.")
    told = client.get(f"/thread/{plank.slug}/thread.json").json()
    assert [note["table"] for note in told["notes"]] == [4] and told["notes_withheld"] == 1
    assert told["statements"][0]["votes"] == {"agree": "7", "disagree": "5", "pass": "0"}
    assert told["plank"]["words"] == "The council may let a shop."
    (change,) = told["changes"]
    assert change["why"] == "Shorter." and change["hints"]
    (passage,) = told["passages"]
    assert (passage["contribution"], passage["does"], passage["confirmed_by"], passage["because"]) == (
        ASKED, "asks", "Edith Wren", "In its own words.",
    )  # fmt: skip
    (reply,) = told["answers"]
    assert reply["confirmed_by"] == "" and "own order" not in reply["does"] and reply["because"]
    assert told["searched"]["last"] == "2026-09-15"
    assert told["notices"] == ["A fictional parliament, written for this project."]


def test_what_waits_or_is_withheld_is_in_no_export_whoever_asks(
    plank: Plank, record: Store, signed_in: Any
) -> None:
    propose(None, plank, record)
    for role in ("nobody", "steward"):
        answer = signed_in(role).get(f"/thread/{plank.slug}/thread.json")
        assert answer.json()["passages"] == [] and answer.json()["answers"] == []
        assert "Hidden Name" not in answer.content.decode()


def test_a_reply_nobody_confirmed_ends_no_count_of_days(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    tie(editor, plank, ASKED, record, kind="asks")
    address = f"/thread/{plank.slug}/"
    before = client.get(address).content.decode()
    assert "nobody has confirmed yet that it answers" in before and "days from the table" not in before
    assert "counted nowhere" in before
    tie(editor, plank, ANSWERED, record, kind="promises")
    after = client.get(address).content.decode()
    assert "47 days from the table to an answer in the House" in after


def test_a_plank_without_words_has_no_export(plank: Plank, client: Client) -> None:
    Plank.objects.create(slug="bare")
    assert client.get("/thread/bare/thread.json").status_code == 404
