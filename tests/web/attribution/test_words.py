"""Whom words in the record mean: seen by everybody, decided by staff, laid over every page, undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.errors import Refused
from folkmoot.record.debates import Contribution
from folkmoot.record.deriving import derive
from folkmoot.record.reading import read
from folkmoot.record.store import Meant, Store
from folkmoot.web.attribution.actions import Answer, decide_words, undo
from folkmoot.web.attribution.models import WordsDecision
from folkmoot.web.journal.models import Line
from tests.web.attribution.conftest import PARLIAMENT

Found = tuple[Contribution, Meant]


def _some(record: Store) -> Found:
    """A form of address or office of the first sitting that was answered with one person."""
    for sitting in sorted(record.sittings(), key=lambda s: s.date):
        said = record.contributions_in(sitting.id)
        for gid, meant in record.references(said).items():
            for one in meant:
                known = len(one.reference.persons) == 1
                if known and one.reference.kind in ("form", "office", "name"):
                    return next(c for c in said if c.id == gid), one
    raise AssertionError("the example has none")


def _address(found: Found) -> str:
    contribution, meant = found
    r = meant.reference
    return f"/meant/{meant.paragraph}/{r.start}/{r.end}/{contribution.id}/"


def _debate(client: Client, found: Found) -> str:
    return client.get(f"/record/debates/{found[0].debate_id}/").content.decode()


@pytest.fixture
def found(record: Store) -> Found:
    return _some(record)


@pytest.fixture
def steward(staff: Callable[..., Any]) -> Client:
    client = Client()
    client.force_login(staff("steward", name="Ned Marsh"))
    return client


def test_anybody_sees_the_words_who_is_meant_and_why_and_only_staff_decide(db: None, found: Found) -> None:
    page = Client().get(_address(found)).content.decode()
    assert f"<mark>{found[1].reference.text}</mark>" in page
    assert "guess" in page and "<form" not in page
    assert Client().post(_address(found), {"verdict": "confirmed"}).status_code == 403
    assert not WordsDecision.objects.exists()


def test_a_debate_links_to_where_a_reference_is_looked_at(db: None, found: Found) -> None:
    assert _address(found) in _debate(Client(), found)


def test_a_place_without_a_reference_is_not_there(db: None, found: Found) -> None:
    address = _address(found)
    assert Client().get(address.replace("/meant/0/", "/meant/99/", 1)).status_code == 404
    assert Client().get("/meant/0/0/3/example/debate/nothing/").status_code == 404
    huge = "9" * 30
    assert Client().get(f"/meant/{huge}/{huge}/{huge}/{found[0].id}/").status_code == 404


def test_a_correction_is_laid_over_the_debate_the_list_and_the_data_and_can_be_undone(
    steward: Client, found: Found, record: Store
) -> None:
    contribution, meant = found
    was = meant.reference.persons[0]
    other = next(p for p in record.people(limit=100) if p.id != was)
    visitor = Client()
    before = visitor.get(f"/record/debates/{contribution.debate_id}/")
    api = visitor.get(f"/api/contributions/{contribution.id}")
    answer = steward.post(
        _address(found), {"verdict": "corrected", "person": other.name(), "why": "By the tape."}
    )
    assert answer.status_code == 302
    again = visitor.get(
        f"/record/debates/{contribution.debate_id}/", headers={"if-none-match": before["ETag"]}
    )
    assert again.status_code == 200, "a page that was kept must not hide a correction"
    page = again.content.decode()
    assert "corrected by Ned Marsh" in page and "By the tape." in page
    assert 'class="meant confirmed"' in page
    told = visitor.get(f"/record/debates/{contribution.debate_id}/references.json").json()["references"]
    (row,) = [r for r in told if r["decided"]]
    assert row["persons"] == [was] and row["decided"]["persons"] == [other.id]
    asked = visitor.get(f"/api/contributions/{contribution.id}", headers={"if-none-match": api["ETag"]})
    (same,) = [r for r in asked.json()["item"]["references"] if r["decided"]]
    assert same["decided"] == row["decided"] and same["persons"] == [was]
    looked = visitor.get(_address(found)).content.decode()
    assert other.name() in looked and "The program said" in looked
    listed = visitor.get(f"/record/people/{was}/spoken-of/").content.decode()
    assert _address(found) not in listed
    assert "By the tape." in visitor.get(f"/record/people/{other.id}/spoken-of/").content.decode()
    decision = WordsDecision.objects.get()
    steward.post(f"/meant/undo/{decision.pk}/")
    assert "corrected by" not in _debate(visitor, found)
    assert list(Line.objects.filter(object_kind="words").values_list("verb", flat=True)) == [
        "corrected",
        "undid",
    ]


def test_confirming_makes_a_guess_look_confirmed(steward: Client, found: Found) -> None:
    steward.post(_address(found), {"verdict": "confirmed"})
    assert "confirmed by Ned Marsh" in _debate(Client(), found)


def test_several_cannot_be_confirmed(found: Found, staff: Callable[..., Any]) -> None:
    contribution, meant = found
    place = (meant.paragraph, meant.reference.start, meant.reference.end)
    with pytest.raises(Refused, match="nothing to confirm"):
        decide_words(staff("editor"), contribution, *place, ("one", "another"), Answer("confirmed"))
    assert not WordsDecision.objects.exists()


def test_left_open_names_nobody(steward: Client, found: Found) -> None:
    steward.post(_address(found), {"verdict": "open", "why": "The tape is unclear."})
    page = _debate(Client(), found)
    assert "left open by Ned Marsh" in page and "The tape is unclear." in page


def test_a_decision_follows_its_words_into_a_later_revision(
    steward: Client, found: Found, record_folder: Path, settings: Any, tmp_path: Path
) -> None:
    steward.post(_address(found), {"verdict": "confirmed", "why": "Read by me."})
    settings.RECORD_FOLDER = tmp_path / "record"
    shutil.copytree(record_folder, settings.RECORD_FOLDER)
    day = found[0].date.isoformat()
    (was,) = [p for p in PARLIAMENT.glob(f"debates{day}*.xml") if 'latest="no"' not in p.read_text()]
    later = tmp_path / f"debates{day}z.xml"
    letter = was.stem[-1]
    later.write_text(was.read_text(encoding="utf-8").replace(f"{day}{letter}.", f"{day}z."), encoding="utf-8")
    read([later], settings.RECORD_FOLDER)
    derive(settings.RECORD_FOLDER)
    moved = found[0].debate_id.replace(f"{day}{letter}.", f"{day}z.")
    page = Client().get(f"/record/debates/{moved}/")
    assert page.status_code == 200
    assert "confirmed by Ned Marsh" in page.content.decode()


def test_a_search_for_who_is_spoken_of_follows_what_was_decided(
    db: None, record: Store, found: Found, staff: Callable[..., Any]
) -> None:
    contribution, meant = found
    r = meant.reference
    here = [m.reference for m in record.references([contribution])[contribution.id]]
    alone = {p for x in here if len(x.persons) == 1 for p in x.persons}
    other = next(p.id for p in record.roll() if p.id not in alone)
    client = Client()

    def finds(person: str) -> bool:
        answer = client.get("/record/search/results.json", {"q": f"mentions:{person}"})
        return contribution.id in [row["id"] for row in answer.json()["results"]]

    (guess,) = r.persons
    same = [m for m in record.references([contribution])[contribution.id] if m.reference.persons == (guess,)]
    assert (finds(guess), finds(other)) == (True, False)
    who = staff("steward")
    made = []
    for one in same:
        x = one.reference
        answer = Answer("corrected", (other,))
        made.append(decide_words(who, contribution, one.paragraph, x.start, x.end, (guess,), answer))
    assert (finds(guess), finds(other)) == (False, True)
    name = record.roll().persons[other].name()
    total = client.get("/record/search/results.json", {"q": f'mentions:"{name}"'}).json()["results"]
    assert contribution.id in [row["id"] for row in total]
    for decision in made:
        undo(who, decision)
    assert (finds(guess), finds(other)) == (True, False)
