"""The wall: a page for the projector, and the desk from which it is turned."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.web.hall.actions import wall as actions
from folkmoot.web.hall.badges import let_in
from folkmoot.web.hall.models import Badge, Evening
from folkmoot.web.hall.qr import qr
from folkmoot.web.hall.queries.seen import seen
from folkmoot.web.hall.queries.wall import PAGES, snapshot


@never_cache
@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands on the wall; a script asks for the part that changes, else the page loads itself anew."""
    page = request.GET.get("page", "")
    shown = snapshot(slug, page if page in PAGES else "")
    if shown is None:
        raise Http404("No evening is held for this moot.")
    part = request.headers.get("X-Folkmoot-Part") == "1"
    context = {"wall": shown, "moot": shown.moot, "pages": PAGES}
    if shown.page == "arrivals":
        context["slip_address"] = request.build_absolute_uri("/s/")
        if shown.evening.joining == Evening.Joining.OPEN:
            context["open_address"] = request.build_absolute_uri(f"/j/{slug}/")
            context["open_picture"] = qr(context["open_address"])
    return render(request, "hall/_wall.html" if part else "hall/wall.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn the pages of the wall."""
    moot, badge = let_in(request, slug, Badge.Role.WALL)
    held = get_object_or_404(Evening, moot=moot)
    if request.method == "POST" and request.POST.get("page") in PAGES:
        actions.turn_to(badge or request.user, moot, request.POST["page"])
        return redirect("wall_desk", slug)
    context = {"moot": moot, "evening": held, "pages": PAGES, "badge": badge}
    if badge is None:
        context["seen"] = seen(moot)
    return render(request, "hall/wall_desk.html", context)
