"""An edition as Markdown, fit to be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from folkmoot.manifesto.editions import newest

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_AT_LINE_START = re.compile(r"^(\s*)([-+=~]|\d+[.)])", re.MULTILINE)


def markdown(whole: Mapping[str, Any]) -> str:
    """An edition as Markdown: every plank under its section, with where it came from, and the hash."""
    edition = whole["edition"]
    lines = [
        f"# {_plain(edition['body'])}: manifesto, edition {edition['number']}",
        "",
        f"Published on {edition['published_at'][:10]}. SHA-256 `{whole['sha256']}`.",
        "",
    ]
    told = {name: dict(moot) for moot in edition["moots"] for name in [moot["moot"]]}
    for section, planks in groupby(edition["planks"], key=lambda plank: str(plank["section"])):
        lines += [f"## {_plain(section)}", ""] if section else []
        for plank in planks:
            lines += _plank(plank, told)
    return "\n".join(lines)


def _plank(plank: Mapping[str, Any], moots: Mapping[str, Any]) -> Iterator[str]:
    version = newest(plank)
    yield f"### {_plain(version['title'])}"
    yield ""
    yield _plain(version["words"])
    yield ""
    if version.get("purpose"):
        yield from (f"*{_plain(version['purpose'])}*", "")
    yield f"- State: {version['state']}; version {version['number']} of {version['made_at'][:10]}"
    yield f"- Who could act: {version['route']}" + (
        f", led by {_plain(version['lead'])}" if version["lead"] else ""
    )
    for name, value in (*version["parameters"], *version["variants"]):
        yield f"- {_plain(name)}: {_plain(value)}"
    if version["dispute"]:
        yield f"- Disputed who should lead: {_plain(version['dispute'])}"
    if not plank["statements"]:
        yield "- No origin known."
    for origin in plank["statements"]:
        slug, number = origin.rsplit(":", 1)
        moot = moots[slug]
        said = next(s for s in moot["statements"] if s["number"] == int(number))
        yield f"- From statement {number} of {_plain(moot['title'])}: “{_plain(said['words'])}”"
    yield ""


def _plain(text: str) -> str:
    """Words that Markdown takes as words, on one line."""
    one_line = " ".join(str(text).split())
    return _AT_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line))
