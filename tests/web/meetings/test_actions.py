from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from folkmoot.errors import Refused
from folkmoot.meetings.moots import Moot as Values
from folkmoot.meetings.moots import Note as NoteValue
from folkmoot.meetings.moots import Statement as StatementValue
from folkmoot.meetings.moots import Vote as VoteValue
from folkmoot.meetings.moots import digest
from folkmoot.web.journal.models import Content, Line
from folkmoot.web.journal.queries import verify
from folkmoot.web.meetings import queries
from folkmoot.web.meetings.actions import hide_note, read_moot, release_notes
from folkmoot.web.meetings.models import Moot, Note, Statement, StatementOrigin, Table, Vote
from folkmoot.web.meetings.signals import votes_read

EVENING = dt.datetime(2026, 3, 14, 20, 10)
VALUES = Values(
    "spring",
    "Spring moot",
    held_on=dt.date(2026, 3, 14),
    notes=(
        NoteValue(1, "Damp", table=1),
        NoteValue(2, "Mend the roof", "proposal", 2, "it is dry"),
        NoteValue(5, "Late"),
    ),
    statements=(
        StatementValue(1, "Mend the roofs.", (1, 2)),
        StatementValue(2, "Ages", is_meta=True, moderation=0),
    ),
    votes=(
        VoteValue(1, 1, 1, EVENING),
        VoteValue(2, 1, -1, EVENING),
        VoteValue(1, 1, 0, EVENING + dt.timedelta(hours=1)),
    ),
)


@pytest.fixture
def moot(db: None) -> Moot:
    return read_moot(VALUES).moot


def everything() -> list[list[tuple[object, ...]]]:
    kinds = (Moot, Table, Note, Statement, StatementOrigin, Vote, Line)
    return [list(kind.objects.order_by("pk").values_list()) for kind in kinds]


def test_a_moot_is_kept_with_all_it_holds(moot: Moot) -> None:
    assert list(moot.tables.values_list("number", flat=True)) == [1, 2]
    assert [(note.words, note.table and note.table.number) for note in moot.notes.all()] == [
        ("Damp", 1), ("Mend the roof", 2), ("Late", None),
    ]  # fmt: skip
    assert [note.number for note in moot.statements.get(number=1).notes.all()] == [1, 2]
    assert moot.participants.count() == 2


def test_the_newest_vote_counts_once(moot: Moot) -> None:
    (tally,) = queries.tallies(moot.statements.all()).values()
    assert tally.parts == (0, 1, 1)


def test_nothing_read_is_public(moot: Moot) -> None:
    assert not queries.notes_of(moot).exists()


def test_reading_again_changes_nothing_and_reports_the_same(moot: Moot) -> None:
    before = everything()
    again = read_moot(VALUES)
    assert everything() == before
    assert (again.tables, again.notes, again.statements, again.participants, again.votes) == (2, 3, 2, 2, 3)
    assert set(again.added.values()) == {0}
    assert again.differs == ()


def test_votes_without_a_time_are_cast_at_noon_and_known_again(db: None) -> None:
    untimed = dataclasses.replace(VALUES, votes=(VoteValue(1, 1, 1), VoteValue(1, 1, 1), VoteValue(2, 1, 0)))
    moot = read_moot(untimed).moot
    assert {vote.cast_at.isoformat() for vote in Vote.objects.all()} == {"2026-03-14T12:00:00+00:00"}
    read_moot(untimed)
    assert Vote.objects.filter(participant__moot=moot).count() == 3


def test_only_what_is_new_is_added(moot: Moot) -> None:
    more = dataclasses.replace(
        VALUES,
        notes=(*VALUES.notes, NoteValue(9, "More", table=3)),
        votes=(*VALUES.votes, VoteValue(3, 2, 1, EVENING)),
    )
    assert read_moot(more).added == {"tables": 1, "notes": 1, "statements": 0, "participants": 1, "votes": 1}


def test_votes_are_appended_in_the_order_they_were_cast(db: None) -> None:
    read_moot(dataclasses.replace(VALUES, votes=tuple(reversed(VALUES.votes))))
    assert list(
        Vote.objects.filter(participant__number=1).order_by("id").values_list("value", flat=True)
    ) == [1, 0]


def test_words_that_differ_are_reported_and_left(moot: Moot) -> None:
    before = everything()
    other = dataclasses.replace(VALUES, notes=(NoteValue(1, "Dry", table=1), *VALUES.notes[1:]))
    (difference,) = read_moot(other).differs
    assert (difference.kind, difference.key, difference.field) == ("note", "1", "words")
    assert (difference.kept, difference.read) == ("Damp", "Dry")
    assert everything() == before


def test_an_update_changes_the_words_journals_both_and_hides_the_note(moot: Moot, staff) -> None:
    release_notes(staff("steward"), moot.notes.all())
    other = dataclasses.replace(VALUES, notes=(NoteValue(1, "Dry", table=1), *VALUES.notes[1:]))
    read_moot(other, update=True)
    note = moot.notes.get(number=1)
    assert (note.words, note.released_at) == ("Dry", None)
    assert moot.notes.get(number=2).released_at
    line = Line.objects.get(verb="corrected")
    assert (line.object_kind, line.object_key) == ("note", str(note.key))
    assert line.content.content == {"words": ["Damp", "Dry"]}
    verify()


