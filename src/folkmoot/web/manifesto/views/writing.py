"""Pages on which the manifesto is written: drafts, new versions, splits, withdrawals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.errors import FolkmootError
from folkmoot.manifesto.trail import pieces
from folkmoot.meetings.voting import Tally
from folkmoot.web.manifesto import actions, queries
from folkmoot.web.manifesto.forms import (
    DraftForm,
    SplitForm,
    VersionForm,
    WithdrawForm,
    beside,
    in_section,
    initial_of,
)
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.manifesto.queries import drawing
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.meetings.queries import tallies

writers_only = permission_required("manifesto.write", raise_exception=True)
STATEMENTS_A_PAGE = 100


@writers_only
def draft(request: HttpRequest) -> HttpResponse:
    """First statements or the sentences of a theme are chosen, then these are offered as the words."""
    ticked = _ticked(request)
    notes = drawing.notes_drawn(request.GET.getlist("n"))
    chosen = ticked + [one for one in drawing.statements_of(notes) if one not in ticked]
    prefetch_related_objects(chosen, Prefetch("notes", Note.objects.order_by("number")))
    if request.method == "POST":
        return _save_draft(request, chosen, notes)
    if chosen or "without" in request.GET:
        form = DraftForm(initial=_offered(ticked, notes))
        return render(request, "manifesto/draft.html", _draft_page(chosen, form, notes))
    if "theme" in request.GET:
        return _choose_from_theme(request)
    return _choose(request)


def _ticked(request: HttpRequest) -> list[Statement]:
    """The statements named in the address."""
    return list(queries.choosable().filter(pk__in=by_number(request.GET.getlist("s"))[:50]))


def by_number(given: list[str]) -> list[int]:
    """Keys as an address or a form names them; what cannot be one is left out."""
    return [int(each) for each in given if each.isascii() and each.isdigit() and len(each) < 18]


def _choose_from_theme(request: HttpRequest) -> HttpResponse:
    """What people said on a theme, to tick what the plank is drawn from."""
    key, of = request.GET["theme"][:160], request.GET.get("of", "")[:80]
    drawn = drawing.drawn_from(key, of)
    return render(request, "manifesto/choose_theme.html", {"drawn": drawn, "theme": key, "of": of})


def _choose(request: HttpRequest) -> HttpResponse:
    moot, words = request.GET.get("moot", ""), request.GET.get("q", "")[:100]
    page = Paginator(queries.choosable(moot=moot, words=words), STATEMENTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = {
        "page": page,
        "rows": with_votes(list(page)),
        "moots": Moot.objects.all(),
        "moot": moot,
        "q": words,
    }
    return render(request, "manifesto/choose.html", shown)


def _offered(chosen: list[Statement], notes: list[Note]) -> dict[str, str]:
    """The sentences that were ticked, and the purposes released notes gave: never words of ours."""
    beneath = [note for statement in chosen for note in _behind(statement)[0]]
    purposes = [note.so_that for note in [*notes, *beneath] if note.so_that]
    words = [each.words for each in [*chosen, *notes]]
    return {"words": "\n".join(dict.fromkeys(words)), "purpose": "\n".join(dict.fromkeys(purposes))}


def _save_draft(request: HttpRequest, chosen: list[Statement], notes: list[Note]) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return render(request, "manifesto/draft.html", _draft_page(chosen, form, notes), status=422)
    made = actions.draft_plank(request.user, form.draft(), chosen, section=form.cleaned_data["section"])
    messages.success(request, _("The plank is drafted. It is a draft until somebody decides."))
    return redirect("plank", made.slug)


def _draft_page(chosen: list[Statement], form: DraftForm, notes: list[Note]) -> dict[str, Any]:
    told = [(one, tally, *_behind(one)) for one, tally in with_votes(chosen)]
    return {"form": form, "rows": told, "notes": notes}


def _behind(statement: Statement) -> tuple[list[Note], int]:
    """The released notes behind a statement, and how many more are not released."""
    notes = statement.notes.all()
    released = [note for note in notes if note.released_at]
    return released, len(notes) - len(released)


def with_votes(statements: list[Statement]) -> list[tuple[Statement, Tally | None]]:
    """Each statement with how people voted on it."""
    counted = tallies(Statement.objects.filter(pk__in=[statement.pk for statement in statements]))
    return [(statement, counted.get(statement.pk)) for statement in statements]


@writers_only
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Plank, slug=slug)
    newest = found.versions.order_by("number").last()
    if request.method != "POST":
        return render(
            request,
            "manifesto/edit.html",
            {
                "plank": found,
                "now": newest,
                "form": VersionForm(initial=initial_of(newest) | in_section(found)),
            },
        )
    form = VersionForm(request.POST)
    if not form.is_valid():
        return render(
            request, "manifesto/edit.html", {"plank": found, "now": newest, "form": form}, status=422
        )
    try:
        told = form.cleaned_data
        actions.new_version(
            request.user, found, form.draft(), based_on=told["based_on"], section=form.section_told
        )
    except actions.Clash as clash:
        return _both_texts(request, found, form, clash.facts["newest"])
    messages.success(request, _("The new version is saved; the old one stays below it."))
    return redirect("plank", found.slug)


def _both_texts(request: HttpRequest, found: Plank, form: VersionForm, theirs: PlankVersion) -> HttpResponse:
    """What I changed stays in the form, theirs stands beside it; saving again is then based on theirs.

    Where I left a field as it was and they changed it, theirs is taken over, or saving mine would undo it.
    """
    data = form.data.copy()
    data["based_on"] = str(theirs.number)
    before = found.versions.filter(number=form.cleaned_data["based_on"]).first()
    apart = beside(form, before, theirs) if before else []
    for field in apart:
        if field.is_theirs:
            data[field.name] = field.theirs
    data["section_before"] = theirs.plank.section
    shown = {
        "apart": apart,
        "plank": found,
        "now": theirs,
        "form": VersionForm(data),
        "theirs": theirs,
        "pieces": pieces(theirs.words, data.get("words", "")),
        "purpose_pieces": pieces(theirs.purpose, data.get("purpose", "")),
    }
    return render(request, "manifesto/edit.html", shown, status=409)


@writers_only
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Two planks of one: the words stand in both halves to be shared out."""
    found = get_object_or_404(Plank, slug=slug)
    newest = found.versions.order_by("number").last()
    if newest is None:
        raise Http404
    offered = {
        "title": newest.title,
        "words": newest.words,
        "other_words": newest.words,
        "based_on": newest.number,
    }
    form = SplitForm(request.POST) if request.method == "POST" else SplitForm(initial=offered)
    if request.method == "POST" and form.is_valid():
        return _save_split(request, found, newest, form)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "manifesto/split.html", {"plank": found, "now": newest, "form": form}, status=status
    )


