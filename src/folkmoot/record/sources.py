"""Where the public record is published, and which files of it a span of days means.

Each source is a function `(first, last, page, base)` that yields the files wanted, in order of
their days. `page` gives the bytes behind an address, or b"" where there is nothing to be had (who
gave it keeps account of why). Nothing here opens a socket.

From documentation, not yet met a real server: every source. The layouts are those that public
programs in use today rely on; see docs/reference/formats.md.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

Page = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A published file and where it goes, relative to the folder of the fetch.

    `version`: what the listing says of it (time and size); the same again means that it need not be
    asked for. `day`: the day it belongs to, where it has one.
    """

    url: str
    path: str
    version: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A place that publishes: its name, where it is, what comes from it, and the function that lists it.

    `may_be_absent`: whether "not found" is how it says that there is nothing for a day.
    """

    name: str
    base: str
    help: str
    files: Callable[[dt.date, dt.date, Page, str], Iterator[Wanted]]
    may_be_absent: bool = False


# Public Whip: folders of dated files

_KINDS = {
    "debates": "debates",
    "westminhall": "westminster",
    "lordspages": "daylord",
    "wrans": "answers",
    "wms": "ministerial",
    "lordswrans": "lordswrans",
    "lordswms": "lordswms",
    "standing": "standing",
}
_LINK = re.compile(
    rb"""<a\s[^>]{0,200}?href\s*=\s*["']([^"'>]{1,120})["'][^>]{0,200}>.{0,300}?</a>([^<]{0,200})""",
    re.I | re.S,
)
_DATED = re.compile(r"(?P<stem>[a-z]+)[A-Za-z0-9_-]*?(?P<day>\d{4}-\d\d-\d\d)[a-z]{0,2}\.xml")


def publicwhip(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """All revisions of every kind of file for these days, and nothing else that a listing may hold."""
    wanted = [
        one
        for folder, stem in _KINDS.items()
        for one in _dated_files(page, f"{base}/pwdata/scrapedxml/{folder}/", folder, stem)
        if one.day and first <= one.day <= last
    ]
    yield from sorted(wanted, key=lambda one: (one.day or first, one.path))


def _dated_files(page: Page, address: str, folder: str, stem: str) -> Iterator[Wanted]:
    seen = set()
    for link, said in _links(page(address)):
        match = _DATED.fullmatch(link)
        if match is None or match["stem"] != stem or link in seen or (day := _day(match["day"])) is None:
            continue
        seen.add(link)
        yield Wanted(urljoin(address, link), f"publicwhip/{folder}/{link}", said, day)


def _links(listing: bytes) -> Iterator[tuple[str, str]]:
    """Every link of a directory listing, and what the listing says after it (as a rule time and size)."""
    for match in _LINK.finditer(listing):
        href, said = (piece.decode("utf-8", "replace") for piece in match.groups())
        yield unquote(html.unescape(href)), " ".join(html.unescape(said).split())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


SOURCES = {
    source.name: source
    for source in (
        Source(
            "publicwhip",
            "https://www.theyworkforyou.com",
            "debates, Westminster Hall, Lords, written answers and statements, bill committees, as XML",
            publicwhip,
        ),
    )
}
