"""The moderator's page: what the room can see, each with a button and a key that hides it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.errors import Refused
from folkmoot.web.hall.actions.moderating import hide
from folkmoot.web.hall.badges import let_in
from folkmoot.web.hall.models import Badge
from folkmoot.web.hall.queries.seen import one_seen, seen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, slug: str) -> HttpResponse:
    """Hide a note, a line of a report-back or a statement at once."""
    moot, badge = let_in(request, slug, Badge.Role.MODERATOR)
    if request.method == "POST":
        found = one_seen(moot, request.POST.get("hide", "")[:80])
        try:
            if found is None:
                messages.info(request, _("That is not to be seen any more."))
            else:
                hide(badge or request.user, found)
                messages.success(request, _("Hidden: “%(words)s”") % {"words": found.words[:60]})
        except Refused as error:
            messages.error(request, error.message)
        return redirect("moderate", slug)
    return render(request, "hall/moderate.html", {"moot": moot, "badge": badge, "seen": seen(moot)})
