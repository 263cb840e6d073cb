"""The moderator's page: what the room can see, each with a button and a key that hides it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.errors import Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.hall.actions.moderating import give_reason, hide
from folkmoot.web.hall.badges import let_in
from folkmoot.web.hall.models import Badge
from folkmoot.web.hall.queries.owed import owed, owing
from folkmoot.web.hall.queries.seen import one_seen, seen
from folkmoot.web.meetings.models import Moot


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, slug: str) -> HttpResponse:
    """Hide a note, a line of a report-back or a statement at once; say why of what was hidden."""
    moot, badge = let_in(request, slug, Badge.Role.MODERATOR)
    if request.method == "POST":
        try:
            if "reason" in request.POST:
                _reason(request, moot, badge or request.user)
            else:
                _hide(request, moot, badge or request.user)
        except Refused as error:
            messages.error(request, error.message)
        return redirect("moderate", slug)
    shown = {"moot": moot, "badge": badge, "seen": seen(moot), "owed": owed(moot)}
    return render(request, "hall/moderate.html", shown)


def _hide(request: HttpRequest, moot: Moot, who: User | Badge) -> None:
    found = one_seen(moot, request.POST.get("hide", "")[:80])
    if found is None:
        messages.info(request, _("That is not to be seen any more."))
        return
    hide(who, found)
    hidden = _("Hidden: “%(words)s”. Say why below when there is a moment.")
    messages.success(request, hidden % {"words": found.words[:60]})


def _reason(request: HttpRequest, moot: Moot, who: User | Badge) -> None:
    given = request.POST["reason"]
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 18 else 0
    found = owing(moot).filter(pk=number).first()
    if found is None:
        raise Refused(_("No reason is owed for that any more."))
    give_reason(who, found, request.POST.get("rule", ""))
    messages.success(request, _("Kept: the reason stands in the journal."))
