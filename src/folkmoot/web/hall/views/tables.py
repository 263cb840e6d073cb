"""The page a table writes on, and where its phones send to. The code in the address is what lets them in."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.errors import Unreadable
from folkmoot.meetings.codes import read_code
from folkmoot.web.hall.actions import tables as actions
from folkmoot.web.hall.badges import badge_by_code
from folkmoot.web.hall.forms import NoteForm
from folkmoot.web.hall.models import Badge, Evening
from folkmoot.web.hall.qr import qr
from folkmoot.web.meetings.models import Note, Table

_WORKER = Path(__file__).parents[1] / "static" / "hall" / "table-worker.js"
MOST_BYTES = 512 * 1024

PROMPTS = (
    gettext_lazy("Who could decide this?"),
    gettext_lazy("What would have to happen first?"),
    gettext_lazy("Who else does this touch?"),
    gettext_lazy("Does anybody see it differently?"),
    gettext_lazy("What has worked elsewhere?"),
    gettext_lazy("Who has not spoken yet?"),
)


def _table(code: str) -> tuple[Table, Badge]:
    try:
        badge = badge_by_code(read_code(code))
    except Unreadable:
        badge = None
    if badge is None or badge.role != Badge.Role.TABLE or badge.table is None:
        raise Http404("This table's code has ended, or was never one.")
    return badge.table, badge


@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def at_table(request: HttpRequest, code: str) -> HttpResponse:
    """Write for a table. With script it works without signal; without script it is a plain form."""
    try:
        table, badge = _table(code)
    except Http404:
        return render(request, "hall/no_badge.html", status=404)
    form, kept = NoteForm(), False
    if request.method == "POST":
        form = NoteForm(request.POST)
        if form.is_valid():
            taken = actions.take(table, [form.as_item()])
            kept = bool(taken.kept)
            form = NoteForm()
    context = {
        "moot": badge.moot,
        "evening": Evening.objects.filter(moot=badge.moot_id).first(),
        "table": table,
        "code": read_code(code),
        "form": form,
        "kept": kept,
        "key": uuid.uuid4(),
        "count": Note.objects.filter(table=table).count(),
        "prompts": PROMPTS,
        "picture": qr(request.build_absolute_uri(request.path)),
        "concerns": range(1, 4),
        "minutes": (5, 10, 15, 20, 30),
    }
    return render(request, "hall/table.html", context)


@never_cache
@require_POST
def send(request: HttpRequest, code: str) -> JsonResponse:
    """Take what a phone kept while there was no signal; answers which keys are on the disk now."""
    table, _badge = _table(code)
    items = _items(request)
    if items is None:
        return JsonResponse({"error": _("That did not come in whole; send it again.")}, status=400)
    taken = actions.take(table, items)
    count = Note.objects.filter(table=table).count()
    return JsonResponse(
        {"kept": taken.kept, "refused": taken.refused, "count": count, "now": timezone.now().isoformat()}
    )


def _items(request: HttpRequest) -> list[Any] | None:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return None
    try:
        items = json.loads(request.body)["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return items if isinstance(items, list) and len(items) <= actions.MOST_AT_ONCE else None


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the table's page on the phone; it may speak for the tables' pages only."""
    return HttpResponse(
        _WORKER.read_text(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )
