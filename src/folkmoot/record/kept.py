"""The folder that fetched files are kept in: its ledger, its lock, and what reads as its name says.

`fetched.jsonl` has one line a file and version; the newest line of a path counts, and a line
cut short by a power failure only means that its file is asked for again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from folkmoot.errors import FolkmootError, NotFetched, StoreBusy, Unreadable

LEDGER = "fetched.jsonl"
_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._,()@+=-]{0,199}")
_OURS = (".part", ".version")
_UNREADABLE = (etree.XMLSyntaxError, ValueError, RecursionError)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError)
LARGEST_GROWN = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is here: from where, how large, its SHA-256, and what the server calls its version.

    `version` is what the listing said of it. `fresh` is False when it was here already, unchanged.
    """

    url: str
    path: str
    size: int
    sha256: str
    etag: str = ""
    last_modified: str = ""
    version: str = ""
    fresh: bool = True


class Folder:
    """A folder of fetched files, held by this process alone until it is closed.

    Raises StoreBusy when another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with writing(path):
            path.mkdir(parents=True, exist_ok=True)
            self._lock = _held_alone(path / LEDGER)
            self._kept = _read_ledger(path / LEDGER)

    def close(self) -> None:
        self._lock.close()

    def place(self, path: str) -> Path:
        """Where a file of this relative path goes.

        Raises NotFetched for a path that would leave the folder or that no file of ours could have.
        """
        pieces = path.split("/")
        place = self.path.joinpath(*pieces) if all(map(_PIECE.fullmatch, pieces)) else self.path
        inside = place.resolve().is_relative_to(self.path.resolve()) and place != self.path
        if not inside or path == LEDGER or path.endswith(_OURS) or place.is_dir():
            raise NotFetched(f"{path!r} is no name for a file in {self.path}; it was left.", path=path)
        return place

    def still_here(self, path: str, url: str) -> Kept | None:
        """What the ledger says of a file, if the one on disk is still the same, byte for byte."""
        kept, place = self._kept.get(path), self.place(path)
        if kept is None or kept.url != url or not place.is_file() or place.stat().st_size != kept.size:
            return None
        return kept if digest(place) == kept.sha256 else None

    def note(self, kept: Kept) -> None:
        """A line in the ledger, unless it says this already."""
        if self._kept.get(kept.path) == kept:
            return
        self._kept[kept.path] = kept
        with (self.path / LEDGER).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(kept)) + "\n")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Says in one sentence, as a FolkmootError, what kept us from writing into a folder."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FolkmootError(
            f"{folder} cannot be written ({why}); make room, or choose another folder.", path=str(folder)
        ) from error


class Part:
    """A file on its way to its place: what has come of it, and of which version."""

    def __init__(self, place: Path, url: str) -> None:
        self.place, self.url = place, url
        self.file = place.with_name(place.name + ".part")
        self._version = place.with_name(place.name + ".version")
        self._refused: set[str] = set()

    @property
    def size(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    @property
    def tag(self) -> str:
        """The version the part belongs to; empty when it is not known: then nothing can be added to it."""
        try:
            known = json.loads(self._version.read_text(encoding="utf-8"))
            return str(known["tag"]) if known["url"] == self.url else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def begin(self, tag: str) -> None:
        """An empty part, of the version that this tag names."""
        self.throw_away()
        self._version.write_text(json.dumps({"url": self.url, "tag": tag}), encoding="utf-8")
        self.file.touch()

    def throw_away(self) -> None:
        self._version.unlink(missing_ok=True)
        self.file.unlink(missing_ok=True)

    def missing(self) -> dict[str, str]:
        """Headers that ask for the rest of the same version; none when there is nothing to go on from."""
        return {"Range": f"bytes={self.size}-", "If-Range": self.tag} if self.size and self.tag else {}

    def fits(self, headers: Mapping[str, str]) -> bool:
        """Whether a partial answer goes on exactly where the part stops, in the same version."""
        starts_here = headers.get("Content-Range", "").startswith(f"bytes {self.size}-")
        return starts_here and strong_tag(headers) in ("", self.tag)

    def settle(self, path: str, headers: Mapping[str, str], *, version: str) -> Kept:
        """The part at its place, if it reads as what its name says; otherwise it is thrown away.

        Raises Unreadable; its fact `twice` says that the same bytes came before: they are what is
        published then, and no accident on the way.
        """
        sha256, size = digest(self.file), self.size
        if trouble := trouble_with(self.file, self.place.suffix):
            self.throw_away()
            twice = sha256 in self._refused
            self._refused.add(sha256)
            raise Unreadable(trouble, twice=twice)
        self.file.replace(self.place)
        self._version.unlink(missing_ok=True)
        etag, last_modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
        return Kept(self.url, path, size, sha256, etag, last_modified, version)


def strong_tag(headers: Mapping[str, str]) -> str:
    """What names this exact version, if anything: a weak ETag does not, nor does any of a packed body."""
    if headers.get("Content-Encoding", "identity") != "identity":
        return ""
    etag = headers.get("ETag", "")
    return headers.get("Last-Modified", "") if etag.startswith("W/") or not etag else etag


def digest(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def trouble_with(path: Path, suffix: str) -> str:
    """Why a file does not read as its suffix says (.xml, .json, .zip), or "" when it does.

    Nothing is expanded, loaded from elsewhere or built in memory beyond one JSON value.
    """
    try:
        match suffix:
            case ".xml":
                etree.parse(path, _skimmer(_NoHtml()))
            case ".json":
                json.loads(path.read_bytes())
            case ".zip":
                with zipfile.ZipFile(path) as archive:
                    if sum(member.file_size for member in archive.infolist()) > LARGEST_GROWN:
                        raise ValueError("it grows past what an archive may")
                    if bad := archive.testzip():
                        raise ValueError(f"{bad} in it is damaged")
    except (*_UNREADABLE, *_DAMAGED) as error:
        return f"does not read as {suffix[1:]} ({error})"
    return ""


def page_trouble(body: bytes, *, folder: bool) -> str:
    """Why a page is not whole, or "" when it is: of a folder HTML, of anything else JSON or XML."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    try:
        if start.startswith((b"<!doctype html", b"<html")):
            whole = b"</html" in body[-1024:].lower()
            return "" if folder and whole else "it is a web page" if whole else "it stops in the middle"
        if start.startswith(b"<"):
            etree.fromstring(body, _skimmer(_Nothing()))
        elif start.startswith((b"{", b"[", b'"')):
            json.loads(body)
        else:
            return "it is neither a listing nor JSON nor XML"
    except _UNREADABLE as error:
        return f"it does not read to its end ({error})"
    return ""


class _Nothing:
    """Takes an XML file's events and keeps none."""

    def start(self, tag: str, attributes: Any) -> None: ...

    def close(self) -> None: ...


class _NoHtml(_Nothing):
    """An error page served in place of the file often parses; its root gives it away."""

    first = True

    def start(self, tag: str, attributes: Any) -> None:
        if self.first and etree.QName(tag).localname.lower() == "html":
            raise ValueError("it is a web page")
        self.first = False


def _skimmer(target: Any) -> Any:
    return etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)


def _held_alone(ledger: Path) -> IO[str]:
    """A lock that the system lets go of when this process ends, however it ends."""
    lock = ledger.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreBusy(
            f"Another process is fetching into {ledger.parent}; wait for it, or choose another folder."
        ) from error
    return lock


def _read_ledger(file: Path) -> dict[str, Kept]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if text and not text.endswith("\n"):
        with file.open("a", encoding="utf-8") as end:
            end.write("\n")  # so that the next line does not grow onto a torn one
    kept: dict[str, Kept] = {}
    for line in text.splitlines():
        try:
            one = Kept(**json.loads(line))
        except (ValueError, TypeError):
            continue
        kept[str(one.path)] = one
    return kept
