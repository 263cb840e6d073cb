"""Archives of files of the record, as the bulk feed puts them up: zips, zips inside zips.

Everything inside is read by the reader that knows it. Nothing is written to disk, names inside are
never used as paths, and what an archive may grow to is bounded.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO

from folkmoot.errors import FolkmootError, TooLarge, Unreadable
from folkmoot.record.debates import Sitting, Unread
from folkmoot.record.readers.safe_xml import MAX_BYTES

MAX_MEMBERS = 5_000
MAX_GROWN = 512 * 1024 * 1024
DEEPEST = 3

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

ReadOne = Callable[[bytes, str], tuple[Sitting, ...]]
"""Reads the bytes of one file inside: given with its name, which says where it was."""


def knows(head: bytes) -> bool:
    """Whether a file begins like a zip archive."""
    return head.startswith(b"PK\x03\x04")


def read(data: bytes, *, file: str, read_one: ReadOne) -> tuple[Sitting, ...]:
    """Every sitting in an archive.

    Raises Unreadable for what is no archive or holds no sitting, TooLarge for one past its bounds.
    A file inside that cannot be read is in the `unread` of the first sitting.
    """
    sittings: list[Sitting] = []
    unread: list[Unread] = []
    for name, body in _Members(file).inside(data, file, 0):
        try:
            sittings += read_one(body, name)
        except FolkmootError as error:
            unread.append(Unread(file, int(error.facts.get("line") or 0), error.message))
    if not sittings:
        why = f" ({unread[0].reason})" if unread else ""
        raise Unreadable(f"{file}: no sitting in this archive{why}.", file=file, line=0)
    first, *rest = sittings
    return (replace(first, unread=(*unread, *first.unread)), *rest)


class _Members:
    """The XML and JSON files of an archive and of the archives inside it, within bounds kept over all."""

    def __init__(self, file: str) -> None:
        self.file, self.members, self.grown = file, 0, 0

    def inside(self, data: bytes, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    yield from self._member(archive, info, name, depth)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise Unreadable(
                f"{name}: the archive is damaged ({error}); fetch it again.", file=self.file, line=0
            ) from error

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int
    ) -> Iterator[tuple[str, bytes]]:
        suffix = info.filename.rpartition(".")[2].lower()
        if suffix not in ("xml", "json", "zip") or info.is_dir():
            return
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise TooLarge(
                f"{self.file}: more than {MAX_MEMBERS} files in one archive.", file=self.file, line=0
            )
        with archive.open(info) as member:
            body = self._bytes(member)
        own = info.filename.replace("\\", "/").rpartition("/")[2]
        if suffix != "zip":
            yield f"{name}!{own}", body
        elif depth < DEEPEST:
            yield from self.inside(body, f"{name}!{own}", depth + 1)

    def _bytes(self, member: IO[bytes]) -> bytes:
        """What one file grows to, whatever the archive says it will."""
        body = member.read(MAX_BYTES + 1)
        self.grown += len(body)
        if len(body) > MAX_BYTES or self.grown > MAX_GROWN:
            raise TooLarge(f"{self.file}: the archive grows past what one may hold.", file=self.file, line=0)
        return body
