"""What became of words on their way: from a table to a plank, and from version to version.

Nothing here judges. It shows what was added and what was dropped, above all the purpose, and
points at words that usually narrow, widen, soften or harden a sentence; each hint carries the
words it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from folkmoot.text import normal, stem, words

SAME_PURPOSE = 1 / 3  # of the telling words of the shorter purpose that both have


class Change(StrEnum):
    PURPOSE_DROPPED = "purpose dropped"
    PURPOSE_CHANGED = "purpose changed"
    PURPOSE_ADDED = "purpose added"
    NARROWED = "narrowed"
    WIDENED = "widened"
    SOFTENED = "softened"
    HARDENED = "hardened"
    NUMBER_CHANGED = "number changed"


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence or two, and what they are for; `of` names where they stand."""

    words: str
    purpose: str = ""
    of: str = ""

    @property
    def aim(self) -> str:
        """The stated purpose, or the one the words themselves hold: "so that …", "in order to …"."""
        return self.purpose or purpose_in(self.words)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed ("same"), came in ("added") or went ("dropped")."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A change worth a look, with the words before and now that it rests on."""

    change: Change
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What changed from one wording, or several, to the next.

    pieces: the words side by side, in order (between two versions only);
    added, dropped: telling words, as they stand; hints: the purpose first.
    """

    pieces: tuple[Piece, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    hints: tuple[Hint, ...]

    @property
    def unchanged(self) -> bool:
        return not (self.added or self.dropped or self.hints) and all(p.state == "same" for p in self.pieces)


_WHO = "we|they|people|nobody|no one|everyone|everybody|children|families|tenants|it|you|the"
_DOES = "can|could|do|does|don't|is|are|will|would|has|have|gets?"
_PURPOSE = re.compile(
    rf"\b(?:so that|so as to|in order (?:to|that)|so (?=(?:{_WHO})\b.{{0,30}}?\b(?:{_DOES})\b))\s*[^.;!?]+",
    re.IGNORECASE,
)


def purpose_in(text: str) -> str:
    """The purpose that a text states itself; empty where it states none."""
    match = _PURPOSE.search(text)
    return match.group(0).strip() if match else ""


def between_versions(before: Wording, now: Wording) -> Trail:
    """What changed from one version of a plank to the next."""
    return Trail(
        pieces=pieces(before.words, now.words),
        added=_missing(now.words, (before.words,)),
        dropped=_missing(before.words, (now.words,)),
        hints=(*_purpose_hints(before.aim, now.aim), *_word_hints((before.words,), now.words)),
    )


def from_sources(sources: Sequence[Wording], now: Wording, *, heard: Sequence[Wording] = ()) -> Trail:
    """What was added to, and dropped from, what people said on the way into a plank.

    sources: what the plank was made from; a telling word of theirs is dropped when the plank has it
    nowhere. heard: what else was said on the way, such as the notes behind a statement; a word of the
    plank is added when neither has it. A purpose counts wherever it was stated.
    """
    said = tuple(source.words for source in sources)
    aims = tuple(dict.fromkeys(one.aim for one in (*sources, *heard) if one.aim))
    plank = f"{now.words} {now.purpose}"
    return Trail(
        pieces=(),
        added=_missing(plank, (*said, *(one.words for one in heard), *aims)),
        dropped=tuple(dict.fromkeys(word for text in said for word in _missing(text, (plank,)))),
        hints=(*_best_purpose_hints(aims, now.aim), *(_word_hints(said, now.words) if said else ())),
    )


def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """Both texts in one, word by word: what stayed, what came in, what went."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", now)
    found = []
    matcher = SequenceMatcher(a=[normal(t) for t in old], b=[normal(t) for t in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("".join(new[k:m]), "same"))
            continue
        if i < j:
            found.append(Piece("".join(old[i:j]), "dropped"))
        if k < m:
            found.append(Piece("".join(new[k:m]), "added"))
    return tuple(found)


_CARRYING = """
a an and are as at be been being but by can could do does for from had has have he her his i if in into is it
its may might more most must no not of on or our ours own shall she should so some such than that the their
them then there these they this those to too up us very want was we were what when where which who will with
would you your need needs ought
"""
_CARRIERS = frozenset(_CARRYING.split())


def _telling(text: str) -> dict[str, str]:
    """Stems of the words that carry meaning, each with the first word that stood for it."""
    found: dict[str, str] = {}
    for token in words(text):
        if normal(token.text) not in _CARRIERS:
            found.setdefault(stem(token.text), token.text)
    return found


def _missing(text: str, elsewhere: Sequence[str]) -> tuple[str, ...]:
    there = {s for other in elsewhere for s in _telling(other)}
    return tuple(word for s, word in _telling(text).items() if s not in there)


def _best_purpose_hints(aims: Sequence[str], now: str) -> tuple[Hint, ...]:
    """Against several stated purposes: the plank keeps its purpose when it keeps one of them."""
    if not aims:
        return ()
    judged = [_purpose_hints(aim, now) for aim in aims]
    return () if () in judged else judged[0]


def _purpose_hints(before: str, now: str) -> tuple[Hint, ...]:
    if before and not now:
        return (Hint(Change.PURPOSE_DROPPED, before, ""),)
    if now and not before:
        return (Hint(Change.PURPOSE_ADDED, "", now),)
    old, new = set(_telling(before)), set(_telling(now))
    if not old or not new or len(old & new) >= SAME_PURPOSE * min(len(old), len(new)):
        return ()
    return (Hint(Change.PURPOSE_CHANGED, before, now),)


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.IGNORECASE)


_LIMITS = _pattern(
    "only", "pilot", "trial", "up to", "at most", "some", "certain", "selected", "eligible", "limited to",
    "those who", "subject to", "provided that", "except", "weekdays?", "at peak times?", "priority",
    "where practicable", "existing", "under \\d+s?", "over \\d+s?", "first",
)  # fmt: skip
_REACH = _pattern(
    "all", "every", "everyone", "everybody", "any", "anyone", "anybody", "whole", "throughout", "always",
    "free",
)  # fmt: skip
_SOFT = _pattern(
    "consider", "explore", "encourage", "aims? to", "seek to", "look (?:at|into)", "where possible",
    "when possible", "as resources allow", "work towards", "review", "may", "could", "invite",
    "support",
)  # fmt: skip
_HARD = _pattern(
    "must", "shall", "require", "ban", "guarantee", "never", "always", "compulsory", "by law", "duty"
)
_NUMBER = re.compile(
    r"£?\d[\d,.]*(?:\s?(?:%|per cent|hours?|days?|weeks?|months?|years?|miles?|metres?|p|pm|am))?"
)


def _word_hints(before: Sequence[str], now: str) -> tuple[Hint, ...]:
    old = " ".join(before)
    hints = [
        _came_in(Change.NARROWED, _LIMITS, old, now),
        _went(Change.NARROWED, _REACH, old, now),
        _came_in(Change.WIDENED, _REACH, old, now),
        _came_in(Change.SOFTENED, _SOFT, old, now),
        _came_in(Change.HARDENED, _HARD, old, now) if len(before) == 1 else None,
        _number_changed(old, now) if len(before) == 1 else None,
    ]
    return tuple(hint for hint in hints if hint)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match.group(0).casefold() for match in pattern.finditer(text)))


def _came_in(change: Change, pattern: re.Pattern[str], old: str, now: str) -> Hint | None:
    there = _found(pattern, old)
    new = [phrase for phrase in _found(pattern, now) if phrase not in there]
    return Hint(change, "", ", ".join(new)) if new else None


def _went(change: Change, pattern: re.Pattern[str], old: str, now: str) -> Hint | None:
    if _found(pattern, now):
        return None
    gone = _found(pattern, old)
    return Hint(change, ", ".join(gone), "") if gone else None


def _number_changed(old: str, now: str) -> Hint | None:
    gone = [n for n in _found(_NUMBER, old) if n not in _found(_NUMBER, now)]
    new = [n for n in _found(_NUMBER, now) if n not in _found(_NUMBER, old)]
    return Hint(Change.NUMBER_CHANGED, ", ".join(gone), ", ".join(new)) if gone and new else None
