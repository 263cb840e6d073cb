"""The one place that opens a socket: published files brought home, politely and whole.

A file is written beside its place and moved there only when it is complete and reads as
what its name says. A broken transfer goes on where it stopped; a file that changed under
way is begun again; a file already here is asked for again only if it may have changed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import urllib3

from folkmoot import __version__
from folkmoot.errors import NotFetched, Unreadable
from folkmoot.record.kept import Folder, Kept, Part, page_trouble, strong_tag, writing
from folkmoot.record.sources import Source, Wanted

USER_AGENT = f"Folkmoot/{__version__} (reads the parliamentary record, one request at a time)"
LARGEST_FILE = 512 * 2**20
LARGEST_PAGE = 32 * 2**20
CHUNK = 64 * 2**10
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave towards a server.

    pause: seconds between two requests to one host. tries: for one file. patience: seconds without
    a byte before we hang up. longest_wait: seconds we wait when told to; asked for longer, we leave.
    slowest: bytes a second, over `patience` seconds, below which a transfer is broken off and resumed.
    sites: redirects go to these hosts and those below them, and nowhere else.
    """

    pause: float = 0.5
    tries: int = 6
    patience: float = 60.0
    longest_wait: float = 120.0
    slowest: float = 64.0
    sites: tuple[str, ...] = ("parliament.uk", "theyworkforyou.com", "mysociety.org", "githubusercontent.com")


class Fetcher:
    """Brings files into one folder, which it holds alone; use it as a context manager.

    `received` is told the size of every piece that arrives. With `again`, files are asked for even
    when the listing says that they are unchanged. `sleep` and `clock` can be given, so that waiting
    can be measured without waiting.

    Raises StoreBusy when another process is fetching into the folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        manners: Manners | None = None,
        again: bool = False,
        received: Callable[[int], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder, self.manners, self.again = Folder(folder), manners or Manners(), again
        self._received, self._sleep, self._clock = received, sleep, clock
        self._not_before: dict[str, float] = {}
        self._just_read = ("", b"")
        self._pool = urllib3.PoolManager(
            maxsize=1, timeout=urllib3.Timeout(connect=15, read=self.manners.patience), retries=False
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()
        self.folder.close()

    def page(self, url: str) -> bytes:
        """The bytes of a listing or of one page of an answer, whole, held in memory.

        Raises NotFetched after the last try, or when it is larger than 32 MB.
        """
        body = self._until_it_works(url, lambda: self._read(url))
        self._just_read = (url, body)
        return body

    def keep(self, wanted: Wanted) -> Kept:
        """The file at its place, complete and verified; asked for again only if it may have changed.

        A page that was read a moment ago is kept as it came, without a second request.
        Raises NotFetched after the last try; what was there before is then still there.
        """
        place = self.folder.place(wanted.path)
        with writing(self.folder.path):
            before = self.folder.still_here(wanted.path, wanted.url)
            if before and wanted.version and wanted.version == before.version and not self.again:
                return replace(before, fresh=False)
            place.parent.mkdir(parents=True, exist_ok=True)
            part = Part(place, wanted.url)
            kept = self._until_it_works(wanted.url, lambda: self._bring(wanted, part, before))
            self.folder.note(kept)
        return replace(kept, fresh=before is None or before.sha256 != kept.sha256)

    # One try

    def _read(self, url: str) -> bytes:
        body = bytearray()
        with self._ask(url, {}) as response:
            for chunk in self._chunks(response):
                body += chunk
                if len(body) > LARGEST_PAGE:
                    raise _Final(f"is larger than {LARGEST_PAGE // 2**20} MB and was left")
        if trouble := page_trouble(bytes(body), folder=urlsplit(url).path.endswith("/")):
            raise _Again(trouble)
        return bytes(body)

    def _bring(self, wanted: Wanted, part: Part, before: Kept | None) -> Kept:
        if wanted.url == self._just_read[0]:
            part.begin("")
            part.file.write_bytes(self._just_read[1])
            return _settled(part, wanted, {})
        with self._ask(wanted.url, part.missing() or _only_if_changed(before)) as response:
            if response.status == 304 and before:
                return replace(before, version=wanted.version)
            self._receive(response, part)
            return _settled(part, wanted, response.headers)

    def _receive(self, response: urllib3.BaseHTTPResponse, part: Part) -> None:
        """The body of an answer into the part file: after what is there, or anew."""
        if response.status == 416 or (response.status == 206 and not part.fits(response.headers)):
            part.throw_away()
            raise _Again("it changed while it was being fetched")
        if response.status != 206:
            part.begin(strong_tag(response.headers))
        size = part.size
        with part.file.open("ab") as file:
            for chunk in self._chunks(response):
                file.write(chunk)
                size += len(chunk)
                if size > LARGEST_FILE:
                    part.throw_away()
                    raise _Final(f"is larger than {LARGEST_FILE // 2**20} MB and was left")

    def _chunks(self, response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
        """Each piece as it arrives, so that a cut loses nothing; a trickle is broken off."""
        since, size = self._clock(), 0
        while chunk := response.read1(CHUNK):
            yield chunk
            self._received(len(chunk))
            size += len(chunk)
            elapsed = self._clock() - since
            if elapsed > self.manners.patience and size / elapsed < self.manners.slowest:
                raise _Again(f"it sent only {size} bytes in {elapsed:.0f} seconds")

    @contextmanager
    def _ask(self, url: str, headers: Mapping[str, str]) -> Iterator[urllib3.BaseHTTPResponse]:
        """An answer with a body worth reading; redirects within the same sites are followed."""
        response = self._request(url, headers)
        for _ in range(5):
            if response.status not in _MOVED:
                break
            response.close()
            url = self._next_address(url, response.headers.get("Location", ""))
            response = self._request(url, headers)
        try:
            if response.status not in ((200, 206, 304, 416) if headers else (200,)):
                raise self._refusal(url, response)
            yield response
        except BaseException:
            response.close()
            raise
        response.release_conn()

    def _request(self, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        self._wait_our_turn(url)
        ours = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        return self._pool.request(
            "GET", url, headers={**ours, **headers}, preload_content=False, redirect=False
        )

    def _next_address(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
        known = any(f".{there.hostname}".endswith(f".{site}") for site in self.manners.sites)
        weaker = here.scheme == "https" and there.scheme != "https"
        if there.scheme not in ("http", "https") or weaker or not (known or there.netloc == here.netloc):
            raise _Final(f"sends us on to {target}, which is not one of the places we read; it was left")
        return target

    def _refusal(self, url: str, response: urllib3.BaseHTTPResponse) -> Exception:
        """What an answer without the file means: wait and try again, or leave it."""
        status = response.status
        if status in _MOVED:
            return _Final("is redirected too often")
        if status not in _PASSING:
            return _Final(f"answered {status}; see whether the address and the days are right", status=status)
        self._not_before[_host(url)] = self._clock() + _retry_after(response.headers)
        return _Again(f"it answered {status}")

    def _wait_our_turn(self, url: str) -> None:
        host = _host(url)
        wait = self._not_before.get(host, float("-inf")) - self._clock()
        if wait > self.manners.longest_wait:
            raise _Final(f"was left, for {host} asks us to come back in {wait:.0f} seconds", passing=True)
        if wait > 0:
            self._sleep(wait)
        self._not_before[host] = self._clock() + self.manners.pause

    def _until_it_works(self, url: str, once: Callable[[], T]) -> T:
        """What `once` gives, after as many tries as manners allow, with growing pauses between them."""
        trouble = ""
        for number in range(self.manners.tries):
            if number:
                self._sleep(min(2.0 ** (number - 1) * self.manners.pause, self.manners.longest_wait))
            try:
                return once()
            except _Final as error:
                raise NotFetched(
                    f"{url} {error}.", url=url, status=error.status, passing=error.passing
                ) from error
            except (_Again, urllib3.exceptions.HTTPError) as error:
                trouble = _in_words(error)
        raise NotFetched(
            f"{url} could not be had in {self.manners.tries} tries ({trouble}); "
            "run the same command later and it goes on from here.",
            url=url,
            status=None,
            passing=True,
        )


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one source: the files that are here now, and what could not be had, with the reasons."""

    source: str
    kept: tuple[Kept, ...]
    missed: tuple[NotFetched, ...]

    @property
    def fresh(self) -> int:
        return sum(one.fresh for one in self.kept)

    @property
    def bytes(self) -> int:
        """Size of the fresh files together."""
        return sum(one.size for one in self.kept if one.fresh)


