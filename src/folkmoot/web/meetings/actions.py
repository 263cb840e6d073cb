"""Keep a moot that was read from files, release its notes, hide them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.meetings import moots as values
from folkmoot.web.accounts.models import User
from folkmoot.web.consent.registry import must_be_declared
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings import merging, signals
from folkmoot.web.meetings.merging import Difference
from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, StatementOrigin, Table, Vote


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read, what of it is new, and where it differs from what was kept before.

    The counts are of what was given, so that reading again reports the same.
    """

    moot: Moot
    tables: int
    notes: int
    statements: int
    participants: int
    votes: int
    added: dict[str, int]
    differs: tuple[Difference, ...] = ()


def read_moot(read: values.Moot, who: User | None = None, *, update: bool = False) -> Kept:
    """Keep a moot that was read from files, all of it or nothing.

    Reading it again changes nothing. A field that differs from what is kept is reported and left as
    it is, unless `update` is given: then it is changed, the journal holds both, and a note whose
    words changed is hidden until somebody releases it again. who: None when a command did it.
    Raises Refused where the short name belongs to another moot, or to one `who` may not change.
    """
    must_be_declared("meetings.moot_files")
    with transaction.atomic():
        moot, is_new = Moot.objects.select_for_update().get_or_create(
            slug=read.slug, defaults={name: getattr(read, name) for name in merging.MOOT_FIELDS}
        )
        if is_new and who:
            moot.staff.add(who)
        if not is_new:
            _refuse_another(moot, read, who, update)
        reader = _Reader(moot, who, update)
        reader.moot_itself(read)
        notes = reader.notes(read)
        reader.statements(read, notes)
        reader.votes(read)
        if is_new or any(reader.added.values()):
            content = {"digest": values.digest(read), "added": reader.added}
            write_line(who=who, verb="read", kind="moot", key=moot.slug, content=content)
        if reader.added["votes"]:
            transaction.on_commit(lambda: signals.votes_read.send(sender=Moot, moot=moot))
    return Kept(
        moot=moot,
        tables=len(read.tables),
        notes=len(read.notes),
        statements=len(read.statements),
        participants=len(read.participants),
        votes=len(read.votes),
        added=reader.added,
        differs=tuple(reader.differs),
    )


def is_same(moot: Moot, read: values.Moot) -> bool:
    """Whether what was read under the short name of a moot is that moot: by its source, or by its title
    where the two do not name different days.
    """
    if read.source and moot.source == read.source:
        return True
    other_day = moot.held_on and read.held_on and moot.held_on != read.held_on
    return moot.title == read.title and not other_day


def _refuse_another(moot: Moot, read: values.Moot, who: User | None, update: bool) -> None:
    if who and not who.has_perm("meetings.change_moot", moot):
        raise Refused(f"{moot.title} is kept already and only its own staff or a steward may add to it.")
    if not is_same(moot, read) and not update:
        raise Refused(
            f"The short name {moot.slug} belongs to another moot, {moot.title!r}. Give this one another "
            "short name (--slug) or title, or say that the two are the same (--update).",
            slug=moot.slug,
        )


