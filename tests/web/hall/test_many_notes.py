"""Three people bring 240 notes to 20 statements: how many presses the desk asks of them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from folkmoot.web.meetings.models import Note, Statement
from tests.web.hall.conftest import Hall

CONCERNS = (
    "late bus evening", "library sunday opening", "private rent cap", "old baths repair",
    "school crossing mill road", "surgery telephone wait", "youth club friday", "river path lights",
    "weekly bin collection", "ward spending published", "empty shop clubs", "station parking price",
    "market extra days", "school place wait", "trees ring road", "sewage spill repayment",
    "carer travel pay", "bench bus stop", "town hall evening", "new homes surgery",
)  # fmt: skip
SAYINGS = (
    "We need {}", "{} please", "It is about {}", "Nobody does anything for {}", "My street wants {}",
    "{} again", "They promised {}", "What about {}", "{} would help everybody", "I wrote to them: {}",
    "{} before winter", "Why is there no {}",
)  # fmt: skip


def test_the_desk_takes_240_notes_to_20_statements_in_few_presses(hall: Hall, staff: Any) -> None:
    hall.moot.statements.all().delete()
    words = [saying.format(concern) for concern in CONCERNS for saying in SAYINGS]
    Note.objects.bulk_create(
        Note(moot=hall.moot, table=hall.tables[n % 2], number=n, words=each)
        for n, each in enumerate(words, 1)
    )
    client, presses = Client(), 0
    client.force_login(staff("steward"))
    while True:
        page = client.get("/evenings/market-hall/statements/").content.decode()
        bundle = re.search(r'<form method="post" class="bundle.*?</form>', page, re.S)
        if bundle is None:
            break
        notes = re.findall(r'name="notes" id="\w+" value="(\d+)"', bundle[0])
        sentence = re.search(r"<textarea[^>]*>([^<]+)</textarea>", bundle[0])
        assert sentence
        client.post("/evenings/market-hall/statements/", {"do": "make", "words": sentence[1], "notes": notes})
        presses += 1
    made = Statement.objects.filter(moot=hall.moot)
    print(f"240 notes became {made.count()} statements in {presses} presses")
    assert not Note.objects.filter(became=None).exists()
    for statement in made:
        said = [note.words.lower() for note in statement.notes.all()]
        assert any(all(concern in each for each in said) for concern in CONCERNS), said
    assert presses <= 25
