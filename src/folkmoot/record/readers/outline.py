"""Which sitting a Public Whip file is, told from its name and its first bytes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePath

from folkmoot.errors import Unreadable

_ROOT = re.compile(rb"<publicwhip\b(?P<attributes>[^>]*)>")
_REGISTER = re.compile(rb"<regmem\b")
_LATEST_NO = re.compile(rb"""\blatest\s*=\s*["']no["']""")
_FIRST_ID = re.compile(rb"""\b(?:id|oldgid)\s*=\s*["']([^"'\s]+/[^"'\s]+/[^"']*?\d{4}-\d\d-\d\d[^"']*)["']""")
_GID = re.compile(
    r"(?P<authority>[^/]+)/(?P<segment>[a-z]+(?:/[a-z]{2})?)/(?P<stem>.*?\d{4}-\d\d-\d\d)(?P<revision>[a-z]*)\."
)
_STANDING = re.compile(r"(?P<stem>standing.+_\d{4}-\d\d-\d\d)(?P<revision>[a-z]*)\.")
_NAME = re.compile(
    r"(?P<prefix>[a-z][a-z-]*?)-?(?P<stem>\d{4}-\d\d-\d\d)(?P<revision>[a-z]*)\.xml$", re.IGNORECASE
)
_NAME_STANDING = re.compile(r"(?P<stem>standing.+_\d{4}-\d\d-\d\d)(?P<revision>[a-z]*)\.xml$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sitting: its word in addresses of ours, in file names, in ids."""

    name: str
    segment: str
    chamber: str
    file_prefixes: tuple[str, ...]
    departments: bool = False


KINDS = (
    Kind("debates", "debate", "Commons", ("debates",)),
    Kind("westminhall", "westminhall", "Westminster Hall", ("westminster", "westminhall")),
    Kind("lords", "lords", "Lords", ("daylord", "lords")),
    Kind("wrans", "wrans", "Commons", ("answers", "wrans"), departments=True),
    Kind("lordswrans", "lordswrans", "Lords", ("lordswrans",), departments=True),
    Kind("wms", "wms", "Commons", ("ministerial", "wms"), departments=True),
    Kind("lordswms", "lordswms", "Lords", ("lordswms",), departments=True),
    Kind("standing", "standing", "Public Bill Committee", ("standing",)),
    Kind("ni", "ni", "Northern Ireland Assembly", ("ni",)),
    Kind("sp", "spor", "Scottish Parliament", ("sp", "spor")),
    Kind("spwrans", "spwa", "Scottish Parliament", ("spwa", "spwrans"), departments=True),
    Kind("senedd", "senedd", "Senedd", ("senedd", "senedd-en")),
    Kind("senedd-cy", "senedd/cy", "Senedd", ("senedd-cy",)),
)
_BY_SEGMENT = {kind.segment: kind for kind in KINDS} | {
    "senedd/en": next(k for k in KINDS if k.name == "senedd")
}
_BY_PREFIX = {prefix: kind for kind in KINDS for prefix in kind.file_prefixes}


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file says it is, told from its first bytes: enough to know which revision counts."""

    sitting_id: str
    date: dt.date
    kind: Kind
    revision: str
    superseded: bool


def knows(head: bytes) -> bool:
    """Whether a file begins with parlparse's root element, and is no register of interests."""
    plain = head if b"\x00" not in head[:200] else head.replace(b"\x00", b"")
    return bool(_ROOT.search(plain)) and not _REGISTER.search(plain)


def outline(head: bytes, *, file: str) -> Outline:
    """Which sitting and revision a file is, from its name and its first 16 kB.

    Raises Unreadable where neither its name nor its first ids give a day and a kind.
    """
    root = _ROOT.search(head)
    superseded = bool(root and _LATEST_NO.search(root["attributes"]))
    first = _FIRST_ID.search(head, root.end() if root else 0)
    return outlined(PurePath(file).name, first[1].decode("latin-1") if first else "", superseded, file)


def outlined(name: str, gid: str, superseded: bool, file: str) -> Outline:
    in_id = _GID.match(gid) or re.match(r"(?P<authority>[^/]+)/(?P<segment>[a-z]+(?:/[a-z]{2})?)/", gid)
    authority = in_id["authority"] if in_id else ""
    kind = _kind(name, in_id["segment"] if in_id else "")
    stem, revision = _stem(name, gid, kind)
    day = _days(stem)
    if not authority or kind is None or day is None:
        raise Unreadable(
            f"{file}: neither the name nor the ids say which sitting this is; "
            "name it as its publisher does, for example debates2009-10-26a.xml.",
            file=file,
            line=1,
        )
    return Outline(f"{authority}/{kind.segment}/{stem}", day, kind, revision, superseded)


def _kind(name: str, segment: str) -> Kind | None:
    in_name = _NAME.match(name) or re.match(r"(?P<prefix>standing)", name)
    named = _BY_PREFIX.get(in_name["prefix"].lower()) if in_name else None
    return named or _BY_SEGMENT.get(segment) or _BY_SEGMENT.get(segment.split("/")[0])


def _stem(name: str, gid: str, kind: Kind | None) -> tuple[str, str]:
    standing = kind is not None and kind.name == "standing"
    in_name = (_NAME_STANDING if standing else _NAME).match(name)
    if in_name:
        return in_name["stem"], in_name["revision"]
    tail = gid.partition("/")[2].partition("/")[2]
    in_id = _STANDING.match(tail) if standing else _GID.match(gid)
    return (in_id["stem"], in_id["revision"]) if in_id else ("", "")


def _days(stem: str) -> dt.date | None:
    found = _DAY.findall(stem)
    try:
        return dt.date.fromisoformat(found[-1]) if found else None
    except ValueError:
        return None
