"""Requests and searches nobody should send: always an answer, never a failure of ours.

FOLKMOOT_MALFORMED says how many; schemathesis makes more from the schema itself.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from folkmoot import search
from folkmoot.errors import BadQuery
from folkmoot.web.api import api as made
from tests.web.api.conftest import Asker

MALFORMED = int(os.environ.get("FOLKMOOT_MALFORMED", "5000"))
PATHS = (
    "/api/people",
    "/api/people/example/person/15",
    "/api/departments/home-office",
    "/api/sittings",
    "/api/debates",
    "/api/debates/example/debate/2026-05-12a.1.13",
    "/api/contributions",
    "/api/divisions",
    "/api/questions",
    "/api/search",
    "/api/moots/nowhere/opinion",
    "/api/threads",
    "/record/search/",
    "/record/search/results.json",
    "/record/search/results.csv",
    "/record/search/feed.xml",
    "/record/people/",
    "/record/days/2026-05-12/",
    "/record/debates/example/debate/2026-05-12a.1.13/",
    "/downloads/x.zip",
)
PIECES = (
    "(",
    ")",
    '"',
    "-",
    "*",
    "OR",
    "NEAR/5",
    "NEAR/999999999999999999999",
    "NEAR/0",
    "AND",
    "NOT",
    ":",
    "speaker:",
    'party:"',
    "from:2026",
    "to:0000-99-99",
    "date:9999999999",
    "in:/",
    "kind:",
    "-" * 60,
    "(" * 60,
    "a*",
    "*",
    "\\",
    "/",
    "'",
    "\u202e",
    "\ud800",
    "\x00",
    "\x1f",
    "é",
    "ﬁ",
    "𝔸",
    "🦭",
    "rent",
    "housing",
    "%",
    "%00",
    "\n",
    "x" * 300,
    "a OR " * 120,
    "mentions:x",
    "::",
    "from:from:",
    "..",
    "[]",
    "{}",
    "<script>",
    "' OR 1=1 --",
    "²",
    "٣",
    "İ",
    '-"',
    "NEAR",
    "OR OR",
    "() ()",
    "in:example/debate/2026-05-12a.1.13",
    "chamber:\u0085",
)
VALUES = (
    "",
    "0",
    "-1",
    "1",
    "1e9",
    "NaN",
    "99999999999999999999",
    "true",
    "null",
    "[]",
    "٣",
    "²",
    "2026-02-30",
    "2026-05-12",
    "0000-01-01",
    "9999-12-31",
    "-0001-01-01",
    "\u202e",
    "a" * 400,
    "%s",
    "../../etc/passwd",
    "\ud800",
    "\x00",
    "null\x00",
)
NAMES = (
    "q",
    "page",
    "size",
    "from",
    "to",
    "day",
    "person",
    "debate",
    "sitting",
    "chamber",
    "department",
    "order",
    "counted",
    "everyone",
    "group",
    "words",
    "phrase",
    "any",
    "without",
    "x[]",
    "",
    "letter",
)


def _query(chance: random.Random) -> str:
    words = (chance.choice(PIECES) for _ in range(chance.choice([1, 2, 3, 5, 9])))
    return chance.choice(["", " "]).join(words)


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _request(chance: random.Random) -> tuple[str, str, dict[str, str]]:
    """A method, an address and headers, any of them broken."""
    path = chance.choice(PATHS)
    if chance.random() < 0.2:
        path += _encoded(chance.choice(["/", "", "/.."]) + _query(chance))
    asked = [("q", _query(chance))] if chance.random() < 0.7 else []
    for _ in range(chance.choice([0, 0, 1, 2, 4])):
        asked.append((chance.choice(NAMES), chance.choice([*VALUES, _query(chance)])))
    told = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in asked)
    if chance.random() < 0.05:
        told += chance.choice(["&&&=", "%", "&q=%ff%fe", "&q=%zz", ";" * 50, "&".join(["a=1"] * 300)])
    method = chance.choice(["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PROPFIND"])
    headers = {
        "HTTP_IF_NONE_MATCH": chance.choice(['"', "*", "W/", "\x7f", ',,,"x"', '"' * 200]),
        "HTTP_IF_MODIFIED_SINCE": chance.choice(["yesterday", "Sun, 99 Foo 0000", ""]),
        "HTTP_ACCEPT_LANGUAGE": chance.choice(["zz", "*", ";q=", "x" * 300]),
        "HTTP_ACCEPT": chance.choice(["", "text/plain", "*/*;q=x"]),
        "HTTP_ORIGIN": "null",
        "HTTP_COOKIE": chance.choice(["sessionid=x", "=;;=", 'messages="'] ),
    }  # fmt: skip
    chosen = {name: value for name, value in headers.items() if chance.random() < 0.1}
    return method, f"{path}?{told}" if told else path, chosen


def test_thousands_of_malformed_requests_are_all_answered(api: Asker, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 10**9
    api.client.raise_request_exception = False
    answered: Counter[int] = Counter()
    for seed in range(MALFORMED):
        method, address, headers = _request(random.Random(seed))
        answer = api.client.generic(method, address, **headers)
        answered[answer.status_code] += 1
        assert answer.status_code < 500, f"seed {seed}: {method} {address} {headers}"
        if answer.status_code >= 400 and address.startswith("/api/") and method != "HEAD":
            assert list(json.loads(answer.content)) == ["error"], f"seed {seed}: {address}"
    assert answered[200] > MALFORMED / 20 and answered[400] > MALFORMED / 20, answered


def test_thousands_of_malformed_searches_name_the_place_and_show_one_that_works() -> None:
    wrong = 0
    for seed in range(MALFORMED):
        query = _query(random.Random(seed))
        try:
            tree = search.read(query)
        except BadQuery as error:
            wrong += 1
            assert 0 <= error.facts["at"] <= len(query), repr(query)
            assert error.facts["example"] in error.message
            search.read(error.facts["example"])
        else:
            assert search.read(str(tree)) == tree, repr(query)
    assert wrong > MALFORMED / 10


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(made.get_openapi_schema(path_prefix="/api/"))))


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_whatever_the_schema_allows_is_answered_as_it_says(api: Asker, case: Any) -> None:
    """Except that no schema can say which searches can be read, how far a list reaches, or "no null"."""
    refusing = [positive_data_acceptance]
    case.call_and_validate(app=get_wsgi_application(), base_url="http://localhost", excluded_checks=refusing)
