"""Every format the record is published in: one file each, bytes in, values out.

A format is told by its content, never by its name. A new one is a module with `knows` and `read`
and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.errors import UnknownFormat
from folkmoot.record.debates import Sitting
from folkmoot.record.people import People
from folkmoot.record.readers import popolo, publicwhip

HEAD_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `knows` looks at the first 16 kB, `read` makes values of the whole."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[..., Sitting | People]
    people: bool = False


READERS = (
    Reader("Public Whip XML", publicwhip.knows, publicwhip.read),
    Reader("Popolo", popolo.knows, popolo.read, people=True),
)


def reader_for(head: bytes, *, file: str) -> Reader:
    """The reader that knows this content.

    Raises UnknownFormat, which says what was found instead.
    """
    for reader in READERS:
        if reader.knows(head):
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise UnknownFormat(
        f"{file}: {_looks_like(head)}; formats that can be read are {known}.", file=file, line=1
    )


def _looks_like(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return "the file is empty"
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:2_000]:
        return "this is a web page, not a record; download the file itself"
    if start.startswith(b"<"):
        return "XML of a kind that no reader knows"
    if start.startswith((b"{", b"[")):
        return "JSON that is no Popolo (an object with memberships, and persons or organizations)"
    return "neither XML nor JSON"
