from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.house import House
from tests.web.keeping.conftest import fingerprint

Members = dict[str, bytes]


def repacked(saved: Path, path: Path, change: Callable[[Members], None], *, sign: bool = True) -> Path:
    """The backup with something in it changed, signed again as somebody hostile would."""
    with zipfile.ZipFile(saved) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    if sign and "manifest.json" in members:
        members["manifest.json"] = _signed_again(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def _signed_again(members: Members) -> bytes:
    manifest = json.loads(members["manifest.json"])
    for table in manifest["tables"]:
        lines = members.get(f"tables/{table['name']}.jsonl", b"")
        table.update(size=len(lines), rows=lines.count(b"\n"), sha256=hashlib.sha256(lines).hexdigest())
    said = {name: value for name, value in manifest.items() if name != "sha256"}
    manifest["sha256"] = hashlib.sha256(
        json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
    return json.dumps(manifest).encode()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House.with_tables(tmp_path_factory.mktemp("lived-in"))
    house.steward()
    return house


def in_table(name: str, old: bytes, new: bytes) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        member = f"tables/{name}.jsonl"
        assert old in members[member]
        members[member] = members[member].replace(old, new, 1)

    return change


def in_manifest(**said: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **said}).encode()

    return change


def without(name: str) -> Callable[[Members], None]:
    return lambda members: members.pop(name) and None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("change", "sign", "sentence"),
    [
        (in_table("meetings_note", b"damp", b"dump"), False, "altered or damaged"),
        (in_manifest(made_at="2020-01-01T00:00:00+00:00"), False, "does not agree with its own digest"),
        (in_manifest(format=2), True, "Update Folkmoot first"),
        (in_manifest(tables=[1]), False, "not one of ours"),
        (in_manifest(migrations={"meetings": ["9999_later"]}), True, "newer version"),
        (without("manifest.json"), False, "no backup of a house"),
        (without("tables/meetings_vote.jsonl"), False, "does not hold the files"),
        (lambda members: members.update({"../../evil": b"x"}), False, "does not hold the files"),
        (in_table("meetings_note", b'"number":7', b'"number":"seven"'), True, "cannot hold"),
        (in_table("meetings_note", b'"number":7', b'"numero":7'), True, "other columns"),
        (in_table("meetings_vote", b'"participant_id":7,', b'"participant_id":777,'), True, "does not fit"),
        (in_table("journal_line", b'"verb":"released"', b'"verb":"hidden"'), True, "Line 2 of the journal"),
        (in_table("journal_content", b"damp", b"dump"), True, "content was altered"),
        (in_table("meetings_note", b"{", b"["), True, "not JSON"),
        (in_table("meetings_note", b"{", b"[" * 100_000), True, "not JSON"),
    ],
)  # fmt: skip
def test_a_backup_that_was_tampered_with_is_refused_and_nothing_changes(
    saved: Path, tmp_path: Path, lived_in: House, change: Callable[[Members], None], sign: bool, sentence: str
) -> None:
    before = fingerprint(lived_in)
    bad = repacked(saved, tmp_path / "bad.zip", change, sign=sign)
    assert sentence in lived_in.refused("restore", bad, "--replace")
    assert fingerprint(lived_in) == before


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, empty: House) -> None:
    path = tmp_path / "note.txt"
    assert "There is no file" in empty.refused("restore", path)
    path.write_text("hello")
    assert "damaged or is no backup" in empty.refused("restore", path)


def test_a_zip_that_unpacks_beyond_measure_is_refused_before_it_is_read(
    saved: Path, tmp_path: Path, empty: House
) -> None:
    def inflate(members: Members) -> None:
        members["tables/meetings_note.jsonl"] = b'{"words":"' + b" " * 50_000_000 + b'"}\n'

    bomb = repacked(saved, tmp_path / "bomb.zip", inflate)
    assert bomb.stat().st_size < 500_000
    assert "unpacks more than" in empty.refused("restore", bomb)


def test_a_damaged_byte_anywhere_is_refused_with_one_sentence(
    saved: Path, tmp_path: Path, furnished: House
) -> None:
    """In this process, so that many places can be tried."""
    from folkmoot.errors import Unreadable
    from folkmoot.web.keeping.archive import opened

    whole = saved.read_bytes()
    chance = random.Random(20261121)
    path = tmp_path / "damaged.zip"
    refused = 0
    for _ in range(300):
        place = chance.randrange(len(whole))
        path.write_bytes(
            whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :]
        )
        try:
            with opened(path) as archive:
                rows = [row for table in archive.manifest.tables for row in archive.rows(table)]
                assert len(rows) == archive.manifest.rows
        except Unreadable:
            refused += 1
    assert (
        refused > 200
    )  # a bit in a zip's unused fields (times, permissions) may change and matter to nobody


def test_a_file_cut_short_anywhere_is_refused(saved: Path, tmp_path: Path) -> None:
    from folkmoot.errors import Unreadable
    from folkmoot.web.keeping.archive import opened

    whole = saved.read_bytes()
    path = tmp_path / "short.zip"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(Unreadable), opened(path):
            pass
