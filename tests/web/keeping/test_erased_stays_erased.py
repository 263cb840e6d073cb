from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

from tests.web.house import House
from tests.web.keeping.conftest import contents, fingerprint

NOTE = str(uuid.UUID(int=7))
PARTICIPANT = str(uuid.UUID(int=1007))
COUNT = f"""
from folkmoot.web.meetings.models import Note, Participant, Vote
notes, people = Note.objects.filter(key="{NOTE}"), Participant.objects.filter(key="{PARTICIPANT}")
print(notes.count(), people.count(), Vote.objects.count())
"""


def copy_of(furnished: House, home: Path) -> House:
    """The furnished house again, to be changed."""
    saved = home.parent / "copy.zip"
    furnished.folkmoot("backup", saved)
    house = House(home)
    house.folkmoot("restore", saved)
    return house


def words_kept(house: House, words: str) -> bool:
    return any(words in line for line in contents(house))


def test_what_was_erased_after_a_backup_stays_erased_after_its_restore(
    furnished: House, tmp_path: Path
) -> None:
    house = copy_of(furnished, tmp_path / "house")
    older = tmp_path / "older.zip"
    house.folkmoot("backup", older)
    assert house.python(COUNT) == "1 1 30"
    house.folkmoot("erase", "note", NOTE, "--reason", "asked by the person")
    house.folkmoot("erase", "participant", PARTICIPANT.upper(), "--reason", "asked by the person")
    assert house.python(COUNT) == "0 0 29"
    assert not words_kept(house, "Note 7:")

    restored = house.json("restore", older, "--replace")

    assert restored["erased_again"] == 2
    assert house.python(COUNT) == "0 0 29"
    assert not words_kept(house, "Note 7:")
    assert house.json("journal", "verify")["intact"]
    lines = house.json("journal", "list", "--kind", "note", "--key", NOTE)["lines"]
    assert [line["verb"] for line in lines] == ["erased", "released"]
    assert lines[1]["content"] is None
    assert house.json("restore", older, "--replace")["erased_again"] == 2


def test_it_stays_erased_when_the_database_itself_was_lost(furnished: House, tmp_path: Path) -> None:
    house = copy_of(furnished, tmp_path / "house")
    older = tmp_path / "older.zip"
    house.folkmoot("backup", older)
    house.folkmoot("erase", "note", NOTE, "--reason", "asked")
    for file in house.home.glob("house.sqlite3*"):
        file.unlink()
    assert house.json("restore", older)["erased_again"] == 1
    assert house.python(COUNT) == "0 1 30"


def test_what_is_remembered_outside_names_no_words(furnished: House, tmp_path: Path) -> None:
    house = copy_of(furnished, tmp_path / "house")
    house.folkmoot("erase", "note", NOTE, "--reason", "asked by Mrs Somebody")
    kept = (house.home / "erasures.jsonl").read_text()
    said = [json.loads(line) for line in kept.splitlines()]
    assert said[-1].keys() == {"kind", "key", "at"}
    assert said[-1]["key"] == NOTE


def test_a_torn_last_line_of_what_is_remembered_is_written_over(furnished: House, tmp_path: Path) -> None:
    house = copy_of(furnished, tmp_path / "house")
    house.folkmoot("erase", "note", NOTE, "--reason", "asked")
    with (house.home / "erasures.jsonl").open("a") as file:
        file.write('{"kind": "no')
    house.folkmoot("erase", "participant", PARTICIPANT, "--reason", "asked")
    said = [json.loads(line) for line in (house.home / "erasures.jsonl").read_text().splitlines()]
    assert [line["key"] for line in said[-2:]] == [NOTE, PARTICIPANT]


