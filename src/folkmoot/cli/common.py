"""What every command shares: the home, the two ways of printing, one sentence for an error."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from folkmoot import environment
from folkmoot.errors import HouseMissing

F = TypeVar("F", bound=Callable[..., Any])


def _take_home(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        os.environ["FOLKMOOT_HOME"] = str(value.resolve())


home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_take_home,
    expose_value=False,
    is_eager=True,
    help="Folder that holds the record and the house (or FOLKMOOT_HOME; default ./var).",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON object.")

format_option = click.option(
    "--format",
    "as_format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text to read, one JSON object, or one JSON object a line.",
)


def printed(command: F) -> F:
    """Give a command --home, --json and --format; it receives one `shape`: text, json or jsonl."""

    @home_option
    @json_option
    @format_option
    @functools.wraps(command)
    def wrapper(*args: Any, as_json: bool, as_format: str, **kwargs: Any) -> Any:
        return command(*args, shape="json" if as_json else as_format, **kwargs)

    return wrapper  # type: ignore[return-value]


def show(shape: str, plural: str, items: Iterable[Any], text: Callable[[Any], str], **beside: Any) -> None:
    """Print a list: as text a line each, as one object under its plural noun, or one object a line."""
    if shape == "jsonl":
        for item in items:
            click.echo(dumps(item))
    elif shape == "json":
        click.echo(dumps({plural: list(items), **beside}))
    else:
        for item in items:
            click.echo(text(item))


def show_one(shape: str, item: dict[str, Any], text: Callable[[dict[str, Any]], str]) -> None:
    """Print one thing: as text, or as one JSON object."""
    click.echo(text(item) if shape == "text" else dumps(item))


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


@contextlib.contextmanager
def bar(doing: str, *, bytes_done: bool = True) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar with time left on standard error, where that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(
        doing,
        BarColumn(),
        DownloadColumn() if bytes_done else MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task(doing, total=None)
        yield lambda done, whole: shown.update(task, completed=done, total=whole)


def home() -> Path:
    return environment.home()


def open_house() -> None:
    """Make the house ready for this process: settings read, tables there.

    Raises HouseMissing where folkmoot was installed without its web extra.
    """
    if importlib.util.find_spec("django") is None:
        raise HouseMissing("This command needs the house: pip install 'folkmoot[web]'.")
    from folkmoot.web.house import open_house as make_ready

    make_ready()
