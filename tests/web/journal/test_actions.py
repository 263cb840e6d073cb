from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.errors import JournalBroken
from folkmoot.web.journal import guards, queries
from folkmoot.web.journal.actions import forget, write_line
from folkmoot.web.journal.chain import GENESIS
from folkmoot.web.journal.models import Content, Line

CHECK_KEYS_LATER = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET CONSTRAINTS ALL DEFERRED",
}


@pytest.fixture
def three_lines(db: None) -> list[Line]:
    return [
        write_line(who=None, verb="released", kind="note", key=key, content={"words": f"é {key}", "n": 1.5})
        for key in ("a", "b", "c")
    ]


@pytest.fixture
def unguarded(db: None) -> None:
    guards.remove(connection)


def test_an_empty_journal_adds_up(db: None) -> None:
    assert queries.verify() == queries.Verified(lines=0, head=GENESIS, erased=0)


def test_lines_are_numbered_without_a_gap_and_chained(three_lines: list[Line]) -> None:
    assert [line.number for line in three_lines] == [1, 2, 3]
    assert [line.previous for line in three_lines] == [GENESIS, three_lines[0].hash, three_lines[1].hash]
    assert queries.verify() == queries.Verified(lines=3, head=three_lines[2].hash, erased=0)


def test_a_line_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write_line(who=None, verb="released", kind="note", key="a", content={})


def test_a_deed_that_fails_leaves_no_line(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write_line(who=None, verb="released", kind="note", key="a", content={})
        1 / 0  # noqa: B018
    assert not Line.objects.exists()


@pytest.mark.parametrize("content", [{"x": float("nan")}, {"x": object()}])
def test_content_that_is_not_json_is_refused_before_anything_is_written(db: None, content: dict) -> None:
    with pytest.raises((TypeError, ValueError)):
        write_line(who=None, verb="released", kind="note", key="a", content=content)
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET verb = 'hidden' WHERE number = 2",
        "DELETE FROM journal_line WHERE number = 3",
        "UPDATE journal_content SET spelled = '{}'",
    ],
)
def test_the_database_refuses_to_change_the_journal(three_lines: list[Line], statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert queries.verify().lines == 3


def test_the_database_refuses_a_line_put_in_place_of_another(three_lines: list[Line]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT OR REPLACE INTO journal_line SELECT * FROM journal_line WHERE number = 2")


@pytest.mark.parametrize(
    ("tampering", "line", "what"),
    [
        ("UPDATE journal_line SET verb = 'hidden' WHERE number = 2", 2, "altered"),
        ("UPDATE journal_line SET object_key = 'z' WHERE number = 3", 3, "altered"),
        ("DELETE FROM journal_line WHERE number = 2", 2, "missing"),
        ("DELETE FROM journal_line WHERE number = 1", 1, "missing"),
        ("UPDATE journal_content SET spelled = '{}' WHERE line_id = 2", 2, "content was altered"),
        ("UPDATE journal_content SET key = 'ab' WHERE line_id = 2", 2, "content was altered"),
        ("DELETE FROM journal_content WHERE line_id = 1", 1, "lawfully erased"),
    ],
)
def test_tampering_is_found_at_its_line(
    three_lines: list[Line], unguarded: None, tampering: str, line: int, what: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CHECK_KEYS_LATER[connection.vendor])
        cursor.execute(tampering)
        with pytest.raises(JournalBroken, match=f"Line {line} .*{what}") as caught:
            queries.verify()
        cursor.execute("DELETE FROM journal_content WHERE line_id NOT IN (SELECT number FROM journal_line)")
    assert caught.value.facts["line"] == line


def test_two_lines_that_changed_places_are_found(three_lines: list[Line], unguarded: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CHECK_KEYS_LATER[connection.vendor])
        for before, after in ((2, 99), (3, 2), (99, 3)):
            cursor.execute("UPDATE journal_line SET number = %s WHERE number = %s", [after, before])
            cursor.execute("UPDATE journal_content SET line_id = %s WHERE line_id = %s", [after, before])
    with pytest.raises(JournalBroken, match="Line 2 "):
        queries.verify()


def test_a_line_added_by_hand_at_the_end_is_found_unless_it_is_chained(three_lines: list[Line]) -> None:
    Line.objects.bulk_create(
        [
            Line(
                number=4,
                at=three_lines[2].at,
                verb="released",
                object_kind="note",
                object_key="d",
                content_mac="0" * 64,
                previous=three_lines[2].hash,
                hash="f" * 64,
            )
        ]
    )
    with pytest.raises(JournalBroken, match="Line 4 "):
        queries.verify()


def test_an_end_that_was_cut_off_is_found_by_a_hash_written_down(
    three_lines: list[Line], unguarded: None
) -> None:
    head = queries.verify().head
    Content.objects.filter(line_id=3).delete()
    Line.objects.filter(number=3)._raw_delete("default")
    assert queries.verify().lines == 2
    with pytest.raises(JournalBroken, match="cut off"):
        queries.verify(head)


def test_a_hash_written_down_earlier_is_still_there(three_lines: list[Line]) -> None:
    assert queries.verify(three_lines[0].hash).lines == 3
    assert queries.verify(GENESIS).lines == 3


def test_a_lawful_erasure_leaves_the_chain_whole(three_lines: list[Line]) -> None:
    forget(kind="note", key="b", who=None, reason="asked for by the person")
    assert not Content.objects.filter(line_id=2).exists()
    assert queries.verify() == queries.Verified(lines=4, head=Line.objects.get(number=4).hash, erased=1)


def test_a_lawful_erasure_does_not_excuse_another_object(three_lines: list[Line]) -> None:
    forget(kind="note", key="b", who=None, reason="asked")
    Content.objects.filter(line_id=3).delete()
    with pytest.raises(JournalBroken, match="Line 3 "):
        queries.verify()


def test_erasing_twice_keeps_both_lines(three_lines: list[Line]) -> None:
    forget(kind="note", key="b", who=None, reason="asked")
    forget(kind="note", key="b", who=None, reason="restored and erased again")
    found = queries.verify()
    assert (found.lines, found.erased) == (5, 1)


def test_lines_can_be_asked_for_by_object(three_lines: list[Line]) -> None:
    assert [line.number for line in queries.lines()] == [3, 2, 1]
    assert [line.object_key for line in queries.lines(kind="note", key="b")] == ["b"]
    assert not queries.lines(kind="plank").exists()
