"""The page of a moot's results, the map of opinion as a picture, and the report."""

from __future__ import annotations

import functools
import hashlib
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from folkmoot.opinion import pictures
from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import printing, queries, reporting, showing
from folkmoot.web.opinion.models import Method

MOST_MOOTS = 50


@require_safe
def opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Where people agree, where groups differ, and the map."""
    moot = get_object_or_404(Moot, slug=slug)
    found = showing.results(moot, _method(request))
    context = {"moot": moot, "found": found, "chosen": _method(request) or ""}
    if isinstance(found, showing.NotYet):
        return render(request, "opinion/not_yet.html", context)
    context |= {
        "twice": queries.asked_twice(moot),
        "room": showing.in_the_room(moot),
        "about": showing.about_people(moot, found),
        "may_change": request.user.has_perm("meetings.change_moot", moot),
    }
    return render(request, "opinion/results.html", context)


def _method(request: HttpRequest) -> str | None:
    """The method asked for in the address; None for the one the organiser chose."""
    asked = request.GET.get("method")
    return asked if asked in Method.values else None


def _etag(request: HttpRequest, slug: str) -> str | None:
    picture = _picture(request, slug)
    return f'"{hashlib.sha256(picture.encode()).hexdigest()[:32]}"' if picture else None


@require_safe
@condition(etag_func=_etag)
def opinion_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of opinion as SVG."""
    picture = _there(_picture(request, slug))
    return HttpResponse(
        picture, content_type="image/svg+xml; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@require_safe
@condition(etag_func=_etag)
def opinion_map_png(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of opinion as PNG, from the same drawing."""
    if not pictures.can_draw():
        raise Http404
    drawn = _as_png(_there(_picture(request, slug)))
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "no-cache"})


@functools.lru_cache(maxsize=8)
def _as_png(picture: str) -> bytes:
    return pictures.png_of_svg(picture)


def _picture(request: HttpRequest, slug: str) -> str:
    moot = get_object_or_404(Moot, slug=slug)
    found = showing.results(moot, _method(request))
    return "" if isinstance(found, showing.NotYet) else found.result.map_svg


def _there(picture: str) -> str:
    if not picture:
        raise Http404
    return picture


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a moot, to read and to print."""
    return render(request, "opinion/report.html", _of_one(request, slug))


@require_safe
def report_of_many(request: HttpRequest) -> HttpResponse:
    """The report of several moots: ?moot=one&moot=another; of all with votes where none is named."""
    return render(request, "opinion/report.html", _of_many(request))


@require_safe
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same report as PDF; where the part that makes it is not installed, how to print it."""
    return _printed(request, _of_one(request, slug), slug)


@require_safe
def report_of_many_pdf(request: HttpRequest) -> HttpResponse:
    return _printed(request, _of_many(request), "moots")


@require_safe
def report_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The public counts from which every number of the report can be worked out again."""
    found = _of_one(request, slug)["report"]
    return JsonResponse(reporting.published(found), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _of_one(request: HttpRequest, slug: str) -> dict[str, Any]:
    moot = get_object_or_404(Moot, slug=slug)
    return {"moot": moot, "report": reporting.report([moot], _method(request))}


def _of_many(request: HttpRequest) -> dict[str, Any]:
    named = request.GET.getlist("moot")[:MOST_MOOTS]
    moots = [get_object_or_404(Moot, slug=slug) for slug in dict.fromkeys(named)]
    return {
        "moot": None,
        "report": reporting.report(moots or queries.moots_with_votes()[:MOST_MOOTS], _method(request)),
    }


def _printed(request: HttpRequest, context: dict[str, Any], name: str) -> HttpResponse:
    if not printing.can_print():
        missing = _(
            "PDFs are not made here: the part that makes them is not installed. Open the report and print it "
            "from your browser, “as PDF” if you like; the page is laid out for paper."
        )
        return HttpResponse(missing, status=501, content_type="text/plain; charset=utf-8")
    request.user = AnonymousUser()  # the same paper for everybody
    page = render_to_string("opinion/report.html", context, request=request)
    drawn = printing.pdf(page, maps=reporting.maps(context["report"]), base=request.build_absolute_uri("/"))
    if drawn is None:
        busy = _("Another report is being put on paper just now. Try again in a minute.")
        return HttpResponse(
            busy, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
        )
    headers = {"Content-Disposition": f'inline; filename="{name}-report.pdf"'}
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)
