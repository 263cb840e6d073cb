"""A recorded table's transcript, marked up into notes. The recording and the transcript are not kept."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.errors import Unreadable
from folkmoot.meetings.transcripts import Turn, read_transcript
from folkmoot.web.hall.actions.tables import MOST_AT_ONCE, take
from folkmoot.web.hall.badges import let_in
from folkmoot.web.hall.forms import MarkedForm, TranscriptForm
from folkmoot.web.meetings.models import Moot, Note, Table

MOST_TURNS = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn on the page: a key that makes keeping it twice keep it once, its words and its moment."""

    key: uuid.UUID
    words: str
    at: str


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a transcript, tick the turns that are notes, say of which kind, keep them."""
    moot = let_in(request, slug)[0]
    if request.method == "POST" and "turn" in request.POST:
        return _keep(request, moot)
    sent = request.method == "POST"
    form = TranscriptForm(request.POST, request.FILES, moot=moot) if sent else TranscriptForm(moot=moot)
    context = {"moot": moot, "form": form, "kinds": Note.Kind.choices}
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            read = read_transcript(given["file"].read())
        except Unreadable as error:
            form.add_error("file", error.message)
        else:
            turns = [_shown(turn, given["began"]) for turn in read.turns[:MOST_TURNS]]
            context |= {"turns": turns, "table": given["table"], "unread": read.unread}
            context["left_out"] = max(0, len(read.turns) - MOST_TURNS)
    return render(request, "hall/transcript.html", context)


def _shown(turn: Turn, began: dt.datetime | None) -> Shown:
    at = (began + turn.start).isoformat() if began is not None and turn.start is not None else ""
    return Shown(uuid.uuid4(), turn.words[:4000], at)


def _keep(request: HttpRequest, moot: Moot) -> HttpResponse:
    table = moot.tables.filter(number=_number(request.POST.get("table", ""))).first()
    items = []
    for place in request.POST.getlist("turn"):
        fields = {name: request.POST.get(f"{name}-{place}", "") for name in ("words", "kind", "key", "at")}
        form = MarkedForm(fields)
        if form.is_valid():
            items.append({**form.cleaned_data, "op": "note", "key": str(form.cleaned_data["key"])})
    if table is None or not items:
        messages.error(request, _("Nothing was marked; send the transcript again."))
        return redirect("transcript", moot.slug)
    kept = _taken(table, items)
    said = ngettext("%(n)d note is kept.", "%(n)d notes are kept.", kept) % {"n": kept}
    messages.success(request, said)
    return redirect("evening", moot.slug)


def _taken(table: Table, items: list[dict[str, str]]) -> int:
    starts = range(0, len(items), MOST_AT_ONCE)
    return sum(len(take(table, items[at : at + MOST_AT_ONCE]).kept) for at in starts)


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 else 0
