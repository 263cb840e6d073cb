"""Two changes to one text put together, word by word, or told to be at odds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_TOKENS = re.compile(r"\s*\S+|\s+\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens `start` to `end` of a text give way to `tokens`; start equals end where words only came in."""

    start: int
    end: int
    tokens: tuple[str, ...]


def merged(before: str, mine: str, theirs: str) -> str | None:
    """Both changes to `before` in one text; None where they touch the same words and a person must choose."""
    before, mine, theirs = (text.replace("\r\n", "\n") for text in (before, mine, theirs))
    if before in (mine, theirs):
        return theirs if before == mine else mine
    old = _TOKENS.findall(before)
    ours = _edits(old, mine)
    both = [*ours, *(edit for edit in _edits(old, theirs) if edit not in ours)]
    both.sort(key=lambda edit: (edit.start, edit.end))
    if any(_at_odds(one, next_) for one, next_ in pairwise(both)):
        return None
    return "".join(_applied(old, both))


def _edits(old: Sequence[str], now: str) -> list[Edit]:
    new = _TOKENS.findall(now)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return [Edit(i, j, tuple(new[k:m])) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"]


def _at_odds(one: Edit, next_: Edit) -> bool:
    """Whether two edits, in order, want the same place."""
    return next_.start < one.end or next_.start == one.start


def _applied(old: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    text: list[str] = []
    at = 0
    for edit in edits:
        text += [*old[at : edit.start], *edit.tokens]
        at = edit.end
    return [*text, *old[at:]]