def test_an_update_of_a_statement_and_of_the_moot_is_journalled(moot: Moot) -> None:
    statements = (
        dataclasses.replace(VALUES.statements[0], moderation=-1, notes=(1, 2, 5)),
        VALUES.statements[1],
    )
    read_moot(dataclasses.replace(VALUES, title="Spring", statements=statements), update=True)
    moot.refresh_from_db()
    assert moot.title == "Spring"
    assert moot.statements.get(number=1).notes.count() == 3
    corrected = Line.objects.filter(verb="corrected").values_list("object_kind", "object_key")
    assert sorted(corrected) == [("moot", "spring"), ("statement", "spring:1")]


def test_a_short_name_that_belongs_to_another_moot_is_refused(moot: Moot) -> None:
    before = everything()
    with pytest.raises(Refused, match="belongs to another moot, 'Spring moot'"):
        read_moot(Values("spring", "Autumn moot", notes=(NoteValue(8, "Leaves"),)))
    assert everything() == before


def test_the_same_source_is_the_same_moot_under_another_title(db: None) -> None:
    read_moot(Values("x", "One", source="https://pol.is/1", notes=(NoteValue(1, "a"),)))
    assert (
        len(read_moot(Values("x", "Two", source="https://pol.is/1", notes=(NoteValue(1, "a"),))).differs) == 1
    )


def test_a_reading_that_fails_leaves_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = dataclasses.replace(VALUES, votes=(VoteValue(1, 99, 1, EVENING),))
    with pytest.raises(KeyError):
        read_moot(unknown)
    assert everything() == [[], [], [], [], [], [], []]


def test_reading_writes_one_line_with_counts_and_a_digest_and_no_vote(moot: Moot) -> None:
    line = Line.objects.get()
    assert (line.verb, line.object_kind, line.object_key) == ("read", "moot", "spring")
    assert Content.objects.get().content == {
        "digest": digest(VALUES),
        "added": {"tables": 2, "notes": 3, "statements": 2, "participants": 2, "votes": 3},
    }


def test_whoever_reads_a_new_moot_is_its_staff_and_nobody_else_may_add_to_it(staff) -> None:
    first, second = staff("organiser"), staff("organiser")
    moot = read_moot(VALUES, first).moot
    assert list(moot.staff.all()) == [first]
    with pytest.raises(Refused, match="only its own staff or a steward"):
        read_moot(VALUES, second)
    read_moot(VALUES, staff("steward"))


def test_the_rooms_above_hear_of_new_votes_and_only_of_those(
    db: None, django_capture_on_commit_callbacks
) -> None:
    heard: list[str] = []

    def hear(moot: Moot, **_: object) -> None:
        heard.append(moot.slug)

    votes_read.connect(hear)
    try:
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                read_moot(VALUES)
    finally:
        votes_read.disconnect(hear)
    assert heard == ["spring"]


def test_a_steward_releases_notes_and_one_line_holds_their_keys(moot: Moot, staff) -> None:
    steward = staff("steward")
    chosen = moot.notes.filter(number__in=[1, 2])
    assert release_notes(steward, chosen) == 2
    assert [note.number for note in queries.notes_of(moot)] == [1, 2]
    assert {note.released_by for note in queries.notes_of(moot)} == {steward}
    line = Line.objects.get(verb="released")
    assert (line.who, line.object_key) == (steward, "spring")
    assert line.content.content == {"notes": sorted(str(note.key) for note in chosen)}


def test_releasing_again_releases_nothing_and_writes_nothing(moot: Moot, staff) -> None:
    steward = staff("steward")
    release_notes(steward, moot.notes.all())
    before = everything()
    assert release_notes(steward, moot.notes.all()) == 0
    assert everything() == before


def test_a_note_is_hidden_again(moot: Moot, staff) -> None:
    steward = staff("steward")
    note = moot.notes.get(number=1)
    assert not hide_note(steward, note)
    release_notes(steward, [note])
    assert hide_note(steward, note)
    assert not queries.notes_of(moot).exists()
    line = Line.objects.get(verb="hidden")
    assert (line.object_kind, line.object_key) == ("note", str(note.key))


@pytest.mark.parametrize("role", ["organiser", "editor"])
def test_nobody_releases_or_hides_the_notes_of_a_moot_that_is_not_theirs(
    moot: Moot, staff, role: str
) -> None:
    somebody = staff(role)
    with pytest.raises(Refused):
        release_notes(somebody, moot.notes.all())
    release_notes(staff("steward"), moot.notes.all())
    with pytest.raises(Refused):
        hide_note(somebody, moot.notes.get(number=1))
    assert queries.notes_of(moot).count() == 3
    moot.staff.add(somebody)
    assert hide_note(somebody, moot.notes.get(number=1))
