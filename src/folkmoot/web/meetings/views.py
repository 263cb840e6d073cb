"""Pages of moots: what was said, sorted and voted on."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.meetings import export as exporting
from folkmoot.meetings import templates as blank
from folkmoot.meetings.voting import Tally
from folkmoot.meetings.writing import as_csv, as_workbook
from folkmoot.web.meetings import pictures, queries, showing
from folkmoot.web.meetings.forms import SettleForm
from folkmoot.web.meetings.models import Moot, Note, Statement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def moots(request: HttpRequest) -> HttpResponse:
    """Every moot, newest first, with a picture of what it brought."""
    listed = queries.counted().order_by(F("held_on").desc(nulls_last=True), "title")
    context = {"moots": pictures.of_moots(listed), "may_read": request.user.has_perm("meetings.read_moot")}
    return render(request, "meetings/moots.html", context)


@require_safe
def moot(request: HttpRequest, slug: str) -> HttpResponse:
    """A moot: its statements at a glance, and what each table wrote down."""
    moot = get_object_or_404(queries.counted(), slug=slug)
    inside = _is_inside(request, moot)
    notes = showing.with_statements(queries.notes_of(moot, unreleased=inside))
    page = Paginator(notes, showing.NOTES_A_PAGE).get_page(request.GET.get("page"))
    public = queries.statements_of(moot)
    judged = showing.judged(public)
    context = {
        "moot": moot,
        "inside": inside,
        "between": queries.votes_between(moot) if moot.vote_count else None,
        "page": page,
        "parts": showing.by_table(page.object_list),
        "glance": showing.at_a_glance(judged),
        "public_count": len(judged),
        "rejected_count": moot.statement_count - len(judged),
        "hidden_count": moot.note_count - moot.released_count,
        "picture": pictures.of_tables(moot, queries.notes_of(moot, unreleased=inside)),
    }
    return render(request, "meetings/moot.html", context)


def _is_inside(request: HttpRequest, moot: Moot) -> bool:
    """Whether whoever asks may see what is not released."""
    return request.user.has_perm("meetings.see_unreleased", moot)


@require_safe
def table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One table and all it wrote down."""
    moot = get_object_or_404(Moot, slug=slug)
    table = get_object_or_404(moot.tables, number=number)
    inside = _is_inside(request, moot)
    notes = showing.with_statements(queries.notes_of(moot, unreleased=inside).filter(table=table))
    page = Paginator(notes, showing.NOTES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "moot": moot,
        "table": table,
        "page": page,
        "notes": [note for part in showing.by_table(page.object_list) for note in part.notes],
        "hidden_count": 0 if inside else table.notes.filter(released_at=None).count(),
        "before": moot.tables.filter(number__lt=number).last(),
        "after": moot.tables.filter(number__gt=number).first(),
    }
    return render(request, "meetings/table.html", context)


@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """Every statement of a moot with its votes, in the order asked for."""
    moot = get_object_or_404(Moot, slug=slug)
    order = request.GET.get("order", "number")
    inside = _is_inside(request, moot)
    judged = showing.ordered(showing.judged(queries.statements_of(moot, rejected=inside)), order)
    context = {
        "moot": moot,
        "page": Paginator(judged, showing.STATEMENTS_A_PAGE).get_page(request.GET.get("page")),
        "order": order if order in showing.ORDERS else "number",
        "orders": showing.ORDERS,
        "rejected_count": moot.statements.count() - queries.statements_of(moot).count(),
    }
    return render(request, "meetings/statements.html", context)


@require_safe
def statement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One statement: its words, the notes it was made from, and its votes."""
    moot = get_object_or_404(Moot, slug=slug)
    inside = _is_inside(request, moot)
    of_moot = queries.statements_of(moot, rejected=inside)
    statement = get_object_or_404(of_moot, number=number)
    origins = statement.notes.select_related("table").order_by("number")
    shown = origins if inside else origins.filter(queries.RELEASED)
    context = {
        "moot": moot,
        "statement": statement,
        "tally": queries.tallies(of_moot.filter(pk=statement.pk)).get(statement.pk, Tally()),
        "notes": shown,
        "hidden_count": origins.count() - len(shown),
        "before": of_moot.filter(number__lt=number).last(),
        "after": of_moot.filter(number__gt=number).first(),
        "reply_key": f"{slug}:{number}" if statement.moderation != Statement.Moderation.REJECTED else "",
    }
    return render(request, "meetings/statement.html", context)


@require_safe
def note(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """One note: its words, where and when, and what became of it."""
    note = get_object_or_404(
        Note.objects.select_related("moot", "table", "released_by"), moot__slug=slug, key=key
    )
    inside = _is_inside(request, note.moot)
    if note.released_at is None and not inside:
        raise Http404("This note is not released.")
    became = note.statements.all() if inside else note.statements.filter(queries.PUBLIC)
    context = {
        "moot": note.moot,
        "note": note,
        "inside": inside,
        "became": showing.judged(became),
        "is_claim": note.kind == Note.Kind.CLAIM,
        "concerns": note.concerns.all() if inside else note.concerns.filter(queries.RELEASED),
        "settle": SettleForm(initial={"source": note.settled_by}),
    }
    return render(request, "meetings/note.html", context)


@require_safe
def export(request: HttpRequest, slug: str, shape: str) -> HttpResponse:
    """What is public of a moot: moot.xlsx, notes.csv or statements.csv."""
    moot = get_object_or_404(Moot, slug=slug)
    by_key = queries.tallies(queries.statements_of(moot))
    numbers = dict(moot.statements.values_list("pk", "number"))
    tables = exporting.tables(queries.value_of(moot), {numbers[pk]: tally for pk, tally in by_key.items()})
    makers = {
        "xlsx": (f"{slug}.xlsx", XLSX, lambda: as_workbook(tables)),
        "notes.csv": (f"{slug}-notes.csv", "text/csv; charset=utf-8", lambda: as_csv(tables["notes"])),
        "statements.csv": (
            f"{slug}-statements.csv",
            "text/csv; charset=utf-8",
            lambda: as_csv(tables["statements"]),
        ),
    }
    return _download(*_made(makers, shape))


@require_safe
def template(_request: HttpRequest, shape: str) -> HttpResponse:
    """The template to fill in: moot.xlsx, or a zip of CSV files."""
    makers = {
        "xlsx": ("moot.xlsx", XLSX, blank.workbook),
        "zip": ("moot.zip", "application/zip", blank.zipped),
    }
    return _download(*_made(makers, shape))


def _made(makers: dict[str, Any], shape: str) -> tuple[str, str, bytes]:
    if shape not in makers:
        raise Http404(f"There is no {shape} here; there are {', '.join(makers)}.")
    name, kind, make = makers[shape]
    return name, kind, make()


def _download(name: str, kind: str, content: bytes) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
