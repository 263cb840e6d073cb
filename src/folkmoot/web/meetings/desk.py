"""Pages for those who run a moot: read one from files, release its notes, hide them again."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.errors import FolkmootError, Refused
from folkmoot.meetings import moots as values
from folkmoot.meetings.columns import SHEETS
from folkmoot.meetings.moots import Reading, slug_of
from folkmoot.meetings.reading import read_bytes
from folkmoot.web.meetings import actions, queries, showing
from folkmoot.web.meetings.forms import KeepForm, ReleaseForm, SettleForm, UploadForm
from folkmoot.web.meetings.models import Moot, Note

CANDIDATES_A_PAGE = 50
LATELY = 20


@login_required
@permission_required("meetings.read_moot", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files, look at what would be kept and what not, then keep it."""
    if request.method == "POST" and "content" in request.POST:
        return _keep(request)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        name, content = form.packed()
        title = form.cleaned_data["title"]
        try:
            readings = _readings(name, content, title)
        except FolkmootError as error:
            form.add_error("files", error.message)
        else:
            return _preview(request, readings, KeepForm.holding(name, content, title))
    return render(request, "meetings/upload.html", {"form": form, "sheets": SHEETS.values()})


def _readings(name: str, content: bytes, title: str) -> list[Reading]:
    """The moots in what was sent, under the title given or their own.

    Raises Unreadable, or Refused where one title is given for several moots.
    """
    readings = read_bytes(content, name=name or "moot.zip")
    if title and len(readings) > 1:
        raise Refused(
            _("There are several moots in these files; leave the title empty, or send them one by one.")
        )
    return [_titled(reading, title, named=bool(name)) for reading in readings]


def _titled(reading: Reading, title: str, *, named: bool) -> Reading:
    """A reading under another title, and a short name from there where the files had none of their own."""
    moot = replace(reading.moot, title=title or reading.moot.title)
    if title or not named:
        moot = replace(moot, slug=slug_of(moot.title))
    return replace(reading, moot=moot)


def _another(read: values.Moot) -> Moot | None:
    """The moot that has the short name of this one, being another; a template is filled in many times."""
    kept = Moot.objects.filter(slug=read.slug).first()
    return kept if kept and not actions.is_same(kept, read) else None


def _apart(reading: Reading) -> Reading:
    """A reading under a short name made from its title, and its day, where that of its file is another's."""
    moot = reading.moot
    for name in (moot.slug, slug_of(moot.title), slug_of(f"{moot.title} {moot.held_on or ''}")):
        here = replace(moot, slug=name)
        if _another(here) is None:
            return replace(reading, moot=here)
    return reading


def _preview(request: HttpRequest, readings: list[Reading], form: KeepForm) -> HttpResponse:
    others = [other for reading in readings if (other := _another(reading.moot))]
    apart = [_apart(reading) for reading in readings]
    known = Moot.objects.filter(slug__in=[item.moot.slug for item in apart]).exists()
    context = {"readings": apart, "form": form, "known": known, "others": others}
    return render(request, "meetings/preview.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The files did not come back whole; choose them again."))
        return redirect("moot_upload")
    given = form.cleaned_data
    try:
        readings = _readings(given["name"], given["content"], given["title"])
        kept = [_kept(request, reading, update=given["update"]) for reading in readings]
    except FolkmootError as error:
        messages.error(request, error.message)
        return redirect("moot_upload")
    for item in kept:
        messages.success(request, _kept_sentence(item))
    return redirect("moot", kept[0].moot.slug) if len(kept) == 1 else redirect("moots")


def _kept(request: HttpRequest, reading: Reading, *, update: bool) -> actions.Kept:
    """One after the other, since two moots of one upload may have the same title."""
    read = reading if update else _apart(reading)
    return actions.read_moot(read.moot, request.user, update=update)


def _kept_sentence(kept: actions.Kept) -> str:
    told = {"title": kept.moot.title, **kept.added}
    sentence = _("%(title)s: %(notes)d notes, %(statements)d statements and %(votes)d votes are new.") % told
    if not kept.differs:
        return sentence
    differs = ngettext(
        "%(n)d fact differs from what was kept before.",
        "%(n)d facts differ from what was kept before.",
        len(kept.differs),
    )
    return f"{sentence} {differs % {'n': len(kept.differs)}}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes of a moot that are not public: look, tick, release."""
    moot = get_object_or_404(Moot, slug=slug)
    if not request.user.has_perm("meetings.release_note", moot):
        raise PermissionDenied
    form = ReleaseForm(request.POST if request.method == "POST" else None, moot=moot)
    if request.method == "POST" and form.is_valid():
        count = actions.release_notes(request.user, form.cleaned_data["notes"])
        said = ngettext("%(n)d note is public now.", "%(n)d notes are public now.", count) % {"n": count}
        messages.success(request, said)
        return redirect("release", slug)
    waiting = queries.notes_of(moot, unreleased=True).select_related("moot", "table").filter(released_at=None)
    page = Paginator(waiting, CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "moot": moot,
        "form": form,
        "page": page,
        "candidates": [showing.candidate(note) for note in page.object_list],
        "tick_plain": request.GET.get("tick") == "plain",
        "lately": moot.notes.filter(queries.RELEASED).order_by(F("released_at").desc(), "number")[:LATELY],
    }
    return render(request, "meetings/release.html", context)


@login_required
@require_POST
def hide(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Take a note off the public pages."""
    note = get_object_or_404(Note.objects.select_related("moot"), moot__slug=slug, key=key)
    try:
        hidden = actions.hide_note(request.user, note)
    except Refused as error:
        raise PermissionDenied(error.message) from error
    if hidden:
        messages.success(request, _("Note %(number)d is hidden again.") % {"number": note.number})
    return redirect("release", slug)


@login_required
@require_POST
def settle(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Keep which source settled a claim."""
    note = get_object_or_404(Note.objects.select_related("moot"), moot__slug=slug, key=key)
    form = SettleForm(request.POST)
    if not request.user.has_perm("meetings.release_note", note.moot):
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, _("Name the source in at most 400 characters."))
        return redirect("note", slug, key)
    try:
        actions.settle(request.user, note, form.cleaned_data["source"])
    except Refused as error:
        messages.error(request, error.message)
    return redirect("note", slug, key)
