"""Promises: entered with their evidence, listed by what is due, judged, replied to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.web.asking import actions, queries
from folkmoot.web.asking.forms import JudgementForm, PromiseForm, ReplyForm
from folkmoot.web.asking.models import Promise
from folkmoot.web.asking.queries.promises import due_first
from folkmoot.web.asking.views.who import askers_only
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.record.queries.opening import record as the_record


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every promise, what is overdue first."""
    return render(request, "asking/promises.html", {"promises": due_first(queries.promises())})


@require_safe
def promise(request: HttpRequest, number: int) -> HttpResponse:
    """One promise: its words, its evidence, what was judged and what was replied."""
    return _page(request, get_object_or_404(Promise, pk=number))


def _page(
    request: HttpRequest, found: Promise, *, judge: JudgementForm | None = None,
    reply: ReplyForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    (told,) = queries.promises(Promise.objects.filter(pk=found.pk))
    shown = {"promise": told, "one": found}
    if request.user.has_perm("asking.ask"):
        today = timezone.localdate()
        shown["judge"] = judge or JudgementForm(initial={"judged_on": today}, prefix="j")
        shown["answer"] = None if found.reply else reply or ReplyForm(initial={"on": today}, prefix="r")
    return render(request, "asking/promise.html", shown, status=status)


@askers_only
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """A promise in the matter of a plank, with its source."""
    plank = get_object_or_404(Plank, slug=slug)
    begin = {
        name: request.GET[name][:400] for name in ("passage", "words", "by", "side") if name in request.GET
    }
    if "passage" in begin:
        begin["evidence"] = Promise.Evidence.RECORD
    form = PromiseForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.promise(request.user, plank, form.told(), record=the_record())
        except FolkmootError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kept with its source, and written in the journal."))
            return redirect("promise", made.pk)
    status = 422 if request.method == "POST" else 200
    shown = {"plank": plank, "form": form, "likely": queries.likely(plank, the_record())}
    return render(request, "asking/enter_promise.html", shown, status=status)


@require_POST
@askers_only
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """Kept, partly, broken, withdrawn or open again: with who says so and why."""
    found, form = get_object_or_404(Promise, pk=number), JudgementForm(request.POST, prefix="j")
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.judge(request.user, found, told.pop("state"), **told)
            return redirect("promise", number)
        except FolkmootError as error:
            form.add_error(None, error.message)
    return _page(request, found, judge=form, status=422)


@require_POST
@askers_only
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """What whoever promised says of it."""
    found, form = get_object_or_404(Promise, pk=number), ReplyForm(request.POST, prefix="r")
    if form.is_valid():
        try:
            actions.reply(request.user, found, **form.cleaned_data)
        except FolkmootError as error:
            messages.error(request, error.message)
        return redirect("promise", number)
    return _page(request, found, reply=form, status=422)
