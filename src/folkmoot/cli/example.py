"""`folkmoot example`: the fictional town and its House, ready to be looked at."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from folkmoot.cli.common import open_house, printed, show_one
from folkmoot.errors import NotFound


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@printed
def example(folder: Path | None, shape: str) -> None:
    """Read the example into the home from FOLDER (default: examples). Again changes nothing."""
    where = folder or _beside_the_code()
    open_house()
    from folkmoot.web.asking.example import read_example

    found = asdict(read_example(where))
    show_one(
        shape,
        found,
        lambda it: (
            f"The example is in {it['home']}: {it['moots']} moots, {it['notes']} notes, "
            f"{it['planks']} planks, {it['sittings']} sittings; "
            f"{it['confirmed']} ties confirmed, {it['proposed']} proposed."
        ),
    )


def _beside_the_code() -> Path:
    """The examples of this working folder, or of the clone that this code stands in."""
    for place in (Path("examples"), Path(__file__).parents[3] / "examples"):
        if place.is_dir():
            return place
    raise NotFound("There is no folder examples here; name the one of a clone: folkmoot example FOLDER.")
