"""Where the public record is published, and which files of it a span of days means.

Each source is a function `(first, last, page, base)` that yields the files wanted, in order of
their days. `page` gives the bytes behind an address, or b"" where there is nothing to be had (who
gave it keeps account of why). Nothing here opens a socket.

From documentation, not yet met a real server: every source. The layouts are those that public
programs in use today rely on; see docs/reference/formats.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit

from lxml import etree

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

    `may_be_absent`: whether "not found" is how it says that there is nothing for a day. `at_once`:
    whether a listing or two name all its files, so that they can be counted before the first is fetched.
    """

    name: str
    base: str
    help: str
    files: Callable[[dt.date, dt.date, Page, str], Iterator[Wanted]]
    may_be_absent: bool = False
    at_once: bool = False


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


# People: parlparse's Popolo files

_PEOPLE = ("people.json", "ministers.json", "ministers-2010.json")


def people(_first: dt.date, _last: dt.date, _page: Page, base: str) -> Iterator[Wanted]:
    """Everybody, whatever the days: persons, terms, parties, and the two files of offices."""
    for name in _PEOPLE:
        yield Wanted(f"{base}/mysociety/parlparse/master/members/{name}", f"people/{name}")


# The Hansard API: a tree of sections for each day and House, then each debate at its top


def hansard_api(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """Every top-level debate of both Houses, with the debates inside it, as JSON."""
    for day in _days(first, last):
        for house in ("Commons", "Lords"):
            when = urlencode({"date": day.isoformat(), "house": house})
            for section in _names(_json(page(f"{base}/overview/sectionsforday.json?{when}"))):
                tree = page(f"{base}/overview/sectiontrees.json?section={quote(section)}&{when}")
                for ext_id in dict.fromkeys(_top_of(_json(tree))):
                    path = f"hansard-api/{day}/{house.lower()}/{ext_id}.json"
                    yield Wanted(f"{base}/debates/debate/{ext_id}.json", path, day=day)


def _top_of(tree: Any) -> Iterator[str]:
    """The debates right below the root of each section; the root itself where nothing is below it."""
    for section in _objects(tree):
        items = list(_objects(section.get("SectionTreeItems")))
        roots = {item.get("Id") for item in items if item.get("ParentId") is None}
        below = [item for item in items if item.get("ParentId") in roots - {None}]
        yield from (ext_id for item in below or items if (ext_id := _id(item.get("ExternalId"))))


# Written questions and statements: lists to find them by, then each one whole


def written_questions(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """Every question tabled or answered on these days; lists cut long texts, so each is asked for itself."""
    address = f"{base}/api/writtenquestions/questions"
    for day in _days(first, last):
        seen = set()
        for event in ("tabled", "answered"):
            asked = {f"{event}WhenFrom": day, f"{event}WhenTo": day, "includeWithdrawn": "true"}
            for value in _results(page, address, asked):
                number = _id(value.get("id"))
                if number and number not in seen:
                    seen.add(number)
                    path = f"written-questions/{_day_of(value, 'dateTabled') or day}/{number}.json"
                    yield Wanted(f"{address}/{number}?expandMember=true", path, _print_of(value), day)


def written_statements(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """Every written statement made on these days, each whole."""
    address = f"{base}/api/writtenstatements/statements"
    for day in _days(first, last):
        for value in _results(page, address, {"madeWhenFrom": day, "madeWhenTo": day}):
            if number := _id(value.get("id")):
                path = f"written-statements/{day}/{number}.json"
                yield Wanted(f"{address}/{number}?expandMember=true", path, _print_of(value), day)


def _results(page: Page, address: str, asked: dict[str, object]) -> Iterator[dict[str, Any]]:
    """The values of every page of a list that says `results` and `totalResults`."""
    for _, items in _pages(page, address, {**asked, "expandMember": "true"}, take=50, key="results"):
        for result in _objects(items):
            value = result.get("value")
            yield value if isinstance(value, dict) else result


# Members: pages of names, their history, and each one's offices


def members(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """Who sat in either House on any of these days: names and parties by the page, offices one by one."""
    address = f"{base}/api/Members"
    in_range = {
        "MembershipInDateRange.WasMemberOnOrAfter": first,
        "MembershipInDateRange.WasMemberOnOrBefore": last,
    }
    for skip, items in _pages(page, f"{address}/Search", in_range, take=20, key="items"):
        numbers = [number for item in _objects(items) if (number := _id(_value(item).get("id")))]
        searched = urlencode({**in_range, "skip": skip, "take": 20})
        asked = urlencode([("ids", number) for number in numbers])
        yield Wanted(f"{address}/Search?{searched}", f"members/search-{skip:05}.json")
        yield Wanted(f"{address}/History?{asked}", f"members/history-{skip:05}.json")
        for number in numbers:
            yield Wanted(f"{address}/{number}/Biography", f"members/biographies/{number}.json")


# Divisions: two servers, one shape of list each


def divisions(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """Every division of both Houses on these days, with names."""
    lords = base.replace("//commonsvotes-api.", "//lordsvotes-api.")
    for day in _days(first, last):
        asked = {f"queryParameters.{name}": day for name in ("startDate", "endDate")}
        search = f"{base}/data/divisions.json/search"
        for _, items in _pages(page, search, asked, take=25, key="", prefix="queryParameters."):
            for one in _objects(items):
                if number := _id(one.get("DivisionId")):
                    path = f"divisions/{day}/commons-{number}.json"
                    yield Wanted(f"{base}/data/division/{number}.json", path, _print_of(one), day)
        asked = {"StartDate": day, "EndDate": day}
        for _, items in _pages(page, f"{lords}/data/Divisions/search", asked, take=25, key=""):
            for one in _objects(items):
                if number := _id(one.get("divisionId")):
                    path = f"divisions/{day}/lords-{number}.json"
                    yield Wanted(f"{lords}/data/Divisions/{number}", path, _print_of(one), day)


# Bulk: a feed of archives

_ARCHIVE = re.compile(r".*/(\d{1,12})\.zip")
_ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED_WITHIN = dt.timedelta(days=31)


def bulk(first: dt.date, last: dt.date, page: Page, base: str) -> Iterator[Wanted]:
    """The archives of printed Hansard that were put up between these days and a month after them.

    The feed says when an archive was put up and not which sitting it holds.
    """
    for entry in _entries(page(f"{base}/resources/files/feed?dataset=12&take=all")):
        updated = str(entry.findtext(f"{_ATOM}updated") or "").strip()
        link = entry.find(f"{_ATOM}link")
        match = _ARCHIVE.fullmatch(urlsplit(str(link.get("href")) if link is not None else "").path)
        day = _day(updated[:10])
        if match and day and first <= day <= last + PUBLISHED_WITHIN:
            address = f"{base}/resources/files/{match[1]}.zip"
            yield Wanted(address, f"bulk/{match[1]}.zip", updated, min(day, last))


def _entries(feed: bytes) -> list[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return list(etree.fromstring(feed, parser).iterfind(f"{_ATOM}entry"))
    except (etree.XMLSyntaxError, ValueError):
        return []


# What the lists share

LONGEST_LIST = 100_000


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def _pages(
    page: Page, address: str, asked: Mapping[str, object], *, take: int, key: str, prefix: str = ""
) -> Iterator[tuple[int, list[Any]]]:
    """Every page of a list with the place it begins at, until one is empty, repeats the one before, or
    all that was promised has come.

    `key` names the list in the answer; empty when the answer is the list. A server may give fewer
    than `take`, so the next page begins after what came.
    """
    skip, before = 0, ""
    while skip < LONGEST_LIST:
        part = {f"{prefix}skip": skip, f"{prefix}take": take}
        answer = _json(page(f"{address}?{urlencode({**asked, **part})}"))
        items = answer.get(key) if key and isinstance(answer, dict) else answer
        if not isinstance(items, list) or not items or (now := _print_of(items)) == before:
            return
        yield skip, items
        skip, before = skip + len(items), now
        promised = answer.get("totalResults") if isinstance(answer, dict) else None
        if skip >= promised if isinstance(promised, int) else len(items) < take:
            return


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _names(value: Any) -> Iterator[str]:
    """Plain words, as sections are called: Debate, WestHall, GEN."""
    names = value if isinstance(value, list) else ()
    yield from (
        name for name in names if isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9 _-]{1,60}", name)
    )


def _value(item: dict[str, Any]) -> dict[str, Any]:
    value = item.get("value")
    return value if isinstance(value, dict) else item


def _id(value: Any) -> str:
    """An id that may stand in an address and a file name, or nothing."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", text) else ""


def _day_of(value: dict[str, Any], name: str) -> dt.date | None:
    said = value.get(name)
    return _day(said[:10]) if isinstance(said, str) else None


def _print_of(value: Any) -> str:
    """A fingerprint of what a list says of something; it changes when the something does."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


SOURCES = {
    source.name: source
    for source in (
        Source(
            "publicwhip",
            "https://www.theyworkforyou.com",
            "debates, Westminster Hall, Lords, written answers and statements, bill committees, as XML",
            publicwhip,
            at_once=True,
        ),
        Source(
            "people",
            "https://raw.githubusercontent.com",
            "everybody who sat, and their offices",
            people,
            at_once=True,
        ),
        Source(
            "hansard-api",
            "https://hansard-api.parliament.uk",
            "the official report of both Houses, as JSON",
            hansard_api,
            may_be_absent=True,
        ),
        Source(
            "written-questions",
            "https://questions-statements-api.parliament.uk",
            "written questions and answers, one by one",
            written_questions,
        ),
        Source(
            "written-statements",
            "https://questions-statements-api.parliament.uk",
            "written statements, one by one",
            written_statements,
        ),
        Source("members", "https://members-api.parliament.uk", "names, parties, seats and offices", members),
        Source("divisions", "https://commonsvotes-api.parliament.uk", "divisions of both Houses", divisions),
        Source(
            "bulk", "http://api.data.parliament.uk", "archives of the printed Hansard", bulk, at_once=True
        ),
    )
}
