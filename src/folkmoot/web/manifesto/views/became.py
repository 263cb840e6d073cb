"""What became of each note; a table's code and a participant's token open these pages."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from folkmoot.web.manifesto import actions, showing
from folkmoot.web.manifesto.forms import AnswerForm
from folkmoot.web.manifesto.queries import fates
from folkmoot.web.manifesto.views.writing import writers_only
from folkmoot.web.meetings.models import Moot, Note, Participant, Table

NOTES_A_PAGE = 50
MOST_ANSWERED = 200


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """The shares for all to see, every moot, and notes found by their words."""
    words = request.GET.get("q", "").strip()[:100]
    found = Note.objects.filter(released_at__isnull=False).order_by("moot__held_on", "number")
    for word in words.split()[:8]:
        found = found.filter(words__icontains=word)
    page = Paginator(found, NOTES_A_PAGE).get_page(request.GET.get("page")) if words else None
    context = {
        "shares": fates.shares(),
        "moots": fates.shares_by_moot(),
        "q": words,
        "page": page,
        "fates": fates.fates(_of(page)) if page else [],
    }
    return render(request, "manifesto/became_all.html", context)


def _of(page: object) -> QuerySet[Note]:
    keys = [note.pk for note in page]
    return Note.objects.filter(pk__in=keys).order_by("moot__held_on", "moot", "number")


@require_safe
def of_moot(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of the notes of one moot."""
    return _page(request, get_object_or_404(Moot, slug=slug))


@require_safe
def of_table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What became of the notes of one table."""
    table = get_object_or_404(Table.objects.select_related("moot"), moot__slug=slug, number=number)
    return _page(request, table.moot, table)


@require_safe
@cache_control(private=True, no_store=True)
def of_token(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A participant's token opens the page of their moot. Nothing is kept of it."""
    return _page(request, get_object_or_404(Moot, participants__in=Participant.objects.filter(key=key)))


def _page(
    request: HttpRequest,
    moot: Moot,
    table: Table | None = None,
    *,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    all_notes = moot.notes.filter(table=table) if table else moot.notes.all()
    inside = request.user.has_perm("meetings.see_unreleased", moot)
    notes = all_notes if inside else all_notes.filter(released_at__isnull=False)
    show = request.GET.get("show", "")
    asked = fates.waiting(notes) if show == "waiting" else notes
    page = Paginator(asked.order_by("table__number", "number"), NOTES_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "moot": moot,
        "table": table,
        "tables": moot.tables.order_by("number"),
        "shares": fates.shares(all_notes),
        "hidden": 0 if inside else all_notes.filter(released_at=None).count(),
        "page": page,
        "fates": fates.fates(
            Note.objects.filter(pk__in=[n.pk for n in page]).order_by("table__number", "number")
        ),
        "show": show,
        "answer": (form or AnswerForm()) if request.user.has_perm("manifesto.write") else None,
    }
    return render(request, "manifesto/became.html", context, status=status)


@require_POST
@writers_only
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Why the notes that were ticked were not taken up."""
    moot = get_object_or_404(Moot, slug=slug)
    form = AnswerForm(request.POST)
    keys = [key for key in request.POST.getlist("note")[:MOST_ANSWERED] if _is_key(key)]
    notes = moot.notes.filter(key__in=keys)
    if not request.user.has_perm("meetings.see_unreleased", moot):
        notes = notes.filter(released_at__isnull=False)
    chosen = list(notes)
    if not chosen:
        messages.error(request, _("Tick the notes that the reason is for; nothing was changed."))
    if not form.is_valid() or not chosen:
        return _page(request, moot, form=form, status=422)
    actions.answer_notes(request.user, chosen, because=form.cleaned_data["because"])
    messages.success(request, _("The reason stands beside each of these notes."))
    return redirect(f"{reverse('became', args=[slug])}?show=waiting")


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


@require_safe
@cache_control(public=True, max_age=86_400)
def table_qr(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The way from a table's card to what became of its notes."""
    table = get_object_or_404(Table, moot__slug=slug, number=number)
    address = request.build_absolute_uri(reverse("became_table", args=[slug, table.number]))
    return HttpResponse(showing.qr_svg(address), content_type="image/svg+xml")