def fetch(
    source: Source,
    first: dt.date,
    last: dt.date,
    fetcher: Fetcher,
    *,
    base: str = "",
    tell: Callable[[Wanted, Kept | NotFetched], None] = lambda _wanted, _result: None,
    counted: Callable[[int], None] = lambda _: None,
    enough: int = 5,
) -> Fetched:
    """Everything a source has for these days, both included. One failure stops nothing else.

    base: another server with the same layout. tell: told of each file as it is done. counted: told
    how many files there will be, by a source that knows it beforehand.
    After `enough` files in a row that passing trouble kept from us, the rest is not asked for.
    """
    kept: list[Kept] = []
    missed: list[NotFetched] = []
    in_a_row = 0

    def page(url: str) -> bytes:
        try:
            return fetcher.page(url)
        except NotFetched as error:
            if not (source.may_be_absent and error.facts.get("status") == 404):
                missed.append(error)
            return b""

    files: Iterable[Wanted] = source.files(first, last, page, (base or source.base).rstrip("/"))
    if source.at_once:
        files = list(files)
        counted(len(files))
    for wanted in files:
        try:
            kept.append(fetcher.keep(wanted))
            in_a_row = 0
            tell(wanted, kept[-1])
        except NotFetched as error:
            missed.append(error)
            in_a_row = in_a_row + 1 if error.facts.get("passing") else 0
            tell(wanted, error)
        if in_a_row == enough:
            rest = f"{enough} files in a row could not be had; the rest was not asked for. Try again later."
            missed.append(NotFetched(rest, url=wanted.url))
            break
    return Fetched(source.name, tuple(kept), tuple(missed))


class _Again(Exception):
    """Trouble that another try may mend."""


class _Final(Exception):
    """Trouble that another try would not mend now; the sentence goes on after the address.

    `passing` when it may be well later.
    """

    def __init__(self, message: str, *, status: int | None = None, passing: bool = False) -> None:
        super().__init__(message)
        self.status, self.passing = status, passing


def _settled(part: Part, wanted: Wanted, headers: Mapping[str, str]) -> Kept:
    try:
        return part.settle(wanted.path, headers, version=wanted.version)
    except Unreadable as error:
        if error.facts["twice"]:
            raise _Final(error.message) from error
        raise _Again(f"what came {error.message}") from error


def _in_words(error: Exception) -> str:
    match error:
        case _Again():
            return str(error)
        case urllib3.exceptions.NewConnectionError() | urllib3.exceptions.ConnectTimeoutError():
            return "nobody answered there"
        case urllib3.exceptions.TimeoutError():
            return "it went quiet"
        case urllib3.exceptions.ProtocolError():
            return "the connection was cut off"
    return f"{type(error).__name__}: {error}"


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _only_if_changed(before: Kept | None) -> dict[str, str]:
    if before is None:
        return {}
    if before.etag:
        return {"If-None-Match": before.etag}
    return {"If-Modified-Since": before.last_modified} if before.last_modified else {}


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that a server asks us to wait: a number, or a day and hour by its own clock."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max(
            0.0, (parsedate_to_datetime(said) - parsedate_to_datetime(headers["Date"])).total_seconds()
        )
    except (KeyError, ValueError, TypeError):
        return 0.0
