"""How people voted on statements, counted; nobody's vote is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from folkmoot.web.meetings.models import Vote

FEWEST = 5  # a smaller count points at people


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes on one statement; everybody's newest counts."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def may_be_drawn(self) -> bool:
        return self.total >= FEWEST

    @property
    def bar(self) -> tuple[tuple[str, float, float], ...]:
        """Class, start and width of each part of a bar 100 wide."""
        agree, disagree = (100 * n / max(1, self.total) for n in (self.agree, self.disagree))
        return (
            ("agree", 0, agree),
            ("disagree", agree, disagree),
            ("pass", agree + disagree, 100 - agree - disagree),
        )

    @property
    def in_words(self) -> str:
        """The counts as a reader would say them; those under five as "fewer than 5"."""
        if not self.total:
            return _("Nobody has voted on it yet.")
        if not self.may_be_drawn:
            return _("Fewer than 5 people have voted on it.")
        return _("%(agree)s agree, %(disagree)s disagree, %(passed)s pass; %(total)s voted.") % {
            "agree": at_least(self.agree),
            "disagree": at_least(self.disagree),
            "passed": at_least(self.passed),
            "total": self.total,
        }


def at_least(count: int) -> str:
    """A count that points at nobody: 0, "fewer than 5", or the number."""
    return _("fewer than 5") if 0 < count < FEWEST else str(count)


def tallies(statements: Iterable[int]) -> dict[int, Tally]:
    """A tally for each statement id."""
    ids = list(statements)
    newest = (
        Vote.objects.filter(statement__in=ids).values("statement", "participant").annotate(newest=Max("id"))
    )
    rows = (
        Vote.objects.filter(id__in=newest.values("newest"))
        .values("statement", "value")
        .annotate(n=Count("id"))
    )
    counts: dict[int, dict[int, int]] = {}
    for row in rows:
        counts.setdefault(row["statement"], {})[row["value"]] = row["n"]
    return {
        pk: Tally(found.get(1, 0), found.get(-1, 0), found.get(0, 0))
        for pk in ids
        for found in [counts.get(pk, {})]
    }
