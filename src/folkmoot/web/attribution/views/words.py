"""Words in the record: who they mean, why, and what was decided about them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.errors import FolkmootError, NotFound
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Meant, Store
from folkmoot.web.attribution import actions, queries
from folkmoot.web.attribution.forms import WordsForm
from folkmoot.web.attribution.models import WordsDecision
from folkmoot.web.record import laying, meaning, words
from folkmoot.web.record.queries.opening import record as the_record
from folkmoot.web.record.views.common import show

AROUND = 600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def meant(request: HttpRequest, paragraph: int, start: int, end: int, contribution: str) -> HttpResponse:
    """One reference: its words, whom they mean and why; staff decide here."""
    store = the_record()
    if store is None:
        raise Http404
    held, found = _found(store, contribution, (paragraph, start, end))
    if held.id != contribution:
        return redirect("meant", found.paragraph, start, end, held.id)
    may = request.user.has_perm("attribution.work")
    form = WordsForm(roll=store.roll())
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        form = WordsForm(request.POST, roll=store.roll())
        if form.is_valid():
            return _decide(request, held, found, form)
    place = (held.id, paragraph, start, end)
    shown = meaning.Meanings(store, store.roll()).shown(held, found, laying.decisions(store, [held]))
    text = held.paragraphs[paragraph].text
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    context = {
        "contribution": held,
        "shown": shown,
        "place": place,
        "words": words.highlighted(text[first:last], [(start - first, end - first)]),
        "cut_before": first > 0,
        "cut_after": last < len(text),
        "guesses": [queries.named(gid, store.roll()) for gid in found.reference.persons],
        "decisions": queries.decisions_at(held, (paragraph, start, end)),
        "form": form,
        "may": may,
    }
    status = 422 if form.errors else 200
    return show(request, "attribution/meant.html", gid=held.id, status=status, **context)


def _found(store: Store, gid: str, place: tuple[int, int, int]) -> tuple[Contribution, Meant]:
    """The contribution and the reference in that place. Raises Http404 where there is none."""
    try:
        contribution = store.contribution(gid)
    except NotFound as error:
        raise Http404 from error
    for one in store.references([contribution]).get(contribution.id, ()):
        if (one.paragraph, one.reference.start, one.reference.end) == place:
            return contribution, one
    raise Http404


def _decide(request: HttpRequest, held: Contribution, found: Meant, form: WordsForm) -> HttpResponse:
    r = found.reference
    try:
        actions.decide_words(
            request.user,  # type: ignore[arg-type]
            held,
            found.paragraph,
            r.start,
            r.end,
            r.persons,
            form.answer(),
        )
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("meant", found.paragraph, r.start, r.end, held.id)


@require_POST
@permission_required("attribution.work", raise_exception=True)
def undo(request: HttpRequest, decision: int) -> HttpResponse:
    """Take a decision about words in the record back."""
    found = get_object_or_404(WordsDecision, pk=decision)
    try:
        actions.undo(request.user, found)  # type: ignore[arg-type]
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect("meant", found.paragraph, found.start, found.end, found.contribution)
