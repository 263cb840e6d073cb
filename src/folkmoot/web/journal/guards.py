"""The database's own refusal to change the journal.

A line can be added and never altered or removed; a content can be removed (a lawful erasure)
and never altered. Migrations on SQLite may rebuild a table and lose its triggers, so they are
put back after every migration; a restore takes them off and puts them back in one transaction.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "The journal is append-only."

_SQLITE = {
    "journal_line_unaltered": "BEFORE UPDATE ON journal_line",
    "journal_line_unremoved": "BEFORE DELETE ON journal_line",
    "journal_line_unreplaced": "BEFORE INSERT ON journal_line"
    " WHEN EXISTS (SELECT 1 FROM journal_line WHERE number = NEW.number OR hash = NEW.hash)",
    "journal_content_unaltered": "BEFORE UPDATE ON journal_content",
    "journal_content_unreplaced": "BEFORE INSERT ON journal_content"
    " WHEN EXISTS (SELECT 1 FROM journal_content WHERE line_id = NEW.line_id)",
}

_POSTGRES = {
    ("journal_line", "journal_line_unaltered"): "BEFORE UPDATE OR DELETE ON journal_line FOR EACH ROW",
    ("journal_line", "journal_line_unemptied"): "BEFORE TRUNCATE ON journal_line FOR EACH STATEMENT",
    ("journal_content", "journal_content_unaltered"): "BEFORE UPDATE ON journal_content FOR EACH ROW",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on; doing it twice changes nothing."""
    with connection.cursor() as cursor:
        for statement in _to_install(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off, for a restore that replaces the whole house."""
    with connection.cursor() as cursor:
        for statement in _to_remove(connection.vendor):
            cursor.execute(statement)


def _to_install(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name} {event} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for name, event in _SQLITE.items()
        ]
    function = (
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    return [
        function,
        *(
            f"CREATE OR REPLACE TRIGGER {name} {event} EXECUTE FUNCTION journal_refuse()"
            for (_table, name), event in _POSTGRES.items()
        ),
    ]


def _to_remove(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name in _POSTGRES]
