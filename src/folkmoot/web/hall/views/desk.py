"""Desks: notes to statements, report-backs, and notes that say somebody is in danger."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.errors import Refused
from folkmoot.meetings.about_people import ABOUT_PEOPLE
from folkmoot.web.hall.actions import desk as actions
from folkmoot.web.hall.actions import wall as wall_actions
from folkmoot.web.hall.actions.risk import have_seen
from folkmoot.web.hall.badges import is_staff, let_in
from folkmoot.web.hall.forms import StatementForm
from folkmoot.web.hall.models import AtRisk, Badge, Decision, Evening, ReportLine
from folkmoot.web.hall.queries import desk as queries
from folkmoot.web.hall.queries.owed import owing
from folkmoot.web.meetings.models import Moot, Statement


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """Make statements of notes; merge, split, take off, put back."""
    moot, badge = let_in(request, slug, Badge.Role.THEMES)
    who = badge or request.user
    inside = badge is None
    if request.method == "POST":
        try:
            _do(request, moot, who, inside=inside)
        except Refused as error:
            messages.error(request, error.message)
        return redirect("statement_desk", slug)
    floor = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED)
    context = {
        "moot": moot,
        "inside": inside,
        "bundles": queries.bundles(moot, unreleased=inside),
        "floor": floor.prefetch_related("notes"),
        "off": moot.statements.filter(moderation=Statement.Moderation.REJECTED),
        "pairs": queries.pairs(moot),
        "owed": owing(moot).count() if inside else 0,
        "trail": queries.trail(moot),
        "rules": Decision.Rule.choices,
        "about_people": ABOUT_PEOPLE,
    }
    return render(request, "hall/desk.html", context)


def _do(request: HttpRequest, moot: Moot, who: actions.Who, *, inside: bool) -> None:
    """One press of a button of the desk. Raises Refused."""
    given = request.POST
    match given.get("do"):
        case "make":
            form = StatementForm(given, moot=moot, inside=inside)
            if not form.is_valid():
                raise Refused(_("Tick at least one note and write one sentence."))
            made = actions.make_statement(who, moot, form.cleaned_data["words"], form.cleaned_data["notes"])
            messages.success(request, _("Statement %(n)d is on the floor.") % {"n": made.number})
        case "off":
            actions.take_off(who, _statement(moot, given.get("statement")), given.get("rule", ""))
        case "back":
            actions.put_back(who, _statement(moot, given.get("statement")))
        case "merge":
            actions.merge(who, _statement(moot, given.get("statement")), _statement(moot, given.get("into")))
        case "split":
            statement = _statement(moot, given.get("statement"))
            actions.split(who, statement, given.get("sentences", "").splitlines())
        case "again":
            again = actions.ask_again(who, _statement(moot, given.get("statement")))
            messages.success(request, _("It is asked again as statement %(n)d.") % {"n": again.number})
        case "ask":
            added = actions.ask_about_people(who, moot, given.getlist("about"))
            messages.success(request, _("%(n)d questions about people are new on the floor.") % {"n": added})
        case _:
            raise Refused(_("That button is not one of this page."))


def _statement(moot: Moot, number: str | None) -> Statement:
    found = (
        moot.statements.filter(number=int(number)).first()
        if number and number.isdecimal() and len(number) < 9
        else None
    )
    if found is None:
        raise Refused(_("There is no such statement."))
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Report-backs: let a table speak, hide a line."""
    moot = get_object_or_404(Moot, slug=slug)
    if not (is_staff(request, moot) and request.user.has_perm("meetings.release_note", moot)):
        raise PermissionDenied
    if request.method == "POST":
        table = moot.tables.filter(pk=_pk(request, "table")).first()
        line = ReportLine.objects.filter(table__moot=moot, pk=_pk(request, "line")).first()
        if table is not None:
            wall_actions.let_speak(request.user, table)
        elif line is not None:
            wall_actions.hide_line(request.user, line)
        return redirect("report_desk", slug)
    tables = moot.tables.prefetch_related("report")
    held = Evening.objects.filter(moot=moot).first()
    return render(request, "hall/reports.html", {"moot": moot, "tables": tables, "evening": held})


def _pk(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 18 else 0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def at_risk(request: HttpRequest, slug: str) -> HttpResponse:
    """Notes that say somebody may be in danger: read, and say that you have."""
    moot, badge = let_in(request, slug, Badge.Role.STEWARD)
    rows = AtRisk.objects.filter(moot=moot).select_related("table", "seen_by")
    if request.method == "POST":
        have_seen(badge or request.user, get_object_or_404(rows, pk=_pk(request, "risk")))
        return redirect("at_risk", slug)
    held = Evening.objects.filter(moot=moot).first()
    return render(request, "hall/at_risk.html", {"moot": moot, "rows": rows, "evening": held, "badge": badge})
