"""Which names recur: a company, a council, a school, a street. Never a private person's.

A name is shown only where its own form, or the words before it, say that it is none of a person:
"Arlesby Water Company", "the Woolpack", "in Castlebury". Everything else with a capital might be
somebody's, so it is left out and only counted, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from folkmoot.opinion.themes.recurring import town_of
from folkmoot.opinion.themes.sayings import WORDS_OF_ANY_SUBJECT, Saying
from folkmoot.text import LITTLE_WORDS, normal, sentences, stem

KINDS = {
    "company": "ltd limited plc llp company co holdings group homes lettings properties estates energy "
    "railways trains buses stagecoach supermarket bank brewery",
    "council": "council borough authority parliament commons",
    "body": "school college university academy surgery hospital infirmary trust nhs church chapel mosque "
    "temple library association union society committee commission agency department ministry office "
    "police service club institute centre foundation charity",
    "place": "road street lane row avenue close gardens park green square bridge station estate hill court "
    "terrace crescent way place wharf market hall exchange boathouse farm mill wood common river junction",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_TITLES = "mr mrs ms miss mx dr sir dame lord lady cllr councillor rev father sister pc"
TITLES = frozenset(_TITLES.split())
BEFORE_A_PLACE = frozenset(["in", "at", "near", "outside"])
_NO_NAMES = """
i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december christmas easter english british
"""
NO_NAMES = frozenset(_NO_NAMES.split())
FEWEST_SAYINGS = 2
FEWEST_TABLES = 2

_CAPITAL = re.compile(r"[A-Z][\w’'&-]*(?:\s+(?:of\s+|the\s+|&\s+)?[A-Z][\w’'&-]*)*")
_WORD_BEFORE = re.compile(r"([\w’']+)\s+$")

BY_TITLE = "named with a title, as people are"
MAYBE = "nothing in it says that it is no person's"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that recurs: its kind, in how many sayings, at how many tables, in which moots and towns."""

    name: str
    kind: str
    sayings: tuple[str, ...]
    tables: int
    moots: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that recur, the most frequent first; and how many others were left out, by reason."""

    names: tuple[Name, ...]
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Met:
    name: str
    before: str
    first: bool  # at the start of a sentence, where every word has a capital


def recurring_names(sayings: Sequence[Saying]) -> Names:
    """The names in these sayings that stand in at least two, at two tables or moots."""
    met: dict[str, list[tuple[Saying, _Met]]] = {}
    for saying in sayings:
        for one in {one.name: one for one in _met(saying)}.values():
            met.setdefault(one.name, []).append((saying, one))
    found, left_out = [], Counter[str]()
    for name, where in met.items():
        if not _recurs([saying for saying, _ in where]) or all(one.first for _, one in where):
            continue
        kind, reason = _kind(name, [one for _, one in where])
        if reason:
            left_out[reason] += 1
        else:
            found.append(_told(name, kind, [saying for saying, _ in where]))
    found.sort(key=lambda one: (-len(one.sayings), one.name))
    return Names(tuple(found), dict(sorted(left_out.items())))


def _met(saying: Saying) -> Iterator[_Met]:
    for text in (saying.words, *saying.beside):
        for sentence in sentences(text):
            for match in _CAPITAL.finditer(sentence.text):
                yield from _name_in(sentence.text, match)


def _name_in(sentence: str, match: re.Match[str]) -> Iterator[_Met]:
    """The name in a run of capitals, a first word that only begins the sentence taken off."""
    words = match.group().split()
    before = _WORD_BEFORE.search(sentence[: match.start()])
    said = before.group(1).casefold() if before else ""
    first = match.start() == 0 or sentence[: match.start()].strip(" “\"‘'(") == ""
    if first and _is_plain(words[0]):
        said, words, first = words[0].casefold(), words[1:], False
    words = [re.sub(r"[’']s$", "", word) for word in words]
    if words and not all(_is_plain(word) for word in words):
        yield _Met(" ".join(words), said, first and len(words) == 1)


def _is_plain(word: str) -> bool:
    plain = normal(word)
    return plain in LITTLE_WORDS or plain in NO_NAMES or stem(word) in WORDS_OF_ANY_SUBJECT or len(plain) < 2


def _recurs(sayings: Sequence[Saying]) -> bool:
    places = {(saying.moot, saying.table) for saying in sayings}
    return len(sayings) >= FEWEST_SAYINGS and len(places) >= FEWEST_TABLES


def _kind(name: str, met: Sequence[_Met]) -> tuple[str, str]:
    """(kind, "") of a name that may be shown, ("", reason) of one that may not."""
    words = [normal(word) for word in name.split()]
    if words[0] in TITLES or any(one.before in TITLES for one in met):
        return "", BY_TITLE
    if kind := next((KIND_OF[word] for word in reversed(words) if word in KIND_OF), ""):
        return kind, ""
    if name.isupper() and len(name) > 2 and " " not in name:
        return "body", ""
    if sum(one.before in BEFORE_A_PLACE for one in met) * 2 >= len(met) and len(words) == 1:
        return "place", ""
    return "", MAYBE


def _told(name: str, kind: str, sayings: Sequence[Saying]) -> Name:
    return Name(
        name=name,
        kind=kind,
        sayings=tuple(saying.key for saying in sayings),
        tables=len({(saying.moot, saying.table) for saying in sayings if saying.table is not None}),
        moots=tuple(sorted({saying.moot for saying in sayings})),
        towns=tuple(sorted({town for saying in sayings if (town := town_of(saying.place))})),
    )
