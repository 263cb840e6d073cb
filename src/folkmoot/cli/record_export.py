"""`folkmoot record export` and `record downloads`: the record as files that others read."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home, home_option, json_option, printed, show, show_one


@click.command("export")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "parlamint"]),
    default="csv",
    show_default=True,
    help="Tables as CSV or Parquet, or a corpus in ParlaMint TEI.",
)
@json_option
@home_option
def export_command(directory: Path, form: str, as_json: bool) -> None:
    """Write the record to DIRECTORY: a numbered, hashed snapshot with the words to cite it by."""
    from folkmoot.record.exporting import export

    snapshot = export(home() / "record", directory, form=form, day=_today())
    show_one(
        "json" if as_json else "text", asdict(snapshot), lambda _: _in_words(snapshot.citation, directory)
    )


def _today() -> dt.date:
    return dt.date.today()


def _in_words(citation: str, directory: Path) -> str:
    return f"{citation}\nIt is in {directory}."


@click.command("downloads")
@click.option(
    "--keep", default=2, show_default=True, type=click.IntRange(1, 1_000), help="Snapshots to keep."
)
@printed
def downloads_command(keep: int, shape: str) -> None:
    """Make the archives that the page of downloads lists: the record's folder, CSV, Parquet, ParlaMint."""
    from folkmoot.record.exporting import archives

    made = archives(
        home() / "record",
        home() / "downloads",
        day=_today(),
        keep=keep,
        say=lambda words: click.echo(words, err=True),
    )
    show(shape, "archives", map(asdict, made), _archive_in_words)


def _archive_in_words(archive: dict[str, Any]) -> str:
    where = f"{archive['bytes'] / 1e6:,.1f} MB" if archive["here"] else "no longer kept"
    return f"{archive['name']}  {where}  sha256 {archive['sha256']}"


EXPORTING = (export_command, downloads_command)
