"""`folkmoot backup`, `restore` and `erase`: keep the house, bring it back, let go of what must go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from folkmoot.cli.common import open_house, printed, show_one

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@printed
def backup(shape: str, file: Path) -> None:
    """Write the whole house to one portable FILE, while the site goes on.

    It holds everything people did and decided, passwords only as digests; keep it safe.
    The record is not in it: that is read again from its sources.
    """
    open_house()
    from folkmoot.web.keeping.backup import back_up

    manifest = back_up(file)
    show_one(shape, {"file": str(file), **_of(manifest)}, _saved)


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace everything in a house that is not empty.")
@printed
def restore(shape: str, file: Path, replace: bool) -> None:
    """Put a backup back into this house: SQLite or PostgreSQL, whole or not at all.

    What was erased since the backup was made is erased again.
    """
    open_house()
    from folkmoot.web.keeping.restore import restore as put_back

    restored = put_back(file, replace=replace)
    item = {"file": str(file), **_of(restored.manifest), "erased_again": restored.erased_again}
    show_one(shape, item, _restored)


@click.command()
@click.argument("kind")
@click.argument("key")
@click.option("--reason", required=True, help="Why, in words that do not say what is erased.")
@printed
def erase(shape: str, kind: str, key: str, reason: str) -> None:
    """Erase one thing for good, such as: participant KEY, or note KEY.

    The journal keeps that it was done and forgets what it was; a restore does not bring it back.
    """
    open_house()
    from folkmoot.web.consent.actions import erase as let_go

    line = let_go(kind=kind, key=key, who=None, reason=reason)
    item = {"kind": kind, "key": line.object_key, "line": line.number, "at": line.at.isoformat()}
    show_one(
        shape, item, lambda it: f"The {it['kind']} {it['key']} is erased; journal line {it['line']} says so."
    )


def _of(manifest: Any) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at,
        "version": manifest.version,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "sha256": manifest.sha256,
    }


def _saved(item: dict[str, Any]) -> str:
    return f"{item['file']}: {item['rows']:,} rows of {item['tables']} tables, digest {item['sha256']}"


def _restored(item: dict[str, Any]) -> str:
    again = f" {item['erased_again']} erased since were erased again." if item["erased_again"] else ""
    return (
        f"The house is as it was on {item['made_at'][:16].replace('T', ' ')}: {item['rows']:,} rows.{again}"
    )
