"""What holds for every address: one shape of errors, freshness, limits, CORS, and the schema."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from folkmoot.web.api import api as made
from folkmoot.web.api import middleware
from tests.web.api.conftest import Asker

SNAPSHOT = Path(__file__).parent / "openapi.json"


def test_the_schema_is_what_was_agreed() -> None:
    """After a wanted change: FOLKMOOT_SNAPSHOT=1 pytest tests/web/api/test_answers.py, and read the diff."""
    now = json.loads(json.dumps(made.get_openapi_schema(path_prefix="/api/")))
    if os.environ.get("FOLKMOOT_SNAPSHOT"):
        SNAPSHOT.write_text(json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    assert now == json.loads(SNAPSHOT.read_text())


def test_every_operation_reads_and_says_what_it_does() -> None:
    for path, methods in made.get_openapi_schema(path_prefix="/api/")["paths"].items():
        assert list(methods) == ["get"], path
        assert methods["get"].get("description"), path


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/api/nowhere", 404, "not_found"),
        ("/api/people/nobody/at/all", 404, "not_found"),
        ("/api/debates/nothing", 404, "not_found"),
        ("/api/departments/nothing", 404, "not_found"),
        ("/api/moots/nowhere", 404, "not_found"),
        ("/api/planks/nowhere", 404, "not_found"),
        ("/api/people?page=0", 422, "invalid"),
        ("/api/people?size=many", 422, "invalid"),
        ("/api/sittings?from=yesterday", 422, "invalid"),
        ("/api/search", 422, "invalid"),
        ("/api/search?q=", 400, "bad_query"),
        ("/api/search?q=a&order=best", 422, "invalid"),
        ("/api/search?q=a&page=1000000", 422, "invalid"),
        ("/api/people?q=%00", 400, "invalid"),
        ("/api/%00", 400, "invalid"),
    ],
)
def test_every_error_has_the_one_shape(api: Asker, address: str, status: int, kind: str) -> None:
    assert api.refused(address, status)["kind"] == kind


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_changed(api: Asker, method: str) -> None:
    answer = getattr(api.client, method)("/api/people")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["error"]["kind"] == "not_allowed"


def test_an_unknown_host_gets_the_same_shape(api: Asker) -> None:
    answer = api.get("/api/people", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400 and answer.json()["error"]["status"] == 400


def test_a_failure_of_ours_is_told_in_the_same_shape_and_tells_nothing_else(
    api: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkmoot.web.record.queries import directory

    monkeypatch.setattr(directory, "listed", lambda _store: 1 / 0)
    error = api.refused("/api/people", 500)
    assert "ZeroDivisionError" not in json.dumps(error)


def test_what_has_not_changed_is_not_sent_again(api: Asker) -> None:
    for address in ("/api/people", f"/api/people/{'example/person/15'}", "/api/moots", "/api/"):
        first = api.get(address)
        again = api.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert api.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_changed_record_is_sent_again(api: Asker, settings: Any, tmp_path: Path) -> None:
    from folkmoot.record.reading import read
    from tests.web.record.conftest import PARLIAMENT

    settings.RECORD_FOLDER = tmp_path
    read([PARLIAMENT / "people.json", PARLIAMENT / "debates2026-05-12a.xml"], tmp_path)
    first = api.get("/api/sittings")
    read([PARLIAMENT], tmp_path)
    again = api.get("/api/sittings", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and again.json()["total"] > first.json()["total"]


def test_a_head_has_the_headers_of_its_get(api: Asker) -> None:
    head, got = api.client.head("/api/people"), api.get("/api/people")
    assert head.status_code == 200 and not head.content
    assert head["ETag"] == got["ETag"]


def test_any_page_may_ask(api: Asker) -> None:
    assert (
        api.get("/api/people", headers={"origin": "https://x.example"})["Access-Control-Allow-Origin"] == "*"
    )
    assert api.get("/api/nowhere")["Access-Control-Allow-Origin"] == "*"
    asked = api.client.options("/api/people", headers={"origin": "https://x.example"})
    assert asked.status_code == 204 and "GET" in asked["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in asked


def test_nobody_is_remembered(api: Asker) -> None:
    answer = api.get("/api/people")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """No new minute begins while a test counts."""
    monkeypatch.setattr(middleware.time, "time", lambda: 1_800_000_010.0)


def test_past_the_limit_an_address_waits_and_others_do_not(
    api: Asker, settings: Any, one_minute: None
) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    answers = [api.get("/api/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0"]
    error = api.refused("/api/", 429)
    assert error["kind"] == "too_many"
    assert 0 < int(api.get("/api/")["Retry-After"]) <= 60
    assert Client(REMOTE_ADDR="192.0.2.7").get("/api/").status_code == 200


def test_a_new_minute_begins_anew(api: Asker, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_REQUESTS_A_MINUTE = 1
    monkeypatch.setattr(middleware.time, "time", lambda: 1_800_000_000.0)
    assert [api.get("/api/").status_code for _ in range(2)] == [200, 429]
    monkeypatch.setattr(middleware.time, "time", lambda: 1_800_000_060.0)
    assert api.get("/api/").status_code == 200


def test_the_addresses_of_one_network_of_version_6_count_together(
    api: Asker, settings: Any, one_minute: None
) -> None:
    settings.API_REQUESTS_A_MINUTE = 1
    assert Client(REMOTE_ADDR="2001:db8::1").get("/api/").status_code == 200
    assert Client(REMOTE_ADDR="2001:db8::2").get("/api/").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get("/api/").status_code == 200


def test_no_address_is_kept(api: Asker) -> None:
    from django.core.cache import caches

    Client(REMOTE_ADDR="192.0.2.99").get("/api/")
    kept = repr(caches["limits"]._cache)  # type: ignore[attr-defined]
    assert len(caches["limits"]._cache) == 1 and "192.0.2" not in kept  # type: ignore[attr-defined]


def test_a_hall_behind_one_address_is_within_the_limit(settings: Any) -> None:
    assert settings.API_REQUESTS_A_MINUTE >= 2_000


def test_the_manual_names_every_address_and_every_shape(api: Asker) -> None:
    page = api.get("/api/docs/").content.decode()
    schema = made.get_openapi_schema(path_prefix="/api/")
    for path in schema["paths"]:
        assert f"<code>{path}</code>" in page
    for shape in schema["components"]["schemas"]:
        if "properties" in schema["components"]["schemas"][shape]:
            assert f'id="shape-{shape}"' in page
    assert "<script" not in page
