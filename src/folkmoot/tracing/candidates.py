"""Contributions that the index hands over, each read and laid out once though many statements lead to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from folkmoot.tracing.laid_out import LaidOut, lay_out
from folkmoot.tracing.passages import WINDOW

LEAST_LENGTH = 60  # characters; a shorter contribution ("I agree.") says nothing by itself
THE_CHAIR = ("speaker", "chairman of ways and means")
KEPT = 24_000_000  # characters of contributions that are kept laid out
_NOTES_A_FEW = 4  # for so many contributions at most one procedural note is expected
_EVERYTHING = 1_000  # hits that are asked for where there were more notes


class Spoken(Protocol):
    """A contribution as the record tells it; `before` is the end of what was said just before it."""

    @property
    def id(self) -> str: ...
    @property
    def speaker_name(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def before(self) -> str: ...


class Ranking(Protocol):
    """What of the record leads to contributions."""

    def heaviest(self, weights: Mapping[str, float], *, limit: int) -> Sequence[int]: ...

    def spoken(self, keys: Sequence[int]) -> Mapping[int, Spoken]: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contribution as matching looks at it: its words, its heading and the end of what it follows."""

    id: str
    length: int
    said: LaidOut
    headed: LaidOut
    follows: LaidOut


def candidates(spoken: Sequence[Spoken]) -> list[Candidate]:
    """Contributions laid out."""
    texts = lay_out([text for one in spoken for text in (one.text, one.heading, one.before[-WINDOW:])])
    return [Candidate(one.id, len(one.text), *texts[3 * at : 3 * at + 3]) for at, one in enumerate(spoken)]


def worth_proposing(spoken: Spoken) -> bool:
    """Whether a contribution says anything by itself, and not only keeps order."""
    chair = any(chair in spoken.speaker_name.casefold() for chair in THE_CHAIR)
    return len(spoken.text) >= LEAST_LENGTH and not chair


class Candidates:
    """What the index leads to; the latest of it is kept, by the key under which the record holds it."""

    def __init__(self) -> None:
        self._kept: dict[int, Candidate | bool] = {}  # whether others count, though none is proposed
        self._characters = 0

    def best(self, record: Ranking, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        """Of `limit` contributions in which weighted stems weigh most those worth proposing, best first."""
        found: Sequence[Candidate | bool] = []
        for asked in (limit + limit // _NOTES_A_FEW + 1, _EVERYTHING):
            keys = record.heaviest(weights, limit=asked)
            self._read(record, [key for key in keys if key not in self._kept])
            found = [one for key in keys if (one := self._kept[key])][:limit]
            if len(found) == limit or len(keys) < asked:
                break
        self._forget()
        return [one for one in found if isinstance(one, Candidate)]

    def _read(self, record: Ranking, keys: Sequence[int]) -> None:
        spoken = record.spoken(keys) if keys else {}
        self._kept |= {key: key in spoken for key in keys}
        worth = [key for key in keys if key in spoken and worth_proposing(spoken[key])]
        for key, one in zip(worth, candidates([spoken[key] for key in worth]), strict=True):
            self._kept[key] = one
            self._characters += one.length

    def _forget(self) -> None:
        """Let go of what was read longest ago, where too much is kept."""
        while self._characters > KEPT:
            key = next(iter(self._kept))
            gone = self._kept.pop(key)
            self._characters -= gone.length if isinstance(gone, Candidate) else 0
