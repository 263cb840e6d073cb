"""`folkmoot opinion`: groups, the map, and a check against a Polis server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show_one
from folkmoot.opinion import reading
from folkmoot.opinion.polis import opinion as polis_opinion
from folkmoot.opinion.summary import summary
from folkmoot.opinion.votes import VoteMatrix

METHODS = {"polis": polis_opinion}


@click.group()
@home_option
def opinion() -> None:
    """Opinion groups, what sets them apart and what everybody agrees on."""


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

    SOURCE is a Polis export folder, a Polis server's JSON folder, a CSV of votes (participant,
    statement, vote as agree, disagree or pass, cast_at) or the slug of a moot in the house.
    """
    found = METHODS[method](votes_of(source, meta=meta, agree=agree))
    show_one(shape, summary(found), in_words)


def votes_of(source: str, *, meta: str = "", agree: str | None = None) -> VoteMatrix:
    """The votes of a file, a folder or a moot in the house."""
    about_people = numbers(meta)
    if Path(source).exists() or "/" in source:
        return reading.read(Path(source), meta=about_people, agree=int(agree) if agree else None).votes
    open_house()
    from folkmoot.web.opinion.queries import votes_of_moot

    votes: VoteMatrix = votes_of_moot(source, meta=about_people)
    return votes


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
        or f"{found['k']} groups: " + ", ".join(_group_words(g) for g in found["groups"]) + ".",
    ]
    for group, chosen in found["representative"].items():
        told = ", ".join(f"{s['statement']} ({s['leaning']} {s['votes']} of {s['seen']})" for s in chosen)
        lines.append(f"Group {group} stands out on {told}.")
    for leaning in ("agree", "disagree"):
        if chosen := found["consensus"][leaning]:
            told = ", ".join(f"{s['statement']} ({s['votes']} of {s['seen']})" for s in chosen)
            lines.append(f"Most {leaning} with {told}.")
    if found["bridging"]:
        lines.append(
            "Agreed across groups: " + ", ".join(str(s["statement"]) for s in found["bridging"]) + "."
        )
    return "\n".join(lines)


def _group_words(group: dict[str, Any]) -> str:
    return f"{group['id']} with {group['size']}"
