"""Pages for those who vote: the first screen, one statement at a time, what one gave."""

from __future__ import annotations

import contextlib
import logging
import random
import uuid
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.errors import NotFound, Refused, Unreadable
from folkmoot.meetings.choosing import next_ballot, remaining
from folkmoot.meetings.codes import read_code
from folkmoot.web.hall.actions import voting as actions
from folkmoot.web.hall.forms import CodeForm, VoteForm
from folkmoot.web.hall.models import Evening
from folkmoot.web.hall.queries import voting as queries
from folkmoot.web.hall.tokens import Token, give_token, new_code, read_token, take_token_back
from folkmoot.web.meetings.models import Participant, Vote

logger = logging.getLogger(__name__)
_random = random.SystemRandom()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """For a phone that cannot scan: type the three words."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("slip", form.cleaned_data["code"])
    return render(request, "hall/code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The first screen after a slip was scanned; its button makes the participant and asks at once."""
    spelled = _spelled(code)
    slip = queries.slip_of(spelled)
    known = None if slip else queries.participant_by_code(spelled)
    moot = slip.moot if slip else known.moot if known else None
    if moot is None:
        return render(request, "hall/no_slip.html", status=404)
    way = Participant.Way.SLIP if slip else Participant.Way.OPEN
    return _first_screen(request, _floor(moot.slug), spelled, way)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, slug: str) -> HttpResponse:
    """The first screen of a moot anybody may join; the code it makes is theirs to keep."""
    floor = _floor(slug)
    if floor.joining != Evening.Joining.OPEN:
        return render(request, "hall/no_slip.html", status=404)
    code = _spelled(request.POST.get("code", "")) if request.method == "POST" else new_code()
    return _first_screen(request, floor, code, Participant.Way.OPEN)


def _spelled(code: str) -> str:
    try:
        return read_code(code)
    except Unreadable as error:
        raise Http404(error.message) from error


def _floor(slug: str) -> queries.Floor:
    floor = queries.floor(slug)
    if floor is None:
        raise Http404("No votes are taken at this moot.")
    return floor


def _first_screen(request: HttpRequest, floor: queries.Floor, code: str, way: str) -> HttpResponse:
    if request.method != "POST":
        used = queries.participant_by_code(code) is not None
        context = {"floor": floor, "code": code, "is_open_link": way == Participant.Way.OPEN, "used": used}
        return render(request, "hall/first_screen.html", context)
    try:
        participant = actions.join(floor.moot_id, code, way)
    except Refused as error:
        return render(request, "hall/refused.html", {"floor": floor, "sentence": error.message}, status=403)
    if "mine" in request.POST:
        answer: HttpResponse = redirect("vote_mine", floor.slug)
    else:
        answer = _ask(request, floor, queries.given(participant.pk), code=code)
    give_token(answer, floor.slug, Token(participant.key, floor.purpose))
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement; the reply to a vote is the next one."""
    floor = _floor(slug)
    token = read_token(request)
    voter = queries.voter(floor, token.key) if token else None
    if token is None or voter is None:
        return render(request, "hall/who.html", {"floor": floor, "form": CodeForm()}, status=403)
    if token.purpose != floor.purpose:
        return _ask_again(request, floor, token)
    participant, given = voter
    if request.method == "POST":
        return _voted(request, floor, participant, given)
    return _ask(request, floor, given, on=request.GET.get("on", ""))


def _ask_again(request: HttpRequest, floor: queries.Floor, token: Token) -> HttpResponse:
    """The first screen anew, since what is asked for has changed; nothing is kept before they said yes."""
    if request.method == "POST" and request.POST.get("purpose") == str(floor.purpose):
        answer: HttpResponse = redirect("vote", floor.slug)
        give_token(answer, floor.slug, Token(token.key, floor.purpose))
        return answer
    return render(request, "hall/first_screen.html", {"floor": floor, "again": True})


def _voted(
    request: HttpRequest, floor: queries.Floor, participant: int, given: dict[int, int]
) -> HttpResponse:
    form = VoteForm(request.POST)
    if not form.is_valid():
        context = {"floor": floor, "sentence": _("That vote did not come in whole; choose again.")}
        return render(request, "hall/refused.html", context, status=400)
    told = form.cleaned_data
    try:
        actions.cast(floor, participant, told["statement"], told["value"], told["key"])
    except Refused as error:
        return render(request, "hall/refused.html", {"floor": floor, "sentence": error.message}, status=409)
    except (TimeoutError, DatabaseError):  # nobody knows whether it was kept; its key makes a second try safe
        logger.exception("a vote could not be kept in time")
        sentence = _("The server is busy. Go back and press again: your answer is counted once.")
        return render(request, "hall/refused.html", {"floor": floor, "sentence": sentence}, status=503)
    return _ask(request, floor, {**given, told["statement"]: told["value"]})


def _ask(
    request: HttpRequest,
    floor: queries.Floor,
    given: dict[int, int],
    *,
    on: str = "",
    code: str = "",
) -> HttpResponse:
    """The next statement, the one asked for by its number, or that nothing remains.

    A page script asks for the part that changes only; a browser without script gets the page.
    """
    chosen = next((ballot for ballot in floor.ballots if str(ballot.number) == on), None)
    ballot = chosen or next_ballot(floor.ballots, given, _random.random())
    left = len(remaining(floor.ballots, given))
    context: dict[str, Any] = {
        "floor": floor,
        "ballot": ballot,
        "before": given.get(ballot.id) if ballot else None,
        "key": uuid.uuid4(),
        "total": len(floor.ballots),
        "answered": len(floor.ballots) - left,
        "left": left,
        "code": code,
        "action": reverse("vote", args=[floor.slug]),
    }
    part = request.headers.get("X-Folkmoot-Part") == "1"
    return render(request, "hall/_ballot.html" if part else "hall/vote.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What one gave: look at it, change it, erase it."""
    floor = _floor(slug)
    token = read_token(request)
    voter = queries.voter(floor, token.key) if token else None
    if token is None or voter is None:
        return render(request, "hall/who.html", {"floor": floor, "form": CodeForm()}, status=403)
    if request.method == "POST":
        return _erased(request, floor, token)
    _participant, given = voter
    rows = [(ballot, Vote.Value(given[ballot.id])) for ballot in floor.ballots if ballot.id in given]
    context = {"floor": floor, "rows": rows, "others": len(given) - len(rows)}
    return render(request, "hall/mine.html", context)


def _erased(request: HttpRequest, floor: queries.Floor, token: Token) -> HttpResponse:
    if request.POST.get("sure") != "yes":
        return render(request, "hall/erase.html", {"floor": floor})
    with contextlib.suppress(NotFound):  # a second press: that is what was asked
        actions.erase_mine(token.key)
    answer = render(request, "hall/erased.html", {"floor": floor})
    take_token_back(answer, floor.slug)
    return answer
