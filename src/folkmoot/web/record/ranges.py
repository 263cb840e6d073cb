"""A file sent whole or from where a download broke off (RFC 9110, section 14)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHUNK = 256 * 1024
_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*\Z", re.IGNORECASE)

# A slow reader holds the thread that sends to it, so a process has one place for such readers and no more.
_places = threading.BoundedSemaphore(1)


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """The half-open range of bytes that is asked for; (0, 0) where the file has none of it.

    None asks for all: no range, one nobody can read, or several, which a server may leave aside.
    """
    match = _ONE_RANGE.match(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return (max(0, size - int(match[2])), size) if int(match[2]) and size else (0, 0)
    first, last = int(match[1]), int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    return (first, min(last + 1, size)) if first < size else (0, 0)


def send(request: HttpRequest, path: Path, tag: str) -> HttpResponseBase | None:
    """A file, the part of it that is asked for, or why there is none; None where no place is free.

    tag: a word that is another whenever the file is.
    """
    size = path.stat().st_size
    tag = f'"{tag}"'
    if tag in re.split(r"\s*,\s*", request.headers.get("If-None-Match", "").strip()):
        return _with(HttpResponse(status=304), tag)
    asked = wanted(request.headers.get("Range", ""), size)
    if request.headers.get("If-Range", tag).strip() != tag:
        asked = None
    if asked == (0, 0):
        refused = _with(HttpResponse(status=416), tag)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    start, end = asked or (0, size)
    if request.method == "HEAD":
        answer: HttpResponseBase = HttpResponse(status=206 if asked else 200)
    elif _places.acquire(blocking=False):
        answer = StreamingHttpResponse(_opened(path, start, end), status=206 if asked else 200)
    else:
        return None
    answer["Content-Type"] = "application/zip"
    answer["Content-Length"] = str(end - start)
    answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
    if asked:
        answer["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _with(answer, tag)


def _with(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    answer["ETag"], answer["Accept-Ranges"] = tag, "bytes"
    # Compressed again on its way it would have other bytes in other places.
    answer["Cache-Control"] = "public, max-age=3600, no-transform"
    return answer


def _opened(path: Path, start: int, end: int) -> _Stretch:
    """The stretch of a file; where it cannot be opened, its place is free again."""
    try:
        return _Stretch(path.open("rb"), start, end)
    except OSError:
        _places.release()
        raise


class _Stretch:
    """The bytes of an open file from start to end; gives its place back when it is closed or forgotten."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self.file = file
        self.left = end - start
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = b"" if self.file.closed else self.file.read(min(CHUNK, self.left))
        if not chunk:
            self.close()
            raise StopIteration
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        if not self.file.closed:
            self.file.close()
            _places.release()

    def __del__(self) -> None:
        self.close()
