"""What is kept here that may name somebody, room by room. A room says it in a module named `named`.

    shelf(Shelf("note", public=…, one=…, kept_back=…))

The room of replies stands below all rooms that publish anything, so it asks them through this register.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that holds words about people.

    kind, key: what it is, as the journal calls it. title: what the page calls it. words: verbatim.
    address: of its page; empty where it has none that anybody may open.
    """

    kind: str
    key: str
    title: str
    words: str
    address: str
    day: dt.date | None = None


def _none(_name: str) -> Iterable[Kept]:
    return ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of thing that is published here.

    public: what anybody may read whose words may hold a name; too much is no harm, `named` looks again.
    one: one of them by its key, as anybody may read it, or None.
    kept_back: the same of what is not public; for the steward.
    """

    kind: str
    public: Callable[[str], Iterable[Kept]]
    one: Callable[[str], Kept | None]
    kept_back: Callable[[str], Iterable[Kept]] = _none


_shelves: dict[str, Shelf] = {}


def shelf(one: Shelf) -> None:
    """Register what a room publishes."""
    _shelves[one.kind] = one


def published(kind: str, key: str) -> Kept | None:
    """One thing as anybody may read it; None where there is none, or it is not public."""
    return _shelves[kind].one(key) if kind in _shelves else None


def named(name: str) -> list[Kept]:
    """Everything public that holds this name as words of its own, room by room."""
    return [one for each in _shelves.values() for one in each.public(name) if holds(one.words, name)]


def named_in_what_is_kept_back(name: str) -> list[Kept]:
    """The same of what is not public: to be told to whoever it names by the steward."""
    return [one for each in _shelves.values() for one in each.kept_back(name) if holds(one.words, name)]


def plain(name: str) -> str:
    """A name as it is looked for: with single blanks."""
    return " ".join(name.split())


def holds(words: str, name: str) -> bool:
    """Whether a name stands in words, whole, in capitals or not."""
    wanted = r"\s+".join(re.escape(part) for part in name.split())
    return bool(wanted) and re.search(rf"(?<!\w){wanted}(?!\w)", words, re.IGNORECASE) is not None


def in_any(fields: Iterable[str], name: str) -> Any:
    """A query: the longest word of a name stands in one of these fields."""
    from django.db.models import Q

    longest = max(plain(name).split() or [""], key=len)
    asked = Q(pk__in=[])
    for field in fields:
        asked |= Q(**{f"{field}__icontains": longest}) | Q(**{f"{field}__contains": longest})
    return asked
