"""You said; we asked; they answered; this changed: as a page, to print, to take away, to follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from folkmoot.errors import NotFound
from folkmoot.record import citing
from folkmoot.tracing.telling import Matter, Voice, news
from folkmoot.web.manifesto.showing import qr_svg
from folkmoot.web.record import notices
from folkmoot.web.record.queries.opening import record as the_record
from folkmoot.web.record.views.feeds import printable
from folkmoot.web.told import exporting, queries
from folkmoot.web.told.scopes import Scope, listed, scope

MATTERS_A_PAGE = 10
FEED_SIZE = 50
WORDS_IN_FEED = 600


def _scope(kind: str, key: str) -> Scope:
    try:
        return scope(kind, key)
    except NotFound as error:
        raise Http404(error.message) from error


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every moot, place and edition that there is something to tell of."""
    found: dict[str, list[Any]] = {"moot": [], "place": [], "edition": []}
    for one in listed():
        found[one.kind].append(one)
    kinds = {"moot": _("Moots"), "place": _("Places"), "edition": _("Editions of the manifesto")}
    lists = [(title, found[kind]) for kind, title in kinds.items() if found[kind]]
    return render(request, "told/all.html", {"lists": lists})


@require_safe
def of_moot(request: HttpRequest, slug: str) -> HttpResponse:
    """The address a newcomer would guess for a moot leads to its page."""
    return redirect(_scope("moot", slug).address)


@require_safe
def told(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The matters of a moot, a place, an edition or one plank, some to a page; all of them to print."""
    asked = _scope(kind, key)
    record = the_record()
    found = queries.counts(asked)
    whole = request.GET.get("all") == "1"
    size = max(found.matters, 1) if whole else MATTERS_A_PAGE
    page = Paginator(asked.planks, size).get_page(request.GET.get("page"))
    matters = queries.matters(asked, record, page.object_list)
    shown = {
        "scope": asked,
        "page": page,
        "matters": matters,
        "whole": whole,
        "counted": found,
        "searched": record.searched() if record else None,
        "export": {shape: asked.way("export", shape) for shape in exporting.SHAPES},
        "feed": asked.way("feed"),
        "qr": asked.way("qr"),
        "notices": sources_of(matters),
    }
    return render(request, "told/told.html", shown)


def sources_of(matters: Sequence[Matter]) -> list[str]:
    """What must stand beside the record's words in these matters, once each."""
    gids = [v.gid for m in matters for v in (*m.asked, *m.answered, *m.replies) if v.gid]
    return list(dict.fromkeys(line for gid in gids for line in notices.beside(gid)))


@require_safe
def export(request: HttpRequest, kind: str, key: str, shape: str) -> HttpResponse:
    """Everything of it as told.csv, told.json or told.txt."""
    asked = _scope(kind, key)
    if shape not in exporting.SHAPES:
        raise Http404(f"This comes as {', '.join(exporting.SHAPES)}.")
    matters = queries.matters(asked, the_record())
    site = request.build_absolute_uri("/")[:-1]
    made = exporting.SHAPES[shape].made(asked, matters, site, sources_of(matters))
    answer = HttpResponse(made, content_type=exporting.SHAPES[shape].content_type)
    if shape != "txt":
        answer["Content-Disposition"] = f'attachment; filename="told-{kind}-{key}.{shape}"'
    return answer


@require_safe
def feed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What was answered or changed, newest first, as Atom."""
    asked = _scope(kind, key)
    matters = queries.matters(asked, the_record(), queries.newest(asked, FEED_SIZE))
    site = request.build_absolute_uri("/")[:-1]
    lines = sources_of(matters)
    title = _("You said; this became of it: %(title)s") % {"title": asked.title}
    made = Atom1Feed(
        title=printable(title),
        link=site + asked.address,
        description="",
        subtitle=printable(" ".join(lines)),
        language="en-gb",
        feed_url=printable(request.build_absolute_uri()),
        author_name=settings.FOLKMOOT_BODY,
        feed_copyright=_rights(matters),
    )
    for one in news(matters)[:FEED_SIZE]:
        address = f"{site}{one.matter.address}"
        when = one.voice.known_at or _midnight(one.voice.day)
        made.add_item(
            printable(f"{one.matter.title}: {_headline(one.voice)}"),
            address,
            printable(one.voice.words[:WORDS_IN_FEED] or one.voice.note),
            unique_id=f"{address}#{one.voice.key.replace(' ', '-')}",
            pubdate=when,
            updateddate=when,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _rights(matters: Sequence[Matter]) -> str:
    gids = [v.gid for m in matters for v in m.answered if v.gid]
    return citing.notice(gids[0]) if gids else ""


def _headline(voice: Voice) -> str:
    day = citing.british(voice.day) if voice.day else ""
    return ", ".join(filter(None, (voice.who, voice.does, day)))


def _midnight(day: dt.date | None) -> dt.datetime:
    return dt.datetime.combine(day or dt.date(1970, 1, 1), dt.time(), dt.UTC)


@require_safe
@cache_control(public=True, max_age=86_400)
def qr(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The way from paper to the page."""
    address = request.build_absolute_uri(_scope(kind, key).address)
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")
