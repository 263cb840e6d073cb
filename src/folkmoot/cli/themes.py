"""`folkmoot opinion themes`: what recurs in notes and statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import open_house, printed, show, show_one
from folkmoot.meetings.reading import read_path
from folkmoot.opinion.themes import CHANCE, FEW, NOTHING_EARLIER, SCRIPT, Saying, find_themes, sayings_of
from folkmoot.opinion.themes.summary import read_earlier, summary

WORDS_SHOWN = 6
NONE_BECAUSE = {
    FEW: "No themes: there are fewer than twelve different notes or statements to look through.",
    SCRIPT: "No themes were looked for: most of this is in a script without spaces between words (such as "
    "Chinese, Japanese or Thai), and Folkmoot cannot tell its words apart yet.",
    CHANCE: "No themes: the words go together no more than they would by chance.",
}


@click.command()
@click.argument("source")
@click.option(
    "--earlier",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What this command's --json wrote on an earlier day: begin from those themes and keep their ids.",
)
@click.option("--agree", type=click.Choice(["1", "-1"]), help="What means agree in a Polis export.")
@printed
def themes(source: str, earlier: Path | None, agree: str | None, shape: str) -> None:
    """Find the themes of notes and statements in SOURCE.

    SOURCE is a moot's workbook or folder, a folder of several, a Polis export folder, or the slug of a
    moot in the house; "all" is every moot in the house. Words alone decide: no model, no network. Where
    the words go together no more than shuffled ones, no theme is found.
    """
    sayings = _sayings(source, agree)
    found = find_themes(sayings, earlier=read_earlier(earlier) if earlier else NOTHING_EARLIER)
    show_one(shape, summary(found, sayings), in_words)


@click.command()
@click.argument("slugs", nargs=-1, metavar="[MOOT]...")
@printed
def gather(slugs: tuple[str, ...], shape: str) -> None:
    """Gather the themes of moots in the house again: those named, or all, and all moots together.

    Only released notes and public statements take part. What people placed and named stays.
    """
    open_house()
    from folkmoot.web.themes.actions import compute
    from folkmoot.web.themes.queries import moots_named

    rows = []
    for moot in [*moots_named(slugs), None]:
        board = compute(moot)
        placed = board.placements.filter(theme__isnull=False).count()
        nowhere = board.placements.filter(theme__isnull=True).count()
        rows.append({"moot": board.key, "themes": board.themes.count(), "placed": placed, "nowhere": nowhere})
    show(
        shape,
        "boards",
        rows,
        lambda row: (
            f"{row['moot']}: {row['themes']} themes of {row['placed']} sayings; "
            f"{row['nowhere']} belong to none"
        ),
    )


def _sayings(source: str, agree: str | None) -> tuple[Saying, ...]:
    if Path(source).exists() or "/" in source:
        read = read_path(Path(source), agree=int(agree) if agree else None)
        return sayings_of(reading.moot for reading in read.readings)
    open_house()
    from folkmoot.web.themes.queries import sayings_named

    sayings: tuple[Saying, ...] = sayings_named(source)
    return sayings


def in_words(found: dict[str, Any]) -> str:
    """A few lines to read."""
    lines = [f"{found['notes']} notes and {found['statements']} statements."]
    if not found["themes"]:
        lines.append(NONE_BECAUSE[found["none_because"]])
    for theme in found["themes"]:
        where = f"{len(theme['moots'])} moots" if len(theme["moots"]) > 1 else "one moot"
        lines.append(
            f"{', '.join(theme['words'][:WORDS_SHOWN])}: {len(theme['notes'])} notes, "
            f"{len(theme['statements'])} statements, {theme['tables']} tables, {where}"
        )
        lines += [f"    {part['name']}: {len(part['sayings'])}" for part in theme["parts"]]
    if found["themes"]:
        lines.append(f"Nowhere: {len(found['nowhere'])}.")
    if found["names"]:
        lines.append("Names: " + ", ".join(f"{n['name']} ({len(n['sayings'])})" for n in found["names"]))
    if found["duplicates"]:
        lines.append(f"{len(found['duplicates'])} pairs say nearly the same.")
    return "\n".join(lines)
