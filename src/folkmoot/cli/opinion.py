"""`folkmoot opinion`: groups, the map, and a check against a Polis server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import dumps, home_option, open_house, printed, show, show_one
from folkmoot.cli.themes import gather, themes
from folkmoot.environment import census_file
from folkmoot.errors import Unreadable
from folkmoot.meetings.moots import Moot
from folkmoot.meetings.reading import read_path
from folkmoot.opinion import charts, pictures, reading
from folkmoot.opinion import compare as comparing
from folkmoot.opinion.census import census_in
from folkmoot.opinion.methods import METHODS, Found, plain
from folkmoot.opinion.moots import votes_of as votes_in_moot
from folkmoot.opinion.polis_export import export_files
from folkmoot.opinion.votes import VoteMatrix


@click.group()
@home_option
def opinion() -> None:
    """Opinion groups, what sets them apart and what everybody agrees on."""


opinion.add_command(themes)
opinion.add_command(gather)

method_option = click.option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="polis",
    show_default=True,
    help="How groups are found.",
)
meta_option = click.option(
    "--meta",
    default="",
    metavar="IDS",
    help="Statements about people, with commas or as ranges (0-14): never drive groups.",
)
agree_option = click.option(
    "--agree",
    type=click.Choice(["1", "-1"]),
    help="What means agree in SOURCE, where it does not say so itself.",
)


@opinion.command()
@click.argument("source")
@method_option
@meta_option
@agree_option
@printed
def groups(source: str, method: str, meta: str, agree: str | None, shape: str) -> None:
    """Find the opinion groups of SOURCE.

    SOURCE is a moot's workbook or folder of CSV files, a Polis export folder, a Polis server's JSON
    folder, a CSV of votes (participant, statement, vote as agree, disagree or pass, cast_at) or the
    slug of a moot in the house, whose groups are then found as its pages show them: begun from the
    last count. Files are counted cold.
    """
    found = found_in(source, method, meta=meta, agree=agree)
    show_one(shape, plain(found), in_words)


@opinion.command()
@click.argument("math_json", type=click.Path(path_type=Path))
@click.argument("votes", type=click.Path(path_type=Path))
@agree_option
@printed
def compare(math_json: Path, votes: Path, agree: str | None, shape: str) -> None:
    """Check our numbers against a Polis server's own.

    MATH_JSON is the server's math-pca2.json, VOTES its folder of JSON or an export of the same votes.
    """
    read = reading.read(votes, agree=int(agree) if agree else None)
    found = comparing.compare(comparing.read_math(math_json), read.votes)
    rows = [{**asdict(quantity), "agrees": quantity.agrees} for quantity in found.quantities]
    show(
        shape,
        "quantities",
        rows,
        _difference_in_words,
        largest_difference=found.largest_difference,
        agrees=found.agrees,
        labels_identical=found.labels_identical,
    )


def _difference_in_words(row: dict[str, Any]) -> str:
    apart = row["largest_difference"]
    return f"{row['name']:<42}{row['values']:>8}  {'not the same' if apart is None else f'{apart:.1e}'}"


@opinion.command("map")
@click.argument("source")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="FILE.svg, .png or .json.",
)
@click.option("--title", default="", help="Title of the picture.")
@method_option
@meta_option
@agree_option
@printed
def draw_map(
    source: str, output: Path, title: str, method: str, meta: str, agree: str | None, shape: str
) -> None:
    """Draw the map of opinion of SOURCE.

    .json writes the chart's Vega-Lite specification; .svg and .png need the extra 'charts'.
    """
    found = found_in(source, method, meta=meta, agree=agree)
    chart = charts.map_of_opinion(found, title=title)
    drawings: dict[str, Callable[[], bytes]] = {
        ".svg": lambda: pictures.svg(chart).encode(),
        ".png": lambda: pictures.png(chart),
        ".json": lambda: dumps(chart).encode(),
    }
    if output.suffix not in drawings:
        raise click.UsageError(f"{output} should end in .svg, .png or .json.")
    output.write_bytes(drawings[output.suffix]())
    show_one(
        shape, {"file": str(output), "description": chart["description"]}, lambda told: told["description"]
    )


@opinion.command()
@click.argument("source")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write the export to; made if it is not there.",
)
@method_option
@agree_option
@printed
def export(source: str, output: Path, method: str, agree: str | None, shape: str) -> None:
    """Write SOURCE as a Polis export: every vote as it was cast, statements, people and their groups.

    SOURCE is a moot's files, a Polis export, or the slug of a moot in the house. The files hold how
    each participant voted, by number: they are for whoever may see the votes, not for publishing.
    """
    moot = moot_of(source, agree=agree)
    groups: dict[int, int] = {}
    if moot.votes:
        found = METHODS[method](votes_in_moot(moot))
        people = zip(found.votes.participants.tolist(), found.labels.tolist(), strict=True)
        groups = {person: label for person, label in people if label >= 0}
    output.mkdir(parents=True, exist_ok=True)
    files = export_files(moot, groups)
    for name, content in files.items():
        (output / name).write_bytes(content)
    told = {
        "folder": str(output),
        "files": list(files),
        "votes": len(moot.votes),
        "groups": len(set(groups.values())),
    }
    show_one(
        shape, told, lambda told: f"{told['votes']} votes in {told['folder']}: {', '.join(told['files'])}."
    )


@opinion.command()
@click.argument("slugs", nargs=-1, metavar="[MOOT]...")
@printed
def compute(slugs: tuple[str, ...], shape: str) -> None:
    """Count the votes of moots in the house again: those named, or all that have votes."""
    open_house()
    from folkmoot.web.opinion.actions import compute as count_again
    from folkmoot.web.opinion.queries import moots_named, moots_with_votes

    rows = []
    for moot in moots_named(slugs) if slugs else moots_with_votes():
        result = count_again(moot)
        value = result.value if result else {"k": 0, "participants": 0, "votes": 0}
        rows.append({"moot": moot.slug, **{key: value[key] for key in ("k", "participants", "votes")}})
    show(
        shape,
        "results",
        rows,
        lambda row: f"{row['moot']}: {row['k']} groups of {row['participants']} people",
    )


@opinion.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@printed
def census(file: Path | None, shape: str) -> None:
    """Check FILE, what the census says of questions about people; the installation's own where none is named.

    A CSV file with the columns statement, place, yes, of, source. Its figures stand beside what those
    who voted said of themselves.
    """
    rows = [
        {**asdict(figure), "share": round(figure.share, 4)} for figure in census_in(file or census_file())
    ]
    show(
        shape,
        "figures",
        rows,
        lambda row: (
            f"{row['share']:>6.1%} of {row['of']}  {row['statement']}  {row['place'] or 'everywhere'}"
        ),
    )


def found_in(source: str, method: str, *, meta: str = "", agree: str | None = None) -> Found:
    """What the votes of a file, a folder or a moot in the house come to by a method."""
    if Path(source).exists() or "/" in source:
        return METHODS[method](votes_of(source, meta=meta, agree=agree))
    open_house()
    from folkmoot.web.opinion.queries import found_of_moot

    found: Found = found_of_moot(source, method, meta=numbers(meta))
    return found


def votes_of(source: str, *, meta: str = "", agree: str | None = None) -> VoteMatrix:
    """The votes of a file, a folder or a moot in the house."""
    about_people = numbers(meta)
    if Path(source).exists() or "/" in source:
        return reading.read(Path(source), meta=about_people, agree=int(agree) if agree else None).votes
    open_house()
    from folkmoot.web.opinion.queries import votes_of_moot

    votes: VoteMatrix = votes_of_moot(source, meta=about_people)
    return votes


def moot_of(source: str, *, agree: str | None = None) -> Moot:
    """The moot of a file, a folder or the house, with every vote as it was cast."""
    if Path(source).exists() or "/" in source:
        readings = read_path(Path(source), agree=int(agree) if agree else None).readings
        if len(readings) != 1:
            raise Unreadable(f"{source} holds {len(readings)} moots; give one of them.", path=source)
        return readings[0].moot
    open_house()
    from folkmoot.web.opinion.queries import moot_with_votes

    moot: Moot = moot_with_votes(source)
    return moot


def numbers(text: str) -> list[str]:
    """Every number of "1,4,7-9". Other labels stand as they are."""
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        first, dash, last = piece.partition("-")
        if dash and first.isdecimal() and last.isdecimal():
            found.extend(str(number) for number in range(int(first), int(last) + 1))
        else:
            found.append(piece)
    return found


def in_words(found: dict[str, Any]) -> str:
    """A few lines to read."""
    lines = [
        f"{found['participants']} participants, {found['statements']} statements, {found['votes']} votes; "
        f"{found['clustered']} voted enough to be grouped.",
        found.get("note")
        or f"{found['k']} groups: " + "; ".join(_group_words(g) for g in found["groups"]) + ".",
    ]
    for group, chosen in found["representative"].items():
        told = ", ".join(_stands_out(s) for s in chosen)
        lines.append(f"Group {group} stands out on {told or 'nothing clearly'}.")
    for leaning in ("agree", "disagree"):
        if chosen := found["consensus"][leaning]:
            lines.append(f"Most {leaning} with {', '.join(_agreed_words(s, leaning) for s in chosen)}.")
    if found["bridging"]:
        lines.append(
            "Agreed across groups: " + ", ".join(str(s["statement"]) for s in found["bridging"]) + "."
        )
    if found.get("cruxes"):
        lines.append("What divides most: " + ", ".join(str(s["statement"]) for s in found["cruxes"]) + ".")
    return "\n".join(lines)


def _stands_out(told: dict[str, Any]) -> str:
    sides = told["seen"] - told.get("pass", 0)
    return f"{told['statement']} ({told['leaning']} {told['votes']} of {sides})"


def _agreed_words(told: dict[str, Any], leaning: str) -> str:
    """ "12 (82 of 124)" of all who saw it, or "12 (82 of 95 who took a side)" by our own method."""
    if "votes" in told:
        return f"{told['statement']} ({told['votes']} of {told['seen']})"
    return f"{told['statement']} ({told[leaning]} of {told['seen'] - told['pass']} who took a side)"


def _group_words(group: dict[str, Any]) -> str:
    stable = f", {group['in_words']} ({group['stability']:.2f})" if "in_words" in group else ""
    return f"{group['id']} with {group['size']}{stable}"
