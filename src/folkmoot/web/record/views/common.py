"""What the pages of the record share: the record opened, freshness, pages of lists, what is not found."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from folkmoot.errors import NotFound
from folkmoot.record import citing
from folkmoot.record.store import Store
from folkmoot.record.store.searching import Searched
from folkmoot.web.answering import build
from folkmoot.web.record import beside
from folkmoot.web.record.queries import opening

View = Callable[..., HttpResponse]


def today() -> dt.date:
    return timezone.localdate()


def page(view: View) -> View:
    """A view of the open record: fresh by its generation; empty and not-found told in words."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        store = opening.record()
        if store is None:
            return render(request, "record/empty.html", status=404 if kwargs else 200)
        try:
            return view(request, store, *args, **kwargs)
        except NotFound:
            return missing(request, store, next(iter(kwargs.values()), ""))

    @require_safe
    @functools.wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = condition(etag_func=_etag, last_modified_func=_changed)(shown)(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True, private=True)
        return response

    return kept


def _etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    """Another word whenever the page could differ: by record, day, reader, language or our own code."""
    changed = opening.changed()
    if changed is None or settings.DEBUG or len(get_messages(request)):
        return None
    who = request.user.pk if request.user.is_authenticated else ""
    return f'"{changed[1]}/{beside.state()}/{today()}/{who}/{get_language()}/{build()}"'


def _changed(request: HttpRequest, *_args: Any, **_kwargs: Any) -> dt.datetime | None:
    """When the record last changed; not said to somebody signed in, whose pages differ by more."""
    changed = opening.changed()
    return changed[0] if changed and _etag(request) and not beside.state() else None


def show(
    request: HttpRequest, template: str, *, gid: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page with what must stand beside Parliament's words."""
    changed = opening.changed()
    beside = {
        "fictional": gid.startswith("example/"),
        "read_on": changed[0] if changed else None,
        "today": today(),
    }
    return render(request, template, {**beside, **context}, status=status)


def about_words(gid: str) -> dict[str, str]:
    """What must stand beside words with this id, for files and feeds."""
    changed = opening.changed()
    read_on = changed[0].date().isoformat() if changed else ""
    return {"notice": citing.notice(gid), "source": citing.source(gid), "read_on": read_on}


def missing(
    request: HttpRequest, store: Store, gid: str, sentence: str = "", *, removed: str = ""
) -> HttpResponse:
    """404 with one sentence that says what was looked through, and a search box.

    removed: the address of what stands next to something that was taken out.
    """
    sentence = sentence or _("Nothing here has the address “%(gid)s”. Searched: %(searched)s.") % {
        "gid": gid,
        "searched": span_in_words(store.searched()),
    }
    return show(request, "record/missing.html", gid=gid, status=404, sentence=sentence, removed=removed)


def british(day: dt.date) -> str:
    return date_format(day, "j F Y")


def span_in_words(searched: Searched) -> str:
    """The chambers and days that are here: "Commons and Lords, 26 October 2009 to 15 December 2020"."""
    if searched.first is None or searched.last is None:
        return _("no sitting has been read yet")
    *most, last = searched.chambers
    chambers = _("%(some)s and %(last)s") % {"some": ", ".join(most), "last": last} if most else last
    return _("%(chambers)s, %(first)s to %(last)s") % {
        "chambers": chambers,
        "first": british(searched.first),
        "last": british(searched.last),
    }


@dataclass(frozen=True, slots=True)
class Pages:
    """A stretch of a list and the addresses of the stretches beside it."""

    first: int
    last: int
    total: int
    offset: int
    before: str = ""
    after: str = ""

    @property
    def several(self) -> bool:
        return bool(self.before or self.after)


def pages(request: HttpRequest, *, total: int, size: int) -> Pages:
    """The stretch that `?page=` asks for; anything that is no page is the first."""
    last_page = max((total + size - 1) // size, 1)
    number = min(max(_number(request.GET.get("page", "1")), 1), last_page)
    offset = (number - 1) * size
    before = _with_page(request, number - 1) if number > 1 else ""
    after = _with_page(request, number + 1) if number < last_page else ""
    return Pages(min(offset + 1, total), min(offset + size, total), total, offset, before, after)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _with_page(request: HttpRequest, number: int) -> str:
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    return "?" + urlencode({**asked, "page": number} if number > 1 else asked)
