"""Which words of a statement say what it is about."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.text import WORD, normal, stem, words

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
        yield _record_stem(match.group()), match.start(), match.end()


@functools.lru_cache(maxsize=131_072)
def _record_stem(word: str) -> str:
    is_name = word[0].isupper() and word.casefold() in NAMES_OF_THE_RECORD
    return "" if is_name else stem(word)
