"""Words and sentences, with the place each stands at kept.

Offsets are Unicode characters, half-open, into the text as it was given.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9£])")
_ABBREVIATION = re.compile(r"(?:\b(?:hon|Hon|Mr|Mrs|Ms|Dr|St|No|cent|Rev|Sir|Prof|cf|e\.g|i\.e)|\b[A-Z])\.$")
_stemmer = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands, and where."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Token]:
    """Every word of a text; an apostrophe inside a word belongs to it."""
    for match in WORD.finditer(text):
        yield Token(match.group(), match.start(), match.end())


def normal(text: str) -> str:
    """Case, accents, typographic quotes and white space levelled out, for comparing."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return _SPACE.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball English stem of one word, so that "rents" and "rented" meet."""
    return str(_stemmer.stemWord(normal(word).removesuffix("'s")))


def sentences(text: str) -> Iterator[Token]:
    """Every sentence of a text; "hon." and "per cent." do not end one."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        if sentence := _stripped(text, start, match.start()):
            yield sentence
        start = match.end()
    if sentence := _stripped(text, start, len(text)):
        yield sentence


def _stripped(text: str, start: int, end: int) -> Token | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    offset = start + len(piece) - len(piece.lstrip())
    return Token(inner, offset, offset + len(inner))


def excerpt(text: str, *, around: int, length: int) -> str:
    """Verbatim words of about `length` characters around an offset; cuts are marked "…"."""
    start = max(0, min(around - length // 2, len(text) - length))
    end = min(len(text), start + length)
    if start > 0:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    return ("… " if start > 0 else "") + text[start:end].strip() + (" …" if end < len(text) else "")
