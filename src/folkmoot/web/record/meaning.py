"""Whom words mean, as pages show it: a quiet link each, and the reasons listed below the turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from folkmoot.record.debates import Contribution
from folkmoot.record.people import Roll
from folkmoot.record.references import Reference
from folkmoot.record.store import Meant, Store
from folkmoot.web.record import laying

SURE = 0.8
"""Below this a link says by its look that it may be wrong."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a page names them; no address where no roll knows them."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One reference as a page shows it, people's decision laid over the machine's finding.

    look: how sure the link looks: confirmed, sure, unsure, several, none.
    """

    paragraph: int
    reference: Reference
    persons: tuple[Named, ...]
    look: str
    who: str
    why: str
    page: str
    decision: laying.Decision | None = None

    @property
    def href(self) -> str:
        """Where the words lead: to the person, or to why nobody is named."""
        return (self.persons[0].address if len(self.persons) == 1 else "") or self.page

    @property
    def percent(self) -> int:
        return percent(self.reference.confidence)

    @property
    def pronoun(self) -> bool:
        return self.reference.kind == "pronoun"


class Meanings:
    """Makes references of contributions ready to be shown; one a page."""

    def __init__(self, store: Store, roll: Roll) -> None:
        self.store = store
        self.roll = roll
        self._found: dict[str, tuple[Shown, ...]] = {}

    def learn(self, contributions: Sequence[Contribution]) -> None:
        """Look up everything about these contributions at once."""
        derived = self.store.references(contributions)
        decided = laying.decisions(self.store, contributions) if derived else {}
        by_id = {c.id: c for c in contributions}
        for gid, meant in derived.items():
            self._found[gid] = tuple(self.shown(by_id[gid], one, decided) for one in meant)

    def of(self, contribution_id: str) -> tuple[Shown, ...]:
        return self._found.get(contribution_id, ())

    def shown(
        self, contribution: Contribution, meant: Meant, decided: Mapping[laying.Place, laying.Decision]
    ) -> Shown:
        """One reference with what was decided about it."""
        r = meant.reference
        place = (contribution.id, meant.paragraph, r.start, r.end)
        decision = decided.get(place)
        ids = decision.persons if decision else r.persons
        persons = tuple(self._named(gid, contribution) for gid in ids)
        return Shown(
            paragraph=meant.paragraph,
            reference=r,
            persons=persons,
            look=_look(r, len(persons), decision),
            who=_who(persons),
            why=_why(r, decision),
            page=laying.address(place),
            decision=decision,
        )

    def _named(self, person_id: str, contribution: Contribution) -> Named:
        gid = self.roll.canonical(person_id)
        if gid not in self.roll.persons:
            return Named(person_id, person_id, "")
        name = self.roll.name_on(gid, contribution.date) or self.roll.persons[gid].name()
        return Named(gid, name, reverse("person", args=[gid]))


def percent(confidence: float) -> int:
    """A confidence as whole hundredths; never a hundred, since nothing here is certain."""
    return min(99, round(confidence * 100))


def _look(r: Reference, persons: int, decision: laying.Decision | None) -> str:
    if decision and decision.verdict != "open":
        return "confirmed" if persons else "none"
    if persons == 1:
        return "sure" if r.confidence >= SURE else "unsure"
    return "several" if persons else "none"


def _who(persons: Sequence[Named]) -> str:
    if not persons:
        return _("nobody who can be told")
    if len(persons) == 1:
        return persons[0].name
    *most, last = [p.name for p in persons]
    return _("one of %(some)s or %(last)s") % {"some": ", ".join(most), "last": last}


def _why(r: Reference, decision: laying.Decision | None) -> str:
    if decision is None:
        return _("%(reason)s (a program’s guess, %(percent)d%% sure)") % {
            "reason": r.reason,
            "percent": percent(r.confidence),
        }
    told = {
        "confirmed": _("confirmed by %(by)s on %(day)s"),
        "corrected": _("corrected by %(by)s on %(day)s"),
        "open": _("left open by %(by)s on %(day)s"),
    }[decision.verdict] % {"by": decision.by, "day": decision.day}
    return f"{told}: {decision.why}" if decision.why else told


Mark = tuple[int, int, str]
"""Half-open range of a paragraph and the tag that opens there."""


def marks(shown: Sequence[Shown]) -> Iterator[tuple[int, Mark]]:
    """The links in a contribution's words, by paragraph; pronouns, which would be most of them, have none."""
    for one in shown:
        if one.pronoun and not one.decision:
            continue
        if not one.href:
            continue
        title = _("%(who)s: %(why)s") % {"who": one.who, "why": one.why}
        opening = f'<a class="meant {one.look}" href="{escape(one.href)}" title="{escape(title)}">'
        yield one.paragraph, (one.reference.start, one.reference.end, opening)


def told(store: Store, contributions: Sequence[Contribution]) -> dict[str, list[dict[str, Any]]]:
    """References by the id of their contribution as plain values: the program's, with people's decisions.

    `decided` is None where nobody decided, or verdict, persons and day.
    """
    decided = laying.decisions(store, contributions)
    return {
        gid: [
            {
                "paragraph": one.paragraph,
                **asdict(one.reference),
                "decided": _decision(decided.get((gid, one.paragraph, *_range(one)))),
            }
            for one in meant
        ]
        for gid, meant in store.references(contributions).items()
    }


def _range(meant: Meant) -> tuple[int, int]:
    return meant.reference.start, meant.reference.end


def _decision(made: laying.Decision | None) -> dict[str, Any] | None:
    return made and {"verdict": made.verdict, "persons": list(made.persons), "day": made.day}
