"""`folkmoot manifesto`: planks read and listed; editions published, checked, brought; wordings compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show, show_one
from folkmoot.errors import FolkmootError, NotFound
from folkmoot.manifesto import editions
from folkmoot.manifesto.drift import Hint, Wording, hints
from folkmoot.manifesto.prov import prov_json
from folkmoot.manifesto.render import markdown


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


@manifesto.command()
@printed
def publish(shape: str) -> None:
    """Publish the manifesto as it stands as the next edition."""
    open_house()
    from folkmoot.web.manifesto.actions import publish as make

    made = make(None)
    found = {"edition": made.number, "sha256": made.digest, "published_at": made.published_at.isoformat()}
    show_one(shape, found, lambda it: f"Edition {it['edition']} is published. SHA-256 {it['sha256']}")


@manifesto.command()
@click.argument("number", type=int)
@click.option("--as", "kind", type=click.Choice(["json", "prov", "md"]), default="json", show_default=True)
@click.option(
    "--base", default="https://folkmoot.example/", help="Address of the installation, for PROV names."
)
@click.option(
    "--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="A file; printed otherwise."
)
@home_option
def export(number: int, kind: str, base: str, path: Path | None) -> None:
    """Write edition NUMBER as JSON, W3C PROV or Markdown."""
    open_house()
    from folkmoot.web.manifesto.models import Edition
    from folkmoot.web.manifesto.queries.editions import whole

    found = Edition.objects.filter(number=number).first()
    if found is None:
        raise NotFound(f"There is no edition {number}; 'folkmoot manifesto publish' makes the next one.")
    told = whole(found)
    if kind == "md":
        made = markdown(told).encode()
    else:
        made = editions.write(told if kind == "json" else prov_json(told, base=base))
    if path is None:
        click.echo(made, nl=False)
    else:
        path.write_bytes(made)


@manifesto.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--published", default="", help="The hash printed on the edition's page or paper.")
@printed
def verify(file: Path, published: str, shape: str) -> None:
    """Check that FILE holds an edition as it was published, word for word. Needs no house."""
    checked = editions.check(_edition(file), published=published)
    problems = [{"what": problem.what, "where": problem.where} for problem in checked.problems]
    beside = {
        "edition": checked.number,
        "sha256": checked.sha256,
        "whole": checked.whole,
        "notes": checked.notes,
        "erased": list(checked.erased),
    }
    if shape != "text":
        show(shape, "problems", problems, str, **beside)
    elif checked.whole:
        click.echo(_whole(checked))
    if not checked.whole:
        first = checked.problems[0]
        raise FolkmootError(f"{file} was changed since it was published: {first.what} ({first.where}).")


def _whole(checked: editions.Checked) -> str:
    erased = f" {len(checked.erased)} of them erased since." if checked.erased else ""
    return (
        f"Edition {checked.number} is as it was published. {checked.notes} notes are sealed in it.{erased}\n"
        f"SHA-256 {checked.sha256}"
    )


def _edition(file: Path) -> editions.Document:
    try:
        return editions.read(file.read_bytes(), file=str(file))
    except OSError as error:
        raise NotFound(f"{file} cannot be read: {error.strerror}. Name the edition's JSON file.") from error


@manifesto.command()
@click.argument("file", type=click.Path(path_type=Path))
@printed
def bring(file: Path, shape: str) -> None:
    """Bring an edition from FILE into an empty house, so that its pages are the same there."""
    whole = _edition(file)
    open_house()
    from folkmoot.web.manifesto.actions import bring_edition

    made = bring_edition(whole)
    found = {"edition": made.number, "sha256": made.digest, "planks": len(whole["edition"]["planks"])}
    show_one(shape, found, lambda it: f"Edition {it['edition']} is here with {it['planks']} planks.")


@manifesto.command()
@click.argument("before")
@click.argument("now")
@click.option("--purpose-before", default="", help="What BEFORE is for, where it is noted beside the words.")
@click.option("--purpose-now", default="", help="What NOW is for.")
@printed
def drift(before: str, now: str, purpose_before: str, purpose_now: str, shape: str) -> None:
    """Tell apart what changed from the wording BEFORE to the wording NOW. Needs no house."""
    found = hints(Wording(before, purpose_before), Wording(now, purpose_now))
    show(shape, "changes", [_row(hint) for hint in found], _change)


def _row(hint: Hint) -> dict[str, Any]:
    return {
        "change": str(hint.change), "before": hint.before, "now": hint.now, "reason": hint.reason,
        "confidence": round(hint.confidence, 2),
    }  # fmt: skip


def _change(row: dict[str, Any]) -> str:
    words = " → ".join(filter(None, (row["before"], row["now"])))
    return f"{row['change']:<16}{row['confidence']:.2f}  {words}  ({row['reason']})"


def _line(plank: dict[str, Any]) -> str:
    origin = f"from {plank['statements']} statements" if plank["statements"] else "without an origin"
    line = f"{plank['plank']:<32}{plank['state']:<10}version {plank['version']}, {origin}"
    return f"{line}  {plank['outcome']}".rstrip()
