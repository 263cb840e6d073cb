"""Everybody on the roll with how they were last known, to find by name, seat or party."""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.record.people import Name, Person, Roll
from folkmoot.record.store import Store
from folkmoot.text import normal


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the list shows them: party and seat of their last term, and its years."""

    id: str
    name: str
    letter: str
    party: str
    seat: str
    chamber: str
    years: str
    spoke: bool
    words: tuple[str, ...]
    order: tuple[str, str]


_guard = threading.Lock()
_made: tuple[Roll, int, tuple[Listed, ...]] | None = None


def listed(store: Store) -> tuple[Listed, ...]:
    """Everybody, by family name. Made once for each roll and amount of record."""
    global _made
    roll, size = store.roll(), store.size()
    with _guard:
        if _made is None or _made[0] is not roll or _made[1] != size:
            spoke = {person.id for person in store.people(limit=1_000_000)}
            everybody = (_listed(roll, person, person.id in spoke) for person in roll)
            _made = (roll, size, tuple(sorted((p for p in everybody if p.name), key=lambda p: p.order)))
        return _made[2]


def find(
    people: Sequence[Listed], *, text: str = "", letter: str = "", all_of_them: bool = False
) -> list[Listed]:
    """Those whose name, seat and party hold every word as the beginning of one, under a letter."""
    wanted = normal(text).split()
    return [
        person
        for person in people
        if (all_of_them or person.spoke or wanted)
        and (not letter or person.letter == letter)
        and all(any(word.startswith(begin) for word in person.words) for begin in wanted)
    ]


def _listed(roll: Roll, person: Person, spoke: bool) -> Listed:
    name = person.name()
    terms = roll.terms_of(person.id)
    last = max(terms, key=lambda t: t.start) if terms else None
    party = roll.organisations.get(last.party_id) if last else None
    post = roll.posts.get(last.post_id) if last else None
    house = (last.organisation_id or (post.organisation_id if post else "")) if last else ""
    seats = {post.seat for term in terms if (post := roll.posts.get(term.post_id))}
    written = [n.text for n in person.names]
    family = _family(person)
    ends = [t.end[:4] for t in terms]
    return Listed(
        id=person.id,
        name=name,
        letter=normal(family)[:1].upper(),
        party=party.name if party else "",
        seat=post.seat if post else "",
        chamber=house,
        years=f"{min(t.start for t in terms)[:4]}–{'' if '' in ends else max(ends)}" if terms else "",
        spoke=spoke,
        words=tuple(dict.fromkeys(normal(" ".join([*written, *seats, party.name if party else ""])).split())),
        order=(normal(family), normal(name)),
    )


def _family(person: Person) -> str:
    main = [n for n in person.names if n.note == "Main"] or list(person.names)
    newest: Name | None = max(main, key=lambda n: (n.end == "", n.end, n.start), default=None)
    if newest is None:
        return ""
    return newest.lord_name or newest.lord_of or newest.family_name or newest.text.rpartition(" ")[2]


@functools.lru_cache(maxsize=4)
def letters(people: tuple[Listed, ...]) -> tuple[str, ...]:
    return tuple(sorted({p.letter for p in people if p.spoke and p.letter}))
