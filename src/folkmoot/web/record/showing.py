"""A debate as it is shown: turns of speech, tied together where they answer each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.record import citing, floor, questions
from folkmoot.record.debates import Contribution
from folkmoot.record.people import Roll, Standing
from folkmoot.record.store import DebatePage, Store
from folkmoot.web.record import counting, declaring, meaning, words
from folkmoot.web.record.declaring import Declared

_REPORT = re.compile(r"[a-z]+/(\d{4}-\d\d-\d\d)\b")
LONG_NOTE = 280
_CLOCK = re.compile(r"0?(\d{2}):(\d{2})(?::\d{2})?\Z")


@dataclass(frozen=True, slots=True)
class Tie:
    """What a turn answers, and why it is taken to."""

    label: str
    name: str
    href: str
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One contribution with everything its piece of the page says."""

    id: str
    seq: int
    anchor: str
    name: str
    person_id: str
    person_url: str
    party: str
    standing: str
    office: str
    place: str
    permalink: str
    words: SafeString
    note: bool = False
    long: bool = False
    citation: str = ""
    tie: Tie | None = None
    unanswered: bool = False
    resumed: str = ""
    own: bool = False
    meant: tuple[meaning.Shown, ...] = ()
    declared: Declared | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Turns that belong together, a division in its place, or a gap of so many contributions."""

    turns: tuple[Turn, ...] = ()
    tied: bool = False
    asked: bool = False
    label: str = ""
    division: counting.Shown | None = None
    gap: int = 0

    @property
    def seq(self) -> int:
        return self.turns[0].seq if self.turns else self.division.seq if self.division else 0


def clock(time: str) -> str:
    """The time of day as people write it; nothing where the source has none: "022:05:00" is 22:05."""
    found = _CLOCK.match(time)
    return f"{found[1]}:{found[2]}" if found else ""


def place(*, time: str, column: str) -> str:
    """When and where in the official report: "14:30 · column 12"."""
    column_words = _("column %(column)s") % {"column": column} if column else ""
    return " · ".join(filter(None, [clock(time), column_words]))


class Reader:
    """Makes turns of contributions; one a page, so that who somebody was is looked up once."""

    def __init__(
        self, roll: Roll, *, site: str = "", days: Iterable[dt.date] = (), store: Store | None = None
    ) -> None:
        self.roll = roll
        self.meanings = meaning.Meanings(store, roll) if store else None
        self.days = frozenset(day.isoformat() for day in days)
        self.site = site
        self._places: dict[tuple[str, str], str] = {}
        self._addresses: dict[str, str] = {}
        self._standings: dict[tuple[str, object], Standing] = {}

    def person_address(self, person_id: str, member_id: str = "") -> str:
        """The page of a person who is on the roll, or nothing."""
        person_id = (
            self.roll.canonical(person_id)
            if person_id
            else self.roll.person_of(member_id)
            if member_id
            else ""
        )
        if not person_id or person_id not in self.roll.persons:
            return ""
        if person_id not in self._addresses:
            self._addresses[person_id] = reverse("person", args=[person_id])
        return self._addresses[person_id]

    def standing(self, contribution: Contribution) -> Standing | None:
        """Who the speaker was that day; None for voices without a person on the roll."""
        person_id = contribution.person_id
        if not person_id or self.roll.canonical(person_id) not in self.roll.persons:
            return None
        key = (person_id, contribution.date)
        if key not in self._standings:
            self._standings[key] = self.roll.standing(person_id, contribution.date)
        found = self._standings[key]
        return replace(found, party=contribution.party) if contribution.party else found

    def place_address(self, target: str) -> str:
        """The day that a reference to the official report ("debates/2009-06-30.169") means, if it is here."""
        found = _REPORT.match(target)
        if found is None or found[1] not in self.days:
            return ""
        return reverse("day", args=[found[1]])

    def _place(self, time: str, column: str) -> str:
        if (time, column) not in self._places:
            self._places[time, column] = place(time=time, column=column)
        return self._places[time, column]

    def learn(self, contributions: Sequence[Contribution]) -> None:
        """Look up at once whom the words of these contributions mean."""
        if self.meanings:
            self.meanings.learn(contributions)

    def turn(self, contribution: Contribution) -> Turn:
        meant = self.meanings.of(contribution.id) if self.meanings else ()
        standing = self.standing(contribution)
        address = reverse("contribution", args=[contribution.id])
        note = contribution.kind == "procedural"
        citation = (
            "" if note else str(citing.cite(contribution, address=self.site + address, standing=standing))
        )
        party = contribution.party or (standing.party if standing else "")
        return Turn(
            id=contribution.id,
            seq=contribution.seq,
            anchor=contribution.id,
            name=contribution.speaker_name or (standing.name if standing else _("No name given")),
            person_id=standing.person_id if standing else "",
            person_url=self.person_address(contribution.person_id, contribution.member_id),
            party=party,
            standing=", ".join(filter(None, [party, standing.seat if standing else ""])),
            office=contribution.office,
            place=self._place(contribution.time, contribution.column),
            permalink=f"#{contribution.id}",
            words=words.as_html(contribution, self.person_address, self.place_address, meaning.marks(meant)),
            meant=meant,
            note=note,
            long=note and len(contribution.text) > LONG_NOTE,
            citation=citation,
        )


def whole(page: DebatePage, reader: Reader) -> list[Item]:
    """A debate from its first word to its last: turns, exchanges held together, divisions in place."""
    reader.learn(page.contributions)
    turns = [reader.turn(c) for c in page.contributions]
    items = _tied(turns, page.contributions)
    items += [Item(division=counting.shown(d)) for d in page.divisions]
    return sorted(items, key=lambda item: item.seq)


def excerpt(page: DebatePage, reader: Reader, person_ids: Collection[str]) -> list[Item]:
    """Some people's part of a debate: their turns inside their exchanges, what lies between counted."""
    chosen: list[Item] = []
    skipped = 0
    for item in whole(page, reader):
        if any(turn.person_id in person_ids for turn in item.turns):
            if skipped:
                chosen.append(Item(gap=skipped))
            skipped = 0
            chosen.append(replace(item, turns=tuple(_marked(item.turns, person_ids))))
        else:
            skipped += sum(not turn.note for turn in item.turns)
    shown = {turn.anchor for item in chosen for turn in item.turns}
    leading = [replace(item, turns=tuple(_leading(turn, shown) for turn in item.turns)) for item in chosen]
    return [*leading, Item(gap=skipped)] if skipped and leading else leading


