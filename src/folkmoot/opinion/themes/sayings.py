"""What themes are made of: notes and statements, and the words in them that may carry a subject."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from folkmoot.meetings.moots import MODERATION, Moot
from folkmoot.text import LITTLE_WORDS, is_unspaced, normal, pairs_of_letters, stem, words

NOTE, STATEMENT = "note", "statement"

# Numbers, times, kin, plain doings and plain places. People say them of any subject whatever, so
# two notes that share one of them share nothing yet.
_WORDS_OF_ANY_SUBJECT = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third
quarter dozen pair number first second last once twice couple per cent percent monday tuesday wednesday
thursday friday saturday sunday january february march april may june july august september october november
december christmas easter summer winter spring autumn day week month year hour minute time night morning
evening afternoon today tomorrow yesterday midnight noon weekend late early past later moment people person
man men woman women child children kid boy girl lad mum dad mother father parent son daughter wife husband
sister brother family friend neighbour somebody folk place town city village area street country council
government company thing bit side end front back top bottom middle door window room table sheet list form
point part kind sort lot way open close shut start stop begin finish run ring call walk go come turn stand
sit live stay leave wait ask answer tell told hear write read meet talk speak agree count check pay cost buy
sell spend give put get let help work try bring send move change happen seem look see watch feel want need
like love hate hope wish believe know think mean understand remember forget free full empty old young new
big small high low short long same different other good better best bad worse worst nice right wrong real
true sure fine clear easy hard able own only next near far add allow become build provide create increase
reduce improve support ensure include cause lead consider continue issue problem idea example reason fact
case system great large important current available public local
"""
WORDS_OF_ANY_SUBJECT = frozenset(stem(word) for word in _WORDS_OF_ANY_SUBJECT.split())


@dataclass(frozen=True, slots=True)
class Saying:
    """A note or a statement, as far as themes need it.

    key: unique among the sayings, such as "station-end:12" for a note and "station-end:s3" for a statement.
    beside: a proposal's purpose, a disagreement's other side; they count less than the words themselves.
    table: None where there was none; place: the town or hall, "" where unknown.
    made_from: the keys of the notes a statement was made from.
    """

    key: str
    words: str
    kind: str = NOTE
    moot: str = ""
    place: str = ""
    table: int | None = None
    number: int = 0
    beside: tuple[str, ...] = ()
    made_from: tuple[str, ...] = ()


def sayings_of(moots: Iterable[Moot]) -> tuple[Saying, ...]:
    """Every note, and every statement that is neither rejected nor about people, of these moots."""
    return tuple(saying for moot in moots for saying in _of(moot))


def _of(moot: Moot) -> Iterator[Saying]:
    for note in moot.notes:
        yield Saying(
            key=note_key(moot.slug, note.number),
            words=note.words,
            moot=moot.slug,
            place=moot.place,
            table=note.table,
            number=note.number,
            beside=tuple(filter(None, (note.so_that, note.other_side))),
        )
    for statement in moot.statements:
        if statement.moderation != MODERATION["rejected"] and not statement.is_meta:
            yield Saying(
                key=statement_key(moot.slug, statement.number),
                words=statement.words,
                kind=STATEMENT,
                moot=moot.slug,
                place=moot.place,
                number=statement.number,
                made_from=tuple(note_key(moot.slug, number) for number in statement.notes),
            )


def note_key(moot: str, number: int) -> str:
    return f"{moot}:{number}"


def statement_key(moot: str, number: int) -> str:
    return f"{moot}:s{number}"


def telling_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that may carry a subject, as (stem, word as said), in the order they stand.

    Where a script sets no spaces between words (Chinese, Japanese, Thai), every two letters are one.
    """
    for token in words(text):
        if is_unspaced(token.text):
            yield from ((pair, pair) for pair in pairs_of_letters(token.text))
        elif root := _telling_stem(token.text):
            yield root, token.text


@functools.lru_cache(maxsize=131_072)
def _telling_stem(word: str) -> str:
    """The stem of a word, or "" for one that may stand in a sentence on anything."""
    plain = normal(word)
    if len(plain) < 3 or plain in LITTLE_WORDS or any(letter.isdigit() for letter in plain):
        return ""
    root = stem(word)
    return "" if root in WORDS_OF_ANY_SUBJECT or root in LITTLE_WORDS else root
