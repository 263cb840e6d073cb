"""What holds for every address of the API, whoever answers it: limits, freshness, errors in one shape."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from folkmoot.web.api.errors import problem

PREFIX = "/api/"
METHODS = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"


class Answers:
    """Only GET; so many a minute from one address; 304 for what has not changed; CORS; errors in JSON."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.answer(request)
        response = self._answered(request)
        if _is_json(response) or response.status_code in (204, 304):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in ("GET", "HEAD"):
            refused = problem(405)
            refused["Allow"] = METHODS
            return refused
        left, seconds = _left(request)
        response = self._kept(request) if left >= 0 else problem(429)
        response["RateLimit-Limit"] = str(settings.API_REQUESTS_A_MINUTE)
        response["RateLimit-Remaining"] = str(max(left, 0))
        response["RateLimit-Reset"] = str(seconds)
        if response.status_code == 429:
            response["Retry-After"] = str(seconds)
        return response

    def _kept(self, request: HttpRequest) -> HttpResponse:
        """The answer, with an ETag of its content where its view gave none; nothing for what is known."""
        head = request.method == "HEAD"
        request.method = "GET"  # a HEAD is answered as its GET is; the server leaves the body out
        response = self.answer(request)
        if response.status_code >= 400 and not _is_json(response):
            response = problem(response.status_code)
        elif response.status_code >= 400:
            del response["ETag"]
        elif response.status_code == 200 and _is_json(response):
            if "ETag" not in response:
                response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response = get_conditional_response(request, etag=response["ETag"], response=response)
            patch_cache_control(response, no_cache=True, public=True)
        if head:
            request.method = "HEAD"
        return response


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


def _is_json(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("application/json")


def _left(request: HttpRequest) -> tuple[int, int]:
    """How many requests an address has left in this minute, and the seconds until the next.

    The address is not kept: only a count under a keyed digest of it and the minute. A network of
    version 6 counts as one address, since it is given out by the network.
    """
    minute, second = divmod(int(time.time()), 60)
    who = hmac.new(
        settings.SECRET_KEY.encode(), f"{_network(request)}/{minute}".encode(), hashlib.sha256
    ).hexdigest()
    cache = caches["limits"]
    cache.add(who, 0, timeout=120)
    try:
        used = cache.incr(who)
    except ValueError:  # thrown out meanwhile
        used = 1
    return settings.API_REQUESTS_A_MINUTE - used, 60 - second


def _network(request: HttpRequest) -> str:
    told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else told
