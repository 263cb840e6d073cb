"""No text holds a null character, and PostgreSQL refuses one: an address with it goes no further."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _


class NoNulls:
    """400 and one sentence for an address that holds a null character."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = [request.path, *(value for _name, values in request.GET.lists() for value in values)]
        if any("\0" in words for words in given):
            said = _("This address holds a null character, which no text has. Take it out and try again.")
            return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
        return self.answer(request)
