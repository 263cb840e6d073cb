"""`folkmoot manifesto`: planks read from a file, and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show


@click.group()
@home_option
def manifesto() -> None:
    """Planks, each with where it came from."""


@manifesto.command()
@click.argument("path", type=click.Path(path_type=Path))
@printed
def read(path: Path, shape: str) -> None:
    """Read planks from PATH: a planks.csv, or a folder that holds one. Reading again changes nothing."""
    open_house()
    from folkmoot.web.manifesto.reading import read_path

    done = read_path(path)
    show(shape, "planks", done.planks, _line, unread=done.unread)
    if shape == "text":
        for bad in done.unread:
            click.echo(f"{bad['file']}, line {bad['line']}: {bad['reason']}", err=True)


@manifesto.command(name="list")
@printed
def list_planks(shape: str) -> None:
    """List the planks of the manifesto with their state and their origins."""
    open_house()
    from folkmoot.web.manifesto.queries import rows

    show(shape, "planks", rows(), _line)


def _line(plank: dict[str, Any]) -> str:
    origin = f"from {plank['statements']} statements" if plank["statements"] else "without an origin"
    line = f"{plank['plank']:<32}{plank['state']:<10}version {plank['version']}, {origin}"
    return f"{line}  {plank['outcome']}".rstrip()
