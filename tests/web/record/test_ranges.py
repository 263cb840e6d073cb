"""A download that broke off goes on where it was, and a slow reader holds nobody up."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.exporting import Archive
from folkmoot.web.record import ranges

pytestmark = pytest.mark.django_db

BYTES = bytes(range(251)) * 4_003
NAME = "record-9-csv.zip"
ADDRESS = f"/record/downloads/{NAME}"
DIGEST = hashlib.sha256(BYTES).hexdigest()
TAG = f'"{DIGEST}"'


def put_archive(folder: Path) -> None:
    """An archive of the record with the list that names it."""
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(BYTES)
    one = Archive(
        name=NAME, form="csv", number=9, day="2026-05-12", first="", last="", bytes=len(BYTES),
        sha256=DIGEST, digest="", licence="", citation="",
    )  # fmt: skip
    (folder / "downloads.json").write_text(json.dumps({"archives": [asdict(one)]}), encoding="utf-8")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, settings: Any) -> Path:
    settings.DOWNLOADS_FOLDER = tmp_path / "downloads"
    put_archive(settings.DOWNLOADS_FOLDER)
    return tmp_path / "downloads" / NAME


def taken(answer: Any) -> bytes:
    with contextlib.closing(answer):
        return b"".join(answer) if answer.streaming else answer.content


def test_an_archive_comes_whole_and_says_that_it_can_be_taken_in_parts(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["ETag"], answer["Accept-Ranges"]) == (200, TAG, "bytes")
    assert answer["Content-Length"] == str(len(BYTES))
    assert taken(answer) == BYTES


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=600000-", 600_000, len(BYTES)),
        ("bytes=-5", len(BYTES) - 5, len(BYTES)),
        (f"bytes=5-{10**17}", 5, len(BYTES)),
        (f"bytes=-{10**17}", 0, len(BYTES)),
    ],
)
def test_a_part_is_the_bytes_that_stand_there(client: Client, asked: str, start: int, end: int) -> None:
    for tag in ({}, {"if-range": TAG}):
        answer = client.get(ADDRESS, headers={"range": asked, **tag})
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {start}-{end - 1}/{len(BYTES)}"
        assert answer["Content-Length"] == str(end - start)
        assert taken(answer) == BYTES[start:end]


@pytest.mark.parametrize("asked", [f"bytes={len(BYTES)}-", f"bytes={10**17}-{10**17}", "bytes=-0"])
def test_a_part_the_file_does_not_have_is_refused_with_its_size(client: Client, asked: str) -> None:
    answer = client.get(ADDRESS, headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(BYTES)}")


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=0-1,5-9"},
        {"range": "bytes=9-5"},
        {"range": "bytes=-"},
        {"range": "lines=0-5"},
        {"range": "bytes=5-", "if-range": '"another"'},
        {"range": "bytes=5-", "if-range": f"W/{TAG}"},
        {"range": "bytes=5-", "if-range": "Sun, 22 Nov 2026 12:00:00 GMT"},
    ],
)
def test_what_cannot_be_joined_to_what_one_has_comes_whole(client: Client, headers: dict[str, str]) -> None:
    answer = client.get(ADDRESS, headers=headers)
    assert (answer.status_code, taken(answer)) == (200, BYTES)


def test_who_has_it_is_told_so_and_who_asks_for_its_head_gets_no_bytes(client: Client) -> None:
    assert client.get(ADDRESS, headers={"if-none-match": f'"x", {TAG}'}).status_code == 304
    head = client.head(ADDRESS, headers={"range": "bytes=5-9"})
    assert (head.status_code, head["Content-Length"], head.content) == (206, "5", b"")


def test_with_every_place_taken_a_whole_archive_comes_from_the_server_and_a_part_later(
    client: Client,
) -> None:
    slow = client.get(ADDRESS)
    again = client.get(ADDRESS)
    assert (again.status_code, again["Location"]) == (302, f"/downloads/{NAME}")
    busy = client.get(ADDRESS, headers={"range": "bytes=5-"})
    assert (busy.status_code, busy["Retry-After"]) == (503, "60")
    slow.close()
    assert taken(client.get(ADDRESS, headers={"range": "bytes=5-9"})) == BYTES[5:10]


def test_a_reader_who_never_reads_gives_the_place_back(archive: Path) -> None:
    for _ in range(3):
        assert ranges._places.acquire(blocking=False)
        stretch = ranges._Stretch(archive.open("rb"), 0, 10)
        del stretch


@pytest.mark.parametrize("name", ["nothing.zip", "downloads.json", "..%2fsecret_key"])
def test_nothing_but_what_the_list_names_is_sent(client: Client, name: str) -> None:
    assert client.get(f"/record/downloads/{name}").status_code == 404


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    yield
    assert ranges._places.acquire(blocking=False), "a place was not given back"
    ranges._places.release()


@given(st.text(max_size=30) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True), st.integers(0, 2_000))
def test_any_range_is_of_the_file_or_none(header: str, size: int) -> None:
    found = ranges.wanted(header, size)
    if found is not None and found != (0, 0):
        assert 0 <= found[0] < found[1] <= size


def test_a_file_that_cannot_be_opened_takes_nobodys_place(tmp_path: Path) -> None:
    request = RequestFactory().get(ADDRESS)
    with pytest.raises(IsADirectoryError):
        ranges.send(request, tmp_path, "tag")
    file = tmp_path / NAME
    file.write_bytes(BYTES)
    answer = ranges.send(request, file, "tag")
    assert answer is not None
    answer.close()
