"""Planks read from a path, for the command and the example."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from folkmoot.errors import NotFound
from folkmoot.manifesto import planks
from folkmoot.web.accounts.models import User
from folkmoot.web.manifesto.actions import Kept, read_planks


@dataclass(frozen=True, slots=True)
class Done:
    planks: list[dict[str, Any]]
    unread: list[dict[str, Any]]


def read_path(path: Path, *, who: User | None = None) -> Done:
    """The planks of a CSV file, or of the planks.csv in a folder, put into the house.

    Raises NotFound where the folder holds none, Unreadable where the file is no table of planks.
    """
    file = path / "planks.csv" if path.is_dir() else path
    if not file.is_file():
        raise NotFound(
            f"{path} holds no planks.csv. The columns are: {', '.join(planks.COLUMNS)}.", path=path
        )
    found = planks.read(file.read_bytes(), file=str(file))
    kept = read_planks(found.versions, who=who)
    unread = [asdict(bad) for bad in found.unread]
    return Done(
        [_row(one) for one in kept], unread + [_unknown(one, str(file)) for one in kept if one.unknown]
    )


def _row(one: Kept) -> dict[str, Any]:
    version = one.version
    return {
        "plank": version.plank,
        "version": version.number,
        "title": version.title,
        "state": version.state,
        "statements": len(version.origins) - len(one.unknown),
        "outcome": one.outcome,
    }


def _unknown(one: Kept, file: str) -> dict[str, Any]:
    names = ", ".join(f"{origin.moot}:{origin.statement}" for origin in one.unknown)
    reason = f"{one.version.plank} names {names}, which the house does not hold; read that moot first"
    return {"file": file, "line": one.version.line, "reason": reason}
