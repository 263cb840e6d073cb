"""`folkmoot check`: whether this installation is ready, matter by matter."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

import click

from folkmoot.cli.common import open_house, printed, show

_MARKS = {"good": "good", "look": "look", "bad": "BAD "}


@click.command()
@printed
def check(shape: str) -> None:
    """Look whether this installation is ready: disk, house, journal, record, steward, key, address, mail.

    Each matter is good, look (it works; see whether it is meant so) or BAD, with what to do.
    Exit status 1 when one is bad. Run it with the settings that the server has.
    """
    open_house()
    from folkmoot.web.checking import BAD, checks

    found = [asdict(each) for each in checks()]
    ready = all(each["state"] != BAD for each in found)
    show(shape, "checks", found, _line, ready=ready)
    if not ready:
        sys.exit(1)


def _line(found: dict[str, Any]) -> str:
    return f"{_MARKS[found['state']]}  {found['name']:<8}  {found['told']}"
