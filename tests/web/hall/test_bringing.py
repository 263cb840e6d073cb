"""An evening held on a laptop comes home once, whole, and brings nothing back that was erased."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.errors import Refused, Unreadable
from folkmoot.web.consent.actions import erase
from folkmoot.web.hall.actions.bringing import bring_home
from folkmoot.web.hall.actions.moderating import give_reason, hide
from folkmoot.web.hall.actions.paper import count_hands, type_sheet
from folkmoot.web.hall.actions.tables import take
from folkmoot.web.hall.models import AtRisk, HandCount
from folkmoot.web.hall.queries.owed import owed, owing
from folkmoot.web.hall.queries.packing import pack
from folkmoot.web.hall.queries.seen import one_seen
from folkmoot.web.meetings.actions import release_notes
from folkmoot.web.meetings.models import Moot, Note, Participant, Vote
from tests.web.hall.conftest import Hall
from tests.web.hall.test_voting import Phone
from tests.web.house import House


@pytest.fixture
def packed(hall: Hall, staff: Any) -> bytes:
    phone = Phone(hall.slip())
    phone.scan()
    phone.start()
    phone.answer(1)
    type_sheet(None, hall.moot, 4, {hall.statements[0].pk: -1})
    count_hands(None, hall.statements[1], agree=30, disagree=7)
    notes = [{"op": "note", "key": str(uuid.uuid4()), "words": f"Note {n}"} for n in range(3)]
    take(hall.tables[0], [*notes, {"op": "risk", "key": str(uuid.uuid4()), "words": "He is hit."}])
    return pack(hall.moot)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Note, Participant, Vote, HandCount, AtRisk))


def test_an_evening_comes_home_whole_and_once(packed: bytes) -> None:
    before = counts()
    Moot.objects.all().delete()
    assert bring_home(packed)["votes"] == 2
    assert counts() == before
    assert not any(bring_home(packed).values())
    assert counts() == before
    assert json.loads(pack(Moot.objects.get())) == json.loads(packed)


def test_what_was_hidden_still_owes_its_reason_at_home(hall: Hall, staff: Any, packed: bytes) -> None:
    who, note = staff("steward"), Note.objects.get(number=1)
    release_notes(who, [note])
    for name in (f"note:{note.key}", "statement:1"):
        found = one_seen(hall.moot, name)
        assert found is not None
        hide(who, found)
    of_note, _of_statement = owing(hall.moot)
    give_reason(who, of_note, "insult")
    whole = pack(hall.moot)
    Moot.objects.all().delete()
    assert bring_home(whole)["hidden"] == 2
    assert not any(bring_home(whole).values())
    moot = Moot.objects.get()
    assert [each.words for each in owed(moot)] == [hall.statements[0].words]
    old = {name: rows for name, rows in json.loads(whole).items() if name != "hidden"}
    assert not any(bring_home(json.dumps(old).encode()).values())  # packed before reasons were owed


def test_a_slip_still_opens_what_was_given_after_it_came_home(hall: Hall, packed: bytes) -> None:
    slip = hall.slip()
    Phone(slip).start()
    whole = pack(hall.moot)
    Moot.objects.all().delete()
    bring_home(whole)
    assert "Go on voting" in Client().get(f"/s/{slip}/").content.decode()


def test_what_was_erased_here_stays_erased(packed: bytes) -> None:
    participant, note = Participant.objects.first(), Note.objects.first()
    assert participant is not None and note is not None
    erase(kind="participant", key=str(participant.key), who=None, reason="asked")
    erase(kind="note", key=str(note.key), who=None, reason="asked")
    before = counts()
    bring_home(packed)
    assert counts() == before


def test_other_words_under_the_same_number_bring_nothing(hall: Hall, packed: bytes) -> None:
    hall.moot.statements.filter(number=1).update(words="Something else.")
    Note.objects.all().delete()
    with pytest.raises(Refused, match="Statement 1"):
        bring_home(packed)
    assert not Note.objects.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"folkmoot": "evening", "version": 99}', b"\xff"])
def test_what_is_no_evening_is_refused(db: None, content: bytes) -> None:
    with pytest.raises(Unreadable):
        bring_home(content)


def test_two_houses_by_command(tmp_path: Path) -> None:
    laptop, home = House.with_tables(tmp_path / "laptop"), House.with_tables(tmp_path / "home")
    laptop.python(
        "from folkmoot.web.meetings.models import *\n"
        "moot = Moot.objects.create(slug='spring', title='Spring')\n"
        "Note.objects.create(moot=moot, number=1, words='A late bus')"
    )
    file = tmp_path / "spring.json"
    assert laptop.json("hall", "pack", "spring", file)["moot"] == "spring"
    assert home.json("hall", "bring", file)["added"] == {"notes": 1}
    assert home.folkmoot("hall", "bring", file) == "New here: nothing.\n"
    assert "no moot" in laptop.refused("hall", "pack", "autumn", tmp_path / "x.json")
