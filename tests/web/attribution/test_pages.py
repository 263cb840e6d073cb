"""A copied page: private until saved, read by its day, decided line by line, undone, taken away as data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from folkmoot.record.store import Store
from folkmoot.web.attribution import actions
from folkmoot.web.attribution.forms import MOST_BYTES, PageForm
from folkmoot.web.attribution.models import CopiedPage, LineDecision
from folkmoot.web.consent.actions import erase
from folkmoot.web.journal.models import Content, Line
from tests.web.attribution.conftest import DAY, UNKNOWN


@pytest.fixture
def editor(staff: Callable[..., Any]) -> Client:
    client = Client()
    client.force_login(staff("editor", name="Una Reed"))
    return client


def _brought(client: Client, text: str, **more: Any) -> CopiedPage:
    answer = client.post("/meant/pages/bring/", {"text": text, "house": "commons", "day": "", **more})
    assert answer.status_code == 302, answer.content.decode()
    return CopiedPage.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2])


@pytest.fixture
def page(editor: Client, record: Store, copied: str) -> CopiedPage:
    return _brought(editor, copied, day=DAY)


def _verbs(kind: str = "copied page") -> list[str]:
    return list(Line.objects.filter(object_kind=kind).order_by("number").values_list("verb", flat=True))


def test_a_page_is_private_until_it_is_saved_and_then_the_staffs(
    editor: Client, page: CopiedPage, signed_in: Callable[[str], Client]
) -> None:
    other = signed_in("steward")
    address = f"/meant/pages/{page.key}/"
    assert editor.get(address).status_code == 200
    assert "Only you see this" in editor.get(address).content.decode()
    for path in (address, f"{address}lines.csv", f"{address}lines/{page.lines[-1]['line']}/"):
        assert other.get(path).status_code == 404
    assert other.post(f"{address}discard/").status_code == 404
    assert page.title not in other.get("/meant/pages/").content.decode()
    editor.post(f"{address}save/", {"title": "Towpath", "matter": "Towpaths Bill", "stage": "second"})
    assert other.get(address).status_code == 200
    assert "Towpaths Bill" in other.get("/meant/pages/").content.decode()


def test_the_journal_keeps_who_brought_and_saved_it_and_none_of_its_words(
    editor: Client, page: CopiedPage
) -> None:
    editor.post(f"/meant/pages/{page.key}/save/", {"title": "T", "matter": "M", "stage": "none"})
    assert _verbs() == ["brought", "saved"]
    spelled = " ".join(Content.objects.values_list("spelled", flat=True))
    assert page.text[:60] not in spelled


def test_the_day_is_proposed_with_reasons_and_asked_for_before_it_is_saved(
    editor: Client, record: Store, copied: str
) -> None:
    page = _brought(editor, copied)
    shown = editor.get(f"/meant/pages/{page.key}/").content.decode()
    assert "Of which day is it?" in shown and f"stand in the record of {DAY}" in shown
    told = {"title": "T", "matter": "M", "stage": "none"}
    refused = editor.post(f"/meant/pages/{page.key}/save/", told)
    assert refused.status_code == 422 and "of which day" in refused.content.decode()
    editor.post(f"/meant/pages/{page.key}/day/", {"day": DAY})
    assert editor.post(f"/meant/pages/{page.key}/save/", told).status_code == 302
    page.refresh_from_db()
    assert page.day == dt.date(2026, 5, 12) and page.saved_at


def test_lines_that_stand_in_the_record_are_taken_from_it(editor: Client, page: CopiedPage) -> None:
    aligned = [line for line in page.lines if line["found_in"]]
    assert len(aligned) > len(page.lines) / 2
    shown = editor.get(f"/meant/pages/{page.key}/").content.decode()
    assert "these words stand in the record" in shown
    assert f"/record/contributions/{aligned[0]['found_in']}/" in shown


def test_a_page_as_a_browser_saves_it_is_read_to_its_end_or_refused(editor: Client, record: Store) -> None:
    lines = "".join(f"<p class='{'x' * 300}'>{line}</p>\n" for line in ["I beg to move."] * 2_000)
    saved = f"<!DOCTYPE html><html><body>{lines}<p>The last words.</p></body></html>"
    form = PageForm({"house": "commons"}, {"file": SimpleUploadedFile("page.html", saved.encode())})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"].endswith("The last words.")
    form = PageForm(
        {"house": "commons"}, {"file": SimpleUploadedFile("page.html", b"<p>" + b" " * MOST_BYTES)}
    )
    assert "more than 120,000 characters" in str(form.errors)


def test_a_file_can_be_brought_in_place_of_pasted_words(editor: Client, record: Store) -> None:
    file = SimpleUploadedFile("page.txt", UNKNOWN.encode("cp1252"))
    page = _brought(editor, "", file=file)
    assert len(page.lines) == 2
    refused = editor.post(
        "/meant/pages/bring/", {"house": "commons", "file": SimpleUploadedFile("p.bin", b"\x00\x01\x81")}
    )
    assert refused.status_code == 422
    assert "no text" in refused.content.decode()


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 120_001])
def test_nothing_and_too_much_are_one_sentence(editor: Client, record: Store, text: str) -> None:
    answer = editor.post("/meant/pages/bring/", {"text": text, "house": "commons"})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_without_a_record_it_says_how_to_get_one(editor: Client, settings: Any, tmp_path: Any) -> None:
    settings.RECORD_FOLDER = tmp_path / "none"
    answer = editor.post("/meant/pages/bring/", {"text": UNKNOWN, "house": "commons"})
    assert answer.status_code == 422 and "folkmoot record read people.json" in answer.content.decode()


def _spoken(page: CopiedPage) -> dict[str, Any]:
    found: dict[str, Any] = next(
        row for row in page.lines if row["kind"] != "header" and row["speaker"]["person_id"]
    )
    return found


def _decide(client: Client, page: CopiedPage, line: int, **answer: Any) -> Any:
    return client.post(f"/meant/pages/{page.key}/lines/{line}/", {"why": "", **answer})


def _exported(client: Client, page: CopiedPage) -> list[dict[str, Any]]:
    text = client.get(f"/meant/pages/{page.key}/lines.jsonl").content.decode()
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_is_confirmed_corrected_left_open_and_every_one_can_be_undone(
    editor: Client, page: CopiedPage, record: Store
) -> None:
    row = _spoken(page)
    line, guess = row["line"], row["speaker"]["person_id"]
    other = next(p for p in record.people(limit=100) if p.id != guess)

    def now() -> dict[str, Any]:
        return next(r for r in _exported(editor, page) if r["line"] == line)

    assert now()["decided"] is None
    _decide(editor, page, line, verdict="confirmed")
    assert now()["decided"]["verdict"] == "confirmed" and now()["speaker"]["person_id"] == guess
    _decide(editor, page, line, verdict="corrected", person=other.id, kind="speech", why="I was there")
    assert now()["speaker"] == {"person_id": other.id, "name": other.name(), "label": None}
    _decide(editor, page, line, verdict="open")
    assert now()["speaker"] is None
    for decision in reversed(LineDecision.objects.filter(page=page)):
        editor.post(f"/meant/pages/{page.key}/undo/{decision.pk}/")
    assert now()["decided"] is None and now()["speaker"]["person_id"] == guess
    assert _verbs()[1:] == ["confirmed", "corrected", "open", "undid", "undid", "undid"]
    shown = editor.get(f"/meant/pages/{page.key}/lines/{line}/").content.decode()
    assert shown.count("Undone by Una Reed") == 3 and "I was there" in shown


def test_a_correction_must_say_who_by_a_name_that_means_one_person(
    editor: Client, page: CopiedPage, record: Store
) -> None:
    line = _spoken(page)["line"]
    name = record.people(limit=1)[0].name()
    assert _decide(editor, page, line, verdict="corrected").status_code == 422
    assert _decide(editor, page, line, verdict="corrected", person="Nobody Atall").status_code == 422
    assert _decide(editor, page, line, verdict="corrected", person=name).status_code == 302
    assert _decide(editor, page, line, verdict="corrected", label="the Chancellor").status_code == 302
    decided = LineDecision.objects.filter(page=page).order_by("pk")
    assert [(len(d.persons), d.label) for d in decided] == [(1, ""), (0, "the Chancellor")]


def test_whom_words_in_a_line_mean_is_decided_too(editor: Client, page: CopiedPage, record: Store) -> None:
    row, reference = next(
        (row, r)
        for row in page.lines
        for r in row["references"]
        if len(r["persons"]) == 1 and r["kind"] == "form"
    )
    other = next(p for p in record.people(limit=100) if p.id not in reference["persons"])
    place = {"start": reference["start"], "end": reference["end"]}
    _decide(editor, page, row["line"], verdict="corrected", person=other.id, **place)
    now = next(r for r in _exported(editor, page) if r["line"] == row["line"])
    (laid,) = [
        r for r in now["references"] if (r["start"], r["end"]) == (reference["start"], reference["end"])
        and r["kind"] == "form"
    ]  # fmt: skip
    assert laid["persons"] == [other.id] and laid["decided"]["verdict"] == "corrected"
    missing = _decide(editor, page, row["line"], verdict="open", start=0, end=100_000)
    assert missing.status_code == 302 and LineDecision.objects.count() == 1


def test_decisions_stay_when_the_day_changes(editor: Client, page: CopiedPage) -> None:
    line = _spoken(page)["line"]
    _decide(editor, page, line, verdict="confirmed")
    editor.post(f"/meant/pages/{page.key}/day/", {"day": "2026-09-15"})
    assert next(r for r in _exported(editor, page) if r["line"] == line)["decided"]["verdict"] == "confirmed"


def test_the_table_has_a_row_a_line_and_no_formulas(editor: Client, record: Store) -> None:
    page = _brought(editor, "=HYPERLINK(1) said the hon. Member for somewhere, and sat down again at once.\n")
    rows = list(
        csv.DictReader(io.StringIO(editor.get(f"/meant/pages/{page.key}/lines.csv").content.decode()))
    )
    assert len(rows) == 1 and rows[0]["text"].startswith("'=HYPERLINK")
    assert {"line", "kind", "person_id", "label", "confidence", "decided", "text"} <= rows[0].keys()
    assert editor.get(f"/meant/pages/{page.key}/lines.xml").status_code == 404


def test_a_page_nobody_saved_is_deleted_after_seven_days_and_a_saved_one_is_not(
    editor: Client, page: CopiedPage, record: Store
) -> None:
    kept = _brought(editor, UNKNOWN, day=DAY)
    editor.post(f"/meant/pages/{kept.key}/save/", {"title": "T", "matter": "M", "stage": "none"})
    assert actions.forget_unsaved(timezone.now() + dt.timedelta(days=6)) == 0
    assert actions.forget_unsaved(timezone.now() + dt.timedelta(days=8)) == 1
    assert list(CopiedPage.objects.all()) == [kept]
    assert not Content.objects.filter(line__object_key=str(page.key)).exclude(line__verb="erased").exists()


def test_discarding_and_erasing_take_the_words_and_every_decision(
    editor: Client, page: CopiedPage, record: Store
) -> None:
    _decide(editor, page, _spoken(page)["line"], verdict="confirmed")
    editor.post(f"/meant/pages/{page.key}/discard/")
    assert not CopiedPage.objects.exists() and not LineDecision.objects.exists()
    again = _brought(editor, UNKNOWN)
    erase(who=None, kind="copied page", key=str(again.key), reason="asked for")
    assert not CopiedPage.objects.exists()


LETTER = """A plan for the towpath is what this House was promised on the day on which the bridge fell, and
no plan for the towpath has been seen by anybody who was not asked to write it, although the hon. Lady
said of the towpath that a plan for it was being written, and that it would be seen before the spring.

