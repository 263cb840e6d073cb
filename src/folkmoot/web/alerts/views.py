"""Pages about following: the form, the answer to the letter, the page behind the secret address."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.errors import BadQuery, NotFound
from folkmoot.record.following import KINDS, Followed, follow
from folkmoot.web.alerts import letters, matters, queries, tasks
from folkmoot.web.alerts.actions import asking
from folkmoot.web.alerts.forms import ChangeForm, FollowForm, LinkForm
from folkmoot.web.alerts.models import Often, Subscriber
from folkmoot.web.consent.gate import not_ready
from folkmoot.web.consent.limits import too_often
from folkmoot.web.record.queries.opening import record

LONGEST_SEARCH = 500
View = Callable[..., HttpResponse]


def secret(view: View) -> View:
    """A page behind a secret address: kept by no cache, listed by no search engine; 404 in words."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except NotFound as error:
            response = render(request, "alerts/gone.html", {"sentence": error.message}, status=404)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"  # with "no-referrer" browsers send forms from nowhere
        return response

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form to follow one thing, by e-mail or as a feed."""
    asked = request.GET
    given = next(((kind, asked[kind]) for kind in (*KINDS, *queries.OURS) if asked.get(kind)), None)
    if given is None:
        return _what(request)
    try:
        followed = _followed(*given)
    except (BadQuery, NotFound) as error:
        return _what(request, error.message)
    if request.method == "POST":
        return _asked(request, followed)
    return _form(request, followed, FollowForm())


def _followed(kind: str, asks: str) -> Followed:
    if kind in queries.OURS:
        return matters.follow(kind, asks)
    store = record()
    if store is None:
        raise NotFound(_("The record is empty: there is nothing to follow yet."))
    if len(asks) > LONGEST_SEARCH:
        raise BadQuery(
            _("That is too long to follow; %(most)d characters are the most.") % {"most": LONGEST_SEARCH}
        )
    return follow(store, kind, asks)  # type: ignore[arg-type]


def _what(request: HttpRequest, problem: str = "") -> HttpResponse:
    """What can be followed, and how to begin."""
    status = 404 if problem else 200
    return render(request, "alerts/what.html", {"problem": problem}, status=status)


def _form(request: HttpRequest, followed: Followed, form: FollowForm, status: int = 200) -> HttpResponse:
    shown = {
        "form": form,
        "followed": followed,
        "what": queries.label(followed),
        "where": letters.where(followed),
        "feed": letters.feed(followed),
        "mail": not not_ready(),
        "why_no_mail": not_ready() if request.user.is_authenticated else "",
    }
    return render(request, "alerts/follow.html", shown, status=status)


def _asked(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Write to the address; the page that follows is the same whatever became of it."""
    form = FollowForm(request.POST)
    if not_ready() or not form.is_valid():
        return _form(request, followed, form, 400)
    if _stopped(request):
        form.add_error(None, _("This form was used very often just now. Please try again in an hour."))
        return _form(request, followed, form, 429)
    asking.ask(form.cleaned_data["address"], followed, form.cleaned_data["often"], timezone.now())
    tasks.soon()
    return redirect("follow_asked")


def _stopped(request: HttpRequest) -> bool:
    return too_often(request, "follow") or queries.too_many_letters(timezone.now())


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now: a letter is on its way, if one may be sent at all."""
    return render(request, "alerts/asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """For somebody who lost the link to their page."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not not_ready():
        if _stopped(request):
            form.add_error(None, _("This form was used very often just now. Please try again in an hour."))
            return render(request, "alerts/lost.html", {"form": form, "mail": True}, status=429)
        asking.send_link(form.cleaned_data["address"], timezone.now())
        tasks.soon()
        return redirect("follow_asked")
    status = 400 if request.method == "POST" else 200
    return render(request, "alerts/lost.html", {"form": form, "mail": not not_ready()}, status=status)


@secret
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The answer to the letter. Opening it changes nothing, since programs open links in mails too."""
    following = queries.following_of(key)
    if request.method == "POST":
        asking.confirm(key, timezone.now())
        return redirect("follow_mine", following.subscriber.key)
    shown = {"following": following, "what": queries.label(following.question.followed)}
    return render(request, "alerts/confirm.html", shown)


@secret
@require_GET
def mine(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What one address follows, for whoever has the secret address of this page."""
    subscriber = queries.subscriber_of(key)
    rows = [
        {
            "following": following,
            "what": queries.label(following.question.followed),
            "where": letters.where(following.question.followed),
        }
        for following in queries.followings_of(subscriber)
    ]
    return render(request, "alerts/mine.html", {"key": key, "rows": rows, "choices": Often.choices})


@secret
@require_POST
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How often from now on."""
    form = ChangeForm(request.POST)
    if form.is_valid():
        asking.change(key, form.cleaned_data["following"], form.cleaned_data["often"])
    else:
        queries.subscriber_of(key)
    return redirect("follow_mine", key)


@secret
@require_POST
def stop_one(request: HttpRequest, key: uuid.UUID, following: int) -> HttpResponse:
    """Stop one thing; with the last one the page is gone too."""
    asking.stop_one(key, following)
    return redirect("follow_mine", key) if _is_there(key) else redirect("follow_stopped")


def _is_there(key: uuid.UUID) -> bool:
    try:
        queries.subscriber_of(key)
    except NotFound:
        return False
    return True


@secret
@require_POST
def forget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop everything, delete the address, never write to it again."""
    asking.forget(queries.subscriber_of(key), "asked on the page of what the address follows")
    return redirect("follow_stopped")


@secret
@require_http_methods(["GET", "HEAD", "POST"])
def never(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """For somebody whose address others type in: delete it, and never write to it again."""
    following = queries.following_of(key)
    if request.method == "POST":
        asking.forget(following.subscriber, "asked from a letter that asks for a yes")
        return redirect("follow_stopped")
    return render(request, "alerts/never.html", {"key": key})


@csrf_exempt  # a mailbox presses this button by itself (RFC 8058), and the key is the permission
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End one thing that is followed: one press here, or one in a mailbox that knows the button."""
    following = queries.following_of(key)
    if request.method == "POST":
        asking.stop_following(key)
        return render(request, "alerts/stopped.html")
    shown = {"what": queries.label(following.question.followed), "mine": _page_of(following.subscriber)}
    return render(request, "alerts/stop.html", shown)


@csrf_exempt
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, key: uuid.UUID, often: str) -> HttpResponse:
    """The same for everything that comes once a day, or once a week."""
    subscriber = queries.subscriber_of(key)
    if often not in Often.values:
        raise NotFound(_("There are no letters of that kind."))
    if request.method == "POST":
        asking.stop_letters(key, often)
        return render(request, "alerts/stopped.html")
    shown = {"often": Often(often).label, "mine": _page_of(subscriber)}
    return render(request, "alerts/stop.html", shown)


def _page_of(subscriber: Subscriber) -> str:
    return reverse("follow_mine", args=[subscriber.key])


@require_GET
def stopped(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "alerts/stopped.html")
