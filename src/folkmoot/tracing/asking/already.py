"""Whether something was asked already: questions of the record that hold most of its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from folkmoot import search
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Exchange, Found
from folkmoot.text import stem
from folkmoot.tracing.wording import record_stems, wording

# Words that open questions of any kind; they tell no two of them apart.
_OPENING = """
ask secretary state minister department government prime chancellor steps plans assessment estimate statement
make takes taking action act proposal discussions recent whether pursuant answer question members member
"""
NOTHING_SAID = frozenset(stem(word) for word in _OPENING.split())
MOST_WORDS = 12
LOOKED_AT = 60
FEWEST_SHARED = 2
LEAST_SHARE = 0.5
_QUESTIONS = ("written question", "oral question", "supplementary question")


class Record(Protocol):
    """What is asked of the record; `folkmoot.record.store.Store` is one."""

    def search(self, query: search.Node, *, limit: int) -> Found: ...

    def exchange(self, gid: str) -> Exchange | None: ...

    def forms(self, stem: str) -> Sequence[str]: ...

    def frequency(self, stem: str) -> int: ...


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A question of the record: what it was taken for, its answers, the words it shares and their share."""

    question: Contribution
    kind: str
    answers: tuple[Contribution, ...]
    words: tuple[str, ...]
    share: float


def asked_before(
    words: str, record: Record, *, since: dt.date | None, upto: dt.date, limit: int = 5
) -> tuple[AskedBefore, ...]:
    """Questions since a day, up to another, that hold at least half of the telling words; most first.

    words: what would be asked, without whom it is addressed to. Words alike are told by their stems; how
    rare a word is in the record decides which are telling. Nothing where fewer than two
    words would be shared.
    """
    telling = _telling(words, record)
    if len(telling) < FEWEST_SHARED:
        return ()
    found = record.search(_query(telling, record, since, upto), limit=LOOKED_AT)
    shared = [(hit.contribution, _shared(hit.contribution, telling)) for hit in found.hits]
    enough = [(c, s) for c, s in shared if len(s) >= max(FEWEST_SHARED, LEAST_SHARE * len(telling))]
    enough.sort(key=lambda one: (-len(one[1]), -one[0].date.toordinal(), one[0].id))
    asked = (_asked(c, s, telling, record) for c, s in enough)
    return tuple(one for one in asked if one is not None)[:limit]


def _telling(words: str, record: Record) -> dict[str, str]:
    """The rarest stems of what is asked that stand in the record, each as it was said."""
    said = wording(words)
    known = {s: record.frequency(s) for s in said.as_said if s not in NOTHING_SAID and not s.isdigit()}
    there = sorted((n, s) for s, n in known.items() if n)
    return {s: said.as_said[s] for _n, s in there[:MOST_WORDS]}


def _query(telling: dict[str, str], record: Record, since: dt.date | None, upto: dt.date) -> search.Node:
    forms = dict.fromkeys(form for s in telling for form in record.forms(s))
    days: list[search.Node] = [search.Field("to", upto.isoformat())]
    if since is not None:
        days.append(search.Field("from", since.isoformat()))
    return search.And((search.Or(tuple(search.Word(form) for form in forms)), *days))


def _shared(contribution: Contribution, telling: dict[str, str]) -> tuple[str, ...]:
    held = {s for s, _start, _end in record_stems(f"{contribution.debate_title} {contribution.text}")}
    held |= {stem(word) for word in contribution.debate_title.split()}
    return tuple(word for s, word in telling.items() if s in held)


def _asked(
    contribution: Contribution, shared: tuple[str, ...], telling: dict[str, str], record: Record
) -> AskedBefore | None:
    exchange = record.exchange(contribution.id)
    if exchange is None or exchange.kind not in _QUESTIONS:
        return None
    if contribution.id not in {one.id for one in exchange.asked}:
        return None
    return AskedBefore(
        contribution, exchange.kind, exchange.answered, shared, round(len(shared) / len(telling), 2)
    )