def test_a_line_that_cannot_be_read_stops_a_restore(furnished: House, saved: Path, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    house.home.mkdir()
    (house.home / "erasures.jsonl").write_text("not json\n")
    assert "Line 1 of" in house.refused("restore", saved)


def test_erasing_what_is_not_there_is_refused(furnished: House) -> None:
    assert "There is no note" in furnished.refused(
        "erase", "note", str(uuid.UUID(int=5555)), "--reason", "asked"
    )
    assert "erased already" in furnished.refused("erase", "note", str(uuid.UUID(int=40)), "--reason", "asked")
    assert "what can be erased" in furnished.refused("erase", "moonbeam", "1", "--reason", "asked")


def test_a_staff_account_is_erased_and_its_lines_stay(furnished: House, tmp_path: Path) -> None:
    house = copy_of(furnished, tmp_path / "house")
    assert "only steward" in house.refused("erase", "account", "1", "--reason", "left")
    house.folkmoot("accounts", "add", "b@example.org", "--role", "steward", "--name", "Bo", "--no-password")
    house.folkmoot("erase", "account", "1", "--reason", "left")
    assert not words_kept(house, "Ada Lowe")
    assert not words_kept(house, "ada@example.org")
    assert house.json("journal", "verify")["intact"]
    lines = house.json("journal", "list", "--kind", "note", "--key", NOTE)["lines"]
    assert lines[0]["who"] == ""


def test_a_restore_killed_in_the_middle_leaves_the_house_as_it_was(furnished: House, tmp_path: Path) -> None:
    house = copy_of(furnished, tmp_path / "house")
    house.python(
        "from folkmoot.web.meetings.models import *\n"
        "p = Participant.objects.first(); s = Statement.objects.first()\n"
        "import datetime as dt; now = dt.datetime(2026, 5, 12, tzinfo=dt.UTC)\n"
        "votes = [Vote(participant=p, statement=s, value=1, cast_at=now) for _ in range(40000)]\n"
        "Vote.objects.bulk_create(votes)"
    )
    larger = tmp_path / "larger.zip"
    house.folkmoot("backup", larger)
    house.python("from folkmoot.web.meetings.models import *; Vote.objects.all()[:1][0].delete()")
    before = fingerprint(house)
    killed = 0
    for wait in (0.6, 0.9, 1.2, 1.5):
        command = [sys.executable, "-m", "folkmoot", "restore", str(larger), "--replace"]
        running = subprocess.Popen(command, env=house.environment(), stdout=subprocess.DEVNULL)
        time.sleep(wait)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            killed += 1
        running.wait()
        if running.returncode == 0:
            break
        assert fingerprint(house) == before
    assert killed
    house.folkmoot("restore", larger, "--replace")
    assert house.json("journal", "verify")["intact"]


def test_a_backup_reads_one_moment_while_others_write(furnished: House, tmp_path: Path) -> None:
    """A writer adds a note and its line in one transaction; the backup never sees one without the other."""
    house = copy_of(furnished, tmp_path / "house")
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from folkmoot.web.house import open_house; open_house()\n"
            "from django.db import transaction\n"
            "from folkmoot.web.meetings.models import *\n"
            "from folkmoot.web.journal.actions import write_line\n"
            "moot = Moot.objects.get()\n"
            "n = 1000\n"
            "while True:\n"
            "    n += 1\n"
            "    with transaction.atomic():\n"
            "        note = Note.objects.create(moot=moot, number=n, words='more')\n"
            "        write_line(who=None, verb='noted', kind='note', key=str(note.key), content={})\n",
        ],
        env=house.environment(),
    )
    try:
        time.sleep(1.5)
        for attempt in range(2):
            path = tmp_path / f"{attempt}.zip"
            house.folkmoot("backup", path)
            other = House(tmp_path / f"other{attempt}")
            other.folkmoot("restore", path)
            with sqlite3.connect(other.home / "house.sqlite3") as connection:
                notes = connection.execute(
                    "SELECT count(*) FROM meetings_note WHERE number > 1000"
                ).fetchone()
                lines = connection.execute(
                    "SELECT count(*) FROM journal_line WHERE verb = 'noted'"
                ).fetchone()
            assert notes == lines
            assert notes[0] > 0
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    shutil.rmtree(tmp_path, ignore_errors=True)
