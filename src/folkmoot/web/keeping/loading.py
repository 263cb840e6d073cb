"""Rows of a backup into tables that were emptied for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from folkmoot.errors import Unreadable
from folkmoot.web.keeping import tables
from folkmoot.web.keeping.archive import Archive, Table

_AT_ONCE = 1000


def check_tables(archive: Archive, expected: list[type[models.Model]]) -> None:
    """Raises Unreadable where a backup does not hold exactly these tables."""
    odd = {table.name for table in archive.manifest.tables} ^ {model._meta.db_table for model in expected}
    if odd:
        raise Unreadable(
            f"{archive.path} does not hold the tables of its version: {sorted(odd)[0]!r}. "
            "Use another copy of the backup; nothing has been changed."
        )


def empty() -> None:
    """Every table of every app, the left-out ones too: who was signed in may not be known any more."""
    every = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = connection.ops.sql_flush(no_style(), every, reset_sequences=False)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def load(archive: Archive, model: type[models.Model]) -> None:
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


def finish(models_loaded: list[type[models.Model]]) -> None:
    """Check that references hold, and let the next row get the next number. Raises IntegrityError."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_loaded):
            cursor.execute(statement)
