"""`folkmoot restore`: a backup back into SQLite or PostgreSQL, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction

from folkmoot.errors import Refused, Unreadable
from folkmoot.web.consent.actions import erase_again
from folkmoot.web.consent.outside import remembered
from folkmoot.web.consent.queries import erasures
from folkmoot.web.journal import guards
from folkmoot.web.journal.actions import write_line
from folkmoot.web.journal.queries import verify
from folkmoot.web.keeping import tables
from folkmoot.web.keeping.archive import Archive, Manifest, Table, opened
from folkmoot.web.locks import only_one

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and how many things erased since the backup were erased again."""

    manifest: Manifest
    erased_again: int


def restore(path: Path, *, replace: bool = False) -> Restored:
    """Put a backup back, in one transaction: until it ends the house is as it was, whatever happens.

    Everything is checked first. What was erased since the backup was made is erased again, and
    the journal says so. Raises Unreadable for a file that is damaged, Refused for a house that
    has somebody's rows in it (unless `replace`) or a backup of another version.
    """
    with only_one(settings.FOLKMOOT_HOME / "restore.lock", "restore"), opened(path) as archive:
        _check_fits(archive)
        if not replace and tables.inhabited():
            raise Refused(
                "This house is not empty, and a restore would replace everything in it. "
                "Name an empty one with --home, or give --replace."
            )
        return _put_back(archive)


def _check_fits(archive: Archive) -> None:
    ours, theirs = tables.migrations(), archive.manifest.migrations
    if ours != theirs:
        unknown = [f"{app} {name}" for app in theirs for name in theirs[app] if name not in ours.get(app, [])]
        how = (
            f"made by a newer version ({unknown[0]} is not known here)"
            if unknown
            else "made by an older version"
        )
        raise Refused(
            f"{archive.path} was {how}: Folkmoot {archive.manifest.version}. "
            "Restore it with that version, then update."
        )
    expected = {model._meta.db_table for model in tables.kept_models()}
    given = {table.name for table in archive.manifest.tables}
    if given != expected:
        raise Unreadable(
            f"{archive.path} does not hold the tables of this version: {sorted(given ^ expected)[0]!r}. "
            "Use another copy of the backup; nothing has been changed."
        )


def _put_back(archive: Archive) -> Restored:
    owed = [*remembered(), *erasures()]
    try:
        with transaction.atomic():
            guards.remove(connection)
            _empty()
            for model in tables.kept_models():
                _load(archive, model)
            _finish()
            verify()
            guards.install(connection)
            ContentType.objects.clear_cache()
            manifest = archive.manifest
            write_line(
                who=None,
                verb="restored",
                kind="house",
                key=manifest.sha256[:16],
                content={"made_at": manifest.made_at, "rows": manifest.rows, "sha256": manifest.sha256},
            )
            again = erase_again([*owed, *erasures()])
    except IntegrityError as error:
        raise Unreadable(
            f"{archive.path} does not fit together: {error}. Use another copy; nothing has been changed."
        ) from error
    return Restored(manifest, again)


def _empty() -> None:
    """Every table of every app, the left-out ones too: who was signed in may not be known any more."""
    every = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = connection.ops.sql_flush(no_style(), every, reset_sequences=False)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _load(archive: Archive, model: type[models.Model]) -> None:
    table = next(table for table in archive.manifest.tables if table.name == model._meta.db_table)
    fields = tables.columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({places})"
    with connection.cursor() as cursor:
        for batch in _batches(_values(archive, table, fields)):
            cursor.executemany(statement, batch)


def _values(archive: Archive, table: Table, fields: dict[str, Any]) -> Iterator[list[Any]]:
    for row in archive.rows(table):
        if row.keys() != fields.keys():
            odd = sorted(row.keys() ^ fields.keys())[0]
            raise Unreadable(f"{archive.path}: {table.member} has other columns than this version: {odd!r}.")
        yield [tables.from_plain(field, row[column]) for column, field in fields.items()]


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _finish() -> None:
    """References hold, and the next row gets the next number."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.kept_models()):
            cursor.execute(statement)
