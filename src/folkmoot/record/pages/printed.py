"""Whom a page means by the names it printed beside the words: "Hazel Blears (Salford and Eccles) (Lab)"."""

from __future__ import annotations

from folkmoot.record.pages.layout import Printed
from folkmoot.record.references import Resolver
from folkmoot.record.references.known import Day, plain


class Register:
    """The speakers that one page has printed so far, so that "Mrs May" is who was named in full before."""

    def __init__(self, resolver: Resolver, known: Day, house: str) -> None:
        self.resolver = resolver
        self.known = known
        self.house = house
        self._named: list[str] = []

    def person(self, printed: Printed) -> str:
        """The one person of that House whom the words mean that day; nothing where it is not one."""
        found = self._by_seat(printed) or self._by_name(printed) or self._by_office(printed)
        if found:
            self._named.append(found)
        return found

    def _by_seat(self, printed: Printed) -> str:
        if not printed.seat:
            return ""
        end, holders = self.known.seat_at(printed.seat, 0)
        fits = [p for p in holders if end and self.known.bears(p, printed.name)]
        return fits[0] if len(fits) == 1 else ""

    def _by_name(self, printed: Printed) -> str:
        if not printed.name:
            return ""
        titles = {plain(t) for t in self.known.customs.title_gender}
        words = [w for w in printed.name.split() if plain(w) not in titles]
        whole = [p for p in self.known.named_exactly(" ".join(words)) if self._sits(p)] if words[1:] else []
        if len(whole) == 1:
            return whole[0]
        before = [p for p in reversed(self._named) if self.known.bears(p, printed.name)]
        if before:
            return before[0]
        family = self.known.family.get(" ".join(map(plain, words[-1:])), ())
        alone = [p for p in family if self._sits(p)] if len(words) == 1 else []
        return alone[0] if len(alone) == 1 else ""

    def _by_office(self, printed: Printed) -> str:
        if not printed.office or printed.name:
            return ""
        held = self.resolver.holders(printed.office, self.known.date, self.house)
        return held[0] if len(held) == 1 else ""

    def _sits(self, person: str) -> bool:
        return self.known.house.get(person) == self.house
