"""A parliament's customs, read from its folder: forms of address, offices, calendar.

Four files of plain data (`address.toml`, `offices.toml`, `calendar.toml`, `page.toml`); those of
Westminster, in `folkmoot/record/westminster`, say in comments what each word is for.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from folkmoot.errors import Unreadable
from folkmoot.record import westminster

FILES = ("address", "offices", "calendar", "page")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a Member is called instead of a name: Friend, Gentleman, Lady, Member, Lord."""

    word: str
    plural: bool
    gender: str
    side: str
    seat: bool
    house: str
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Customs:
    """The files as they were read. `nouns` are the forms of address by their word."""

    folder: Path
    address: Mapping[str, Any]
    offices: Mapping[str, Any]
    calendar: Mapping[str, Any]
    page: Mapping[str, Any]

    @functools.cached_property
    def nouns(self) -> dict[str, Noun]:
        found = {}
        for group in self.address["nouns"]:
            for key, plural in (("words", False), ("plural", True)):
                for word in group.get(key, ()):
                    found[word] = Noun(
                        word=word,
                        plural=plural,
                        gender=group.get("gender", ""),
                        side=group.get("side", "any"),
                        seat=group.get("seat", False),
                        house=group.get("house", ""),
                        titles=frozenset(group.get("titles", ())),
                    )
        return found

    @functools.cached_property
    def skipped(self) -> frozenset[str]:
        """Little words that the name of a seat may have or leave out."""
        small = self.address["small"]
        return frozenset([*small["article"], *small["and"]])

    @functools.cached_property
    def title_gender(self) -> dict[str, str]:
        """What a title says of gender; nothing for Dr and Bishop."""
        titles = self.address["names"]["titles"]
        return {
            title.rstrip("."): gender if gender != "any" else ""
            for gender in titles
            for title in titles[gender]
        }

    @functools.cached_property
    def _same_party(self) -> dict[str, str]:
        return {party: group[0] for group in self.address["sides"]["same"] for party in group}

    def allied(self, one: str, other: str) -> bool:
        """Whether Members of these two sides may call each other Friends though they are not one."""
        return any(one in group and other in group for group in self.address["sides"].get("allies", ()))

    def side(self, party: str, day: dt.date) -> str:
        """The parties that sit as one with this one that day, by one name."""
        party = self._same_party.get(party, party)
        for coalition in self.address["sides"].get("coalitions", ()):
            if coalition["from"] <= day.isoformat() <= coalition["to"] and party in coalition["parties"]:
                return "+".join(coalition["parties"])
        return party


def read(folder: Path) -> Customs:
    """The customs that a folder holds.

    Raises Unreadable, naming the file, where one is missing or is no TOML.
    """
    parts = {}
    for name in FILES:
        path = folder / f"{name}.toml"
        try:
            parts[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise Unreadable(
                f"{path} is missing; a parliament's customs are the files {', '.join(FILES)} (.toml).",
                file=str(path),
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"{path}: {error}; mend the file and try again.", file=str(path)) from error
    return Customs(folder, parts["address"], parts["offices"], parts["calendar"], parts["page"])


@functools.cache
def of_westminster() -> Customs:
    """The customs of the Parliament of the United Kingdom."""
    return read(westminster.FOLDER)


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first, the first letter of either case."""
    import re

    found = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        first, rest = word[0], re.escape(word[1:]).replace(r"\ ", r"\s+")
        cases = {first.lower(), first.upper()}
        found.append((f"[{''.join(sorted(cases))}]" if len(cases) > 1 else re.escape(first)) + rest)
    return "(?:" + "|".join(found) + ")"
