"""What the statement desk shows: notes that say alike together, statements, pairs that may be one."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.meetings.likeness import alike, gathered
from folkmoot.web.hall.models import Decision
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.meetings.queries import RELEASED

NOTES_ALIKE = 0.3


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
    visible = moot.notes.all() if unreleased else moot.notes.filter(RELEASED)
    waiting = visible.select_related("table").filter(became=None).order_by("number")
    notes = {note.number: note for note in waiting}
    sorted_already = visible.exclude(became=None).values_list("words", flat=True)
    words = {number: note.words for number, note in notes.items()}
    groups = gathered(words, at_least=NOTES_ALIKE, among=sorted_already)
    found = [Bundle(group[0], [notes[number] for number in group]) for group in groups]
    return sorted(found, key=lambda bundle: (-len(bundle.notes), bundle.number))


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
