"""A place where a higher room lays what people decided over what a machine found in the record.

The store holds what was derived; confirmations and corrections are kept in the house, by a room above
this one. That room gives a `Layer` here when it starts; without one, pages show the machine's findings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store

Place = tuple[str, int, int, int]
"""A contribution's id, the number of its paragraph from 0, start and end of the words in it."""
Verdict = Literal["confirmed", "corrected", "open"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about words in the record. `persons` are ids; none where it was left open."""

    verdict: Verdict
    persons: tuple[str, ...]
    by: str
    day: str
    why: str = ""


class Layer(Protocol):
    """What a room above says about words in the record."""

    def decisions(self, store: Store, contributions: Sequence[Contribution]) -> Mapping[Place, Decision]:
        """What was decided about words in these contributions and still stands."""

    def corrected_to(self, person_id: str) -> Sequence[str]:
        """The contributions whose words were corrected to mean this person, as ids, newest decision first."""

    def spoken_of(self, store: Store) -> Mapping[str, tuple[Collection[str], Collection[str]]]:
        """By person, the contributions that decisions made speak of them, and those that they took away."""

    def address(self, place: Place) -> str:
        """The page of one reference: who, why, what was decided; for staff, where they decide."""


_layer: Layer | None = None


def lay(layer: Layer) -> None:
    """Use this room's decisions on every page from now on."""
    global _layer
    _layer = layer


def decisions(store: Store, contributions: Sequence[Contribution]) -> Mapping[Place, Decision]:
    """What was decided about words in these contributions; nothing where no room says anything."""
    return _layer.decisions(store, contributions) if _layer else {}


def corrected_to(person_id: str) -> Sequence[str]:
    """The contributions whose words were corrected to mean this person; none where no room says anything."""
    return _layer.corrected_to(person_id) if _layer else ()


def spoken_of(store: Store) -> Mapping[str, tuple[Collection[str], Collection[str]]]:
    """What decisions changed in who is spoken of; nothing where no room says anything."""
    return _layer.spoken_of(store) if _layer else {}


def address(place: Place) -> str:
    """The page of one reference, or nothing."""
    return _layer.address(place) if _layer else ""
