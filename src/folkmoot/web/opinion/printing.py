"""A page as PDF. Needs the extra `pdf`; nothing is fetched but our own style sheets and maps."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import storages

from folkmoot.errors import Refused

_KEPT = 4
_made: dict[str, bytes] = {}
_one_at_a_time = threading.Lock()


def can_print() -> bool:
    """Whether the part that makes PDFs is installed and finds what it draws text with."""
    return importlib.util.find_spec("weasyprint") is not None and _weasyprint() is not None


@functools.cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: pango is not there
        return None
    return weasyprint


def pdf(page: str, *, maps: Mapping[str, str], base: str) -> bytes | None:
    """The page as PDF, with links that lead to `base`; None while another is being made.

    maps: pictures by the path of their address, as SVG. Anything else a page would have fetched
    from elsewhere is an error. A report takes seconds, so one is made at a time in a process, and
    the last few are kept.
    """
    key = hashlib.sha256("\0".join((base, page, *maps.values())).encode()).hexdigest()
    if key in _made:
        return _made[key]
    if not _one_at_a_time.acquire(blocking=False):
        return None
    try:
        made = drawn(page, maps=maps, base=base)
    finally:
        _one_at_a_time.release()
    while len(_made) >= _KEPT:
        _made.pop(next(iter(_made)), None)
    _made[key] = made
    return made


def drawn(page: str, *, maps: Mapping[str, str], base: str) -> bytes:
    """As `pdf`, made anew at once, whoever else is waiting."""
    html = _weasyprint().HTML(string=page, base_url=base, url_fetcher=_fetcher(maps))
    return bytes(html.write_pdf(pdf_variant="pdf/ua-1"))


def _fetcher(maps: Mapping[str, str]) -> Any:
    """What WeasyPrint asks for the parts of a page: never the network."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Own(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = _part(urlsplit(url).path, maps)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Own(fail_on_errors=True)


def _part(path: str, maps: Mapping[str, str]) -> tuple[bytes, str]:
    if path in maps:
        return maps[path].encode(), "image/svg+xml"
    if path.startswith(settings.STATIC_URL):
        return _static(path.removeprefix(settings.STATIC_URL)), _kind(path)
    raise Refused(f"A page on paper fetches nothing but its own parts, and {path} is none.", path=path)


def _static(name: str) -> bytes:
    """A static file by its name, the collected one or the one it was collected from."""
    storage = storages["staticfiles"]
    if storage.exists(name):
        with storage.open(name) as file:
            content: bytes = file.read()
            return content
    found = finders.find(name)
    if not found:
        raise Refused(f"There is no static file {name}.", name=name)
    return Path(found).read_bytes()


def _kind(path: str) -> str:
    return {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}.get(Path(path).suffix, "")
