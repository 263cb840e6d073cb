"""`folkmoot record references`, `attribute` and `score`: who is meant, and how well that is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click

from folkmoot.cli.common import bar, home, printed, show, show_one
from folkmoot.errors import NotFound, Unreadable
from folkmoot.record.debates import Sitting
from folkmoot.record.people import Roll


def roll_at_home() -> Roll:
    """The roll of this home.

    Raises NotFound where it holds nobody.
    """
    from folkmoot.record.store import Store

    with Store.open(home() / "record") as store:
        roll = store.roll()
    if not roll.persons:
        raise NotFound(
            f"The record in {home()} holds no people; read some with 'folkmoot record read people.json'."
        )
    return roll


def sittings(paths: Iterable[Path]) -> Iterator[Sitting]:
    """The sittings in files and folders, one at a time, superseded ones left out."""
    from folkmoot.record.references.sources import newest

    yield from newest(paths)


rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with another parliament's customs (default: Westminster's).",
)


@click.command("references")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@printed
def references_command(paths: tuple[Path, ...], rules: Path | None, shape: str) -> None:
    """Find who is meant by every "my hon. Friend" and "the Minister" in files or folders of sittings."""
    from folkmoot.record.references import read_customs, resolve_all

    customs = read_customs(rules) if rules else None
    found = resolve_all(sittings(paths), roll_at_home(), customs=customs)
    show(shape, "references", map(asdict, found), _in_words)


def _in_words(row: dict[str, Any]) -> str:
    who = ", ".join(row["persons"]) or "nobody that can be told"
    place = f"{row['contribution']} {row['pid']} {row['start']}-{row['end']}"
    return f"{place}  {row['text']!r}: {who} ({row['reason']})"


@click.command("derive")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that resolve, the one that writes among them.",
)
@printed
def derive_command(workers: int, shape: str) -> None:
    """Work out whom the words of the record mean, for pages and search; only what changed is done again."""
    from folkmoot.record.deriving import derive

    with bar("Deriving", bytes_done=False) as progress:
        derived = derive(home() / "record", workers=workers, progress=progress)
    show_one(shape, derived.as_dict(), _derived_in_words)


def _derived_in_words(derived: dict[str, Any]) -> str:
    if not derived["sittings"]:
        return f"Nothing changed in {derived['unchanged']:,} sittings."
    return (
        f"{derived['sittings']:>9,}  sittings ({derived['unchanged']:,} more had not changed)\n"
        f"{derived['contributions']:>9,}  contributions\n"
        f"{derived['references']:>9,}  references, the first person left out\n"
        f"{derived['one']:>9,}  of them mean one person\n"
        f"{derived['several']:>9,}  one of several\n"
        f"{derived['none']:>9,}  nobody that can be told"
    )


@click.command("attribute")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the debate; else days are proposed."
)
@click.option(
    "--house", default="commons", show_default=True, help="commons, lords, or an organisation's id."
)
@rules_option
@printed
def attribute_command(
    file: BinaryIO, day: dt.datetime | None, house: str, rules: Path | None, shape: str
) -> None:
    """Say who speaks each line of a copied debate page that lost its names. FILE may be - (stdin)."""
    from folkmoot.record.aligning import days_of, said_on
    from folkmoot.record.attribute import as_row, attribute, proposals
    from folkmoot.record.pages.copied import plain
    from folkmoot.record.references import read_customs
    from folkmoot.record.store import Store

    text = plain(file.read(), file=file.name)
    date, roll = day.date() if day else None, roll_at_home()
    customs = read_customs(rules) if rules else None
    with Store.open(home() / "record") as store:
        proposed = () if date else days_of(text, store, customs=customs)
        said = said_on(date or (proposed[0].first if proposed else None), store)
    page = attribute(
        text, roll, day=date, house=house, contributions=said, customs=customs, proposed=proposed
    )
    if not page.lines:
        raise Unreadable(f"{file.name}: there is no line of text in it.", file=file.name)
    if shape == "text" and page.dates:
        click.echo("No day was given. It can be:")
        for proposal in page.dates:
            click.echo(f"  {proposal.first} to {proposal.last}: {proposal.reason}")
    rows = map(as_row, page.lines)
    show(shape, "lines", rows, _line_in_words, day=date, dates=proposals(page))


def _line_in_words(row: dict[str, Any]) -> str:
    speaker = row["speaker"] or {}
    who = speaker.get("name") or speaker.get("label") or row["kind"]
    gap = f"      … {row['gap_before']}\n" if row["gap_before"] else ""
    words = row["text"] if len(row["text"]) <= 90 else row["text"][:89] + "…"
    sure = f"{row['kind']}, {row['confidence']:.0%}: {row['reason']}"
    return f"{gap}{row['line']:>4}  {who} ({sure})\n      {words}"


@click.command("score")
@click.argument("found", type=click.Path(exists=True, path_type=Path))
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@printed
def score_command(found: Path, gold: tuple[Path, ...], shape: str) -> None:
    """Compare references or attributed lines with labelled ones: precision, recall and F1 by kind.

    FOUND is what `record references` or `record attribute` printed with --format jsonl, or a file or
    folder of sittings, which are then resolved first. GOLD are files of labels: one JSON object a line,
    or a JSON list of the lines of a page.
    """
    from folkmoot.record.references import resolve_all
    from folkmoot.record.scoring import labelled, predicted, score
    from folkmoot.record.scoring_pages import score_page

    rows = list(_rows(gold))
    if rows and "line" in rows[0] and "kind" in rows[0] and "speaker" in rows[0]:
        page = score_page(list(_rows([found])), rows, roll_at_home())
        show(shape, "scores", [asdict(s) for s in page], _share_in_words)
        return
    labels = [label for row in rows if (label := labelled(row))]
    references: Iterable[dict[str, Any]] = (
        (asdict(r) for r in resolve_all(sittings([found]), roll_at_home()))
        if found.is_dir() or found.suffix.lower() == ".xml"
        else _rows([found])
    )
    scores = score(labels, map(predicted, references))
    show(shape, "scores", [asdict(s) for s in scores], _score_in_words)


def _share_in_words(row: dict[str, Any]) -> str:
    return f"{row['what']:<26} {row['right']:>4} of {row['of']:<4} {row['share']:.1%}"


def _rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        for file in files:
            if file.suffix.lower() == ".json":
                yield from _listed(file)
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if not line.strip():
                    continue
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise Unreadable(
                        f"{file}, line {number}: not one JSON object a line ({error.msg}).",
                        file=str(file),
                        line=number,
                    ) from error


def _listed(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON list."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{file}, line {error.lineno}: damaged JSON ({error.msg}).", file=str(file), line=error.lineno
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(f"{file}: not a JSON list of objects.", file=str(file), line=1)
    return rows


def _score_in_words(row: dict[str, Any]) -> str:
    return (
        f"{row['kind']:<17} {row['labelled']:>5} labelled  precision {row['precision']:.3f}  "
        f"recall {row['recall']:.3f}  F1 {row['f1']:.3f} ({row['low']:.3f} to {row['high']:.3f})  "
        f"one named {row['one']}, right {row['one_right']}; several with the right one {row['several']}"
    )


COMMANDS = (references_command, derive_command, attribute_command, score_command)
