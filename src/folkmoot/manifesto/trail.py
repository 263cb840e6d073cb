"""What became of words on their way: from a table to a plank, and from version to version.

Nothing here judges. It shows what was added and what was dropped, above all the purpose; what kind of
change that is, `folkmoot.manifesto.drift` tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from folkmoot.manifesto import drift
from folkmoot.manifesto.aims import aim_of, purpose_in
from folkmoot.manifesto.drift import Change, Hint, Wording, split
from folkmoot.manifesto.telling import missing, telling
from folkmoot.text import normal, words

__all__ = [
    "Change", "Hint", "Piece", "Trail", "Wording", "between_versions", "from_sources", "marked",
    "marked_purpose", "pieces", "purpose_in", "split",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed ("same"), came in ("added") or went ("dropped")."""

    text: str
    state: str


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


def between_versions(before: Wording, now: Wording) -> Trail:
    """What changed from one version of a plank to the next."""
    return Trail(
        pieces=pieces(before.words, now.words),
        added=missing(now.words, (before.words,)),
        dropped=missing(before.words, (now.words,)),
        hints=drift.hints(before, now),
    )


_OF_ALL_TOGETHER = {Change.NARROWED, Change.WIDENED, Change.SOFTENED, Change.NUMBER_CHANGED}


def from_sources(sources: Sequence[Wording], now: Wording, *, heard: Sequence[Wording] = ()) -> Trail:
    """What was added to, and dropped from, what people said on the way into a plank.

    sources: what the plank was made from; a telling word of theirs is dropped when the plank has it
    nowhere. heard: what else was said on the way, such as the notes behind a statement; a word of the
    plank is added when neither has it. A purpose counts wherever it was stated, and each one that went
    is named, unless the plank keeps another of the same plank's sources' purposes in its place.
    """
    said = tuple(source.words for source in sources)
    aims = tuple(dict.fromkeys(one.aim for one in (*sources, *heard) if one.aim))
    everything = (*said, *(one.words for one in heard), *aims)
    return Trail(
        pieces=(),
        added=missing(now.all, everything),
        dropped=tuple(dict.fromkeys(word for text in said for word in missing(text, (now.all,)))),
        hints=drift.in_order(
            [*_purposes((*sources, *heard), now), *_beside_purposes(sources, everything, now)]
        ),
    )


def _purposes(said: Sequence[Wording], now: Wording) -> tuple[Hint, ...]:
    """Of several stated purposes: the plank keeps its purpose when it keeps one of them."""
    aiming = [wording for wording in said if wording.aim]
    judged = [
        tuple(
            h for h in drift.hints(one, now) if h.change in (Change.PURPOSE_DROPPED, Change.PURPOSE_CHANGED)
        )
        for one in aiming
    ]
    if not judged or () in judged:
        return ()
    return tuple({hint.before: hint for found in judged for hint in found}.values())


def _beside_purposes(sources: Sequence[Wording], everything: Sequence[str], now: Wording) -> list[Hint]:
    """Other changes: against one source all of them, against several what holds against them together."""
    if not sources:
        return []
    purposes = {Change.PURPOSE_DROPPED, Change.PURPOSE_CHANGED, Change.PURPOSE_ADDED}
    together = Wording(". ".join(text.rstrip(". ") for text in (source.words for source in sources)))
    found = [hint for hint in drift.hints(together, now) if hint.change not in purposes]
    if len(sources) > 1:
        found = [hint for hint in found if hint.change in _OF_ALL_TOGETHER]
    heard = " ".join(everything)
    return [
        h for h in found if h.change is not Change.ADDED or missing(h.now, (heard,)) == missing(h.now, ())
    ]


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


def marked_purpose(text: str, elsewhere: Sequence[str]) -> tuple[Piece, ...]:
    """A text whole; only inside the purpose it states is marked what stands in none of the others."""
    aim = aim_of(text)
    if aim is None:
        return (Piece(text, "same"),)
    around = Piece(text[: aim.start], "same"), Piece(text[aim.end :], "same")
    found = (around[0], *marked(aim.text, elsewhere, state="dropped"), around[1])
    return tuple(piece for piece in found if piece.text)


def marked(text: str, elsewhere: Sequence[str], *, state: str) -> tuple[Piece, ...]:
    """A text whole, with the telling words that stand in none of the others in pieces of their own.

    state: what to call those, "dropped" for what was said, "added" for what is now.
    """
    lost = set(telling(" ".join(missing(text, elsewhere))))
    found: list[Piece] = []
    at = 0
    for token in words(text):
        if telling(token.text).keys() & lost:
            if token.start > at:
                found.append(Piece(text[at : token.start], "same"))
            found.append(Piece(text[token.start : token.end], state))
            at = token.end
    return (*found, Piece(text[at:], "same")) if at < len(text) else tuple(found)