class _Reader:
    """One reading put beside what is kept: what is new goes in, what differs is told or changed."""

    def __init__(self, moot: Moot, who: User | None, update: bool) -> None:
        self.moot, self.who, self.update = moot, who, update
        self.added = dict.fromkeys(("tables", "notes", "statements", "participants", "votes"), 0)
        self.differs: list[Difference] = []

    def moot_itself(self, read: values.Moot) -> None:
        self._compare(self.moot, read, merging.MOOT_FIELDS, "moot", self.moot.slug)

    def notes(self, read: values.Moot) -> dict[int, Note]:
        """Every note of the moot by number, after this reading."""
        tables = self._tables(read.tables)
        kept = {note.number: note for note in self.moot.notes.select_related("table")}
        new = []
        for item in read.notes:
            note = merging.note_from(self.moot, tables, item)
            if item.number in kept:
                self._compare(
                    kept[item.number], note, (*merging.NOTE_FIELDS, "table_id"), "note", str(item.number)
                )
            else:
                new.append(note)
        self.added["notes"] = len(Note.objects.bulk_create(new))
        every = kept | {note.number: note for note in new}
        self._answers(read, every, {note.number for note in new})
        return every

    def _answers(self, read: values.Moot, notes: dict[int, Note], new: set[int]) -> None:
        """Point new proposals at the concerns they answer, and kept ones where an update was asked for."""
        pointing = Note.concerns.through
        pairs = [
            pointing(from_note=notes[item.number], to_note=notes[number])
            for item in read.notes
            if self.update or item.number in new
            for number in item.answers
        ]
        pointing.objects.bulk_create(pairs, ignore_conflicts=True)

    def _tables(self, numbers: Iterable[int]) -> dict[int, Table]:
        kept = {table.number: table for table in self.moot.tables.all()}
        new = [Table(moot=self.moot, number=number) for number in numbers if number not in kept]
        self.added["tables"] = len(Table.objects.bulk_create(new))
        return kept | {table.number: table for table in new}

    def statements(self, read: values.Moot, notes: dict[int, Note]) -> None:
        kept = {item.number: item for item in self.moot.statements.all()}
        new = [merging.statement_from(self.moot, item) for item in read.statements]
        for statement in new:
            if statement.number in kept:
                self._compare(
                    kept[statement.number],
                    statement,
                    merging.STATEMENT_FIELDS,
                    "statement",
                    str(statement.number),
                )
        fresh = [statement for statement in new if statement.number not in kept]
        self.added["statements"] = len(Statement.objects.bulk_create(fresh))
        self._origins(read, notes, {statement.number: statement for statement in fresh}, kept)

    def _origins(
        self,
        read: values.Moot,
        notes: dict[int, Note],
        fresh: dict[int, Statement],
        kept: dict[int, Statement],
    ) -> None:
        """Tie new statements to their notes, and kept ones where an update was asked for."""
        open_to_change = fresh | (kept if self.update else {})
        origins = [
            StatementOrigin(statement=open_to_change[item.number], note=notes[number])
            for item in read.statements
            for number in item.notes
            if item.number in open_to_change
        ]
        StatementOrigin.objects.bulk_create(origins, ignore_conflicts=True)

    def votes(self, read: values.Moot) -> None:
        new = merging.votes_to_add(self.moot, read.votes, otherwise=_moment_of(read))
        participants = self._participants(read.participants)
        statements = dict(self.moot.statements.values_list("number", "pk"))
        Vote.objects.bulk_create(
            Vote(
                participant_id=participants[vote.participant],
                statement_id=statements[vote.statement],
                value=vote.value,
                cast_at=vote.cast_at,
            )
            for vote in new
        )
        self.added["votes"] = len(new)

    def _participants(self, numbers: Iterable[int]) -> dict[int, int]:
        kept = dict(self.moot.participants.values_list("number", "pk"))
        new = [Participant(moot=self.moot, number=number) for number in numbers if number not in kept]
        self.added["participants"] = len(Participant.objects.bulk_create(new))
        return kept | {participant.number: participant.pk for participant in new}

    def _compare(self, kept: Any, read: Any, fields: tuple[str, ...], kind: str, key: str) -> None:
        changes = merging.changed(kept, read, fields)
        self.differs += [Difference(kind, key, field, str(old), str(new)) for field, old, new in changes]
        if changes and self.update:
            self._change(kept, changes, kind, key)

    def _change(self, kept: Any, changes: list[tuple[str, Any, Any]], kind: str, key: str) -> None:
        for field, _, new in changes:
            setattr(kept, field, new)
        if isinstance(kept, Note):
            kept.released_at = kept.released_by = None
        kept.save()
        content = {field: [str(old), str(new)] for field, old, new in changes}
        named = str(kept.key) if isinstance(kept, Note) else kind_key(self.moot, kind, key)
        write_line(who=self.who, verb="corrected", kind=kind, key=named, content=content)


