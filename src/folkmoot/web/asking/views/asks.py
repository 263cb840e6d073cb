"""Asks: drafted from what was said, checked, agreed, sent, put, answered. Nothing is sent from here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.tracing.asking.rules import westminster
from folkmoot.web.asking import actions, drafting, queries, showing
from folkmoot.web.asking.actions.asks import ANSWERABLE, FOLLOWING
from folkmoot.web.asking.forms import AnswerForm, DraftForm, StepForm, WordingForm
from folkmoot.web.asking.models import Ask
from folkmoot.web.asking.queries.asks import overdue_first, times_before
from folkmoot.web.asking.views.who import askers_only
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.record.queries.opening import record as the_record


def _staff(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("asking.ask"))


def _found(request: HttpRequest, number: int) -> Ask:
    """An ask that whoever looks may see: a draft is for staff until somebody agreed to it."""
    found = get_object_or_404(Ask.objects.select_related("plank", "drafted_by"), pk=number)
    if found.agreed_on is None and not _staff(request):
        raise Http404
    return found


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every ask, overdue ones first; of one state, where one is asked for."""
    found = overdue_first(queries.asks(drafts=_staff(request)))
    state = request.GET.get("state", "")
    counted = [(s, label, sum(a.state == s for a in found)) for s, label in Ask.State.choices]
    shown = {
        "asks": [one for one in found if not state or one.state == state],
        "state": state,
        "counted": [row for row in counted if row[2]],
        "overdue": sum(bool(one.days_overdue) for one in found),
        "total": len(found),
    }
    return render(request, "asking/asks.html", shown)


@askers_only
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a form, whom, and what to quote; a draft is made of it."""
    plank = get_object_or_404(Plank, slug=slug)
    version = plank.versions.order_by("number").last()
    if version is None:
        return render(request, "manifesto/no_version.html", {"plank": plank}, status=404)
    quotable = drafting.quotable(plank, the_record())
    choices = [(one.of, f"“{one.words}” — {one.source}") for one in quotable]
    form = DraftForm(request.POST or None, quotable=choices, initial=_begin(request, version, choices))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        question, chosen = told.pop("question"), told.pop("quote")
        wording = actions.Wording(words="", **told)
        made, sources = drafting.drafted(
            plank, version.words, wording, question, quotable, chosen, settings.FOLKMOOT_BODY
        )
        ask = actions.draft(request.user, plank, drafting.worded(wording, made), sources=sources)
        messages.success(request, _("Drafted. Read it, change it, and look at what the checks found."))
        return redirect("ask_edit", ask.pk)
    status = 422 if request.method == "POST" else 200
    shown = {"plank": plank, "version": version, "form": form, "forms": westminster().forms}
    return render(request, "asking/draft.html", shown, status=status)


def _begin(request: HttpRequest, version: PlankVersion, choices: list[tuple[str, str]]) -> dict[str, Any]:
    """What the page of who can act has filled in by its link; the first few quotations are chosen."""
    names = ("form", "office", "name", "person", "department", "through", "through_person", "through_seat")
    begin: dict[str, Any] = {name: request.GET.get(name, "")[:200] for name in names}
    if not any(begin.values()):
        begin |= _by_route(version)
    begin["quote"] = [of for of, _words in choices[:3]]
    return begin


FORM_OF_ROUTE = {PlankVersion.Route.COUNCIL: "council", PlankVersion.Route.COMPANY: "company"}


def _by_route(version: PlankVersion) -> dict[str, str]:
    """The form that goes with whom the plank says could act, and who that is."""
    if version.route in FORM_OF_ROUTE:
        return {"form": FORM_OF_ROUTE[PlankVersion.Route(version.route)], "office": version.lead}
    return {"form": "written"}


@require_safe
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """One ask: its words, its life, its answers; for staff the checks and the next step."""
    return _page(request, _found(request, number))


def _page(
    request: HttpRequest, found: Ask, *, step: StepForm | None = None, answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    (told,) = queries.asks(Ask.objects.filter(pk=found.pk), drafts=True)
    shown: dict[str, Any] = {
        "ask": told,
        "one": found,
        "steps": found.steps.select_related("made_by"),
        "promises": [p for p in queries.promises_of(found.plank) if p.ask == found.pk],
    }
    if _staff(request):
        shown |= _for_staff(found, step, answer)
    return render(request, "asking/ask.html", shown, status=status)


def _for_staff(found: Ask, step: StepForm | None, answer: AnswerForm | None) -> dict[str, Any]:
    record = the_record()
    before = times_before(found, record)
    following = FOLLOWING[Ask.State(found.state)]
    form = step or StepForm(initial={"on": timezone.localdate(), "state": following[0] if following else ""})
    form.fields["state"].choices = [(state, state.label) for state in following]
    return {
        "checked": showing.checked(found, before, record),
        "before": before,
        "step": form if following else None,
        "answer": (answer or AnswerForm(prefix="a")) if found.state in ANSWERABLE else None,
        "likely": queries.likely(found.plank, record, found),
        "may_edit": found.state in (Ask.State.DRAFTED, Ask.State.AGREED),
    }


@askers_only
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The words of an ask that has not left, with what the checks find beside them."""
    found = _found(request, number)
    begin = {name: getattr(found, name) for name in actions.Wording.__slots__}
    form = WordingForm(request.POST or None, initial=begin)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.reword(request.user, found, form.wording())
            except FolkmootError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Kept. Nothing is sent from here: print it or copy it."))
                return redirect("ask_edit" if "again" in request.POST else "ask", number)
    record = the_record()
    before = times_before(found, record)
    checked = showing.checked(found, before, record)
    shown = {
        "one": found, "form": form, "before": before, "checked": checked,
        "looks": sum(one.state == "look" for one in checked),
        "rule": westminster().form(found.form),
    }  # fmt: skip
    return render(request, "asking/edit.html", shown, status=status)


@require_POST
@askers_only
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Agreed, sent, put or withdrawn: what happened outside, written down here."""
    found, form = _found(request, number), StepForm(request.POST)
    if form.is_valid():
        try:
            actions.step(request.user, found, form.cleaned_data["state"], form.told(), record=the_record())
            return redirect("ask", number)
        except FolkmootError as error:
            form.add_error(None, error.message)
    return _page(request, found, step=form, status=422)


@require_POST
@askers_only
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """An answer: a passage of the record, or words with their source."""
    found, form = _found(request, number), AnswerForm(request.POST, prefix="a")
    if form.is_valid():
        try:
            actions.answer(request.user, found, record=the_record(), **form.cleaned_data)
            return redirect("ask", number)
        except FolkmootError as error:
            form.add_error(None, error.message)
    return _page(request, found, answer=form, status=422)


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The words alone, to print."""
    found = _found(request, number)
    (told,) = queries.asks(Ask.objects.filter(pk=found.pk), drafts=True)
    return render(request, "asking/letter.html", {"ask": told, "one": found})


@require_safe
def as_text(request: HttpRequest, number: int) -> HttpResponse:
    """The words alone, as plain text to copy."""
    found = _found(request, number)
    parts = [found.words, found.beside] if found.beside else [found.words]
    answer = HttpResponse("\n\n".join(parts) + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ask-{found.pk}.txt"'
    return answer
