"""The served application, by real HTTP, killed and started again."""

from __future__ import annotations

import errno
import http.client
import importlib.util
import re
import shutil
import socket
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests import postgres
from tests.web.house import ROOT, House
from tests.web.record.test_ranges import BYTES, NAME, put_archive
from tests.web.serving.conftest import Running, gone_within, kill, start


def get(running: Running, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    asking = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    asking.request("GET", path, headers=headers or {})
    return asking.getresponse()


def refused_within(port: int, seconds: float) -> bool:
    """Whether nobody listens any more; the kernel may take a moment to close what a killed process held."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == errno.ECONNREFUSED:
                return True
        time.sleep(0.02)
    return False


def test_it_answers(running: Running) -> None:
    assert running.answers()
    assert len(running.workers()) == 2


def test_every_page_carries_its_safety_headers(running: Running) -> None:
    for path in ("/", "/privacy/", "/accounts/login/", "/nowhere"):
        answer = get(running, path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_an_archive_is_sent_whole_by_the_server_itself(running: Running) -> None:
    archive = bytes(range(256)) * 4_000
    (running.house.home / "downloads" / "record-9-csv.zip").write_bytes(archive)
    answers = [get(running, "/downloads/record-9-csv.zip") for _ in range(8)]  # none of them read yet
    assert running.answers(), "slow readers hold a worker"
    assert all(answer.read() == archive for answer in answers)
    answer = get(running, "/downloads/record-9-csv.zip")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.read() == archive


@pytest.mark.parametrize("path", ["..%2fsecret_key", "../secret_key", "%2e%2e/secret_key", "nothing.zip", ""])
def test_nothing_but_archives_is_sent_from_the_home(running: Running, path: str) -> None:
    answer = get(running, f"/downloads/{path}")
    assert answer.status == 404
    assert (running.house.home / "secret_key").read_bytes() not in answer.read()


def test_the_api_answers_a_head_and_an_unknown_method_as_http_wants(running: Running) -> None:
    asking = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    asking.request("HEAD", "/api/moots")
    answer = asking.getresponse()
    assert (answer.status, answer.read()) == (200, b"") and int(answer.headers["content-length"]) > 0
    asking.request("DELETE", "/api/moots")
    answer = asking.getresponse()
    assert answer.status == 405 and b'"not_allowed"' in answer.read()


def test_a_form_without_its_token_is_refused(running: Running) -> None:
    asking = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    words = urllib.parse.urlencode({"login": "ada@example.org", "password": "x"})
    asking.request("POST", "/accounts/login/", words, {"Content-Type": "application/x-www-form-urlencoded"})
    assert asking.getresponse().status == 403


def test_a_name_it_was_not_told_of_is_refused(running: Running) -> None:
    assert get(running, "/", {"Host": "evil.example"}).status == 400


def test_static_files_have_hashed_names_and_may_be_kept_for_ever(running: Running) -> None:
    page = get(running, "/").read().decode()
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        assert re.search(r"\.[0-9a-f]{12}\.", path), path
        answer = get(running, path, {"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]


def test_a_second_server_on_the_same_home_is_refused(running: Running) -> None:
    said = running.house.refused("serve", "--port", "0")
    assert str(running.process.pid) in said
    assert running.answers()


def test_an_address_that_is_taken_is_refused_with_one_sentence(running: Running, tmp_path: Path) -> None:
    other = House(tmp_path / "other")
    said = other.refused("serve", "--port", str(running.port))
    assert f"127.0.0.1:{running.port}" in said
    assert running.answers()


def test_an_address_that_is_not_here_is_refused_with_one_sentence(tmp_path: Path) -> None:
    assert "Cannot serve at" in House(tmp_path / "other").refused("serve", "--host", "192.0.2.7")


def test_workers_that_are_killed_are_replaced(tmp_path: Path) -> None:
    served = start(House(tmp_path / "home"))
    try:
        for _round in range(4):  # more often than granian itself would stand
            for pid in served.workers():
                kill(pid)
            assert served.answers_within(3) is not None
            until = time.monotonic() + 3
            while len(served.workers()) < 2 and time.monotonic() < until:
                time.sleep(0.02)
            assert len(served.workers()) == 2
    finally:
        served.stop()
    assert served.process.returncode == 0


def test_no_orphan_keeps_the_port_when_the_parent_is_killed(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    served = start(house)
    workers = served.workers()
    kill(served.process.pid)
    served.process.wait()
    assert gone_within(workers, 2)
    assert refused_within(served.port, 2)
    started = time.monotonic()
    again = start(house, "--port", str(served.port))
    assert time.monotonic() - started < 3
    again.stop()


def test_stopping_ends_every_worker_and_exits_cleanly(tmp_path: Path) -> None:
    served = start(House(tmp_path / "home"))
    workers = served.workers()
    served.stop()
    assert served.process.returncode == 0
    assert gone_within(workers, 1)


def test_signing_in_works_and_the_log_holds_no_names(running: Running) -> None:
    jar = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(jar)
    page = browser.open(f"{running.address}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token

    def sign_in(password: str) -> str:
        words = {"csrfmiddlewaretoken": token.group(1), "login": "ada@example.org", "password": password}
        asked = urllib.request.Request(
            f"{running.address}/accounts/login/",
            urllib.parse.urlencode(words).encode(),
            {"Referer": running.address},
        )
        return str(browser.open(asked).read().decode())

    assert "not correct" in sign_in("wrong wrong wrong")
    assert "Ada Lowe" in sign_in("correct horse battery")
    log = (running.house.home.parent / "serve.log").read_text()
    assert "ada@example.org" not in log
    assert "127.0.0.1" not in log


@pytest.mark.postgres
def test_it_serves_a_house_in_postgresql(tmp_path: Path) -> None:
    if not postgres.available():
        pytest.skip("PostgreSQL is not installed here")
    with postgres.server() as server, server.database() as address:
        served = start(House(tmp_path / "home", address))
        try:
            assert b"What we ask" in get(served, "/privacy/").read()
            for pid in served.workers():
                kill(pid)
            assert served.answers_within(3) is not None
        finally:
            served.stop()


def test_an_application_that_cannot_be_loaded_ends_with_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    views = tmp_path / "src/folkmoot/web/journal/views.py"
    views.write_text(views.read_text() + "\nimport nothing_of_this_name\n")
    house = House(tmp_path / "home", told={"PYTHONPATH": str(tmp_path / "src")})
    said = house.refused("serve", "--port", "0")
    assert "nothing_of_this_name" in said
    assert str(views) in said


def test_what_was_loaded_is_compiled_for_the_next_start(tmp_path: Path) -> None:
    """Also where Python was told to write nothing when it imports."""
    compiled = Path(importlib.util.cache_from_source(str(ROOT / "src/folkmoot/web/hall/urls.py")))
    compiled.unlink(missing_ok=True)
    served = start(House(tmp_path / "home"))
    try:
        until = time.monotonic() + 20
        while not compiled.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert compiled.exists()
    finally:
        served.stop()


def test_an_archive_that_broke_off_goes_on_where_it_was(running: Running) -> None:
    put_archive(running.house.home / "downloads")
    address = f"/record/downloads/{NAME}"
    whole = get(running, address)
    tag, first = whole.headers["etag"], whole.read(300_000)
    whole.close()  # the line broke
    until = time.monotonic() + 20
    while (rest := get(running, address, {"Range": "bytes=300000-", "If-Range": tag})).status == 503:
        assert time.monotonic() < until, "the place of a reader who went is never free again"
        time.sleep(0.2)
    assert (rest.status, rest.headers["content-range"]) == (
        206,
        f"bytes 300000-{len(BYTES) - 1}/{len(BYTES)}",
    )
    assert first + rest.read() == BYTES
    slow = [get(running, address) for _ in range(8)]
    assert running.answers(), "slow readers hold a worker"
    assert {answer.status for answer in slow} <= {200, 302}
