"""Pages of the manifesto and of one plank."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from folkmoot.web.manifesto import queries, showing
from folkmoot.web.manifesto.forms import CitationForm, ReplyForm, WithdrawForm
from folkmoot.web.manifesto.models import Plank


@require_safe
def manifesto(request: HttpRequest) -> HttpResponse:
    """Every plank under its section."""
    return render(request, "manifesto/manifesto.html", {"manifesto": queries.manifesto()})


@require_safe
def plank(request: HttpRequest, slug: str) -> HttpResponse:
    """One plank: its words, where they came from, what changed, and every version."""
    found = get_object_or_404(Plank.objects.select_related("split_from"), slug=slug)
    steps = queries.steps(found)
    if not steps:
        return render(request, "manifesto/no_version.html", {"plank": found}, status=404)
    return render(request, "manifesto/plank.html", _shown(request, found, steps))


def _shown(request: HttpRequest, found: Plank, steps: tuple[queries.Step, ...]) -> dict[str, Any]:
    sources = queries.sources(found)
    now = steps[-1].version
    parts = list(found.parts.all())
    return {
        "plank": found,
        "now": now,
        "steps": tuple(reversed(steps)),
        "sources": sources,
        "drift": queries.drift(sources, now),
        "beside": queries.side_by_side(sources, now),
        "gaps": [showing.gap_in_words(gap) for gap in queries.gaps_of(sources, steps)],
        "amendments": list(found.amendments.order_by("number")),
        "citations": list(found.citations.all()),
        "parts": parts,
        "split": queries.split_hint(found, [step.version for step in steps]) if parts else None,
        "embed": _embed(request.build_absolute_uri(reverse("plank_card", args=[found.slug])), now.title),
        **(_forms(now.number) if request.user.has_perm("manifesto.write") else {}),
    }


def _embed(address: str, title: str) -> str:
    """What somebody copies into their own page to show a plank there, as plain words: the page escapes it."""
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="320"></iframe>'


def _forms(number: int) -> dict[str, Any]:
    return {
        "withdraw": WithdrawForm(initial={"based_on": number}, prefix="w") if number > 1 else None,
        "cite": CitationForm(prefix="c"),
        "reply": ReplyForm(prefix="r"),
    }


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=300)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A plank as a card to stand in somebody else's page: no form, nothing that does anything."""
    found = get_object_or_404(queries.planks(), slug=slug)
    if not found.newest:
        raise Http404
    return render(request, "manifesto/embedded.html", {"plank": found, "now": found.newest[0]})


@require_safe
@cache_control(public=True, max_age=86_400)
def qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The way from paper to the thread of a plank."""
    plank = get_object_or_404(Plank, slug=slug)
    address = request.build_absolute_uri(showing.paper_address(plank.slug))
    return HttpResponse(showing.qr_svg(address), content_type="image/svg+xml")
