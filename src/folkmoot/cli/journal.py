"""`folkmoot journal`: check and read the account of who did what."""

from __future__ import annotations

from typing import Any

import click

from folkmoot.cli.common import home_option, open_house, printed, show, show_one


@click.group()
@home_option
def journal() -> None:
    """Check and read the append-only account of who did what."""


@journal.command()
@click.option(
    "--head", default="", metavar="HASH", help="A hash written down earlier; it must still be there."
)
@printed
def verify(shape: str, head: str) -> None:
    """Check that no line was altered, removed, re-ordered or added.

    Prints the number of lines and the hash of the newest: write it down somewhere else,
    and give it to --head later to see that nothing was cut off.
    """
    open_house()
    from folkmoot.web.journal import queries

    found = queries.verify(head)
    item = {"lines": found.lines, "head": found.head, "erased": found.erased, "intact": True}
    show_one(shape, item, lambda it: f"The journal is whole: {it['lines']} lines, head {it['head']}.")


@journal.command("list")
@click.option("--kind", default="", help="Only lines about this kind of object, such as note or plank.")
@click.option("--key", default="", help="Only lines about the object with this key.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@printed
def list_lines(shape: str, kind: str, key: str, limit: int) -> None:
    """Print lines, newest first."""
    open_house()
    from folkmoot.web.journal import queries

    show(shape, "lines", (_shown(line) for line in queries.lines(kind=kind, key=key)[:limit]), _as_text)


def _shown(line: Any) -> dict[str, Any]:
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "who": line.who.name if line.who else None,
        "verb": line.verb,
        "kind": line.object_kind,
        "key": line.object_key,
        "content": line.content.content if hasattr(line, "content") else None,
        "hash": line.hash,
    }


def _as_text(line: dict[str, Any]) -> str:
    who = line["who"] or "a command"
    return f"{line['number']:>6}  {line['at'][:19]}  {who} {line['verb']} {line['kind']} {line['key']}"