def _save_split(request: HttpRequest, found: Plank, newest: PlankVersion, form: SplitForm) -> HttpResponse:
    told = form.cleaned_data
    draft = replace(
        actions.draft_of(newest), why=told["why"], decided_by="", decided_where="", decided_on=None
    )
    kept = replace(draft, title=told["title"], words=told["words"])
    other = replace(draft, title=told["other_title"], words=told["other_words"])
    try:
        made = actions.split_plank(request.user, found, kept, other, based_on=told["based_on"])
    except actions.Clash as clash:
        data = form.data.copy()
        data["based_on"] = str(clash.facts["newest"].number)
        shown = {"plank": found, "now": clash.facts["newest"], "form": SplitForm(data), "clash": clash}
        return render(request, "manifesto/split.html", shown, status=409)
    messages.success(request, _("There are two planks now; both keep what people said."))
    return redirect("plank", made.slug)


@require_POST
@writers_only
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """A plank one place earlier or later under its heading."""
    found = get_object_or_404(Plank, slug=slug)
    if actions.move_plank(request.user, found, earlier=request.POST.get("to") == "earlier"):
        messages.success(request, _("It is moved; editions that are published keep their order."))
    else:
        messages.info(request, _("It stands at the end of its section already."))
    return redirect("manifesto")


@require_POST
@writers_only
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """The words before stand again; the withdrawn version stays in the trail."""
    found = get_object_or_404(Plank, slug=slug)
    form = WithdrawForm(request.POST, prefix="w")
    if not form.is_valid():
        messages.error(request, _("Say why the version is withdrawn; nothing was changed."))
        return redirect("plank", slug)
    try:
        actions.withdraw_version(
            request.user, found, number=form.cleaned_data["based_on"], why=form.cleaned_data["why"]
        )
    except FolkmootError as error:
        messages.error(request, error.message)
        return redirect("plank", slug)
    messages.success(request, _("It is withdrawn. The words before it stand again; it stays in the trail."))
    return redirect("plank", slug)
