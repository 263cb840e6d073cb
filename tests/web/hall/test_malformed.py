"""Five thousand requests nobody meant: whatever comes, the hall answers and never breaks."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from folkmoot.web.hall.actions.evening import hand_out
from tests.web.hall.conftest import Hall
from tests.web.hall.test_voting import Phone

REQUESTS = 5000
BROKEN = (500, 502, 503)
ADDRESSES = (
    "/s/", "/s/{code}/", "/j/market-hall/", "/vote/market-hall/", "/vote/market-hall/mine/", "/t/{table}/",
    "/t/{table}/send/", "/wall/market-hall/", "/b/{code}/", "/evenings/new/", "/evenings/market-hall/",
    "/evenings/market-hall/turn/", "/evenings/market-hall/slips/", "/evenings/market-hall/sheet/",
    "/evenings/market-hall/badges/", "/evenings/market-hall/paper/", "/evenings/market-hall/statements/",
    "/evenings/market-hall/reports/", "/evenings/market-hall/risk/", "/evenings/market-hall/timing/",
    "/evenings/market-hall/wall/", "/evenings/market-hall/transcript/", "/evenings/market-hall/moderate/",
)  # fmt: skip
NAMES = (
    "statement", "value", "key", "code", "purpose", "sure", "mine", "do", "count", "arrived", "sheet",
    "marks", "agree", "disagree", "passes", "words", "notes", "rule", "into", "sentences", "about",
    "table", "line", "risk", "part", "title", "kind", "minutes", "page", "on", "name", "role", "hours",
    "joining", "tables", "held_on", "items", "hide",
)  # fmt: skip
VALUES = (
    "", "0", "1", "-1", "2", "a", "d-p", "999999999999999999999", "1e9", "NaN", "½", "²", "٣", "\x7f",
    "é" * 300, "x" * 5000, "make", "off", "back", "merge", "split", "ask", "open", "close", "arrived",
    "begin", "end", "yes", "'; drop table x", "<script>", "../../etc", "{{ 7 }}", "%00", "\u202e",
    "2026-13-45", "concern", "agree", "map",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_nothing_that_comes_breaks_the_hall(hall: Hall, staff: Any, seed: int) -> None:
    chance = random.Random(seed)
    who = staff("steward")
    table = hand_out(who, hall.moot, role="table", name="1", hours=6, table=hall.tables[0])[1]
    phone = Phone(hall.slip())
    phone.scan()
    phone.start()
    steward, nobody = Client(raise_request_exception=False), Client(raise_request_exception=False)
    steward.force_login(who)
    phone.client.raise_request_exception = False
    seen: Counter[int] = Counter()
    for _ in range(REQUESTS // 5):
        client = chance.choice((steward, steward, phone.client, nobody))
        address = chance.choice(ADDRESSES).format(
            code=chance.choice((phone.code, *VALUES[:9], "b-a-d")), table=table
        )
        form = {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.randrange(6))}
        if chance.random() < 0.5:
            form["do"] = chance.choice(VALUES[17:26])
        match chance.randrange(4):
            case 0:
                answer = client.get(address, form)
            case 1:
                body = chance.choice(
                    ('{"items": [{}]}', '{"items": [{"op": "note", "key": 1}]}', "[" * 99, "\xff")
                )
                answer = client.post(address, body, content_type="application/json")
            case _:
                answer = client.post(address, form)
        seen[answer.status_code] += 1
        assert answer.status_code not in BROKEN, (address, form)
    assert {200, 302, 403, 404, 405} <= set(seen), seen
