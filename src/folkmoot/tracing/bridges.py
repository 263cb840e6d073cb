"""Words for one thing: what a table calls rent, the House may call a tenancy."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from folkmoot.errors import Unreadable
from folkmoot.text import normal
from folkmoot.tracing.wording import wording

PLAIN_WORDS = Path(__file__).with_name("plain_words.toml")


@dataclass(frozen=True, slots=True)
class Bridges:
    """Which words and phrases stand for which.

    likeness: how far one stands for another, above 0 to 1; others: for the stems of a word or phrase, the
    rest of its groups, in small letters as they are said.
    """

    likeness: float
    others: Mapping[tuple[str, ...], tuple[str, ...]]

    def across(self, stems: tuple[str, ...]) -> dict[str, str]:
        """Words and phrases that stand for something in a wording, each with the stem it stands for.

        stems: the wording's, in order. A phrase has to stand there whole; its longest word answers for it.
        """
        found: dict[str, str] = {}
        for length in (3, 2, 1):
            for at in range(len(stems) - length + 1):
                term = stems[at : at + length]
                for other in self.others.get(term, ()):
                    found.setdefault(other, max(term, key=lambda s: (len(s), s)))
        return found


NONE = Bridges(1.0, {})


def read_bridges(path: Path) -> Bridges:
    """The groups of a TOML file: `likeness` and `groups`, lists of words and phrases.

    Raises Unreadable, which says what is wrong with it.
    """
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
        likeness, groups = float(value["likeness"]), [[str(word) for word in g] for g in value["groups"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            f"{path}: no list of words for one thing ({error}); it needs likeness and groups.", file=str(path)
        ) from error
    if not 0 < likeness <= 1:
        raise Unreadable(f"{path}: likeness is {likeness}; give a number above 0, at most 1.", file=str(path))
    others: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        for term in group:
            if (stems := wording(term).stems) and (len(stems) > 1 or " " not in term):
                more = [normal(other) for other in group if other != term]
                others[stems] = tuple(dict.fromkeys([*others.get(stems, ()), *more]))
    return Bridges(likeness, others)


@functools.cache
def westminster() -> Bridges:
    """Those that come with Folkmoot, in British English."""
    return read_bridges(PLAIN_WORDS)
