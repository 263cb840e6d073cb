"""Themes as one plain object, for the command line and for reading back as an earlier day's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.opinion.themes.duplicates import near_duplicates
from folkmoot.opinion.themes.finding import Earlier, Theme, Themes
from folkmoot.opinion.themes.names import recurring_names
from folkmoot.opinion.themes.recurring import recurrence
from folkmoot.opinion.themes.sayings import NOTE, Saying


def summary(found: Themes, sayings: Sequence[Saying]) -> dict[str, Any]:
    """Everything found, as JSON can hold it; ids of sayings are "moot:number" and "moot:s" with a number."""
    by_key = {saying.key: saying for saying in sayings}
    names = recurring_names(sayings)
    return {
        "notes": sum(1 for saying in sayings if saying.kind == NOTE),
        "statements": sum(1 for saying in sayings if saying.kind != NOTE),
        "none_because": found.none_because,
        "last_id": found.last_id,
        "bits": round(found.bits, 3),
        "bits_by_chance": round(found.bits_by_chance, 3),
        "themes": [_theme(theme, by_key) for theme in found.themes],
        "nowhere": list(found.nowhere),
        "names": [asdict(name) for name in names.names],
        "names_left_out": names.left_out,
        "duplicates": [asdict(pair) for pair in near_duplicates(sayings)],
    }


def _theme(theme: Theme, sayings: Mapping[str, Saying]) -> dict[str, Any]:
    where = recurrence(theme, sayings)
    return {
        "id": theme.id,
        "name": theme.name,
        "words": list(theme.words),
        "notes": [key for key in theme.sayings if sayings[key].kind == NOTE],
        "statements": [key for key in theme.sayings if sayings[key].kind != NOTE],
        "tables": where.tables,
        "moots": [asdict(moot) for moot in where.moots],
        "towns": list(where.towns),
        "parts": [
            {"id": part.id, "name": part.name, "words": list(part.words), "sayings": list(part.sayings)}
            for part in theme.parts
        ],
    }


def earlier_of(value: Mapping[str, Any]) -> Earlier:
    """What `summary` gave on an earlier day, as the place to begin from."""
    places = {
        key: theme["id"] for theme in value["themes"] for key in (*theme["notes"], *theme["statements"])
    }
    parts = {
        key: part["id"] for theme in value["themes"] for part in theme["parts"] for key in part["sayings"]
    }
    last = value.get("last_id", 0)
    return Earlier({**dict.fromkeys(value["nowhere"], ""), **places}, parts, last_id=int(last))


def read_earlier(path: Path) -> Earlier:
    """Earlier themes from a file that this command's --json wrote. Raises Unreadable for any other."""
    try:
        return earlier_of(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            f"{path} holds no earlier themes; give what 'folkmoot opinion themes SOURCE --json' wrote.",
            path=str(path),
        ) from error
