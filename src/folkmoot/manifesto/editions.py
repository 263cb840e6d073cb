"""Numbered editions of a manifesto: one document, one hash, and what changed between two.

A file holds `{"format", "edition", "sha256", "notes"}`. `edition` is hashed as canonical JSON (keys in
order, no spaces, UTF-8). Words of notes stand outside it, under `notes`, each sealed inside by an HMAC with
a key of its own: so a note can be erased lawfully and the hash of the edition still holds, as in the journal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.manifesto.drift import Hint, Wording, hints

FORMAT = "folkmoot-edition/1"
LARGEST = 50 * 1024 * 1024
Document = dict[str, Any]


def canonical(value: Any) -> bytes:
    """A value as the one sequence of bytes that is hashed."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(edition: Mapping[str, Any]) -> str:
    """The SHA-256 of an edition, in hexadecimal."""
    return hashlib.sha256(canonical(edition)).hexdigest()


def seal(opened: Mapping[str, Any]) -> str:
    """The HMAC-SHA-256 of what a note says, under its own `key`."""
    said = {name: value for name, value in opened.items() if name != "key"}
    return hmac.new(str(opened["key"]).encode(), canonical(said), hashlib.sha256).hexdigest()


def document(edition: Document, notes: Mapping[str, Document]) -> Document:
    """The whole file of an edition."""
    return {"format": FORMAT, "edition": edition, "sha256": digest(edition), "notes": dict(notes)}


def write(whole: Mapping[str, Any]) -> bytes:
    """A file as it is handed out: the same document is always the same bytes, readable by people."""
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read(data: bytes, *, file: str) -> Document:
    """An edition's file, its shape checked; whether its words are those published, `problems` says.

    Raises Unreadable where it is no such file.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"{file} is larger than {LARGEST // 1024 // 1024} MB and is no edition.", file=file)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{file} is no JSON: {error}. Download the edition again.", file=file) from error
    if not _has_shape(found):
        raise Unreadable(f"{file} is no edition of a manifesto ({FORMAT}). Download it again.", file=file)
    return dict(found)


def _has_shape(found: Any) -> bool:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return False
    edition, notes = found.get("edition"), found.get("notes")
    if not (isinstance(edition, dict) and isinstance(notes, dict) and isinstance(found.get("sha256"), str)):
        return False
    lists = all(isinstance(edition.get(name), list) for name in ("planks", "moots"))
    return (
        lists
        and _can_be_hashed(found)
        and all(_is_plank(plank) for plank in edition["planks"])
        and isinstance(edition.get("number"), int)
    )


def _can_be_hashed(found: Any) -> bool:
    try:
        canonical(found)
        return all(isinstance(name, str) and isinstance(sign, str) for name, sign in _seals(found["edition"]))
    except (KeyError, TypeError, AttributeError, ValueError):  # a lone surrogate is a ValueError too
        return False


def _is_plank(plank: Any) -> bool:
    if not isinstance(plank, dict) or not isinstance(plank.get("plank"), str):
        return False
    versions = plank.get("versions")
    return (
        isinstance(versions, list)
        and bool(versions)
        and all(isinstance(v, dict) and isinstance(v.get("words"), str) for v in versions)
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is not as it was published: what, where, and what stands there."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an edition's file found. erased: notes sealed in it whose words it no longer holds."""

    number: int
    sha256: str
    problems: tuple[Problem, ...]
    erased: tuple[str, ...]
    notes: int

    @property
    def whole(self) -> bool:
        return not self.problems


def check(whole: Mapping[str, Any], *, published: str = "") -> Checked:
    """Whether a file holds the words that were published.

    published: the hash printed on the edition's page or paper; the one inside the file when left out,
    which finds every accident but not somebody who rewrote the hash as well.
    """
    edition, found = whole["edition"], digest(whole["edition"])
    problems = []
    if found != whole["sha256"]:
        problems.append(
            Problem("the words are not those of the hash", f"sha256 {found}, expected {whole['sha256']}")
        )
    if published and found != published.strip().casefold():
        problems.append(
            Problem("this is not the edition that was published", f"sha256 {found}, published {published}")
        )
    sealed = dict(_seals(edition))
    for name, opened in whole["notes"].items():
        if name not in sealed:
            problems.append(Problem("a note that the edition does not name", name))
        elif not _fits(opened, sealed[name]):
            problems.append(Problem("the words of a note are not those that were published", name))
    erased = tuple(sorted(sealed.keys() - whole["notes"].keys()))
    return Checked(edition["number"], found, tuple(problems), erased, len(sealed))


def _seals(edition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for moot in edition["moots"]:
        for statement in moot.get("statements", ()):
            for note in statement.get("notes", ()):
                yield note["name"], note["seal"]


def _fits(opened: Any, expected: str) -> bool:
    return isinstance(opened, dict) and "key" in opened and hmac.compare_digest(seal(opened), expected)


@dataclass(frozen=True, slots=True)
class Altered:
    """A plank in two editions. state: "new", "gone" or "changed"; fields: what beside the words changed."""

    plank: str
    title: str
    state: str
    before: Document | None
    now: Document | None
    hints: tuple[Hint, ...]
    fields: tuple[str, ...]


_FIELDS = (
    "title", "state", "route", "lead", "supporters", "dispute", "place", "horizon", "parameters", "variants",
)  # fmt: skip


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Altered, ...]:
    """What changed between two editions, in the order of the later one; what is gone comes last."""
    old = {plank["plank"]: plank for plank in before["planks"]}
    new = {plank["plank"]: plank for plank in now["planks"]}
    found = [_altered(old.get(name), plank) for name, plank in new.items()]
    gone = [_altered(plank, None) for name, plank in old.items() if name not in new]
    return tuple(one for one in (*found, *gone) if one is not None)


def newest(plank: Mapping[str, Any]) -> Document:
    """The version of a plank that stands."""
    return dict(plank["versions"][-1])


def _altered(old: Document | None, new: Document | None) -> Altered | None:
    before, now = (newest(plank) if plank else None for plank in (old, new))
    one = now or before
    assert one is not None
    name = str((new or old or {})["plank"])
    if before is None or now is None:
        return Altered(name, one["title"], "new" if before is None else "gone", before, now, (), ())
    found = hints(_wording(before), _wording(now))
    fields = tuple(field for field in _FIELDS if before.get(field) != now.get(field))
    moved = ("section",) if old and new and old.get("section") != new.get("section") else ()
    same = _wording(before) == _wording(now)
    if same and not found and not fields and not moved:
        return None
    return Altered(name, now["title"], "changed", before, now, found, (*fields, *moved))


def _wording(version: Mapping[str, Any]) -> Wording:
    return Wording(version["words"], version.get("purpose", ""))
