"""Pages of themes: for everybody, and the board of those who arrange them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.errors import FolkmootError
from folkmoot.web.themes import actions, queries, showing
from folkmoot.web.themes.forms import ArrangeForm, RenameForm
from folkmoot.web.themes.models import Board, Theme
from folkmoot.web.themes.tasks import gather_all, gather_released

NOWHERE, NEW = "-nowhere", "-new"  # no theme is called so: keys are numbers
A_PAGE = 100
NAMES_FIRST = 12


@require_safe
def themes(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """What came up, the widest spread first, each with a few quotations."""
    board = queries.board_at(slug)
    shown = {
        "page": showing.page(board),
        "names": showing.names(board)[:NAMES_FIRST],
        "may_arrange": request.user.has_perm("themes.arrange", board),
    }
    return _render(request, "themes/themes.html", board, shown)


@require_safe
def theme(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """One theme with everything said on it, word for word."""
    board = queries.board_at(slug)
    if elsewhere := _went_to(board, key, "theme"):
        return redirect(elsewhere)
    return _render(request, "themes/theme.html", board, {"shown": _one(showing.page(board), key)})


@require_safe
def names(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Which companies, councils and places are named again and again, and where."""
    board = queries.board_at(slug)
    return _render(request, "themes/names.html", board, {"names": showing.names(board)})


@login_required
@require_safe
def board(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """All themes with what can be done to each."""
    board = _to_arrange(request, slug)
    page = showing.page(board)
    shown = {"page": page, "last": queries.last_move(board)}
    return _render(request, "themes/board.html", board, shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """One theme, to rename, merge, split, or move things out of."""
    board = _to_arrange(request, slug)
    if key != NOWHERE and (elsewhere := _went_to(board, key, "theme_arrange")):
        return redirect(elsewhere)
    return _render_arrange(request, board, key)


def _render_arrange(request: HttpRequest, board: Board, key: str, **more: Any) -> HttpResponse:
    page = showing.page(board)
    here = page.nowhere if key == NOWHERE else _one(page, key).said
    shown = {
        "key": key,
        "shown": None if key == NOWHERE else _one(page, key),
        "others": [one for one in page.themes if one.theme.key != key],
        "page": Paginator(here, A_PAGE).get_page(request.GET.get("page")),
        **more,
    }
    status = 409 if "theirs" in more else 422 if "problem" in more else 200
    return _render(request, "themes/arrange.html", board, shown, status=status)


@login_required
@require_POST
def move(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """Some notes and statements into another theme, into none, or into a new one."""
    board = _to_arrange(request, slug)
    source = "" if key == NOWHERE else key
    known = list(board.placements.values_list("pk", flat=True))
    form = ArrangeForm(request.POST, choices=known)
    if not form.is_valid() or not form.cleaned_data["placements"]:
        return _render_arrange(request, board, key, problem=_("Choose what to move first."))
    chosen, to = form.cleaned_data["placements"], form.cleaned_data["to"]
    if not to:
        if not form.cleaned_data["new"].strip():
            return _render_arrange(request, board, key, problem=_("Choose where to move it."))
        to = NEW  # a name was written, and nothing else was chosen
    try:
        if to == NEW:
            if not form.cleaned_data["new"].strip():
                return _render_arrange(request, board, key, problem=_("Say what the new theme is called."))
            made = actions.split(request.user, board, chosen, source=source, name=form.cleaned_data["new"])
            messages.success(request, _("“%(name)s” is a theme of its own now.") % {"name": made.name})
        else:
            _tell_moved(request, actions.move(
                request.user, board, chosen, source=source, to="" if to == NOWHERE else to
            ))  # fmt: skip
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect(_back(board, key))


def _tell_moved(request: HttpRequest, moved: actions.Moved) -> None:
    if moved.count:
        told = ngettext("%(n)s was moved.", "%(n)s were moved.", moved.count) % {"n": moved.count}
        messages.success(request, told)
    for placement in moved.left:
        where = str(placement.theme) if placement.theme else _("what belongs nowhere")
        words = str(placement.note or placement.statement)[:80]
        messages.warning(
            request,
            _("“%(words)s” was left: somebody moved it to %(where)s meanwhile.")
            % {"words": words, "where": where},
        )


@login_required
@require_POST
def rename(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    board = _to_arrange(request, slug)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _render_arrange(request, board, key, problem=_("A name is one to 120 letters."))
    name = form.cleaned_data["name"]
    try:
        actions.rename(request.user, board, key, name=name, was=form.cleaned_data["was"])
    except actions.Clash as clash:
        return _render_arrange(request, board, key, theirs=clash.message, mine=name)
    messages.success(request, _("The theme is called “%(name)s” now.") % {"name": name})
    return redirect(_back(board, key))


@login_required
@require_POST
def merge(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    board = _to_arrange(request, slug)
    try:
        into = actions.merge(request.user, board, key, into=request.POST.get("to", ""))
    except FolkmootError as error:
        messages.error(request, error.message)
        return redirect(_address(board, "themes_board"))
    messages.success(request, _("Both are one theme now: %(name)s.") % {"name": into})
    return redirect(_back(board, into.key))


@login_required
@require_POST
def undo(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    board = _to_arrange(request, slug)
    try:
        actions.undo(request.user, board, last=_number(request.POST.get("last")))
        messages.success(request, _("Taken back."))
    except FolkmootError as error:
        messages.error(request, error.message)
    return redirect(_address(board, "themes_board"))


@login_required
@require_POST
def gather(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Have the themes looked for again, in the background."""
    board = _to_arrange(request, slug)
    if board.moot:
        gather_released.enqueue([board.moot.pk])
    else:
        gather_all.enqueue()
    messages.success(
        request, _("Themes are being gathered. What people arranged stays; look again in a minute.")
    )
    return redirect(_address(board, "themes_board"))


def _to_arrange(request: HttpRequest, slug: str | None) -> Board:
    board = queries.board_at(slug)
    if not request.user.has_perm("themes.arrange", board):
        raise PermissionDenied
    return board


def _went_to(board: Board, key: str, page: str) -> str:
    """Where an address leads now that its theme was merged or given up; "" where the theme is there."""
    theme = queries.theme_at(board, key)
    if theme is not None:
        return "" if theme.key == key else _address(board, page, theme.key)
    if not queries.was_given(board, key):
        raise Http404("there was never such a theme")
    return _address(board, "themes" if page == "theme" else "themes_board")


def _address(board: Board, page: str, *key: str) -> str:
    return reverse(f"{page}{_of(board)}", args=[*_args(board), *key])


def _one(page: showing.Page, key: str) -> showing.Shown:
    get_object_or_404(Theme, board_id=page.board.pk, key=key)
    found = next((one for one in page.themes if one.theme.key == key), None)
    if found is None:
        raise Http404("nothing of this theme is public")
    return found


def _render(
    request: HttpRequest, name: str, board: Board, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    common = {"board": board, "moot": board.moot, "of": _of(board)}
    return render(request, name, {**common, **shown}, status=status)


def _back(board: Board, key: str) -> str:
    gone = key != NOWHERE and not board.themes.filter(key=key, placements__isnull=False).exists()
    if gone:
        return _address(board, "themes_board")
    return _address(board, "theme_arrange", key)


def _of(board: Board) -> str:
    return "_of_moot" if board.moot else ""


def _args(board: Board) -> list[str]:
    return [board.moot.slug] if board.moot else []


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0
