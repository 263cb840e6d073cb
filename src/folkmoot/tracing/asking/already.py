"""Whether something was asked already: where questions of the record say most of the same, each a guess.

The words of a question that say what it is about, each at its rarity in this record, and the words that the
House has for the same things (`folkmoot.tracing.bridges`) are looked for in what was said between two days.
In each contribution the window where they come closest together is found (`folkmoot.tracing.passages`), and
the share of the question that stands there says how alike the two are. Rarity alone makes the worth of a
word here: how words clump takes seconds to work out, and this is asked while somebody writes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from folkmoot import search
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Exchange, Found
from folkmoot.text import stem
from folkmoot.tracing.bridges import Bridges, westminster
from folkmoot.tracing.kinds import suggest
from folkmoot.tracing.passages import IN_HEADING, Window, best_window, quote
from folkmoot.tracing.sought import Sought
from folkmoot.tracing.wording import Wording, wording

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
IN_A_DEBATE = "in a debate"


class Record(Protocol):
    """What is asked of the record; `folkmoot.record.store.Store` is one."""

    def search(self, query: search.Node, *, limit: int) -> Found: ...

    def exchange(self, gid: str) -> Exchange | None: ...

    def forms(self, stem: str) -> Sequence[str]: ...

    def frequency(self, stem: str) -> int: ...

    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A passage of the record that may ask the same: a guess, with its reasons.

    kind: written, oral or supplementary question, or in a debate; answers: what the record pairs with it.
    passage: its id, "#" and its paragraph behind; quote: verbatim, cuts marked "…"; words: those alike, as
    they stand there or in the heading, the most telling first; share: how much of what is asked stands
    there, 0 to 1.
    """

    question: Contribution
    kind: str
    answers: tuple[Contribution, ...]
    passage: str
    quote: str
    words: tuple[str, ...]
    share: float


def asked_before(
    words: str,
    record: Record,
    *,
    since: dt.date | None,
    upto: dt.date,
    limit: int = 5,
    bridges: Bridges | None = None,
) -> tuple[AskedBefore, ...]:
    """Passages since a day, up to another, that ask for at least half of the same; most alike first.

    words: what would be asked, without whom it is addressed to. Nothing where fewer than two words would
    be shared. bridges: words for one thing, Westminster's unless others are given.
    """
    sought = _sought(words, record, bridges or westminster())
    if len(sought.worths) < FEWEST_SHARED or not sought.query:
        return ()
    alike = [one for c in _candidates(sought, record, since, upto) if (one := _alike(c, sought)) is not None]
    alike.sort(key=lambda one: (-one.share, -one.contribution.date.toordinal(), one.contribution.id))
    return _first(filter(None, (_asked(one, sought, record) for one in alike)), limit)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is asked: its wording, its words at their worth in nats, and what stands for them."""

    wording: Wording
    worths: Mapping[str, float]
    places: Sought
    query: search.Node | None


@dataclass(frozen=True, slots=True)
class _Alike:
    contribution: Contribution
    window: Window
    share: float


def _sought(words: str, record: Record, bridges: Bridges) -> _Sought:
    said = wording(words)
    size = record.size()
    rarity = {
        s: math.log((size + 1) / (record.frequency(s) + 0.5))
        for s in said.as_said
        if s not in NOTHING_SAID and not s.isdigit()
    }
    telling = sorted(rarity, key=lambda s: (-rarity[s], s))[:MOST_WORDS]
    worths = {s: max(rarity[s], 0.0) for s in telling}
    known = {form: (s, 1.0) for s in telling if record.frequency(s) for form in record.forms(s)}
    for phrase, carrier in bridges.across(said.stems).items():
        if carrier in worths:
            for form in _forms(phrase, record):
                known.setdefault(form, (carrier, bridges.likeness))
    return _Sought(said, worths, Sought(known), _any(known))


def _forms(phrase: str, record: Record) -> Sequence[str]:
    """A word as the record has it, or a phrase and its plural; nothing for a word it does not hold."""
    if " " in phrase:
        return (phrase, f"{phrase}s")
    return record.forms(stem(phrase)) if record.frequency(stem(phrase)) else ()


def _any(forms: Iterable[str]) -> search.Node | None:
    nodes = tuple(
        search.Phrase(tuple(parts)) if len(parts := form.split()) > 1 else search.Word(form) for form in forms
    )
    return search.Or(nodes) if nodes else None


def _candidates(
    sought: _Sought, record: Record, since: dt.date | None, upto: dt.date
) -> Iterator[Contribution]:
    """Questions first, then whatever else was said, each once."""
    assert sought.query is not None
    days: list[search.Node] = [search.Field("to", upto.isoformat())]
    if since is not None:
        days.append(search.Field("from", since.isoformat()))
    seen: set[str] = set()
    for kind in ([search.Field("kind", "question")], []):
        found = record.search(search.And((sought.query, *kind, *days)), limit=LOOKED_AT)
        for hit in found.hits:
            if hit.contribution.id not in seen:
                seen.add(hit.contribution.id)
                yield hit.contribution


def _alike(contribution: Contribution, sought: _Sought) -> _Alike | None:
    """Where a contribution says most of it, and how much; None where that is less than half."""
    window = best_window(contribution.text, sought.places, sought.worths, sought.wording.pairs)
    if window is None:
        return None
    held = dict(window.stems)
    for place in sought.places.in_heading(contribution.debate_title):
        held[place.stem] = max(held.get(place.stem, 0.0), IN_HEADING * place.likeness)
    share = sum(sought.worths[s] * likeness for s, likeness in held.items()) / sum(sought.worths.values())
    enough = len(held) >= FEWEST_SHARED and share >= LEAST_SHARE
    return _Alike(contribution, window, share) if enough else None


def _asked(one: _Alike, sought: _Sought, record: Record) -> AskedBefore | None:
    """The passage, where it asks: a question of the record, or words of a debate that end in one."""
    c, window = one.contribution, one.window
    shown = quote([p.text for p in c.paragraphs], window, sought.worths)
    exchange = record.exchange(c.id)
    asks = exchange is not None and c.id in {asked.id for asked in exchange.asked}
    kind = exchange.kind if exchange is not None and asks and exchange.kind in _QUESTIONS else ""
    if not kind and suggest(c, shown.text).kind != "asks":
        return None
    pid = c.paragraphs[shown.paragraph].pid
    return AskedBefore(
        question=c,
        kind=kind or IN_A_DEBATE,
        answers=exchange.answered if exchange is not None and asks else (),
        passage=f"{c.id}#{pid}" if pid else c.id,
        quote=shown.text,
        words=_as_said(one, sought),
        share=round(one.share, 2),
    )


def _as_said(one: _Alike, sought: _Sought) -> tuple[str, ...]:
    """The words alike as they stand in the window, else in the heading, the most telling first."""
    title, text = one.contribution.debate_title, one.contribution.text
    heading = {p.stem: title[p.start : p.end] for p in sought.places.in_heading(title)}
    said = heading | {p.stem: text[p.start : p.end] for p in reversed(one.window.places)}
    telling = sorted(said, key=lambda s: (s not in one.window.stems, -sought.worths[s], s))
    return tuple(said[s].casefold() for s in telling)


def _first(found: Iterable[AskedBefore], limit: int) -> tuple[AskedBefore, ...]:
    """So many of them; the same words once."""
    kept: dict[str, AskedBefore] = {}
    for one in found:
        kept.setdefault(one.quote, one)
        if len(kept) == limit:
            break
    return tuple(kept.values())
