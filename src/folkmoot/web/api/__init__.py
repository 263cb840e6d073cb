"""The API: read-only JSON of what is public, one router a room, one shape for every error."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from folkmoot.errors import BadQuery, FolkmootError, NotFound, Refused, TooFew, UnknownSeat
from folkmoot.web.answering import TooFar
from folkmoot.web.api.errors import problem

logger = logging.getLogger(__name__)

DESCRIPTION = (
    "What Folkmoot shows of the parliamentary record and of its own moots, as JSON. Read-only; no key is "
    "needed. Ids are stable: those of the record are its publishers' own, and an old id keeps leading to "
    "the new words. Every answer carries an ETag: ask again with If-None-Match, and what has not changed "
    "is a 304 without a body. Whatever shows Parliament's words must show the notice in `about`."
)
STATUSES: dict[type[FolkmootError], int] = {
    BadQuery: 400,
    NotFound: 404,
    UnknownSeat: 404,
    TooFew: 404,
    Refused: 403,
    TooFar: 422,
}


class AsWritten(JSONRenderer):
    """JSON with its letters as they are written."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Operations are called by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def made() -> Api:
    """The API with every room's router."""
    from folkmoot.web.asking.api import router as asking
    from folkmoot.web.manifesto.api import router as manifesto
    from folkmoot.web.meetings.api import router as meetings
    from folkmoot.web.opinion.api import router as opinion
    from folkmoot.web.record.api import router as record
    from folkmoot.web.replies.api import router as replies
    from folkmoot.web.themes.api import router as themes
    from folkmoot.web.told.api import router as told
    from folkmoot.web.tracing.api import router as tracing

    api = Api(
        title="Folkmoot",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        openapi_url="openapi.json",
        docs_url=None,
        renderer=AsWritten(),
    )
    api.get("", response=Index, url_name="api_index", tags=["about"])(index)
    for tag, router in {
        "record": record,
        "moots": meetings,
        "opinion": opinion,
        "themes": themes,
        "manifesto": manifesto,
        "threads": tracing,
        "asks": asking,
        "told": told,
        "replies": replies,
    }.items():
        api.add_router("", router, tags=[tag], url_name_prefix="api")
    for error, answer in {
        FolkmootError: _ours,
        ValidationError: _invalid,
        Http404: _missing,
        HttpError: _http,
        Exception: _failed,
    }.items():
        api.add_exception_handler(error, answer)
    return api


class Index(Schema):
    """Where to go from here."""

    documentation: str
    openapi: str
    downloads: str
    addresses: list[str]


def index(request: HttpRequest) -> dict[str, Any]:
    """Where to go from here."""
    whole = request.build_absolute_uri
    return {
        "documentation": whole("/api/docs/"),
        "openapi": whole("/api/openapi.json"),
        "downloads": whole("/record/downloads/"),
        "addresses": sorted(api.get_openapi_schema()["paths"]),
    }


def _ours(_request: HttpRequest, error: FolkmootError) -> HttpResponse:
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 503)
    if status == 503:
        logger.error("%s", error.message)
        return problem(503, "This cannot be answered now; whoever runs this installation has been told why.")
    facts = {name: value for name, value in error.facts.items() if isinstance(value, str | int | float)}
    kind = "bad_query" if isinstance(error, BadQuery) else ""
    return problem(status, error.message, kind=kind, **facts)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [
        {"in": str(one["loc"][0]), "name": str(one["loc"][-1]), "why": str(one["msg"])}
        for one in error.errors
    ]
    told = "; ".join(f"{field['name']}: {field['why'].lower()}" for field in fields)
    return problem(422, f"{told}. /api/docs/ says what each parameter takes.", fields=fields)


def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404)


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, f"{error}.")


def _failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("The API failed", exc_info=error)
    return problem(500)


api = made()
