"""The page of a moot's results, and the map of opinion as a picture."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_safe

from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import showing


@require_safe
def opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Where people agree, where groups differ, and the map."""
    moot = get_object_or_404(Moot, slug=slug)
    found = showing.results(moot)
    name = "opinion/not_yet.html" if isinstance(found, showing.NotYet) else "opinion/results.html"
    return render(request, name, {"moot": moot, "found": found})


def _etag(_request: HttpRequest, slug: str) -> str | None:
    picture = _picture(slug)
    return f'"{hashlib.sha256(picture.encode()).hexdigest()[:32]}"' if picture else None


@require_safe
@condition(etag_func=_etag)
def opinion_map(_request: HttpRequest, slug: str) -> HttpResponse:
    """The map of opinion as SVG."""
    picture = _picture(slug)
    if not picture:
        raise Http404
    return HttpResponse(
        picture, content_type="image/svg+xml; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def _picture(slug: str) -> str:
    moot = get_object_or_404(Moot, slug=slug)
    found = showing.results(moot)
    return "" if isinstance(found, showing.NotYet) else found.result.map_svg
