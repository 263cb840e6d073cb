"""Every page twice: of one moot, and of all moots together."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from folkmoot.web.themes import views

PAGES: list[tuple[str, str, Callable[..., Any]]] = [
    ("", "themes", views.themes),
    ("names/", "themes_names", views.names),
    ("board/", "themes_board", views.board),
    ("undo/", "themes_undo", views.undo),
    ("gather/", "themes_gather", views.gather),
    ("board/<slug:key>/", "theme_arrange", views.arrange),
    ("board/<slug:key>/move/", "theme_move", views.move),
    ("board/<slug:key>/rename/", "theme_rename", views.rename),
    ("board/<slug:key>/merge/", "theme_merge", views.merge),
    ("of/<slug:key>/", "theme", views.theme),
]


def _under(prefix: str, suffix: str) -> list[URLPattern]:
    return [path(prefix + address, view, name=name + suffix) for address, name, view in PAGES]


urlpatterns = [*_under("themes/", ""), *_under("moots/<slug:slug>/themes/", "_of_moot")]
