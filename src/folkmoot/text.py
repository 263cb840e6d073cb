"""Words and sentences, with the place each stands at kept.

Offsets are Unicode characters, half-open, into the text as it was given.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9£])")
_ABBREVIATION = re.compile(r"(?:\b(?:hon|Hon|Mr|Mrs|Ms|Dr|St|No|cent|Rev|Sir|Prof|cf|e\.g|i\.e)|\b[A-Z])\.$")
_stemmer = Stemmer.Stemmer("english")

# Words that hold a sentence together or voice an opinion; they say nothing of its subject.
_LITTLE_WORDS = """
a about above across actually after again against ago all almost alone along already also although always
am among an and another any anybody anyone anything anyway are aren't around as ask at away back bad be
became because become becomes been before being believe below best better between both but by came can
can't cannot come comes could couldn't did didn't do does doesn't doing don't done down during each either
else enough even ever every everybody everyone everything far feel feels few fewer find first for from
further gave get gets getting give given gives giving go goes going gone good got great had has hasn't
have haven't having he he's her here hers herself him himself his how however i i'd i'll i'm i've if in
indeed instead into is isn't it it's its itself just keep keeps kind knew know known knows last least less
let let's like likely little long look lot lots made mainly make makes making many may maybe me mean means
might mine more most mostly much must my myself near need needed needs neither never new next no nobody
none nor not nothing now of off often oh ok okay on once one ones only onto or other others otherwise
ought our ours ourselves out over own per perhaps please possible probably put quite rather really right
same saw say saying says see seem seems seen several shall she she's should shouldn't show since so some
somebody someone something sometimes soon still such sure take taken takes tell than that that's the their
theirs them themselves then there there's therefore these they they'd they'll they're they've thing things
think thinks this those though through thus till to today together told too took toward towards tried try
under unless until unlikely up upon us use used uses using usually very via want wants was wasn't way ways
we we'd we'll we're we've well went were weren't what what's whatever when where whether which while who
who's whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're
you've your yours yourself
"""
LITTLE_WORDS = frozenset(_LITTLE_WORDS.split())


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


def is_unspaced(word: str) -> bool:
    """Whether there are letters in it of a script that sets no spaces between words (Chinese, Thai)."""
    return _UNSPACED.search(word) is not None


def pairs_of_letters(word: str) -> Iterator[str]:
    """Every two letters that follow each other, one at least of a script without spaces."""
    return (pair for pair in map("".join, pairwise(word)) if is_unspaced(pair))


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


def harmless(text: str) -> str:
    """Words as they are; an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
