"""What the statement desk shows: notes that say alike together, statements, pairs that may be one."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.meetings.likeness import Alike, alike
from folkmoot.web.hall.models import Decision
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.meetings.queries import RELEASED

NOTES_ALIKE = 0.42


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notes whose words are alike, or one alone. `proposal`: a sentence to begin from."""

    number: int
    notes: list[Note]

    @property
    def proposal(self) -> str:
        """The shortest of the notes: whoever makes the statement writes one sentence of it."""
        return min((note.words for note in self.notes), key=len)[:400]


def bundles(moot: Moot, *, unreleased: bool) -> list[Bundle]:
    """The notes no statement was made from yet, those alike together, the largest bundle first."""
    waiting = moot.notes.select_related("table").filter(became=None).order_by("number")
    notes = {note.number: note for note in (waiting if unreleased else waiting.filter(RELEASED))}
    pairs = alike({number: note.words for number, note in notes.items()}, at_least=NOTES_ALIKE, most=5000)
    groups = _joined(list(notes), pairs)
    found = [Bundle(group[0], [notes[number] for number in group]) for group in groups]
    return sorted(found, key=lambda bundle: (-len(bundle.notes), bundle.number))


def _joined(numbers: list[int], pairs: list[Alike]) -> list[list[int]]:
    """Numbers in groups, so that every pair stands in one."""
    leader = {number: number for number in numbers}

    def find(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for pair in pairs:
        first, second = sorted((find(pair.first), find(pair.second)))
        leader[second] = first
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(find(number), []).append(number)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that may say the same."""

    first: Statement
    second: Statement
    likeness: float

    @property
    def percent(self) -> int:
        return round(100 * self.likeness)


def pairs(moot: Moot) -> list[Pair]:
    """Statements on the floor that may say the same, the most alike first."""
    accepted = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED, is_meta=False)
    known = {statement.number: statement for statement in accepted}
    found = alike({number: statement.words for number, statement in known.items()}, most=12)
    return [Pair(known[pair.first], known[pair.second], pair.likeness) for pair in found]


def trail(moot: Moot) -> list[Decision]:
    """What was done with the statements, newest first."""
    decisions = Decision.objects.filter(statement__moot=moot).select_related(
        "statement", "other", "who", "badge"
    )
    return list(decisions.order_by("-at", "-id")[:60])
