"""Copied pages: brought, dated, saved, decided line by line, and taken away as data."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.record.people import Roll
from folkmoot.web.attribution import actions, queries
from folkmoot.web.attribution.forms import DayForm, LineForm, PageForm, SaveForm, WordsForm
from folkmoot.web.attribution.models import LINE_KINDS, CopiedPage, LineDecision
from folkmoot.web.record.queries.opening import record as the_record

staff_only = permission_required("attribution.work", raise_exception=True)
_COLUMNS = (
    *("line", "kind", "person_id", "name", "label", "confidence", "decided", "reason"),
    *("addresses", "quotation", "interrupted", "gap_before", "found_in", "text"),
)


def _roll() -> Roll | None:
    record = the_record()
    return record.roll() if record else None


def _page(request: HttpRequest, key: uuid.UUID) -> CopiedPage:
    found: CopiedPage = get_object_or_404(queries.pages_for(request.user), key=key)  # type: ignore[arg-type]
    return found


@require_safe
@staff_only
@never_cache
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are saved, and one's own that are not."""
    every = queries.pages_for(request.user)  # type: ignore[arg-type]
    shown = {
        "unsaved": [p for p in every if p.saved_at is None],
        "saved": [p for p in every if p.saved_at],
        "days": actions.UNSAVED_DAYS,
    }
    return render(request, "attribution/pages.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """Paste or upload a page."""
    form = PageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            page = actions.bring_page(
                request.user,  # type: ignore[arg-type]
                given["text"],
                the_record(),
                house=given["house"],
                day=given["day"],
            )
        except FolkmootError as error:
            form.add_error(None, error.message)
        else:
            return redirect("copied_page", page.key)
    status = 422 if form.errors else 200
    return render(request, "attribution/bring.html", {"form": form}, status=status)


@require_safe
@staff_only
@never_cache
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A page line by line."""
    return _shown(request, _page(request, key))


def _shown(request: HttpRequest, found: CopiedPage, *, status: int = 200, **forms: Any) -> HttpResponse:
    lines = queries.shown(found, _roll())
    spoken = [line for line in lines if not line.header]
    shown = {
        "page": found,
        "lines": lines,
        "spoken": len(spoken),
        "decided": sum(line.decision is not None for line in spoken),
        "aligned": sum(bool(line.guess["found_in"]) for line in spoken),
        "gaps": sum(bool(line.guess["gap_before"]) for line in lines),
        "day_form": DayForm(initial={"day": found.day}),
        "save_form": SaveForm(initial={"title": found.title, "matter": found.matter, "stage": found.stage}),
        **forms,
    }
    return render(request, "attribution/page.html", shown, status=status)


@require_POST
@staff_only
def day(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say of which day a page is, and read it again."""
    found = _page(request, key)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, day_form=form, status=422)
    try:
        actions.date_page(request.user, found, form.cleaned_data["day"], the_record())  # type: ignore[arg-type]
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("copied_page", key)


@require_POST
@staff_only
def save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep a page for all of the staff."""
    found = _page(request, key)
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, save_form=form, status=422)
    try:
        actions.save_page(request.user, found, **form.cleaned_data)  # type: ignore[arg-type]
    except FolkmootError as error:
        form.add_error(None, error.message)
        return _shown(request, found, save_form=form, status=422)
    messages.success(request, _("Saved. Everybody on the staff can see it now."))
    return redirect("copied_page", key)


@require_POST
@staff_only
def discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Delete a page with every decision about it."""
    actions.discard_page(request.user, _page(request, key))  # type: ignore[arg-type]
    messages.success(request, _("The page is gone, with everything that was decided about it."))
    return redirect("copied_pages")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
@never_cache
def line(request: HttpRequest, key: uuid.UUID, line: int) -> HttpResponse:
    """One line: who speaks it and whom it means, to confirm, correct or leave open."""
    found, roll = _page(request, key), _roll()
    asked = request.GET.get("at", "0")
    at = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    shown = queries.shown(found, roll, only=(line, at))
    if not shown:
        raise Http404
    form: LineForm | WordsForm = LineForm(roll=roll)
    if request.method == "POST":
        form = (WordsForm if "start" in request.POST else LineForm)(request.POST, roll=roll)
        if form.is_valid():
            return _decide(request, found, shown[0], form)
    every = queries.shown(found, roll)
    around = next(n for n, one in enumerate(every) if one.key == shown[0].key)
    context = {
        "page": found,
        "line": shown[0],
        "before": every[around - 1] if around else None,
        "after": every[around + 1] if around + 1 < len(every) else None,
        "form": form,
        "candidates": queries.candidates(found, roll),
        "decisions": queries.decisions_about(found, shown[0]),
        "kinds": LINE_KINDS.items(),
    }
    return render(request, "attribution/line.html", context, status=422 if form.errors else 200)


def _decide(
    request: HttpRequest, page: CopiedPage, line: queries.ShownLine, form: LineForm | WordsForm
) -> HttpResponse:
    try:
        if isinstance(form, WordsForm):
            start, end = (int(request.POST.get(name, "")) for name in ("start", "end"))
            stands_in = int(request.POST.get("line", line.number))
            actions.decide_words_of_line(request.user, page, stands_in, start, end, form.answer())  # type: ignore[arg-type]
        else:
            actions.decide_line(request.user, page, line.number, form.answer(), at=line.at)  # type: ignore[arg-type]
    except ValueError as error:
        raise Http404 from error
    except FolkmootError as error:
        messages.error(request, error.message)
    if request.POST.get("from") == "page":
        return redirect(f"{reverse('copied_page', args=[page.key])}#line-{line.key}")
    return redirect(f"{reverse('copied_line', args=[page.key, line.number])}{line.query}")


@require_POST
@staff_only
def undo(request: HttpRequest, key: uuid.UUID, decision: int) -> HttpResponse:
    """Take a decision about a line back."""
    found = get_object_or_404(LineDecision, pk=decision, page=_page(request, key))
    try:
        actions.undo(request.user, found)  # type: ignore[arg-type]
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect(queries.address_of(found))


@require_safe
@staff_only
@never_cache
def export(request: HttpRequest, key: uuid.UUID, shape: str) -> HttpResponse:
    """The lines as data: jsonl as `folkmoot record attribute` prints them, or csv."""
    rows = queries.attributed(_page(request, key), _roll())
    if shape == "jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        kind = "application/x-ndjson"
    elif shape == "csv":
        text, kind = _as_csv(rows), "text/csv"
    else:
        raise Http404
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lines-{key}.{shape}"'
    return response


def _as_csv(rows: Any) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    table.writerows(map(_cells, rows))
    return out.getvalue()


def _cells(row: dict[str, Any]) -> list[str]:
    return [_plain(value) for value in _values(row)]


def _values(row: dict[str, Any]) -> Iterator[Any]:
    speaker, addressed = row["speaker"] or {}, row["addresses"] or {}
    flat = {
        **row,
        **speaker,
        "addresses": addressed.get("name") or addressed.get("label"),
        "decided": (row["decided"] or {}).get("verdict"),
        "reason": row["reason"],
    }
    return (flat.get(name) for name in _COLUMNS)


def _plain(value: Any) -> str:
    """A cell; words that a spreadsheet would take for a formula begin with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t" else text
