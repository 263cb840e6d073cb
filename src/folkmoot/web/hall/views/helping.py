"""Pages for helpers with a badge: what it opens, and typing what came on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.errors import Unreadable
from folkmoot.meetings.codes import read_code
from folkmoot.web.hall.actions import paper as actions
from folkmoot.web.hall.badges import badge_by_code, let_in, put_on
from folkmoot.web.hall.forms import HandsForm, SheetForm
from folkmoot.web.hall.models import Badge, HandCount
from folkmoot.web.hall.queries.voting import turnout
from folkmoot.web.meetings.models import Participant

_OPENS = {
    Badge.Role.PAPER: "paper",
    Badge.Role.THEMES: "statement_desk",
    Badge.Role.WALL: "wall_desk",
    Badge.Role.MODERATOR: "moderate",
    Badge.Role.STEWARD: "at_risk",
}


@never_cache
@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Put on a badge, and go to what it opens."""
    try:
        found = badge_by_code(read_code(code))
    except Unreadable:
        found = None
    if found is None:
        return render(request, "hall/no_badge.html", status=404)
    if found.role == Badge.Role.TABLE:
        return redirect("at_table", code)
    answer = redirect(_OPENS[Badge.Role(found.role)], found.moot.slug)
    put_on(answer, found)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Type voting sheets, one after the other; and shows of hands."""
    moot, _badge = let_in(request, slug, Badge.Role.PAPER)
    who = request.user if request.user.is_authenticated else None
    is_hands = "agree" in request.POST
    sent = request.POST if request.method == "POST" else None
    form = SheetForm(None if is_hands else sent, moot=moot)
    hands = HandsForm(sent if is_hands else None, moot=moot)
    if sent is not None and is_hands and hands.is_valid():
        actions.count_hands(who, **hands.cleaned_data)
        messages.success(request, _("That show of hands is kept."))
        return redirect("paper", slug)
    if sent is not None and not is_hands and form.is_valid():
        number, votes = form.cleaned_data["sheet"], form.votes()
        again = actions.type_sheet(who, moot, number, votes)
        told = {"number": number, "n": len(votes)}
        messages.success(
            request,
            _("Sheet %(number)d is replaced: %(n)d marks.") % told
            if again
            else _("Sheet %(number)d is kept: %(n)d marks.") % told,
        )
        return redirect("paper", slug)
    if sent is None:
        form = SheetForm(initial={"sheet": _next_sheet(moot.pk)}, moot=moot)
    context = {
        "moot": moot,
        "form": form,
        "hands": hands,
        "counts": HandCount.objects.filter(statement__moot=moot).select_related("statement"),
        "turnout": turnout(moot.evening) if hasattr(moot, "evening") else None,
    }
    return render(request, "hall/paper.html", context)


def _next_sheet(moot_id: int) -> int:
    last = Participant.objects.filter(moot=moot_id, sheet__isnull=False).order_by("-sheet").first()
    return (last.sheet or 0) + 1 if last else 1
