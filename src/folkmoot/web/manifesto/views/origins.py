"""The page on which a plank is tied to the statements it came from, or untied from them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from folkmoot.web.manifesto import actions, queries
from folkmoot.web.manifesto.forms import OriginsForm
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.manifesto.views.writing import by_number, with_votes, writers_only
from folkmoot.web.meetings.models import Moot, Statement

FOUND_AT_MOST = 50


@writers_only
def origins(request: HttpRequest, slug: str) -> HttpResponse:
    """The statements a plank came from, ticked, and under them those that were looked for."""
    plank = get_object_or_404(Plank, slug=slug)
    if request.method == "POST":
        return _save(request, plank)
    return render(request, "manifesto/origins.html", _shown(request, plank, OriginsForm()))


def _shown(request: HttpRequest, plank: Plank, form: OriginsForm) -> dict[str, Any]:
    tied = list(_tied(plank))
    ticked, untied = _asked(request)
    moot, words = request.GET.get("moot", ""), request.GET.get("q", "")[:100]
    found = queries.choosable(moot=moot, words=words).exclude(pk__in=[one.pk for one in tied])
    return {
        "plank": plank,
        "now": plank.versions.order_by("number").last(),
        "form": form,
        "tied": with_votes(tied),
        "ticked": {one.pk for one in tied} - untied | ticked,
        "found": with_votes(list(found[:FOUND_AT_MOST])),
        "more": max(0, found.count() - FOUND_AT_MOST),
        "moots": Moot.objects.all(),
        "moot": moot,
        "q": words,
    }


def _asked(request: HttpRequest) -> tuple[set[int], set[int]]:
    """What was ticked on the page that was sent, and what was unticked on it."""
    shown, ticked = (set(by_number(request.POST.getlist(name))) for name in ("had", "s"))
    return ticked - shown, shown - ticked


def _tied(plank: Plank) -> Any:
    return Statement.objects.filter(taken_up__plank=plank).select_related("moot").order_by("taken_up__pk")


def _save(request: HttpRequest, plank: Plank) -> HttpResponse:
    """Only what was ticked or unticked on the page changes, so two editors do not undo one another."""
    form = OriginsForm(request.POST)
    if not form.is_valid():
        return render(request, "manifesto/origins.html", _shown(request, plank, form), status=422)
    ticked, untied = _asked(request)
    tied = list(_tied(plank))
    kept = [one for one in tied if one.pk not in untied]
    came = list(queries.choosable().filter(pk__in=ticked).exclude(taken_up__plank=plank))
    if came or len(kept) < len(tied):
        actions.change_origins(request.user, plank, [*kept, *came], why=form.cleaned_data["why"])
        messages.success(request, _("Where it came from is changed; the journal keeps what it was."))
    return redirect("plank", plank.slug)
