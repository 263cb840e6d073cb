"""A transcript becomes notes by what somebody ticks, with the times at which it was said."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.web.meetings.models import Note
from tests.web.hall.conftest import Hall

VTT = b"WEBVTT\n\n00:10.000 --> 00:12.000\n<v Mary>No late bus.\n\n00:20.000 --> 00:22.000\nMm.\n"
HERE = "/evenings/market-hall/transcript/"


def test_what_is_ticked_is_kept_once_with_its_time_and_without_the_speaker(hall: Hall, staff: Any) -> None:
    client = Client()
    client.force_login(staff("steward"))
    sent = {
        "table": hall.tables[0].pk, "began": "2026-03-07T19:00", "file": SimpleUploadedFile("t.vtt", VTT),
    }  # fmt: skip
    page = client.post(HERE, sent).content.decode()
    assert "Mary" not in page
    fields = dict(re.findall(r'name="((?:key|at)-\d+)" value="([^"]*)"', page))
    marked = {**fields, "table": "1", "turn": "1", "words-1": "No late bus at all.", "kind-1": "experience"}
    for _ in range(2):
        client.post(HERE, marked)
    note = Note.objects.get()
    assert (note.words, note.kind, note.table) == ("No late bus at all.", "experience", hall.tables[0])
    assert note.noted_at.isoformat() == "2026-03-07T19:00:10+00:00"
    assert note.released_at is None


def test_a_file_without_words_is_told(hall: Hall, staff: Any) -> None:
    client = Client()
    client.force_login(staff("steward"))
    sent = {"table": hall.tables[0].pk, "file": SimpleUploadedFile("t.vtt", b"WEBVTT\n")}
    assert "There are no words in this transcript." in client.post(HERE, sent).content.decode()
