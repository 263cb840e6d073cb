"""Amendments: proposed, discussed, decided. Sources: cited, replied to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.manifesto.merging import merged
from folkmoot.manifesto.trail import Wording, between_versions, pieces
from folkmoot.web.manifesto import actions
from folkmoot.web.manifesto.actions.amending import Decision
from folkmoot.web.manifesto.forms import (
    AmendmentForm,
    CitationForm,
    DecisionForm,
    RemarkForm,
    ReplyForm,
    TogetherForm,
)
from folkmoot.web.manifesto.models import Amendment, Citation, Plank, PlankVersion
from folkmoot.web.manifesto.views.writing import writers_only


@writers_only
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Other words for a plank; they begin as the words that stand."""
    plank = get_object_or_404(Plank, slug=slug)
    now = plank.versions.order_by("number").last()
    if now is None:
        return render(request, "manifesto/no_version.html", {"plank": plank}, status=404)
    form = AmendmentForm(request.POST or None, initial={"words": now.words, "purpose": now.purpose})
    if request.method == "POST" and form.is_valid():
        made = actions.propose_amendment(request.user, plank, **form.cleaned_data)
        messages.success(request, _("The amendment is proposed. Nothing changes until it is decided."))
        return redirect("amendment", slug, made.number)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "manifesto/propose.html", {"plank": plank, "now": now, "form": form}, status=status
    )


@require_safe
def amendment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One amendment: what would change, what was said of it, what was decided."""
    return _page(request, _found(slug, number))


def _found(slug: str, number: int) -> Amendment:
    return get_object_or_404(Amendment.objects.select_related("plank"), plank__slug=slug, number=number)


def _page(
    request: HttpRequest, found: Amendment, *, remark: RemarkForm | None = None,
    decide: DecisionForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    newest = found.plank.versions.order_by("number").last()
    asked_of = found.plank.versions.get(number=found.based_on)
    context = {
        "amendment": found,
        "now": newest,
        "asked_of": asked_of,
        "remarks": found.remarks.all(),
        "trail": between_versions(
            Wording(asked_of.words, asked_of.purpose), Wording(found.words, found.purpose)
        ),
    }
    if found.state == Amendment.State.OPEN:
        both = actions.put_together(found, newest)
        context |= {"both": both if both.meanwhile else None}
        if both.meanwhile and both.words is not None:
            context |= {"together": pieces(newest.words, both.words)}
        if request.user.has_perm("manifesto.write"):
            context |= {"remark": remark or RemarkForm(), "decide": decide or _to_decide(newest, both)}
    return render(request, "manifesto/amendment.html", context, status=status)


def _to_decide(newest: PlankVersion, both: actions.Both) -> DecisionForm:
    """The form of a decision; where the plank changed meanwhile, with the words it would have then."""
    if not both.meanwhile:
        return DecisionForm(initial={"based_on": newest.number})
    words = newest.words if both.words is None else both.words
    purpose = newest.purpose if both.purpose is None else both.purpose
    return TogetherForm(initial={"based_on": newest.number, "words": words, "purpose": purpose})


@require_POST
@writers_only
def say(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was said of an amendment."""
    found, form = _found(slug, number), RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, found, remark=form, status=422)
    try:
        told = form.cleaned_data
        actions.say_of_amendment(request.user, found, words=told["remark"], said_by=told["said_by"])
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("amendment", slug, number)


@require_POST
@writers_only
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Carried, lost or withdrawn, and who decided it where."""
    found = _found(slug, number)
    shown_together = "words" in request.POST
    form = (TogetherForm if shown_together else DecisionForm)(request.POST)
    if not form.is_valid():
        return _page(request, found, decide=form, status=422)
    told = dict(form.cleaned_data)
    based_on = told.pop("based_on")
    both = actions.Both(told.pop("words"), told.pop("purpose")) if shown_together else None
    try:
        actions.decide_amendment(request.user, found, Decision(**told), based_on=based_on, both=both)
    except actions.Clash as clash:
        messages.error(
            request,
            _("A new version was made meanwhile; it stands below. Decide again if the decision stands."),
        )
        return _page(request, _found(slug, number), decide=_again(found, form, clash), status=409)
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("amendment", slug, number)


def _again(found: Amendment, form: DecisionForm, clash: actions.Clash) -> DecisionForm:
    """The decision as it was written, over the words as they would be now."""
    newest = clash.facts["newest"]
    fresh = _to_decide(newest, _with_what_was_written(found, form, newest))
    fresh.initial |= {
        name: form.data.get(name, "") for name in DecisionForm.base_fields if name != "based_on"
    }
    return fresh


def _with_what_was_written(found: Amendment, form: DecisionForm, newest: PlankVersion) -> actions.Both:
    """Words a person wrote for the version before, put together with the newest where both can stand."""
    both = actions.put_together(found, newest)
    told = form.cleaned_data
    read = found.plank.versions.filter(number=told["based_on"]).first()
    if read is None or "words" not in told:
        return both
    words = merged(read.words, told["words"], newest.words)
    purpose = merged(read.purpose, told["purpose"], newest.purpose)
    return actions.Both(
        both.words if words is None else words, both.purpose if purpose is None else purpose, meanwhile=True
    )


@require_POST
@writers_only
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    """A source a plank cites."""
    plank, form = get_object_or_404(Plank, slug=slug), CitationForm(request.POST, prefix="c")
    if form.is_valid():
        actions.add_citation(request.user, plank, **form.cleaned_data)
        messages.success(request, _("The source is cited."))
        return redirect("plank", slug)
    return render(request, "manifesto/cite.html", {"plank": plank, "form": form}, status=422)


@require_POST
@writers_only
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was replied to something cited."""
    found = get_object_or_404(Citation, plank__slug=slug, pk=number)
    form = ReplyForm(request.POST, prefix="r")
    try:
        if form.is_valid():
            actions.reply_to_citation(request.user, found, **form.cleaned_data)
        else:
            messages.error(request, _("Say what was replied, and who replied; nothing was changed."))
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("plank", slug)
