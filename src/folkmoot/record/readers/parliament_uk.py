"""What the formats that parliament.uk publishes have in common: ids, names as printed, days, HTML, JSON.

People are numbered alike everywhere there (the MNIS id), so `member(4514)` is the same person in a
debate, a question and a division, and the roll knows who that is in other sources.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.record.people import MNIS
from folkmoot.record.readers.safe_xml import MAX_BYTES, too_large

AUTHORITY = "uk.parliament"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BRACKETS = re.compile(
    r"(?P<lead>[^()]+?)\s*(?:\((?P<first>[^()]*)\))?\s*(?:\((?P<second>[^()]*)\))?\s*:?\s*"
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "tr",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "ul",
        "ol",
        "dt",
        "dd",
    )
)
_HIDDEN = frozenset(("script", "style"))
_OFFICE = re.compile(
    r"^The\b|\b(Minister|Secretary|Chancellor|Speaker|Chair|Chairman|Attorney|Solicitor|Advocate|Leader|Whip|President"
    r"|Paymaster|Comptroller|Treasurer|Chamberlain|Commissioner|Captain|Baroness-in-Waiting|Lord-in-Waiting)\b"
)
_PARTIES = frozenset(
    {"alba", "alliance", "apni", "bishops", "cb", "con", "dup", "green", "ind", "lab", "lab/co-op", "labour"}
    | {"ld", "non-afl", "pc", "reform", "ruk", "sdlp", "sf", "snp", "tuv", "ukip", "uup", "xb"}
)


def member(number: object) -> str:
    """The id of the person with this MNIS number; nothing for none (0 stands for nobody)."""
    digits = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
    return f"{MNIS}/{int(digits)}" if re.fullmatch(r"0*[1-9][0-9]{0,9}", digits, re.ASCII) else ""


# Names as Hansard prints them


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a line says is speaking: the name, and the office, seat and party where it gives them."""

    name: str = ""
    office: str = ""
    seat: str = ""
    party: str = ""


def attributed(said: str) -> Attribution:
    """A printed attribution taken apart.

    "Martin Vickers (Brigg and Immingham) (Con)" is a name, a seat and a party; "The Minister for
    Policing (Sarah Jones)" an office and a name, because of its words; "Lord Callanan (Con)" a name
    and a party.
    """
    plain = _SPACE.sub(" ", said).strip().rstrip(":").strip()
    match = _BRACKETS.fullmatch(plain)
    if match is None:
        return Attribution(plain)
    lead, first, second = (
        match["lead"].strip(),
        (match["first"] or "").strip(),
        (match["second"] or "").strip(),
    )
    if second:
        return Attribution(lead, seat=first, party=second)
    if not first:
        return Attribution(lead)
    if _OFFICE.search(lead):
        return Attribution(first, office=lead)
    if first.casefold() in _PARTIES or " " not in first:
        return Attribution(lead, party=first)
    return Attribution(lead, seat=first)


# HTML


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs of a piece of HTML, and the columns of the printed report that begin in it."""

    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def words(html: str) -> Words:
    """The text of a piece of HTML, one string a block; white space is levelled, as a browser does.

    Marks of a printed column are taken out of the text; references to columns elsewhere stay in it.
    """
    if "<" not in html and "&" not in html:
        plain = _SPACE.sub(" ", html).strip()
        return Words((plain,) if plain else ())
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(f"<div>{html}</div>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Words()
    return _walked(root)


def _walked(root: etree._Element) -> Words:
    blocks: list[list[str]] = [[]]
    columns: list[str] = []
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if skipping is None and (mark := _column_mark(element)) is not None:
                columns.append(mark)
                skipping = element
            elif skipping is None and element.tag in _HIDDEN:
                skipping = element
            if element.tag in _BLOCKS:
                blocks.append([])
            if skipping is None:
                blocks[-1].append(element.text or "")
            continue
        if skipping is element:
            skipping = None
        if element.tag in _BLOCKS:
            blocks.append([])
        if skipping is None:
            blocks[-1].append(element.tail or "")
    texts = (_SPACE.sub(" ", "".join(block)).strip() for block in blocks)
    return Words(tuple(filter(None, texts)), tuple(filter(None, columns)))


def _column_mark(element: etree._Element) -> str | None:
    if element.tag != "span" or not str(element.get("class") or "").startswith("column-number"):
        return None
    return str(element.get("data-column-number") or "")


# JSON


def document(data: bytes, *, file: str) -> Any:
    """The value that a JSON file holds.

    Raises TooLarge over 64 MB; Unreadable, with the line, for what is not JSON.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(too_large(file, len(data)), file=file, line=0)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{file}, line {error.lineno}: the JSON breaks off or is damaged ({error.msg}); fetch it again.",
            file=file,
            line=error.lineno,
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"{file}: not JSON that can be read; fetch the file again.", file=file, line=1
        ) from error


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, whatever else is in it."""
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def inside(value: Any) -> dict[str, Any]:
    """What an answer wraps as {"value": {…}, "links": […]}, or the object itself."""
    wrapped = value.get("value") if isinstance(value, dict) else None
    return wrapped if isinstance(wrapped, dict) else value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """A string that any store can hold; nothing for what is no string."""
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else ""


def plain(value: Any) -> str:
    """A string on one line, or a whole number as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else ""
    return _SPACE.sub(" ", text(value)).strip()


def token(value: Any) -> str:
    """A word that may stand in an id: letters, digits, - and _, in small letters; else nothing."""
    word = plain(value)
    return word.lower() if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", word) else ""


def day(value: Any) -> dt.date | None:
    """The day of "2026-11-19" or "2026-11-19T11:34:00", or None."""
    said = text(value)[:10]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def clock(value: Any) -> str:
    """The time of "2026-11-19T11:34:00" as "11:34:00", or nothing."""
    match = re.match(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):([0-5]\d):([0-5]\d)", text(value), re.ASCII)
    return ":".join(match.groups()) if match else ""


def digits(value: Any) -> str:
    """The first fourteen digits of a moment, which sort as moments do; zeroes where there is none."""
    return re.sub(r"[^0-9]", "", text(value))[:14].ljust(14, "0")
