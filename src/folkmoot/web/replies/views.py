"""The right of reply: see everything that names you, answer it as large, have it put right."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.web.consent.limits import too_often
from folkmoot.web.replies import actions, queries, shelves
from folkmoot.web.replies.forms import AllForm, AskForm, DecideForm, LookForm
from folkmoot.web.replies.models import Request

PAGE = 20
PAGES = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def unlisted(view: View) -> View:
    """A page that no cache keeps, no search engine lists and no other site hears of."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"  # with "no-referrer" browsers send forms from nowhere
        return response

    return shown


@unlisted
@require_http_methods(PAGES)
def look(request: HttpRequest) -> HttpResponse:
    """Everything public that names somebody. The name comes by POST, so that no address holds it."""
    form = LookForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "days": actions.DECIDED_WITHIN.days}
    status = 200
    if request.method == "POST":
        if too_often(request, "named"):
            return _too_often(request)
        if form.is_valid():
            name = shelves.plain(form.cleaned_data["name"])
            shown |= {"name": name, "found": shelves.named(name)}
        else:
            status = 422
    return render(request, "replies/look.html", shown, status=status)


@unlisted
@require_http_methods(PAGES)
def answer(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Answer one thing that is published here, or ask for it to be put right."""
    about = shelves.published(kind, key)
    if about is None:
        raise Http404(_("Nothing that is published here has this address."))
    return _asking(request, AskForm(request.POST or None, initial={"wants": "answer"}), about)


@unlisted
@require_http_methods(PAGES)
def everything(request: HttpRequest) -> HttpResponse:
    """Ask to see all that is kept about oneself."""
    return _asking(request, AllForm(request.POST or None), None)


def _asking(request: HttpRequest, form: AskForm | AllForm, about: shelves.Kept | None) -> HttpResponse:
    if request.method == "POST":
        if too_often(request, "named"):
            return _too_often(request)
        if form.is_valid():
            told = {"wants": Request.Wants.ALL, **form.cleaned_data}
            made = actions.ask(about, **told)
            return redirect("named_asked", made.key)
    shown = {"form": form, "about": about, "days": actions.DECIDED_WITHIN.days}
    status = 422 if request.method == "POST" else 200
    return render(request, "replies/ask.html", shown, status=status)


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "replies/too_often.html", status=429)


@unlisted
@require_safe
def asked(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What became of a request: the page behind the secret address that whoever asked keeps."""
    made = get_object_or_404(Request, key=key)
    (listed,) = queries.listed([made])
    return render(request, "replies/asked.html", {"one": listed, "asked": made})


@unlisted
@require_POST
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a request, or an answer that is published, back."""
    actions.withdraw(get_object_or_404(Request, key=key))
    messages.success(request, _("Taken back. It is on no public page any more."))
    return redirect("named_asked", key)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Everything that was decided, for anybody to read: about what, when, how and why."""
    page = Paginator(queries.decided(), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "listed": queries.listed(list(page.object_list)),
        "waiting": queries.waiting().count(),
        "overdue": queries.overdue(),
        "days": actions.DECIDED_WITHIN.days,
    }
    return render(request, "replies/corrections.html", shown)


stewards_only = permission_required("replies.decide", raise_exception=True)


@require_safe
@stewards_only
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the steward, the one due first before the others; and what was decided."""
    shown = {
        "waiting": queries.listed(list(queries.waiting())),
        "decided": queries.listed(list(queries.decided()[:PAGE])),
        "today": timezone.localdate(),
    }
    return render(request, "replies/waiting.html", shown)


@require_http_methods(PAGES)
@stewards_only
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """One request with what it is about, what is kept under the name, and the decision."""
    made = get_object_or_404(Request, pk=number)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.decide(request.user, made, told.pop("state"), **told)
        except FolkmootError as error:
            messages.error(request, error.message)
            return redirect("named_decide", number)
        messages.success(request, _("Decided, and written in the journal."))
        return redirect("named_requests")
    (listed,) = queries.listed([made])
    shown: dict[str, Any] = {"one": listed, "asked": made, "form": form}
    if made.wants == Request.Wants.ALL and made.state == Request.State.OPEN:
        shown["public"] = shelves.named(made.name)
        shown["kept_back"] = shelves.named_in_what_is_kept_back(made.name)
    status = 422 if request.method == "POST" else 200
    return render(request, "replies/decide.html", shown, status=status)
