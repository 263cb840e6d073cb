"""`folkmoot meetings`: read moots from files, write the template, list what is kept."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show
from folkmoot.errors import FolkmootError
from folkmoot.meetings.moots import Reading, Unread, slug_of
from folkmoot.meetings.reading import read_path

MOST_TOLD = 10


@click.group()
@home_option
def meetings() -> None:
    """Moots: what was said at tables, and the votes on it."""


@meetings.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--title", help="Title of the moot, in place of the one in the files.")
@click.option("--slug", help="Its short name in addresses, in place of the name of the folder or file.")
@click.option("--source", help="Where it was published, and under which licence.")
@click.option("--agree", type=click.Choice(["1", "-1"]), help="Which number means agree, in a Polis export.")
@click.option("--update", is_flag=True, help="Change what differs; the journal keeps both.")
@printed
def read(
    paths: tuple[Path, ...],
    title: str | None,
    slug: str | None,
    source: str | None,
    agree: str | None,
    update: bool,
    shape: str,
) -> None:
    """Read moots: workbooks, folders of CSV files, Polis exports, or folders of these."""
    readings, unread = _gathered(paths, int(agree) if agree else None)
    named = {"title": title, "slug": slug_of(slug) if slug else None, "source": source}
    readings = _named(readings, {key: value for key, value in named.items() if value})
    open_house()
    from folkmoot.web.meetings.actions import read_moot

    kept = [(reading, read_moot(reading.moot, update=update)) for reading in readings]
    _tell(readings, unread)
    show(
        shape,
        "moots",
        [_row(*item) for item in kept],
        _sentence,
        unread=[_unread_row(item) for item in unread],
    )


def _gathered(paths: tuple[Path, ...], agree: int | None) -> tuple[list[Reading], list[Unread]]:
    """Everything that could be read under several paths.

    Raises the first error where nothing could.
    """
    readings: list[Reading] = []
    unread: list[Unread] = []
    errors: list[FolkmootError] = []
    for path in paths:
        try:
            found = read_path(path, agree=agree)
            readings += found.readings
            unread += found.unread
        except FolkmootError as error:
            errors.append(error)
            unread.append(Unread(str(path), error.facts.get("line"), error.message))
    if errors and not readings:
        raise errors[0]
    return readings, unread


def _named(readings: list[Reading], facts: dict[str, Any]) -> list[Reading]:
    if facts and len(readings) > 1 and set(facts) - {"source"}:
        raise click.UsageError(f"--title and --slug are for one moot, and {len(readings)} were found.")
    return [dataclasses.replace(item, moot=dataclasses.replace(item.moot, **facts)) for item in readings]


def _row(reading: Reading, kept: Any) -> dict[str, Any]:
    return {
        "slug": kept.moot.slug,
        "title": kept.moot.title,
        "tables": kept.tables,
        "notes": kept.notes,
        "statements": kept.statements,
        "participants": kept.participants,
        "votes": kept.votes,
        "added": kept.added,
        "differs": [dataclasses.asdict(difference) for difference in kept.differs],
        "remarks": list(reading.remarks),
        "unread": [_unread_row(item) for item in reading.unread],
    }


def _unread_row(item: Unread) -> dict[str, Any]:
    row = {"file": item.file, "line": item.line, "reason": item.reason}
    return row | {"cell": item.cell} if item.cell else row


def _sentence(row: dict[str, Any]) -> str:
    counts = ", ".join(
        f"{row[name]:,} {name}" for name in ("tables", "notes", "statements", "participants", "votes")
    )
    new = ", ".join(f"{count:,} {name}" for name, count in row["added"].items() if count) or "nothing"
    lines = [f"{row['title']} ({row['slug']}): {counts}; new: {new}."]
    lines += [
        f"  {item['kind']} {item['key']}, {item['field']}: kept “{item['kept']}”, here “{item['read']}”."
        for item in row["differs"][:MOST_TOLD]
    ]
    return "\n".join(lines)


def _tell(readings: list[Reading], unread: list[Unread]) -> None:
    """What could not be read, and what to know, one sentence each on standard error."""
    told = [*unread, *(item for reading in readings for item in reading.unread)]
    for item in told[:MOST_TOLD]:
        click.echo(f"not read: {item.sentence}", err=True)
    if len(told) > MOST_TOLD:
        click.echo(f"not read: {len(told) - MOST_TOLD:,} more; --json lists them all.", err=True)
    for reading in readings:
        for remark in reading.remarks:
            click.echo(f"{reading.moot.slug}: {remark}", err=True)


@meetings.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE.xlsx|DIR")
@printed
def template(target: Path, shape: str) -> None:
    """Write a template to fill in: one workbook, or a folder of CSV files."""
    from folkmoot.meetings.templates import write

    written = [{"file": str(file)} for file in write(target)]
    show(shape, "files", written, lambda row: str(row["file"]))


@meetings.command(name="list")
@printed
def list_(shape: str) -> None:
    """List the moots that are kept."""
    open_house()
    from folkmoot.web.meetings.queries import counted

    rows = [_list_row(moot) for moot in counted()]
    show(shape, "moots", rows, _list_line)


def _list_row(moot: Any) -> dict[str, Any]:
    names = (
        "slug",
        "title",
        "place",
        "held_on",
        "tables",
        "notes",
        "released",
        "statements",
        "participants",
        "votes",
    )
    renamed = {"tables": "table_count", "notes": "note_count", "released": "released_count"}
    renamed |= {"statements": "statement_count", "participants": "participant_count", "votes": "vote_count"}
    return {name: getattr(moot, renamed.get(name, name)) for name in names}


def _list_line(row: dict[str, Any]) -> str:
    held_on = str(row["held_on"] or "")
    return f"{row['slug']:<40}{held_on:<12}{row['title']}"
