"""For those who run a moot: by which method its results are shown, and what was asked twice."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import Refused
from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions, queries
from folkmoot.web.opinion.forms import MethodForm, RoomForm, TwiceForm, UntieForm


@login_required
@require_safe
def shown(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the method, and pair sentences that were asked twice."""
    return _page(request, _run_by(request, slug))


@require_POST
@login_required
def choose_method(request: HttpRequest, slug: str) -> HttpResponse:
    moot = _run_by(request, slug)
    form = MethodForm(request.POST)
    if not form.is_valid():
        return _page(request, moot, method=form, status=422)
    actions.show_by(request.user, moot, form.cleaned_data["method"])
    messages.success(request, _("Results are shown by this method now. The other stays a click away."))
    return redirect("opinion_shown", moot.slug)


@require_POST
@login_required
def tie_twice(request: HttpRequest, slug: str) -> HttpResponse:
    moot = _run_by(request, slug)
    form = TwiceForm(request.POST, moot=moot)
    if not form.is_valid():
        return _page(request, moot, twice=form, status=422)
    try:
        actions.tie_twice(request.user, form.cleaned_data["before"], form.cleaned_data["after"])
    except Refused as refused:
        form.add_error(None, refused.message)
        return _page(request, moot, twice=form, status=422)
    messages.success(request, _("These two are shown side by side now."))
    return redirect("opinion_shown", moot.slug)


@require_POST
@login_required
def room(request: HttpRequest, slug: str) -> HttpResponse:
    moot = _run_by(request, slug)
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _page(request, moot, room=form, status=422)
    actions.keep_room(request.user, moot, form.cleaned_data["text"], form.cleaned_data["source"])
    messages.success(request, _("The tallies are kept as you gave them."))
    return redirect("opinion_shown", moot.slug)


@require_POST
@login_required
def untie_twice(request: HttpRequest, slug: str) -> HttpResponse:
    moot = _run_by(request, slug)
    form = UntieForm(request.POST, moot=moot)
    if form.is_valid():
        actions.untie_twice(request.user, form.cleaned_data["pair"])
        messages.success(request, _("The pair is undone; every vote stays."))
    return redirect("opinion_shown", moot.slug)


def _run_by(request: HttpRequest, slug: str) -> Moot:
    """The moot, if whoever asks may change it."""
    moot = get_object_or_404(Moot, slug=slug)
    if not request.user.has_perm("meetings.change_moot", moot):
        raise PermissionDenied
    return moot


def _page(
    request: HttpRequest,
    moot: Moot,
    *,
    method: MethodForm | None = None,
    twice: TwiceForm | None = None,
    room: RoomForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "moot": moot,
        "method": method or MethodForm(initial={"method": queries.method_of(moot)}),
        "twice": twice or TwiceForm(moot=moot),
        "room": room or _room_form(moot),
        "pairs": queries.asked_twice(moot),
    }
    return render(request, "opinion/shown.html", context, status=status)


def _room_form(moot: Moot) -> RoomForm:
    kept = queries.room_of(moot)
    return RoomForm(initial={"text": kept.text, "source": kept.source} if kept else None)
