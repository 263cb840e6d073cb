"""Damaged and hostile files: one sentence each, the rest is read, nothing half written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.errors import FolkmootError, NotFound, Unreadable
from folkmoot.record import readers
from folkmoot.record.reading import Report, read
from folkmoot.record.store import Store

from .conftest import DEBATE
from .equal import contents

MUTATIONS = int(os.environ.get("FOLKMOOT_MUTATIONS", "200"))


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """One of the ways in which files arrive broken."""
    at = chance.randrange(max(len(data), 1))
    match chance.randrange(9):
        case 0:
            flipped = bytearray(data)
            for _ in range(chance.randrange(1, 20)):
                flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            return bytes(flipped)
        case 1:
            return data[:at]
        case 2:
            end = data.find(b">", at)
            return data[:at] + data[end + 1 :]
        case 3:
            other = chance.choice([b"UTF-16", b"ISO-8859-1", b"cp1252", b"x-none", b"UTF-7"])
            return b'<?xml version="1.0" encoding="' + other + b'"?>' + data[data.find(b"<publicwhip") :]
        case 4:
            bomb = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
            return bomb + data[data.find(b"<publicwhip") :]
        case 5:
            return data[:at] + b"<x>" * chance.randrange(1, 5_000) + data[at:]
        case 6:
            return data[:at] + chance.randbytes(chance.randrange(1, 200)) + data[at:]
        case 7:
            return data.decode("latin-1").encode(chance.choice(["utf-16", "utf-8", "utf-32"]))
        case _:
            other = chance.randrange(len(data))
            return data[: min(at, other)] + data[max(at, other) :]


def test_mutated_files_give_values_or_one_sentence_and_quickly(real: Path) -> None:
    sources = [
        p.read_bytes() for p in sorted((real / "hansard").rglob("*.xml")) if p.stat().st_size < 300_000
    ]
    sources += [DEBATE.encode(), (real / "people" / "ministers.json").read_bytes()[:200_000]]
    chance = random.Random(20261121)
    for number in range(MUTATIONS):
        data = _mutated(chance.choice(sources), chance)
        started = time.perf_counter()
        try:
            reader = readers.reader_for(data[: readers.HEAD_BYTES], file="debates2026-05-12a.xml")
            reader.read(data, file="debates2026-05-12a.xml")
        except FolkmootError as error:
            assert "debates2026-05-12a.xml" in error.message
            assert "\n" not in error.message
        assert time.perf_counter() - started < 10, number


def test_bad_files_are_told_one_by_one_and_the_good_are_kept(
    parliament: Path, folder: Path, tmp_path: Path, reading: Callable[..., Report]
) -> None:
    expected = tmp_path / "expected"
    read([parliament], expected)
    (parliament / "debates2026-05-13a.xml").write_text(DEBATE[:900])
    (parliament / "page.xml").write_text("<!DOCTYPE html>\n<html><body>404</body></html>")
    (parliament / "config.json").write_text('{"colour": "red"}')
    (parliament / "empty.xml").touch()
    (parliament / "laughs.xml").write_text(
        '<!DOCTYPE publicwhip [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">]>\n<publicwhip>&b;</publicwhip>'
    )
    with (parliament / "huge.xml").open("wb") as huge:
        huge.truncate(2 * 1024**3)
    started = time.perf_counter()
    report = reading(parliament)
    assert time.perf_counter() - started < 10
    told = {Path(u.file).name: (u.line, u.reason) for u in report.unread}
    assert told.keys() == {
        *("debates2026-05-13a.xml", "page.xml", "config.json", "empty.xml", "laughs.xml", "huge.xml")
    }
    assert "breaks off" in told["debates2026-05-13a.xml"][1] and told["debates2026-05-13a.xml"][0] > 1
    assert "web page" in told["page.xml"][1]
    assert "no Popolo" in told["config.json"][1]
    assert "empty" in told["empty.xml"][1]
    assert "2,147 MB is more than the 64 MB" in told["huge.xml"][1]
    assert (report.files, report.sittings, report.contributions) == (9, 1, 5)
    assert contents(folder) == contents(expected)


def test_where_nothing_can_be_read_there_is_one_sentence(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "page.xml").write_text("<html></html>")
    with pytest.raises(Unreadable, match=r"Nothing could be read\. .*page\.xml: this is a web page"):
        read([tmp_path / "page.xml"], folder)
    with pytest.raises(NotFound, match="does not exist"):
        read([tmp_path / "nowhere"], folder)


def test_a_sitting_that_became_unreadable_stays_as_it_was(
    parliament: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    reading(parliament)
    (parliament / "debates2026-05-12a.xml").write_text(DEBATE[:-60])
    report = reading(parliament)
    assert len(report.unread) == 1
    with Store.open(folder) as store:
        assert store.search("repairs").total == 3


KILLS = int(os.environ.get("FOLKMOOT_KILLS", "4"))

_READ = (
    "import sys; from folkmoot.record.reading import read; from folkmoot.record.store import index; "
    "index.COMMIT_CHARACTERS = 400_000; from folkmoot.record.store.writing import Writer; "
    "Writer.__init__.__kwdefaults__['index_every'] = 400_000; read(sys.argv[2:], sys.argv[1])"
)


def test_killed_at_random_moments_and_started_again_the_store_is_the_same(real: Path, tmp_path: Path) -> None:
    given = [
        str(real / "people"),
        *(str(real / "hansard" / "2009-10" / kind) for kind in ("debates", "wrans", "wms")),
    ]
    calm = tmp_path / "calm"
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", _READ, str(calm), *given], check=True, env=_environment())
    whole = time.perf_counter() - started
    chance = random.Random(7)
    hard = tmp_path / "hard"
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", _READ, str(hard), *given], env=_environment())
        try:
            process.wait(timeout=chance.uniform(0.2, 1.0) * whole)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    subprocess.run([sys.executable, "-c", _READ, str(hard), *given], check=True, env=_environment())
    assert contents(hard) == contents(calm)


def _environment() -> dict[str, str]:
    source = Path(__file__).resolve().parents[2] / "src"
    return os.environ | {"PYTHONPATH": str(source)}
