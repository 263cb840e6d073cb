"""`folkmoot settings`: every setting, its default and what it does."""

from __future__ import annotations

import click

from folkmoot.cli.common import printed, show
from folkmoot.environment import SETTINGS


@click.command()
@printed
def settings(shape: str) -> None:
    """Print every setting of the environment."""
    rows = [{"name": s.name, "default": s.default, "help": s.help} for s in SETTINGS]
    show(
        shape,
        "settings",
        rows,
        lambda row: f"{row['name']:<24}{row['default'] or '(empty)':<32}{row['help']}",
    )