def kind_key(moot: Moot, kind: str, key: str) -> str:
    """How the journal names an object of a moot that has no key of its own: "spring-moot:12"."""
    return moot.slug if kind == "moot" else f"{moot.slug}:{key}"


def _moment_of(read: values.Moot) -> dt.datetime:
    """When votes without a time were cast: noon of the day of the moot, or now."""
    if read.held_on is None:
        return timezone.now()
    return timezone.make_aware(dt.datetime.combine(read.held_on, dt.time(12)))


def release_notes(who: User, notes: Iterable[Note]) -> int:
    """Make notes public, by a named person; how many were not before.

    Raises Refused where `who` may not release the notes of a moot.
    """
    released = 0
    with transaction.atomic():
        for moot, unreleased in _by_moot(notes).items():
            _refuse_unless(who, "meetings.release_note", moot)
            Note.objects.filter(pk__in=[note.pk for note in unreleased]).update(
                released_at=timezone.now(), released_by=who
            )
            keys = sorted(str(note.key) for note in unreleased)
            write_line(who=who, verb="released", kind="moot", key=moot.slug, content={"notes": keys})
            released += len(unreleased)
            _tell_on_commit(moot)
    return released


def _by_moot(notes: Iterable[Note]) -> dict[Moot, list[Note]]:
    """The notes among these that are not released, locked, under their moots."""
    wanted = Note.objects.select_for_update(of=("self",)).select_related("moot")
    grouped: dict[Moot, list[Note]] = {}
    for note in wanted.filter(pk__in=[note.pk for note in notes], released_at=None):
        grouped.setdefault(note.moot, []).append(note)
    return grouped


def hide_note(who: User, note: Note) -> bool:
    """Take a note off the public pages again; whether it was on them.

    Raises Refused where `who` may not release the notes of its moot.
    """
    with transaction.atomic():
        _refuse_unless(who, "meetings.release_note", note.moot)
        return _hide(who, note)


def hide_note_for(helper: str, note: Note) -> bool:
    """The same by somebody without an account, whose link for the night the caller has looked at.

    helper: what that link is called, which the journal keeps.
    """
    with transaction.atomic():
        return _hide(None, note, by=helper)


def _hide(who: User | None, note: Note, **more: str) -> bool:
    shown = Note.objects.filter(pk=note.pk, released_at__isnull=False)
    if not shown.update(released_at=None, released_by=None):
        return False
    content = {"moot": note.moot.slug, **more}
    write_line(who=who, verb="hidden", kind="note", key=str(note.key), content=content)
    _tell_on_commit(note.moot)
    return True


def settle(who: User, note: Note, source: str) -> None:
    """Say which source settled a claim that was to be checked; an empty source takes that back.

    Raises Refused for a note of another kind, and where `who` does not run its moot.
    """
    must_be_declared("meetings.settling")
    with transaction.atomic():
        _refuse_unless(who, "meetings.release_note", note.moot)
        if note.kind != Note.Kind.CLAIM:
            raise Refused(f"Note {note.number} is no claim to be checked, so no source settles it.")
        Note.objects.filter(pk=note.pk).update(settled_by=source)
        content = {"moot": note.moot.slug, "settled by": source}
        write_line(who=who, verb="settled", kind="note", key=str(note.key), content=content)


def _tell_on_commit(moot: Moot) -> None:
    transaction.on_commit(lambda: signals.notes_released.send(sender=Moot, moots=[moot]))


def _refuse_unless(who: User, permission: str, moot: Moot) -> None:
    if not who.has_perm(permission, moot):
        raise Refused(f"Only the staff of {moot.title} or a steward may release or hide its notes.")
