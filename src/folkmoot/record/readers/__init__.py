"""Every format the record is published in: one file each, bytes in, values out.

A format is told by its content, never by its name. A new one is a module with `knows` and `read`
and one line in `READERS`; docs/reference/formats.md lists them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.errors import UnknownFormat
from folkmoot.record.debates import Sitting
from folkmoot.record.people import People
from folkmoot.record.readers import (
    archives,
    divisions_api,
    hansard_api,
    hansard_print,
    members_api,
    parla_clarin,
    popolo,
    publicwhip,
    regmem,
    written_questions,
)
from folkmoot.record.readers.outline import Outline, outline

HEAD_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: `knows` looks at the first 16 kB, `read` makes values of the whole.

    `outline` tells from the same 16 kB which sitting and revision a file is. A format without one may
    hold several sittings in a file; which they are is known when it is read.
    """

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[..., Sitting | tuple[Sitting, ...] | People]
    people: bool = False
    outline: Callable[..., Outline] | None = None


def _read_inside(data: bytes, file: str) -> tuple[Sitting, ...]:
    """The sittings of one file inside an archive."""
    read = reader_for(data[:HEAD_BYTES], file=file).read(data, file=file)
    if isinstance(read, People):
        raise UnknownFormat(
            f"{file}: a list of people; take it out of the archive to read it.", file=file, line=0
        )
    return read if isinstance(read, tuple) else (read,)


READERS = (
    Reader("Public Whip XML", publicwhip.knows, publicwhip.read, outline=outline),
    Reader("register of interests", regmem.knows, regmem.read, people=True),
    Reader("Popolo", popolo.knows, popolo.read, people=True),
    Reader("Parla-CLARIN TEI", parla_clarin.knows, parla_clarin.read, outline=parla_clarin.outline),
    Reader("Parla-CLARIN people", parla_clarin.knows_people, parla_clarin.read_people, people=True),
    Reader("Hansard API", hansard_api.knows, hansard_api.read),
    Reader("Hansard in print", hansard_print.knows, hansard_print.read),
    Reader("written questions API", written_questions.knows, written_questions.read),
    Reader("divisions API", divisions_api.knows, divisions_api.read),
    Reader("Members API", members_api.knows, members_api.read, people=True),
    Reader("archive", archives.knows, functools.partial(archives.read, read_one=_read_inside)),
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
        return (
            "JSON that is no Popolo (an object with memberships, and persons or organizations) "
            "and no answer of Parliament's services"
        )
    return "neither XML nor JSON"
