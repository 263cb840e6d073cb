"""Which words of a statement say what it is about."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.text import LITTLE_WORDS, WORD, normal, stem, words

# What the record calls things of its own by: "the House", "my hon. Friend", "this Bill".
# With a capital they are names there, not houses, friends or bills.
_NAMES_OF_THE_RECORD = """
house houses member members friend friends gentleman gentlemen lady ladies bill bills act acts order chair
speaker lord lords noble commons question questions committee clause clauses minister ministers secretary
government opposition motion amendment amendments
"""
NAMES_OF_THE_RECORD = frozenset(_NAMES_OF_THE_RECORD.split())


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a statement that may say what it is about, as stems in the order they stand.

    `as_said` gives for each stem the first word that stood for it.
    """

    stems: tuple[str, ...]
    as_said: dict[str, str]

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """Stems that stand next to each other, little words aside: "minimum wage"."""
        return frozenset(
            frozenset(pair) for pair in zip(self.stems, self.stems[1:], strict=False) if len(set(pair)) == 2
        )


def wording(text: str) -> Wording:
    """The wording of one statement."""
    stems: list[str] = []
    as_said: dict[str, str] = {}
    for token in words(text):
        plain = normal(token.text)
        if len(plain) < 2 or plain in LITTLE_WORDS:
            continue
        key = stem(token.text)
        stems.append(key)
        as_said.setdefault(key, token.text)
    return Wording(tuple(stems), as_said)


def record_stems(text: str) -> Iterator[tuple[str, int, int]]:
    """Every stem of a passage of the record with its place; what is a name there has an empty stem."""
    for match in WORD.finditer(text):
        yield record_stem(match.group()), match.start(), match.end()


@functools.lru_cache(maxsize=131_072)
def record_stem(word: str) -> str:
    is_name = word[0].isupper() and word.casefold() in NAMES_OF_THE_RECORD
    return "" if is_name else stem(word)
