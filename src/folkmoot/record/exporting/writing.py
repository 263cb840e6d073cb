"""Tables as files, written as their rows are read: nothing is held but some thousand rows."""

from __future__ import annotations

import csv
import importlib.util
import sqlite3
from pathlib import Path
from typing import Any

from folkmoot.errors import Refused
from folkmoot.record.exporting.tables import Row, Table, tables_of
from folkmoot.text import harmless


def write_csv(db: sqlite3.Connection, folder: Path) -> None:
    """A CSV file a table; what a spreadsheet would take for a formula has an apostrophe before it."""
    for table in tables_of(db):
        write_table(db, table, folder / f"{table.name}.csv")


def write_table(db: sqlite3.Connection, table: Table, path: Path) -> None:
    """One table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        for rows in table.rows(db):
            writer.writerows([harmless(v) if isinstance(v, str) else v for v in row] for row in rows)


def write_parquet(db: sqlite3.Connection, folder: Path) -> None:
    """A Parquet file a table, every word as it stands. Raises Refused without the extra `parquet`."""
    if importlib.util.find_spec("pyarrow") is None:
        raise Refused("Parquet needs pyarrow: pip install 'folkmoot[parquet]', or export with --format csv.")
    for table in tables_of(db):
        _write_parquet(db, table, folder / f"{table.name}.parquet")


def _write_parquet(db: sqlite3.Connection, table: Table, path: Path) -> None:
    import pyarrow as arrow
    from pyarrow import parquet

    fields: list[Any] = [
        arrow.field(name, arrow.int64() if name in table.numbers else arrow.string(), nullable=False)
        for name in table.columns
    ]
    schema = arrow.schema(fields)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        gathered: list[Row] = []
        for rows in table.rows(db):
            gathered += rows
            if len(gathered) >= ROWS_A_GROUP:
                writer.write_table(_columns(gathered, schema))
                gathered = []
        if gathered:
            writer.write_table(_columns(gathered, schema))


ROWS_A_GROUP = 20_000


def _columns(rows: list[Row], schema: Any) -> Any:
    import pyarrow as arrow

    columns = zip(*rows, strict=True)
    return arrow.table(
        [arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )
