"""The page of downloads: archives that a command made, listed with size, digest, licence and day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from folkmoot.record.exporting import Archive, listed
from folkmoot.web.record import ranges

WHAT = {
    "folder": (
        gettext_lazy("The record itself"),
        gettext_lazy(
            "One SQLite file and its search index. Unpack it and open record.sqlite3 with Datasette or any "
            "SQLite tool, or point folkmoot at it."
        ),
    ),
    "csv": (
        gettext_lazy("Tables as CSV"),
        gettext_lazy(
            "Sittings, debates, contributions, divisions, votes, people. A cell that would begin like a "
            "formula has an apostrophe before it."
        ),
    ),
    "parquet": (
        gettext_lazy("Tables as Parquet"),
        gettext_lazy("The same tables, typed and compressed, for data frames. Every word as it stands."),
    ),
    "parlamint": (
        gettext_lazy("A corpus in ParlaMint TEI"),
        gettext_lazy("One file a sitting, with the people and bodies it points at."),
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An archive with what it is in words."""

    archive: Archive
    title: str
    about: str


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, newest first; older ones by their digest."""
    found = listed(settings.DOWNLOADS_FOLDER)
    order = list(WHAT)
    here = [one for one in found if one.here and one.form in WHAT]
    here.sort(key=lambda one: (-one.number, order.index(one.form)))
    return render(
        request,
        "record/downloads.html",
        {
            "newest": [_shown(one) for one in here if one.number == here[0].number],
            "older": [_shown(one) for one in here if one.number != here[0].number],
            "gone": [one for one in found if not one.here],
        },
    )


def _shown(one: Archive) -> Shown:
    title, about = WHAT[one.form]
    return Shown(one, str(title), str(about))


@require_safe
def archive(request: HttpRequest, archive: str) -> HttpResponseBase:
    """One archive, whole or from where it broke off; where every place is taken, whole from the server."""
    path, digest = _found(archive)
    answer = ranges.send(request, path, digest)
    if answer is not None:
        return answer
    if "Range" not in request.headers:
        return redirect("record_archive_whole", archive)
    busy = _("Others are downloading here at this moment; go on with yours in a minute.")
    return HttpResponse(
        busy, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
    )


@require_safe
def whole(_request: HttpRequest, archive: str) -> HttpResponseBase:
    """One archive without a break. `folkmoot serve` sends it without asking us."""
    path, _digest = _found(archive)
    return FileResponse(path.open("rb"), as_attachment=True, filename=archive)


def _found(name: str) -> tuple[Path, str]:
    """Where an archive of the list is, and its SHA-256."""
    known = {one.name: one.sha256 for one in listed(settings.DOWNLOADS_FOLDER) if one.here}
    path = Path(settings.DOWNLOADS_FOLDER) / name
    if name not in known or not path.is_file():
        raise Http404(_("There is no such archive; /record/downloads/ lists those that are here."))
    return path, known[name]