I am grateful to the hon. Lady for giving way. Does she agree that the towpath is closed too often, and
the hon. Lady is right to say so in this House, that nobody who lives beside it was asked what is to be
the hon. Lady knows what, and that those who walk on it were promised that they would be, and never were?
"""


def test_words_on_two_lines_of_one_paragraph_are_decided_apart(editor: Client, record: Store) -> None:
    page = _brought(editor, LETTER, day=DAY)
    assert [row["line"] for row in page.lines] == [1, 5]
    by_place = {(r["line"], r["start"]): r for r in page.lines[1]["references"] if "Lady" in r["text"]}
    assert (6, 0) in by_place and (7, 0) in by_place
    address = f"/meant/pages/{page.key}/lines/5/"
    body = editor.get(address).content.decode()
    assert '<input type="hidden" name="line" value="7">' in body
    end = by_place[7, 0]["end"]
    editor.post(address, {"line": 7, "start": 0, "end": end, "verdict": "open", "why": "who is it?"})
    decision = LineDecision.objects.get()
    assert (decision.line, decision.start, decision.end) == (7, 0, end)
    rows = [json.loads(x) for x in editor.get(f"/meant/pages/{page.key}/lines.jsonl").content.splitlines()]
    decided = {(r["line"], r["start"]) for row in rows for r in row["references"] if r["decided"]}
    assert decided == {(7, 0)}
    assert "who is it?" in editor.get(address).content.decode()
    answer = editor.post(f"/meant/pages/{page.key}/undo/{decision.pk}/")
    assert answer["Location"] == address


def test_speakers_on_one_line_are_decided_apart(editor: Client, record: Store) -> None:
    one, two = [p for p in record.roll().persons.values() if p.name()][:2]
    text = (
        f"{one.name()} (Somewhere) (Ind) I rise to speak of the towpath and of the bridge. "
        f"{two.name()} (Elsewhere) (Ind) I shall speak of the bridge. "
        f"{one.name()} (Somewhere) (Ind) That is kind."
    )
    page = _brought(editor, text, day=DAY)
    spoken = [row for row in page.lines if row["kind"] != "header"]
    assert [row["line"] for row in spoken] == [1, 1, 1]
    at = spoken[1]["parts"][0]["start"]
    body = editor.get(f"/meant/pages/{page.key}/").content.decode()
    assert f"lines/1/?at={at}" in body
    assert f'id="line-1-{at}"' in body
    address = f"/meant/pages/{page.key}/lines/1/?at={at}"
    assert "I shall speak of the bridge." in editor.get(address).content.decode()
    answer = editor.post(address, {"verdict": "confirmed"})
    assert answer["Location"] == address
    rows = [json.loads(x) for x in editor.get(f"/meant/pages/{page.key}/lines.jsonl").content.splitlines()]
    assert [row["text"] for row in rows if row["decided"]] == ["I shall speak of the bridge."]
    undone = editor.post(f"/meant/pages/{page.key}/undo/{LineDecision.objects.get().pk}/")
    assert undone["Location"] == address
    for wrong in ("x", "9" * 30, "1", "-1"):
        assert editor.get(f"/meant/pages/{page.key}/lines/1/?at={wrong}").status_code in (200, 404)
