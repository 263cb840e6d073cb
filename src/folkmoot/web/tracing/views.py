"""The thread pages, and the buttons by which a person decides."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.record import notices
from folkmoot.web.record.queries.opening import record as the_record
from folkmoot.web.tracing import actions, exporting, pictures, queries, tasks
from folkmoot.web.tracing.forms import DecisionForm, PassageForm
from folkmoot.web.tracing.models import Link
from folkmoot.web.tracing.silence import silences

deciders_only = permission_required("tracing.decide", raise_exception=True)


@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    shown: dict[str, object] = {"planks": [p for p in queries.threads() if p.newest]}
    if request.user.has_perm("tracing.decide"):
        record = the_record()
        shown |= {"news": queries.news(record), "lost": queries.lost(record)}
    return render(request, "tracing/threads.html", shown)


@require_safe
def thread(request: HttpRequest, slug: str) -> HttpResponse:
    plank = get_object_or_404(Plank, slug=slug)
    staff = request.user.has_perm("tracing.decide")
    record = the_record()
    found = queries.thread(plank, record, staff=staff)
    if found is None:
        return render(request, "manifesto/no_version.html", {"plank": plank}, status=404)
    lying, hanging = pictures.picture(found)
    shown = {
        "thread": found,
        "lying": lying,
        "hanging": hanging,
        "days": pictures.days_in_all(found),
        "silences": silences(found, record),
        "notices": _notices(found),
        "kinds": Link.Kind.choices,
        "passage_form": PassageForm() if staff else None,
        "looking": queries.looking(plank) if staff else None,
    }
    return render(request, "tracing/thread.html", shown)


def _notices(found: queries.Thread) -> list[str]:
    """What must stand beside the record's words, once each."""
    spoken = [said.contribution for said in (*found.passages, *found.answers) if said.contribution]
    return list(dict.fromkeys(line for c in spoken for line in notices.beside(c.id)))


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """A thread as thread.json: what the page shows, without anything that waits for a decision."""
    plank = get_object_or_404(Plank, slug=slug)
    record = the_record()
    found = queries.thread(plank, record, staff=False)
    if found is None:
        raise Http404
    told = exporting.plain(found, silences(found, record), request.build_absolute_uri("/")[:-1])
    answer = JsonResponse(
        {**told, "notices": _notices(found)}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="thread-{slug}.json"'
    return answer


@require_POST
@deciders_only
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    plank = get_object_or_404(Plank, slug=slug)
    if the_record() is None:
        return _without_record(request, slug)
    tasks.ask(plank, request.user.pk)
    messages.success(request, _("The record is being looked through; look again in a minute."))
    return redirect(f"{reverse('thread', args=[slug])}#guesses")


def _without_record(request: HttpRequest, slug: str) -> HttpResponse:
    messages.error(request, _("No record has been read yet; read one with 'folkmoot record read'."))
    return redirect("thread", slug)


@require_POST
@deciders_only
def decide(request: HttpRequest, number: int) -> HttpResponse:
    link = get_object_or_404(Link.objects.select_related("plank"), pk=number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is no decision; choose confirm, reject or withdraw."))
        return redirect("thread", link.plank.slug)
    try:
        decided = actions.decide(
            request.user, link, form.cleaned_data["decision"], kind=form.cleaned_data["kind"]
        )
    except FolkmootError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%s, and written in the journal.") % decided.get_state_display())
    return redirect("thread", link.plank.slug)


@require_POST
@deciders_only
def tie(request: HttpRequest, slug: str) -> HttpResponse:
    plank = get_object_or_404(Plank, slug=slug)
    form = PassageForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the id of a passage and say what it does."))
        return redirect("thread", slug)
    record = the_record()
    if record is None:
        return _without_record(request, slug)
    passage = form.cleaned_data["passage"].strip()
    try:
        actions.tie(request.user, plank, passage, record, kind=form.cleaned_data["kind"])
    except FolkmootError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Confirmed, and written in the journal."))
    return redirect("thread", slug)
