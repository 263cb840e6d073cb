"""Read the journal, and check that it adds up."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from folkmoot.errors import JournalBroken
from folkmoot.web.journal.chain import ERASED, GENESIS, hash_of, mac
from folkmoot.web.journal.models import Content, Line

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Verified:
    """A journal that adds up. head: hash of the newest line, to be written down elsewhere."""

    lines: int
    head: str
    erased: int


def verify(head: str = "") -> Verified:
    """Walk the whole chain, in bounded memory.

    head: a hash written down earlier; it must be the hash of some line, or lines have been cut off.
    Raises JournalBroken at the first line that was altered, removed, re-ordered or added, whose
    content was altered, or whose content is gone though no line says it was lawfully erased.
    """
    expected, previous, erased = 1, GENESIS, 0
    seen = not head or head == GENESIS
    for line, key, spelled in _walk():
        _check_place(line, expected, previous)
        if spelled is None:
            _check_erasure(line)
            erased += 1
        elif not hmac.compare_digest(mac(key, spelled), line.content_mac):
            raise _broken(line.number, "its content was altered after it was written")
        seen = seen or line.hash == head
        expected, previous = expected + 1, line.hash
    if not seen:
        raise JournalBroken(
            f"No line of the journal has the hash {head}: its end was cut off or rewritten since that "
            f"was written down; {expected - 1} lines remain. Compare with a backup.",
            head=head,
        )
    return Verified(lines=expected - 1, head=previous, erased=erased)


def _walk() -> Iterator[tuple[Line, str, str | None]]:
    joined = Line.objects.order_by("number").annotate(
        content_key=F("content__key"), content_spelled=F("content__spelled")
    )
    for line in joined.iterator(chunk_size=_AT_ONCE):
        yield line, line.content_key, line.content_spelled


def _check_place(line: Line, expected: int, previous: str) -> None:
    if line.number > expected:
        raise _broken(expected, f"it is missing; the next one there is line {line.number}")
    if line.number < expected:
        raise _broken(line.number, "it stands in the wrong place")
    if hash_of(line) != line.hash:
        raise _broken(line.number, "it was altered after it was written")
    if line.previous != previous:
        raise _broken(
            line.number, "it does not follow the line before; one was replaced, added or re-ordered"
        )


def _check_erasure(line: Line) -> None:
    later = Line.objects.filter(
        object_kind=line.object_kind, object_key=line.object_key, verb=ERASED, number__gt=line.number
    )
    if line.verb == ERASED or not later.exists():
        raise _broken(line.number, "its content is gone and no line says that it was lawfully erased")


def _broken(number: int, what: str) -> JournalBroken:
    return JournalBroken(
        f"Line {number} of the journal is broken: {what}. "
        "Nothing has been changed; compare with a backup made before, and tell your steward.",
        line=number,
    )


def lines(*, kind: str = "", key: str = "", before: int | None = None) -> QuerySet[Line]:
    """Lines newest first: of one kind of object, of one object, older than a line, where these are given."""
    chosen: dict[str, Any] = {}
    if kind:
        chosen["object_kind"] = kind
    if key:
        chosen["object_key"] = key
    if before is not None:
        chosen["number__lt"] = before
    return Line.objects.filter(**chosen).select_related("who", "content").order_by("-number")


def kinds() -> list[str]:
    """Every kind of object the journal speaks of."""
    return sorted(Line.objects.order_by().values_list("object_kind", flat=True).distinct())


def holds(kind: str, key: str) -> bool:
    """Whether the journal still holds words about an object, beyond that it was erased."""
    about = Content.objects.filter(line__object_kind=kind, line__object_key=key)
    return about.exclude(line__verb=ERASED).exists()
