"""Passages of the record that somebody is likely to mean, so that nobody has to look their ids up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import Truncator

from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store
from folkmoot.web.asking.models import Ask
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing import queries as tracing


@dataclass(frozen=True, slots=True)
class Likely:
    """A passage by its id, with a line that says which it is."""

    id: str
    says: str


def likely(plank: Plank, record: Store | None, ask: Ask | None = None) -> tuple[Likely, ...]:
    """What the record pairs with a question that was put, then the passages and answers of the thread."""
    if record is None:
        return ()
    found = dict.fromkeys([*_paired(ask, record), *_of_thread(plank, record)])
    return tuple(Likely(one, says) for one, says in found)


def _paired(ask: Ask | None, record: Store) -> Iterator[tuple[str, str]]:
    exchange = record.exchange(ask.put_as) if ask is not None and ask.put_as else None
    for contribution in exchange.answered if exchange else ():
        yield contribution.id, _says(contribution, contribution.text)


def _of_thread(plank: Plank, record: Store) -> Iterator[tuple[str, str]]:
    thread = tracing.thread(plank, record, staff=False)
    for said in (*thread.answers, *thread.passages) if thread else ():
        if said.contribution is not None:
            yield said.contribution.id, _says(said.contribution, said.words)


def _says(contribution: Contribution, words: str) -> str:
    day = date_format(contribution.date, "j F Y")
    return f"{contribution.speaker_name}, {day}: {Truncator(words).words(12)}"
