"""Pages for those who run the evening: set it up, print for it, open and close the vote."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.errors import Refused
from folkmoot.meetings.lasting import hours_until_over
from folkmoot.web.hall.actions import evening as actions
from folkmoot.web.hall.actions import wall as wall_actions
from folkmoot.web.hall.actions.slips import cancel_slips, print_slips
from folkmoot.web.hall.badges import let_in
from folkmoot.web.hall.forms import (
    MOST_HOURS_OF_A_BADGE,
    ArrivedForm,
    BadgeForm,
    EveningForm,
    NewEveningForm,
    PartForm,
    SlipsForm,
)
from folkmoot.web.hall.models import Badge, Evening, Part
from folkmoot.web.hall.qr import qr
from folkmoot.web.hall.queries import voting as queries
from folkmoot.web.hall.queries.owed import owing
from folkmoot.web.hall.queries.risk import unseen
from folkmoot.web.hall.queries.wall import minutes
from folkmoot.web.meetings.models import Moot, Statement

_LOCAL = {"localhost", "127.0.0.1", "[::1]"}
HOURS_OF_A_BADGE = 6


@dataclass(frozen=True, slots=True)
class Printed:
    """Something to scan: whose it is, its code in words, its address and the picture."""

    name: str
    code: str
    address: str
    picture: SafeString


def staff_only(request: HttpRequest, slug: str) -> Moot:
    return let_in(request, slug)[0]


@login_required
@permission_required("meetings.read_moot", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new evening: the moot, its tables, who asks and why."""
    sent = request.POST if request.method == "POST" else None
    form, decided = NewEveningForm(sent), EveningForm(sent)
    if sent and form.is_valid() and decided.is_valid():
        given = form.cleaned_data
        moot = actions.begin(
            request.user,
            given["title"],
            place=given["place"],
            held_on=given["held_on"],
            tables=given["tables"],
        )
        actions.decide(request.user, moot, decided.cleaned_data)
        return redirect("evening", moot.slug)
    return render(request, "hall/begin.html", {"form": form, "decided": decided})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evening(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one evening in one place."""
    moot = staff_only(request, slug)
    held = Evening.objects.filter(moot=moot).first()
    form = EveningForm(request.POST if request.method == "POST" else None, instance=held)
    if request.method == "POST" and form.is_valid():
        actions.decide(request.user, moot, form.cleaned_data)
        messages.success(request, _("That is how it will stand on every first screen."))
        return redirect("evening", slug)
    context = {
        "moot": moot,
        "evening": held,
        "form": form,
        "slips": SlipsForm(),
        "arrived": ArrivedForm(initial={"arrived": held.arrived if held else None}),
        "badge_form": BadgeForm(initial={"hours": _hours_of_a_badge(moot)}),
        "badges": moot.badges.filter(revoked_at=None).exclude(role=Badge.Role.TABLE),
        "turnout": queries.turnout(held) if held else None,
        "only_here": request.get_host().rpartition(":")[0] in _LOCAL or request.get_host() in _LOCAL,
        "at_risk": unseen(moot).count(),
        "owed": owing(moot).count(),
        "minutes": minutes(moot, timezone.now()) if held and held.voting_closed_at else [],
        "on_the_floor": moot.statements.filter(moderation=Statement.Moderation.ACCEPTED).count(),
        "waiting": moot.notes.filter(released_at=None).count(),
        "open_link": _scan(request, _("Join the vote"), "open_link", moot.slug),
    }
    return render(request, "hall/evening.html", context)


def _hours_of_a_badge(moot: Moot) -> int:
    return hours_until_over(
        timezone.localtime(), moot.held_on, least=HOURS_OF_A_BADGE, most=MOST_HOURS_OF_A_BADGE
    )


def _scan(request: HttpRequest, name: str, view: str, argument: str, code: str = "") -> Printed:
    address = request.build_absolute_uri(reverse(view, args=[argument]))
    return Printed(name, code, address, qr(address))


@login_required
@require_POST
def turn(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close the vote, count who came, cancel unused slips."""
    moot = staff_only(request, slug)
    try:
        match request.POST.get("do"):
            case "open":
                actions.open_voting(request.user, moot)
            case "close":
                actions.close_voting(request.user, moot)
            case "cancel-slips":
                gone = cancel_slips(request.user, moot)
                messages.success(
                    request, _("%(n)d slips that nobody had used are worthless now.") % {"n": gone}
                )
            case "arrived":
                form = ArrivedForm(request.POST)
                if form.is_valid():
                    actions.count_arrived(request.user, moot, form.cleaned_data["arrived"])
    except Refused as error:
        messages.error(request, error.message)
    return redirect("evening", slug)


@never_cache
@login_required
@require_POST
def slips(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of new slips to print and cut. They are shown this once."""
    moot = staff_only(request, slug)
    form = SlipsForm(request.POST)
    held = get_object_or_404(Evening, moot=moot)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["count"]))
        return redirect("evening", slug)
    codes = print_slips(request.user, moot, form.cleaned_data["count"])
    printed = [_scan(request, "", "slip", code, code) for code in codes]
    typed = request.build_absolute_uri(reverse("slip_code"))
    return render(
        request, "hall/slips.html", {"moot": moot, "evening": held, "slips": printed, "typed": typed}
    )


@login_required
@require_safe
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """The voting sheet, to print; ?large is the same in large type."""
    moot = staff_only(request, slug)
    held = get_object_or_404(Evening, moot=moot)
    context = {
        "moot": moot,
        "evening": held,
        "ballots": queries.ballots(moot),
        "large": "large" in request.GET,
    }
    return render(request, "hall/sheet.html", context)


@never_cache
@login_required
@require_POST
def tables(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet for every table with its code, to print; codes printed before end."""
    moot = staff_only(request, slug)
    held = Evening.objects.filter(moot=moot).first()
    handed = actions.hand_out_tables(request.user, moot)
    sheets = [_scan(request, badge.name, "at_table", code, code) for badge, code in handed]
    return render(
        request,
        "hall/table_sheets.html",
        {
            "moot": moot,
            "evening": held,
            "sheets": sheets,
            "until": handed[0][0].expires_at if handed else None,
        },
    )


@never_cache
@login_required
@require_POST
def hand_out(request: HttpRequest, slug: str) -> HttpResponse:
    """A badge's link, shown this once."""
    moot = staff_only(request, slug)
    form = BadgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say who it is for, and for how many hours."))
        return redirect("evening", slug)
    badge, code = actions.hand_out(request.user, moot, **form.cleaned_data)
    shown = _scan(request, badge.name, "badge", code, code)
    return render(request, "hall/badge_made.html", {"moot": moot, "badge": badge, "shown": shown})


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, badge: int) -> HttpResponse:
    """End a badge now."""
    moot = staff_only(request, slug)
    found = get_object_or_404(Badge, moot=moot, pk=badge)
    actions.revoke(request.user, found)
    messages.success(request, _("The link of %(name)s has ended.") % {"name": found.name})
    return redirect("evening", slug)


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 else 0


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def timing(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the evening: planned and actual minutes."""
    moot = staff_only(request, slug)
    form = PartForm(request.POST if "title" in request.POST else None)
    if request.method == "POST":
        part = moot.parts.filter(place=_number(request.POST.get("part", ""))).first()
        if part is not None:
            act = wall_actions.begin_part if request.POST.get("do") == "begin" else wall_actions.end_part
            act(request.user, part)
            return redirect("timing", slug)
        if form.is_valid():
            wall_actions.add_part(request.user, moot, **form.cleaned_data)
            return redirect("timing", slug)
    parts = moot.parts.all()
    now = timezone.now()
    context = {"moot": moot, "form": form, "parts": parts, "minutes": minutes(moot, now), "kinds": Part.Kind}
    return render(request, "hall/timing.html", context)
