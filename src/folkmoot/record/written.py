"""Written questions with their answers, and how long they took."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from folkmoot.record import questions
from folkmoot.record.debates import Contribution, Debate
from folkmoot.record.departments import Department
from folkmoot.record.store import DebatePage, Store
from folkmoot.record.waiting import Waited, waited


@dataclass(frozen=True, slots=True)
class Written:
    """What was asked in writing under one heading, and what answered it.

    No `answered`: no answer stands there. No `wait`: none, or the source gives no earlier day.
    """

    debate: Debate
    departments: tuple[Department, ...]
    asked: tuple[Contribution, ...]
    answered: tuple[Contribution, ...]
    wait: Waited | None

    @property
    def day(self) -> dt.date:
        return self.asked[0].date


def under(store: Store, headings: Iterable[str]) -> tuple[Written, ...]:
    """The written questions under these headings, in order."""
    return tuple(one for gid in headings for one in _of(store.debate(gid)))


def _of(page: DebatePage) -> Iterator[Written]:
    by_id = {c.id: c for c in page.contributions}
    placed = tuple(d.department for d in page.departments)
    for pair in questions.pair(page.contributions):
        if pair.kind == "written question":
            asked = tuple(by_id[gid] for gid in pair.asked)
            answered = tuple(by_id[gid] for gid in pair.answered)
            wait = waited(asked[0], answered[-1]) if answered else None
            yield Written(page.debate, placed, asked, answered, wait)


def middle_wait(written: Iterable[Written]) -> tuple[int, int] | None:
    """The median of the days that questions waited since they were tabled, and of how many it is.

    None where the source says of none when it was tabled.
    """
    days = [one.wait.days for one in written if one.wait and one.wait.basis == "tabled"]
    return (round(statistics.median(days)), len(days)) if days else None
