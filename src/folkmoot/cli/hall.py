"""`folkmoot hall`: carry an evening from the laptop in the hall to the house it belongs to."""

from __future__ import annotations

from pathlib import Path

import click

from folkmoot.cli.common import home_option, open_house, printed, show_one
from folkmoot.errors import NotFound


@click.group()
@home_option
def hall() -> None:
    """An evening held on a machine of its own (serve --hall)."""


@hall.command()
@click.argument("slug")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@printed
def pack(slug: str, target: Path, shape: str) -> None:
    """Write everything of an evening to one file: words, votes, tokens. Keep it as you keep a backup."""
    open_house()
    from folkmoot.web.hall.queries.packing import pack as packed
    from folkmoot.web.meetings.models import Moot

    moot = Moot.objects.filter(slug=slug).first()
    if moot is None:
        raise NotFound(f"There is no moot {slug!r}; 'folkmoot meetings list' names them.", slug=slug)
    content = packed(moot)
    target.touch(mode=0o600)
    target.write_bytes(content)
    row = {"moot": slug, "file": str(target), "bytes": len(content)}
    show_one(shape, row, lambda told: f"{told['moot']} is in {told['file']}, {told['bytes']:,} bytes.")


@hall.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@printed
def bring(source: Path, shape: str) -> None:
    """Bring a packed evening into this house; doing it twice changes nothing."""
    open_house()
    from folkmoot.web.hall.actions.bringing import bring_home

    added = {name: count for name, count in bring_home(source.read_bytes()).items() if count}
    row = {"file": str(source), "added": added}
    words = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in added.items()) or "nothing"
    show_one(shape, row, lambda _told: f"New here: {words}.")