def _marked(turns: Iterable[Turn], person_ids: Collection[str]) -> Iterator[Turn]:
    for turn in turns:
        local = replace(turn, permalink=reverse("contribution", args=[turn.id]))
        yield replace(local, own=True) if turn.person_id in person_ids else local


def _leading(turn: Turn, shown: set[str]) -> Turn:
    """The turn with its links to what an excerpt leaves out leading to the whole debate."""
    tie = replace(turn.tie, href=_out(turn.tie.href, shown)) if turn.tie else None
    return replace(turn, tie=tie, resumed=_out(turn.resumed, shown))


def _out(href: str, shown: set[str]) -> str:
    return reverse("contribution", args=[href[1:]]) if href and href[1:] not in shown else href


def _tied(turns: Sequence[Turn], contributions: Sequence[Contribution]) -> list[Item]:
    """Turns in order, those that answer each other in one item."""
    place_of = {turn.id: n for n, turn in enumerate(turns)}
    turns = list(turns)
    for gid, later in floor.taken_up(contributions).items():
        turns[place_of[gid]] = replace(turns[place_of[gid]], resumed=f"#{later}")
    joined = [False] * len(turns)
    kinds: dict[int, str] = {}
    for pair in questions.pair(contributions):
        first, last = _range(pair, place_of)
        kinds[first] = pair.kind
        for n in range(first + 1, last + 1):
            joined[n] = True
        _tell(turns, pair, place_of, contributions)
    return list(_grouped(turns, joined, kinds))


def _range(pair: questions.Pair, place_of: dict[str, int]) -> tuple[int, int]:
    places = [place_of[gid] for gid in pair.ids]
    return min(places), max(places)


def _tell(
    turns: list[Turn], pair: questions.Pair, place_of: dict[str, int], contributions: Sequence[Contribution]
) -> None:
    """Say on the answer what it answers, on a question without one that none was found."""
    asked = turns[place_of[pair.asked[0]]]
    label = _label(pair, contributions[place_of[pair.asked[0]]], contributions[place_of[pair.ids[-1]]])
    for gid in pair.answered:
        n = place_of[gid]
        turns[n] = replace(turns[n], tie=Tie(label, asked.name, f"#{asked.anchor}", _sentence(pair.reason)))
    if not pair.answered:
        n = place_of[pair.asked[-1]]
        turns[n] = replace(turns[n], unanswered=True)


def _label(pair: questions.Pair, asked: Contribution, reply: Contribution) -> str:
    """What the reply does; to a request to give way, as its first words have it."""
    if pair.kind != "intervention":
        return _("Answers")
    if not floor.asks_for_floor(asked):
        return _("Replies to")
    return {
        "given": _("Gives way to"),
        "not yet": _("Does not yet give way to"),
        "refused": _("Does not give way to"),
        "not said": _("Goes on after the request of"),
    }[floor.outcome(reply)]


def _sentence(reason: str) -> str:
    return reason if reason.endswith(".") else f"{reason}."


def _grouped(turns: Sequence[Turn], joined: Sequence[bool], kinds: dict[int, str]) -> Iterator[Item]:
    group: list[Turn] = []
    begun = 0
    for n, turn in enumerate(turns):
        if joined[n]:
            group.append(turn)
            continue
        if group:
            yield _item(group, kinds.get(begun, ""))
        group, begun = [turn], n
    if group:
        yield _item(group, kinds.get(begun, ""))


def _item(group: Sequence[Turn], kind: str) -> Item:
    if len(group) == 1:
        return Item(turns=tuple(group))
    label = _("Intervention and reply") if kind == "intervention" else _("Question and answer")
    return Item(turns=tuple(group), tied=True, asked=kind != "intervention", label=label)


def with_interests(items: list[Item], contributions: Iterable[Contribution], store: Store) -> list[Item]:
    """The same with the interests that speakers declare, beside the turns in which they do."""
    found = {c.id: told for c in contributions if (told := declaring.declared(c, store)) is not None}
    if not found:
        return items
    return [
        replace(item, turns=tuple(replace(turn, declared=found.get(turn.id)) for turn in item.turns))
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    party: str
    anchor: str


def speakers(items: Iterable[Item]) -> list[Speaker]:
    """Everybody who spoke, in the order they first did, with a link to where."""
    found: dict[str, Speaker] = {}
    for item in items:
        for turn in item.turns:
            if not turn.note:
                found.setdefault(turn.person_id or turn.name, Speaker(turn.name, turn.party, turn.anchor))
    return list(found.values())
