"""A publisher on loopback: a real server with the layouts and the faults of the public ones.

Every address holds one `Published`; `faults` are used up one a request, then it behaves.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

Fault = Callable[["Answer", "Published"], None]


@dataclass
class Published:
    body: bytes
    etag: str = ""
    last_modified: str = ""
    faults: list[Fault] = field(default_factory=list)
    always: Fault | None = None
    ranges: bool = True


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    at: float


class Publisher:
    """What is published, and who asked for what."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.files: dict[str, Published] = {}
        self.requests: list[Request] = []

    def publish(self, path: str, body: bytes | str, **about: object) -> Published:
        body = body.encode() if isinstance(body, str) else body
        self.files[path] = Published(body, **about)  # type: ignore[arg-type]
        return self.files[path]

    def listing(self, folder: str, names: list[str], *, said: str = "2009-11-02 10:15  9.7K") -> None:
        """A directory listing as Apache makes them."""
        rows = "".join(f'<a href="{quote(n)}">{n}</a>   {said}\n' for n in names)
        self.publish(folder, f"<html><head><title>Index</title></head><body><pre>{rows}</pre></body></html>")

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def do_GET(self) -> None:
        self.publisher.requests.append(Request(self.path, dict(self.headers), time.monotonic()))
        published = self.publisher.files.get(self.path)
        if published is None:
            self.say(404, b"<html>no such file</html>")
        elif published.faults:
            published.faults.pop(0)(self, published)
        elif published.always:
            published.always(self, published)
        else:
            self.behave(published)

    def behave(self, published: Published) -> None:
        """The file, the rest of it, or word that it has not changed."""
        tags = {"ETag": published.etag, "Last-Modified": published.last_modified}
        versions = {value for value in tags.values() if value}
        if versions & {self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")}:
            self.say(304, b"", **tags)
            return
        start = self.wanted_from()
        if not published.ranges or start is None or self.headers.get("If-Range") not in versions:
            self.say(200, published.body, **tags)
        elif start >= len(published.body):
            self.say(416, b"", Content_Range=f"bytes */{len(published.body)}")
        else:
            self.rest(published.body, start, **tags)

    def wanted_from(self) -> int | None:
        said = self.headers.get("Range", "")
        return int(said.removeprefix("bytes=").rstrip("-")) if said.startswith("bytes=") else None

    def rest(self, body: bytes, start: int, **headers: str) -> None:
        where = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self.say(206, body[start:], Content_Range=where, **headers)

    def say(self, status: int, body: bytes, *, length: int | None = None, **headers: str) -> None:
        self.begin(status, length=len(body) if length is None else length, **headers)
        self.wfile.write(body)

    def begin(self, status: int, *, length: int | None = None, **headers: str) -> None:
        """Status and headers; without a length the body ends when the connection does."""
        self.send_response_only(status)
        self.send_header("Date", formatdate(usegmt=True))
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        elif status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True


def cut_off(after: int) -> Fault:
    """All headers, some bytes, then nothing more."""

    def fault(answer: Answer, published: Published) -> None:
        start = answer.wanted_from() or 0
        body = published.body[start:]
        where = f"bytes {start}-{len(published.body) - 1}/{len(published.body)}" if start else ""
        answer.begin(
            206 if start else 200,
            length=len(body),
            ETag=published.etag,
            Last_Modified=published.last_modified,
            Content_Range=where,
        )
        answer.wfile.write(body[:after])
        answer.hang_up()

    return fault


def refuses(status: int, **headers: str) -> Fault:
    return lambda answer, _published: answer.say(status, b"not now", **headers)


def truncated_without_length(after: int) -> Fault:
    def fault(answer: Answer, published: Published) -> None:
        answer.begin(200)
        answer.wfile.write(published.body[:after])

    return fault


def changes_to(body: bytes, etag: str) -> Fault:
    """Cuts off, and has another version from then on."""

    def fault(answer: Answer, published: Published) -> None:
        cut_off(len(published.body) // 2)(answer, published)
        published.body, published.etag = body, etag

    return fault


def ignores_if_range(answer: Answer, published: Published) -> None:
    """The rest of whatever there is now, whatever was asked for."""
    answer.rest(published.body, answer.wanted_from() or 0, ETag=published.etag)


def goes_quiet(answer: Answer, published: Published) -> None:
    answer.begin(200, length=len(published.body), ETag=published.etag)
    answer.wfile.write(published.body[:10])
    answer.wfile.flush()
    time.sleep(0.6)
    answer.hang_up()


def trickles(answer: Answer, published: Published) -> None:
    """A byte now and then: never quiet long enough to be given up for dead."""
    answer.begin(200, length=len(published.body), ETag=published.etag)
    for number in range(40):
        answer.wfile.write(published.body[number : number + 1])
        answer.wfile.flush()
        time.sleep(0.05)
    answer.hang_up()


def slowly(answer: Answer, published: Published) -> None:
    """As it should be, in small pieces with a breath between them."""
    write, wait = answer.wfile.write, 0.004

    def in_pieces(body: bytes) -> None:
        for start in range(0, len(body), 8192):
            write(body[start : start + 8192])
            answer.wfile.flush()
            time.sleep(wait)

    answer.wfile.write = in_pieces  # type: ignore[method-assign,assignment]
    answer.behave(published)


def endless(answer: Answer, _published: Published) -> None:
    answer.begin(200)
    while True:
        answer.wfile.write(b"<publicwhip>" * 4096)


def redirects_to(address: str) -> Fault:
    return lambda answer, _published: answer.say(302, b"", Location=address)


def answers(body: bytes) -> Fault:
    """200 and another body than the one that is published."""
    return lambda answer, _published: answer.say(200, body)


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A publisher on a free port of 127.0.0.1, gone at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    ours = Publisher(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("TheAnswer", (Answer,), {"publisher": ours})
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield ours
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
