"""What this room publishes that may name somebody: released notes, and statements that were not rejected."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.web.meetings.models import Note, Statement
from folkmoot.web.replies.shelves import Kept, Shelf, in_any, shelf

_NOTE_WORDS = ("words", "so_that", "other_side", "role", "where_and_when", "who_could_act", "settled_by")


def _notes(name: str, *, released: bool) -> Iterable[Kept]:
    found = Note.objects.filter(in_any(_NOTE_WORDS, name), released_at__isnull=not released)
    return map(_note, found.select_related("moot"))


def _note(note: Note) -> Kept:
    words = "\n".join(filter(None, (getattr(note, name) for name in _NOTE_WORDS)))
    title = _("Note %(n)s, %(moot)s") % {"n": note.number, "moot": note.moot.title}
    address = reverse("note", args=[note.moot.slug, note.key]) if note.released_at else ""
    return Kept("note", str(note.key), title, words, address, note.moot.held_on)


def _one_note(key: str) -> Kept | None:
    found = Note.objects.filter(released_at__isnull=False).select_related("moot")
    note = next((one for one in found.filter(key=key)), None) if _is_uuid(key) else None
    return _note(note) if note else None


def _is_uuid(key: str) -> bool:
    import uuid

    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return True


def _public_statements() -> QuerySet[Statement]:
    return Statement.objects.exclude(moderation=Statement.Moderation.REJECTED).select_related("moot")


def _statements(name: str) -> Iterable[Kept]:
    return map(_statement, _public_statements().filter(in_any(["words"], name)))


def _statement(one: Statement) -> Kept:
    title = _("Statement %(n)s, %(moot)s") % {"n": one.number, "moot": one.moot.title}
    address = reverse("statement", args=[one.moot.slug, one.number])
    return Kept("statement", f"{one.moot.slug}:{one.number}", title, one.words, address, one.moot.held_on)


def _one_statement(key: str) -> Kept | None:
    slug, _colon, number = key.partition(":")
    if not number.isdecimal() or len(number) > 9:
        return None
    found = _public_statements().filter(moot__slug=slug, number=int(number)).first()
    return _statement(found) if found else None


shelf(
    Shelf(
        "note",
        public=lambda name: _notes(name, released=True),
        one=_one_note,
        kept_back=lambda name: _notes(name, released=False),
    )
)
shelf(Shelf("statement", public=_statements, one=_one_statement))
