"""The journal, for stewards to read."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.web.journal import queries
from folkmoot.web.journal.models import Line

_A_PAGE = 50


@require_safe
@login_required
@permission_required("journal.read", raise_exception=True)
def journal(request: HttpRequest) -> HttpResponse:
    """Lines newest first, a page at a time, of everything or of one object."""
    kind, key = request.GET.get("kind", "")[:40], request.GET.get("key", "").strip()[:200]
    before = _number(request.GET.get("before", ""))
    found = queries.lines(kind=kind, key=key, before=before)[: _A_PAGE + 1]
    page = list(found[:_A_PAGE])
    for line in page:
        line.held = _held(line)
    return render(
        request,
        "journal/journal.html",
        {
            "lines": page,
            "older": page[-1].number if len(found) > _A_PAGE else None,
            "before": before,
            "kind": kind,
            "key": key,
            "kinds": queries.kinds(),
            "newest": queries.lines().first(),
        },
    )


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else None


def _held(line: Line) -> list[tuple[str, str]] | None:
    """The content as names and short words; None where it was erased."""
    if not hasattr(line, "content"):
        return None
    return [(name, _short(value)) for name, value in line.content.content.items()]


def _short(value: Any) -> str:
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 400 else f"{words[:400]}…"
