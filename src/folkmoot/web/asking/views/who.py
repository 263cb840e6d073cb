"""Who can act for a plank, and deciding about a department that a program points to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.record.departments import Department, of_heading
from folkmoot.web.asking import actions, queries
from folkmoot.web.asking.forms import DepartmentForm
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.record.queries.opening import record as the_record

askers_only = permission_required("asking.ask", raise_exception=True)


@require_safe
def can_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Departments, office-holders, Members who spoke of it, the Member for a place, asks and promises."""
    plank = get_object_or_404(Plank, slug=slug)
    staff = request.user.has_perm("asking.ask")
    place = request.GET.get("place", "").strip()[:100]
    found = queries.who_can_act(plank, the_record(), staff=staff, place=place)
    if found is None:
        return render(request, "manifesto/no_version.html", {"plank": plank}, status=404)
    return render(request, "asking/who.html", {"acting": found})


@require_POST
@askers_only
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """A department confirmed, named, or said not to be the one."""
    plank, form = get_object_or_404(Plank, slug=slug), DepartmentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Name a department and say whether it is theirs; nothing was changed."))
        return redirect("who_can_act", slug)
    told = form.cleaned_data
    try:
        actions.decide(
            request.user, plank, _department(told["department"]), told["state"], because=told["because"]
        )
    except FolkmootError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Kept, and written in the journal."))
    return redirect("who_can_act", slug)


def _department(text: str) -> Department:
    """The department of a name, or of the word that stands for one in addresses."""
    record = the_record()
    names = record.department_names() if record else {}
    return Department(text, names[text]) if text in names else of_heading(text)
