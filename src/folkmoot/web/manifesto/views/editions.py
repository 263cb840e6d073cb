"""Editions: published, read, downloaded, compared."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.manifesto import editions as library
from folkmoot.manifesto.prov import prov_json
from folkmoot.manifesto.render import markdown
from folkmoot.web.manifesto import actions, paper, showing
from folkmoot.web.manifesto.models import Edition
from folkmoot.web.manifesto.queries import editions as queries
from folkmoot.web.manifesto.views.writing import writers_only
from folkmoot.web.opinion import printing

KINDS = {
    "json": "application/json",
    "prov.json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every edition, the newest first."""
    every = Edition.objects.defer("document").order_by("-number")
    return render(request, "manifesto/editions.html", {"editions": every})


@require_POST
@writers_only
def publish(request: HttpRequest) -> HttpResponse:
    """The manifesto as it stands becomes the next edition."""
    try:
        made = actions.publish(request.user)
    except FolkmootError as error:
        messages.error(request, error.message)
        return redirect("editions")
    messages.success(
        request, _("Edition %(n)d is published. It will not change any more.") % {"n": made.number}
    )
    return redirect("edition", made.number)


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition, to be read, printed and handed out."""
    found = get_object_or_404(Edition, number=number)
    before, after = queries.neighbours(found)
    context = {**paper.context(found), "before": before, "after": after, "pdf": printing.can_print()}
    return render(request, "manifesto/edition.html", context)


@require_safe
def download(request: HttpRequest, number: int, shape: str) -> HttpResponse:
    """An edition as edition.json, edition.prov.json, edition.md or edition.pdf."""
    if shape not in KINDS:
        raise Http404(f"An edition comes as {', '.join(KINDS)}.")
    found = get_object_or_404(Edition, number=number)
    if shape == "pdf" and not printing.can_print():
        return render(request, "manifesto/no_pdf.html", {"edition": found}, status=404)
    name = f"manifesto-edition-{number}.{shape}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-SHA256": found.digest}
    return HttpResponse(_made(request, found, shape), content_type=KINDS[shape], headers=headers)


def _made(request: HttpRequest, found: Edition, shape: str) -> bytes:
    if shape == "pdf":
        return paper.pdf(request, found)
    whole = queries.whole(found)
    if shape == "md":
        return markdown(whole).encode()
    if shape == "prov.json":
        base = request.build_absolute_uri("/")
        return (json.dumps(prov_json(whole, base=base), ensure_ascii=False, indent=1) + "\n").encode()
    return library.write(whole)


@require_safe
def compared(request: HttpRequest, before: int, number: int) -> HttpResponse:
    """What changed from one edition to another."""
    old, new = (get_object_or_404(Edition, number=n) for n in (before, number))
    found: dict[str, Any] = {
        "old": old,
        "new": new,
        "changes": [
            showing.facts_apart(one)
            for one in library.changes(json.loads(old.document), json.loads(new.document))
        ],
    }
    return render(request, "manifesto/compared.html", found)
