"""`folkmoot record references`, `attribute` and `score`: who is meant, and how well that is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import dumps, home, printed, show
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
    return f"{row['contribution']} {row['pid']} {row['start']}-{row['end']}  {row['text']!r}: {who} ({row['reason']})"


@click.command("score")
@click.argument("found", type=click.Path(exists=True, path_type=Path))
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@printed
def score_command(found: Path, gold: tuple[Path, ...], shape: str) -> None:
    """Compare references with labelled ones: precision, recall and F1 by kind.

    FOUND is what `record references` or `record attribute` printed with --format jsonl, or a file or
    folder of sittings, which are then resolved first. GOLD are files of labels, one JSON object a line.
    """
    from folkmoot.record.references import resolve_all
    from folkmoot.record.scoring import labelled, predicted, score

    rows = list(_rows(gold))
    labels = [label for row in rows if (label := labelled(row))]
    if found.is_dir() or found.suffix.lower() == ".xml":
        references: Iterable[dict[str, Any]] = (
            asdict(r) for r in resolve_all(sittings([found]), roll_at_home())
        )
    else:
        references = _rows([found])
    scores = score(labels, map(predicted, references))
    show(shape, "scores", [asdict(s) for s in scores], _score_in_words)


def _rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        for file in files:
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


def _score_in_words(row: dict[str, Any]) -> str:
    return (
        f"{row['kind']:<17} {row['labelled']:>5} labelled  precision {row['precision']:.3f}  "
        f"recall {row['recall']:.3f}  F1 {row['f1']:.3f} ({row['low']:.3f} to {row['high']:.3f})  "
        f"one person named {row['one']}, right {row['one_right']}; several with the right one {row['several']}"
    )


COMMANDS = (references_command, score_command)
__all__ = ["COMMANDS", "dumps"]
