"""`folkmoot tracing`: passages of the record for what people said."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home, home_option, open_house, printed, show
from folkmoot.environment import vectors_file
from folkmoot.errors import Unreadable
from folkmoot.record.store import Store
from folkmoot.tracing.matching import Matched
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.spreading import match_spread
from folkmoot.tracing.vocabulary import Vocabulary


@click.group()
@home_option
def tracing() -> None:
    """The links between what people said and what the record says."""


@dataclass(frozen=True, slots=True)
class Conversation:
    title: str
    statements: tuple[str, ...]


@tracing.command(name="match")
@click.option("--moot", help="Only the statements of this moot.")
@click.option(
    "--statements",
    type=click.Path(path_type=Path),
    help="A file of statements, UTF-8, one a line; needs no house.",
)
@click.option(
    "--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="Passages a statement."
)
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that match."
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Match on the Dask cluster at this address.")
@click.option(
    "--vectors",
    type=click.Path(path_type=Path),
    help="A file of word vectors (text) that says which words are alike, or FOLKMOOT_VECTORS.",
)
@printed
def match_command(
    moot: str | None,
    statements: Path | None,
    limit: int,
    workers: int,
    scheduler: str,
    vectors: Path | None,
    shape: str,
) -> None:
    """Propose passages of the record for statements: of a file, of a moot, or of every moot.

    With word vectors, --json names the file's digest: the answer is that of the record and this file.
    """
    if moot and statements:
        raise click.UsageError("Give --moot or --statements, not both.")
    conversations = [_from_file(statements)] if statements else _from_house(moot)
    folder = home() / "record"
    with Store.open(folder) as record:
        known = vocabulary_of(record, vectors=vectors or vectors_file())
    found = match_all(
        conversations, folder, vocabulary=known, limit=limit, workers=workers, scheduler=scheduler
    )
    beside = {"vectors": known.vectors} if known.vectors else {}
    show(shape, "matches", [_row(one) for one in found], _text, **beside)


def match_all(
    conversations: Sequence[Conversation],
    folder: Path,
    *,
    vocabulary: Vocabulary,
    limit: int,
    workers: int = 1,
    scheduler: str = "",
) -> list[Matched]:
    """Every conversation matched, with a bar on standard error at a terminal."""
    total = sum(len(one.statements) for one in conversations)
    with _bar(total) as tick:
        return [
            matched
            for one in conversations
            for matched in match_spread(
                one.statements,
                folder,
                vocabulary=vocabulary,
                title=one.title,
                limit=limit,
                workers=workers,
                scheduler=scheduler,
                tick=tick,
            )
        ]


@tracing.command(name="touch")
@click.option("--sitting", default="", metavar="ID", help="This sitting; else those of the newest day.")
@printed
def touch_command(sitting: str, shape: str) -> None:
    """Print the planks that a sitting touches, with its passages. The worker proposes them by itself."""
    open_house()
    from folkmoot.web.tracing.touching import touched_by

    with Store.open(home() / "record") as record:
        rows = [
            {
                "sitting": one.sitting,
                "plank": plank.slug,
                "passages": [asdict(passage) for passage in passages],
            }
            for one in touched_by(record, sitting)
            for plank, passages in one.planks
        ]
    show(shape, "touched", rows, _touched_text)


def _touched_text(row: dict[str, Any]) -> str:
    return "\n".join([f"{row['plank']}  ({row['sitting']})", *_passages_text(row["passages"])])


def _from_file(path: Path) -> Conversation:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path}, byte {error.start}: not UTF-8. Save the statements again as UTF-8."
        ) from error
    except OSError as error:
        raise Unreadable(
            f"{path} cannot be read: {error.strerror}. Give a text file of statements, one a line."
        ) from error
    return Conversation("", tuple(line.strip() for line in text.splitlines() if line.strip()))


def _from_house(moot: str | None) -> list[Conversation]:
    open_house()
    from folkmoot.web.tracing.queries import conversations

    return [Conversation(title, statements) for title, statements in conversations(moot)]


def _row(one: Matched) -> dict[str, Any]:
    return {"statement": one.statement, "passages": [asdict(passage) for passage in one.passages]}


def _text(row: dict[str, Any]) -> str:
    lines = [row["statement"], *_passages_text(row["passages"])]
    return "\n".join(lines if row["passages"] else [*lines, "  The record here does not speak of it."])


def _passages_text(passages: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for passage in passages:
        lines.append(
            f"  {passage['score']:5.1f}  {passage['kind']}  {passage['id']}  ({', '.join(passage['words'])})"
        )
        lines.append(f"         {' '.join(passage['quote'].split())}")
    return lines


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Matching", total=total)
        yield lambda: progress.advance(task)
