"""Fetching, against a real server on loopback with the faults of the public ones."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket

from folkmoot.cli.main import main
from folkmoot.errors import FolkmootError, NotFetched, StoreBusy
from folkmoot.record import fetch as fetching
from folkmoot.record.fetch import Fetcher, Manners, fetch
from folkmoot.record.reading import read
from folkmoot.record.sources import SOURCES, Source, Wanted
from tests.record.publisher import (
    Publisher,
    answers,
    changes_to,
    cut_off,
    endless,
    goes_quiet,
    ignores_if_range,
    publisher,
    redirects_to,
    refuses,
    slowly,
    trickles,
    truncated_without_length,
)
from tests.record.readers.hostile import example

DAY = dt.date(2009, 10, 26)
XML = b'<publicwhip latest="yes">' + b"<speech><p>Order.</p></speech>\n" * 4000 + b"</publicwhip>"
OTHER = XML.replace(b"Order", b"Rents")
PATH = "/debates2009-10-26a.xml"


@pytest.fixture(autouse=True)
def _loopback_only(_no_network_downstairs: None) -> None:
    """This module alone may open sockets, and only to 127.0.0.1."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as ours:
        yield ours


class Waiting:
    """A clock that only waiting moves, so that no test has to wait."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


Open = Callable[..., Fetcher]


@pytest.fixture
def fetcher(tmp_path: Path, waiting: Waiting) -> Iterator[Open]:
    """Opens a fetcher into one folder; the one before is closed, as by another run."""
    opened: list[Fetcher] = []

    def open_(**options: object) -> Fetcher:
        for before in opened:
            before.__exit__()
        opened[:] = [Fetcher(tmp_path / "sources", sleep=waiting.sleep, clock=waiting, **options)]  # type: ignore[arg-type]
        return opened[0]

    yield open_
    for last in opened:
        last.__exit__()


def wanted(server: Publisher, path: str = PATH, **about: object) -> Wanted:
    return Wanted(server.base + path, f"publicwhip/debates{path}", **about)  # type: ignore[arg-type]


def on_disk(tmp_path: Path) -> bytes:
    return (tmp_path / f"sources/publicwhip/debates{PATH}").read_bytes()


def leftovers(tmp_path: Path) -> list[str]:
    return [p.name for p in (tmp_path / "sources").rglob("*") if p.suffix in (".part", ".version")]


# Whole


def test_a_file_arrives_whole_and_is_noted_with_its_digest(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"')
    kept = fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert kept.fresh
    assert kept.sha256 == hashlib.sha256(XML).hexdigest()
    assert json.loads((tmp_path / "sources/fetched.jsonl").read_text()) == {
        "url": server.base + PATH,
        "path": f"publicwhip/debates{PATH}",
        "size": len(XML),
        "sha256": kept.sha256,
        "etag": '"1"',
        "last_modified": "",
        "version": "",
        "fresh": True,
    }
    assert leftovers(tmp_path) == []


def test_we_say_who_we_are(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML)
    fetcher().keep(wanted(server))
    assert server.requests[0].headers["User-Agent"].startswith("Folkmoot/")


def test_requests_to_one_host_are_a_pause_apart(server: Publisher, fetcher: Open, waiting: Waiting) -> None:
    for name in ("/a.xml", "/b.xml", "/c.xml"):
        server.publish(name, XML)
    ours = fetcher(manners=Manners(pause=2.0))
    for name in ("/a.xml", "/b.xml", "/c.xml"):
        ours.keep(wanted(server, name))
    assert waiting.waits == [2.0, 2.0]


# Cached


def test_a_file_that_has_not_changed_is_not_sent_again(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML, etag='"1"')
    fetcher().keep(wanted(server))
    again = fetcher().keep(wanted(server))
    assert not again.fresh
    assert server.requests[1].headers["If-None-Match"] == '"1"'


def test_without_an_etag_the_time_of_change_is_asked_about(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML, last_modified="Mon, 02 Nov 2009 10:15:00 GMT")
    fetcher().keep(wanted(server))
    assert not fetcher().keep(wanted(server)).fresh
    assert server.requests[1].headers["If-Modified-Since"] == "Mon, 02 Nov 2009 10:15:00 GMT"


def test_an_answer_without_any_version_is_unchanged_when_its_bytes_are(
    server: Publisher, fetcher: Open
) -> None:
    server.publish(PATH, XML)
    fetcher().keep(wanted(server))
    assert not fetcher().keep(wanted(server)).fresh


def test_what_the_listing_calls_unchanged_is_not_even_asked_for(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML)
    fetcher().keep(wanted(server, version="2009-11-02 10:15 120K"))
    assert not fetcher().keep(wanted(server, version="2009-11-02 10:15 120K")).fresh
    assert len(server.requests) == 1
    fetcher(again=True).keep(wanted(server, version="2009-11-02 10:15 120K"))
    fetcher().keep(wanted(server, version="2009-11-03 08:00 121K"))
    assert len(server.requests) == 3


def test_a_changed_file_replaces_the_old_one(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='"1"')
    fetcher().keep(wanted(server))
    server.publish(PATH, OTHER, etag='"2"')
    assert fetcher().keep(wanted(server)).fresh
    assert on_disk(tmp_path) == OTHER


def test_a_file_damaged_on_our_disk_is_fetched_again(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"')
    fetcher().keep(wanted(server, version="v"))
    place = tmp_path / f"sources/publicwhip/debates{PATH}"
    place.write_bytes(XML.replace(b"Order", b"Ordre", 1))
    assert fetcher().keep(wanted(server, version="v")).fresh
    assert on_disk(tmp_path) == XML


def test_a_page_just_read_is_kept_without_asking_twice(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish("/api?skip=0", '{"results": []}')
    ours = fetcher()
    ours.page(server.base + "/api?skip=0")
    ours.keep(Wanted(server.base + "/api?skip=0", "written-questions/0.json"))
    assert len(server.requests) == 1
    assert (tmp_path / "sources/written-questions/0.json").read_bytes() == b'{"results": []}'


# Resumed


def test_a_transfer_cut_off_goes_on_where_it_stopped(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[cut_off(50_000), cut_off(20_000)])
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML
    asked = [(r.headers.get("Range"), r.headers.get("If-Range")) for r in server.requests]
    assert asked == [(None, None), ("bytes=50000-", '"1"'), ("bytes=70000-", '"1"')]


def test_a_transfer_goes_on_in_another_run(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[cut_off(50_000)])
    with pytest.raises(NotFetched):
        fetcher(manners=Manners(tries=1)).keep(wanted(server))
    assert not (tmp_path / f"sources/publicwhip/debates{PATH}").exists()
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert server.requests[-1].headers["Range"] == "bytes=50000-"


def test_a_file_that_changed_between_two_ranges_is_begun_again(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[changes_to(OTHER, '"2"')])
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == OTHER


def test_two_versions_are_not_sewn_together_even_if_the_server_offers(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[changes_to(OTHER, '"2"'), ignores_if_range])
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == OTHER


def test_a_server_that_knows_no_ranges_is_asked_for_the_whole(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[cut_off(50_000)], ranges=False)
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML


def test_a_weak_version_is_no_ground_to_go_on_from(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='W/"1"', faults=[cut_off(50_000)])
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert "Range" not in server.requests[1].headers


def test_a_part_longer_than_the_file_is_thrown_away(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[cut_off(50_000)])
    with pytest.raises(NotFetched):
        fetcher(manners=Manners(tries=1)).keep(wanted(server))
    part = next((tmp_path / "sources").rglob("*.part"))
    part.write_bytes(XML + XML)
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert leftovers(tmp_path) == []


# Verified


def test_a_file_truncated_without_a_length_is_not_taken_for_whole(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, faults=[truncated_without_length(60_000), truncated_without_length(61_000)])
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML


def test_what_is_published_unreadable_is_left_after_the_second_time(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML[:-20])
    with pytest.raises(NotFetched, match=r"does not read as xml"):
        fetcher().keep(wanted(server))
    assert len(server.requests) == 2
    assert not (tmp_path / f"sources/publicwhip/debates{PATH}").exists()


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("/a.xml", XML, b"<html><body><p>Please sign in to the network</p></body></html>"),
        ("/a.json", b'{"a": 1}', b'{"a": '),
        ("/a.zip", None, b"PK\x03\x04 and no more"),
    ],
)
def test_a_page_in_place_of_the_file_is_noticed(
    server: Publisher, fetcher: Open, tmp_path: Path, name: str, good: bytes | None, bad: bytes
) -> None:
    body = good or _zip(XML)
    server.publish(name, body, faults=[answers(bad)])
    fetcher().keep(wanted(server, name))
    assert (tmp_path / f"sources/publicwhip/debates{name}").read_bytes() == body


def test_an_archive_with_a_damaged_member_is_refused(server: Publisher, fetcher: Open) -> None:
    good = bytearray(_zip(XML, stored=True))
    good[len(good) // 2] ^= 0xFF
    server.publish("/a.zip", bytes(good))
    with pytest.raises(NotFetched, match="damaged"):
        fetcher().keep(wanted(server, "/a.zip"))


def test_a_failure_leaves_what_was_there(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='"1"')
    fetcher().keep(wanted(server))
    server.publish(PATH, b"<publicwhip>", etag='"2"')
    with pytest.raises(NotFetched):
        fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML


@pytest.mark.parametrize(
    "cut", [b"<html><body><pre>", b"[1, 2", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>']
)
def test_a_page_cut_short_is_asked_for_again(server: Publisher, fetcher: Open, cut: bytes) -> None:
    server.publish("/list/", "<html><body>all</body></html>", faults=[answers(cut)])
    assert fetcher().page(server.base + "/list/") == b"<html><body>all</body></html>"


def test_a_web_page_in_place_of_data_is_no_empty_answer(server: Publisher, fetcher: Open) -> None:
    server.publish("/api/list", "<html><body>Down for maintenance</body></html>")
    with pytest.raises(NotFetched, match="it is a web page"):
        fetcher().page(server.base + "/api/list")


# Polite under trouble


def test_a_server_that_says_when_is_asked_no_sooner(
    server: Publisher, fetcher: Open, waiting: Waiting
) -> None:
    server.publish(PATH, XML, faults=[refuses(429, Retry_After="17")])
    start = waiting.now
    fetcher().keep(wanted(server))
    assert 17 <= waiting.now - start < 20


def test_a_day_and_hour_to_come_back_is_understood(
    server: Publisher, fetcher: Open, waiting: Waiting
) -> None:
    def later(answer, _published):  # type: ignore[no-untyped-def]
        answer.send_response_only(503)
        answer.send_header("Date", "Mon, 02 Nov 2009 10:15:00 GMT")
        answer.send_header("Retry-After", "Mon, 02 Nov 2009 10:16:30 GMT")
        answer.send_header("Content-Length", "0")
        answer.end_headers()

    server.publish(PATH, XML, faults=[later])
    start = waiting.now
    fetcher().keep(wanted(server))
    assert 90 <= waiting.now - start < 95


def test_asked_to_stay_away_for_long_we_leave_and_ask_for_nothing_more(
    server: Publisher, fetcher: Open, waiting: Waiting
) -> None:
    server.publish(PATH, XML, faults=[refuses(429, Retry_After="3600")])
    server.publish("/next.xml", XML)
    ours = fetcher()
    with pytest.raises(NotFetched, match="come back in 3600"):
        ours.keep(wanted(server))
    with pytest.raises(NotFetched, match="come back"):
        ours.keep(wanted(server, "/next.xml"))
    assert len(server.requests) == 1
    assert sum(waiting.waits) < 10


def test_a_server_in_trouble_is_tried_with_growing_pauses(
    server: Publisher, fetcher: Open, waiting: Waiting, tmp_path: Path
) -> None:
    server.publish(PATH, XML, faults=[refuses(500)] * 4)
    fetcher(manners=Manners(pause=1.0)).keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert [wait for wait in waiting.waits if wait] == [1, 2, 4, 8]


def test_a_server_that_stays_in_trouble_is_left_with_one_sentence(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML, always=refuses(500))
    with pytest.raises(NotFetched, match=r"could not be had in 6 tries \(it answered 500\)"):
        fetcher().keep(wanted(server))
    assert len(server.requests) == 6


def test_what_is_not_there_is_asked_for_once(server: Publisher, fetcher: Open) -> None:
    with pytest.raises(NotFetched, match="404") as caught:
        fetcher().keep(wanted(server))
    assert caught.value.facts["status"] == 404
    assert len(server.requests) == 1


def test_a_server_that_goes_quiet_is_hung_up_on_and_asked_again(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[goes_quiet])
    fetcher(manners=Manners(patience=0.2)).keep(wanted(server))
    assert on_disk(tmp_path) == XML


def test_a_trickle_is_broken_off_and_resumed(server: Publisher, tmp_path: Path) -> None:
    server.publish(PATH, XML, etag='"1"', faults=[trickles])
    with Fetcher(tmp_path / "sources", manners=Manners(pause=0, patience=0.3)) as ours:
        ours.keep(wanted(server))
    assert on_disk(tmp_path) == XML
    assert 1 <= int(server.requests[1].headers["Range"].removeprefix("bytes=").rstrip("-")) < 40


def test_a_body_without_end_is_left(
    server: Publisher, fetcher: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST_FILE", 2**20)
    server.publish(PATH, XML, always=endless)
    with pytest.raises(NotFetched, match="larger than 1 MB"):
        fetcher().keep(wanted(server))
    assert leftovers(tmp_path) == []
    monkeypatch.setattr(fetching, "LARGEST_PAGE", 2**20)
    with pytest.raises(NotFetched, match="larger than 1 MB"):
        fetcher().page(server.base + PATH)


def test_nobody_at_the_address_is_said_in_words(fetcher: Open) -> None:
    with publisher() as gone:
        pass
    with pytest.raises(NotFetched, match="nobody answered"):
        fetcher(manners=Manners(tries=2)).keep(wanted(gone))


# Hostile


def test_a_redirect_within_the_host_is_followed(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    server.publish(PATH, XML, always=redirects_to("/moved.xml"))
    server.publish("/moved.xml", XML)
    fetcher().keep(wanted(server))
    assert on_disk(tmp_path) == XML


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/a", "file:///etc/passwd", "http://127.0.0.1:9/a.xml", "//evil.example/a"]
)
def test_a_redirect_to_another_host_is_refused(server: Publisher, fetcher: Open, target: str) -> None:
    server.publish(PATH, XML, always=redirects_to(target))
    with pytest.raises(NotFetched, match="not one of the places we read"):
        fetcher().keep(wanted(server))


def test_a_redirect_to_a_site_we_read_is_followed(fetcher: Open, tmp_path: Path) -> None:
    with publisher() as first, publisher() as second:
        first.publish(PATH, XML, always=redirects_to(second.base + PATH))
        second.publish(PATH, XML)
        fetcher(manners=Manners(sites=("127.0.0.1",))).keep(wanted(first))
    assert on_disk(tmp_path) == XML


def test_a_circle_of_redirects_ends(server: Publisher, fetcher: Open) -> None:
    server.publish(PATH, XML, always=redirects_to(PATH))
    with pytest.raises(NotFetched, match="redirected too often"):
        fetcher().keep(wanted(server))
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "path",
    ["../out.xml", "a/../../out.xml", "/etc/out.xml", "", ".", "a//b.xml", "fetched.jsonl", ".fetching",
     "a.xml.part", "a\\..\\b.xml", "a\n.xml", "x" * 300 + ".xml", "a/.hidden"],
)  # fmt: skip
def test_a_path_that_would_climb_out_is_refused_before_anything_is_asked(
    server: Publisher, fetcher: Open, tmp_path: Path, path: str
) -> None:
    server.publish(PATH, XML)
    with pytest.raises(NotFetched, match="no name for a file"):
        fetcher().keep(Wanted(server.base + PATH, path))
    assert server.requests == []
    assert [p.name for p in tmp_path.rglob("*.xml")] == []


def test_a_link_in_the_folder_does_not_lead_out_of_it(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    ours = fetcher()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sources/publicwhip").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotFetched, match="no name for a file"):
        ours.keep(wanted(server))


def test_an_entity_bomb_is_refused_quickly(server: Publisher, fetcher: Open) -> None:
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    server.publish(PATH, f"<!DOCTYPE x [{entities}]><x>&j;</x>")
    began = time.monotonic()
    with pytest.raises(NotFetched, match="does not read as xml"):
        fetcher().keep(wanted(server))
    assert time.monotonic() - began < 2


# Ledger and lock


def test_a_line_cut_short_in_the_ledger_costs_one_request_and_no_more(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    for name in ("/a.xml", "/b.xml"):
        server.publish(name, XML, etag='"1"')
        fetcher().keep(wanted(server, name, version="v"))
    ledger = tmp_path / "sources/fetched.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-30])
    asked = len(server.requests)
    for name in ("/a.xml", "/b.xml", "/a.xml", "/b.xml"):
        fetcher().keep(wanted(server, name, version="v"))
    assert len(server.requests) == asked + 1


def test_a_ledger_of_nonsense_is_lived_with(server: Publisher, fetcher: Open, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "fetched.jsonl").write_bytes(
        b'\xff\xfe\n5\n[]\n{"url": 1}\n{"path": [], "url": 1, "size": 1, "sha256": 1}\n'
    )
    server.publish(PATH, XML)
    assert fetcher().keep(wanted(server)).fresh


def test_one_folder_has_one_fetcher_at_a_time(fetcher: Open, tmp_path: Path) -> None:
    fetcher()
    with pytest.raises(StoreBusy, match="Another process is fetching"):
        Fetcher(tmp_path / "sources")


def test_a_folder_that_cannot_be_written_ends_it_with_one_sentence(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    ours = fetcher()
    (tmp_path / "sources/publicwhip").write_text("a file where a folder should be")
    with pytest.raises(FolkmootError, match="cannot be written"):
        ours.keep(wanted(server))


# A source as a whole


def listed(server: Publisher, names: list[str]) -> Source:
    return Source(
        "some", server.base, "", lambda *_: iter([wanted(server, f"/{name}", day=DAY) for name in names])
    )


def test_one_failure_stops_nothing_else(server: Publisher, fetcher: Open) -> None:
    for name in ("a.xml", "c.xml"):
        server.publish(f"/{name}", XML)
    told: list[str] = []
    done = fetch(
        listed(server, ["a.xml", "b.xml", "c.xml"]), DAY, DAY, fetcher(),
        tell=lambda one, result: told.append(f"{one.path[-5:]} {type(result).__name__}"),
    )  # fmt: skip
    assert told == ["a.xml Kept", "b.xml NotFetched", "c.xml Kept"]
    assert (len(done.kept), done.fresh, done.bytes) == (2, 2, 2 * len(XML))
    assert [error.facts["url"] for error in done.missed] == [server.base + "/b.xml"]


def test_a_server_that_is_down_is_not_asked_for_everything(server: Publisher, fetcher: Open) -> None:
    names = [f"{letter}.xml" for letter in "abcdefghij"]
    for name in names:
        server.publish(f"/{name}", XML, always=refuses(503))
    done = fetch(listed(server, names), DAY, DAY, fetcher(manners=Manners(tries=2)), enough=3)
    assert len(server.requests) == 6
    assert "the rest was not asked for" in done.missed[-1].message


def test_a_listing_that_cannot_be_had_is_reported_as_missed(server: Publisher, fetcher: Open) -> None:
    done = fetch(SOURCES["publicwhip"], DAY, DAY, fetcher(), base=server.base)
    assert done.kept == ()
    assert {error.facts["status"] for error in done.missed} == {404}


def test_fetching_twice_asks_only_for_listings_the_second_time(server: Publisher, fetcher: Open) -> None:
    folder = "/pwdata/scrapedxml/debates/"
    server.listing(folder, ["debates2009-10-26a.xml", "debates2009-10-26b.xml", "debates2009-10-27a.xml"])
    for letter in "ab":
        server.publish(f"{folder}debates2009-10-26{letter}.xml", XML)
    first = fetch(SOURCES["publicwhip"], DAY, DAY, fetcher(), base=server.base)
    assert (len(first.kept), first.fresh) == (2, 2)
    asked = len(server.requests)
    second = fetch(SOURCES["publicwhip"], DAY, DAY, fetcher(), base=server.base)
    assert (len(second.kept), second.fresh, second.bytes) == (2, 0, 0)
    assert all(request.path.endswith("/") for request in server.requests[asked:])


def everywhere(server: Publisher) -> None:
    """One day of every service of Parliament, with our examples as what it answers."""
    at = server.publish
    at("/overview/sectionsforday.json?date=2031-03-04&house=Commons", '["Debate"]')
    at("/overview/sectionsforday.json?date=2031-03-04&house=Lords", "[]")
    tree = [
        {"SectionTreeItems": [{"Id": 1, "ParentId": None}, {"Id": 2, "ParentId": 1, "ExternalId": "AB-1"}]}
    ]
    at("/overview/sectiontrees.json?section=Debate&date=2031-03-04&house=Commons", json.dumps(tree))
    at("/debates/debate/AB-1.json", example("hansard-api-debate.json"))
    papers = [
        ("writtenquestions/questions", "written-question.json", ["tabled", "answered"]),
        ("writtenstatements/statements", "written-statement.json", ["made"]),
    ]
    for path, name, events in papers:
        for event in events:
            days = f"{event}WhenFrom=2031-03-04&{event}WhenTo=2031-03-04"
            withdrawn = "&includeWithdrawn=true" if "questions" in path else ""
            one = json.dumps(
                {"totalResults": 1, "results": [{"value": {"id": 5, "dateTabled": "2031-03-04"}}]}
            )
            at(f"/api/{path}?{days}{withdrawn}&expandMember=true&skip=0&take=50", one)
        at(f"/api/{path}/5?expandMember=true", example(name))
    member = "MembershipInDateRange.WasMemberOnOr"
    asked = f"{member}After=2031-03-04&{member}Before=2031-03-04"
    at(f"/api/Members/Search?{asked}&skip=0&take=20", example("members-search.json"))
    at("/api/Members/History?ids=90001", example("members-history.json"))
    at("/api/Members/90001/Biography", example("members-biography.json"))
    when = "queryParameters.startDate=2031-03-04&queryParameters.endDate=2031-03-04"
    at(
        f"/data/divisions.json/search?{when}&queryParameters.skip=0&queryParameters.take=25",
        '[{"DivisionId": 3100}]',
    )
    at("/data/division/3100.json", example("commons-division.json"))
    at(
        "/data/Divisions/search?StartDate=2031-03-04&EndDate=2031-03-04&skip=0&take=25",
        '[{"divisionId": 2200}]',
    )
    at("/data/Divisions/2200", example("lords-division.json"))
    entry = '<entry><updated>2031-03-05T06:00:00Z</updated><link href="http://elsewhere/resources/files/77.zip"/></entry>'
    at(
        "/resources/files/feed?dataset=12&take=all",
        f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>',
    )
    at("/resources/files/77.zip", _zip(example("print.xml")))


def test_what_every_service_of_parliament_answers_is_fetched_and_read(
    server: Publisher, fetcher: Open, tmp_path: Path
) -> None:
    everywhere(server)
    day, ours = dt.date(2031, 3, 4), fetcher()
    names = ("hansard-api", "written-questions", "written-statements", "members", "divisions", "bulk")
    done = {name: fetch(SOURCES[name], day, day, ours, base=server.base) for name in names}
    assert [error.message for one in done.values() for error in one.missed] == []
    assert {name: len(one.kept) for name, one in done.items()} == {
        "hansard-api": 1,
        "written-questions": 1,
        "written-statements": 1,
        "members": 3,
        "divisions": 2,
        "bulk": 1,
    }
    report = read([tmp_path / "sources"], tmp_path / "record")
    assert (report.sittings, report.questions, report.divisions) == (7, 1, 3)
    assert (report.people, report.memberships, report.offices) == (2, 3, 2)


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["record", "fetch", *arguments])
        raise SystemExit(0)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_the_command_reports_what_it_kept_and_what_it_missed(
    server: Publisher, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = "/pwdata/scrapedxml/debates/"
    for kind in ("westminhall", "lordspages", "wrans", "wms", "lordswrans", "lordswms", "standing"):
        server.listing(f"/pwdata/scrapedxml/{kind}/", [])
    server.listing(folder, ["debates2009-10-26a.xml", "debates2009-10-26b.xml"])
    server.publish(f"{folder}debates2009-10-26a.xml", XML)
    days = ["--from", "2009-10-26", "--to", "2009-10-26", "--pause", "0", "--base", server.base]
    where = ["--source", "publicwhip", "--into", str(tmp_path / "here"), "--json"]
    status, out, _ = run(capsys, *days, *where)
    report = json.loads(out)["sources"][0]
    assert status == 0
    assert report.pop("missed")[0]["url"] == f"{server.base}{folder}debates2009-10-26b.xml"
    assert report == {"source": "publicwhip", "kept": 1, "fresh": 1, "unchanged": 0, "bytes": len(XML)}
    assert (tmp_path / "here/publicwhip/debates/debates2009-10-26a.xml").read_bytes() == XML


def test_a_command_that_fetched_nothing_says_why_and_ends_with_1(
    server: Publisher, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    days = ["--from", "2009-10-26", "--to", "2009-10-26", "--pause", "0", "--base", server.base]
    status, _, err = run(capsys, *days, "--into", str(tmp_path / "here"))
    assert status == 1
    assert err.startswith("folkmoot: Nothing could be fetched. http://127.0.0.1")
    assert err.count("\n") == 1


def test_killed_at_any_moment_and_started_again_it_ends_the_same(server: Publisher, tmp_path: Path) -> None:
    folder = "/pwdata/scrapedxml/debates/"
    bodies = {f"debates2009-10-{day}a.xml": XML.replace(b"Order", b"Day %d" % day) for day in range(10, 16)}
    server.listing(folder, list(bodies))
    for number, (name, body) in enumerate(bodies.items()):
        server.publish(folder + name, body, etag=f'"{number}"', always=slowly)
    arguments = ["record", "fetch", "--from", "2009-10-01", "--to", "2009-10-31", "--source", "publicwhip"]
    arguments += ["--pause", "0", "--base", server.base, "--into", str(tmp_path / "here")]
    command = [sys.executable, "-m", "folkmoot", *arguments]
    ours = {**os.environ, "PYTHONPATH": str(Path(fetching.__file__).parents[2])}
    for _ in range(4):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ours)
        before = len(server.requests)
        while len(server.requests) < before + 9 and running.poll() is None:
            time.sleep(0.01)
        time.sleep(random.Random(before).uniform(0, 0.3))
        running.kill()
        running.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ours)
    kept = {path.name: path.read_bytes() for path in (tmp_path / "here/publicwhip/debates").iterdir()}
    assert kept == bodies
    assert any("Range" in request.headers for request in server.requests)


def _zip(body: bytes, *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CHAN1.xml", body)
    return out.getvalue()
