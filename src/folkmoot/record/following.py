"""What somebody may follow in the record, each as one question that can be asked again and again.

Following a search, a person or a department finds what the search of the record finds. Following a
debate finds further words in it and whatever is later said under the same heading in the same
chamber; following a written question finds replies to it, also in a later answer of its number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from folkmoot import search
from folkmoot.errors import NotFound
from folkmoot.record import departments
from folkmoot.record.debates import Contribution
from folkmoot.record.store import DebatePage, Hit, Store
from folkmoot.record.store.coming import under_numbers

Kind = Literal["search", "person", "department", "debate", "question"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST = 2_000
"""So many contributions of one question at a time, newest first: a mail lists fewer, a page links to all."""

_SITTINGS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """One distinct question: two people who ask the same have equal ones.

    asks: a search in its own spelling, a department's word, or the id of a person or a heading.
    title: the name or heading as it was when it was asked; the search itself for a search.
    """

    kind: Kind
    asks: str
    title: str = ""


def follow(store: Store, kind: Kind, asks: str) -> Followed:
    """The question somebody means. Raises BadQuery for a search, NotFound for anything not on the record."""
    match kind:
        case "search":
            spelled = str(search.read(asks))
            return Followed(kind, spelled, spelled)
        case "person":
            person = store.person(asks)
            return Followed(kind, person.id, person.name())
        case "department":
            return _department(store, asks)
        case "debate" | "question":
            page = store.debate(asks)
            written = any(c.kind == "question" for c in page.contributions)
            return Followed("question" if written else "debate", page.debate.id, page.debate.title)


def _department(store: Store, asks: str) -> Followed:
    slug = departments.slug_of(asks)
    if known := departments.known(slug):
        return Followed("department", slug, known.name)
    for here in store.departments():
        if here.slug == slug:
            return Followed("department", slug, here.name)
    raise NotFound(f"No department {asks!r} has a debate here; see the list of departments.", department=asks)


def found(
    store: Store, followed: Followed, *, sittings: Sequence[str] = (), limit: int = MOST
) -> tuple[Hit, ...]:
    """What a question finds, newest first: everywhere, or in these sittings only.

    Procedural notes are found by a search alone.
    """
    if not sittings:
        return _searched(store, followed, (), limit)
    some = [sittings[n : n + _SITTINGS_AT_ONCE] for n in range(0, len(sittings), _SITTINGS_AT_ONCE)]
    hits = [hit for chunk in some for hit in _searched(store, followed, chunk, limit)]
    return tuple(sorted(hits, key=lambda h: h.contribution.date, reverse=True)[:limit])


def _searched(store: Store, followed: Followed, sittings: Sequence[str], limit: int) -> tuple[Hit, ...]:
    hits = _hits(store, asked(store, followed, sittings), sittings, limit)
    if followed.kind == "debate":
        hits += _same_business(store, followed, sittings, limit)
    return tuple({hit.contribution.id: hit for hit in hits}.values())


def _hits(store: Store, tree: search.Node | None, sittings: Sequence[str], limit: int) -> tuple[Hit, ...]:
    if tree is None:
        return ()
    narrowed = search.And((tree, _within(sittings))) if sittings else tree
    return store.search(narrowed, limit=limit, order="newest").hits


def _within(ids: Sequence[str]) -> search.Node:
    places = tuple(search.Field("in", gid) for gid in ids)
    return places[0] if len(places) == 1 else search.Or(places)


_NO_PROCEDURE = search.Not(search.Field("kind", "procedural"))


def asked(store: Store, followed: Followed, sittings: Collection[str] = ()) -> search.Node | None:
    """The question as a search, without the limits of typed ones; None where it can find nothing."""
    match followed.kind:
        case "search":
            return search.read(followed.asks)
        case "person":
            return search.And((search.Field("speaker", followed.asks), _NO_PROCEDURE))
        case "department":
            return search.And((search.Field("department", followed.asks), _NO_PROCEDURE))
        case "debate":
            page = _page(store, followed)
            return search.And((search.Field("in", page.debate.id), _NO_PROCEDURE)) if page else None
        case "question":
            headings = tuple(_headings(store, followed, sittings))
            return search.And((_within(headings), search.Field("kind", "reply"))) if headings else None


def _page(store: Store, followed: Followed) -> DebatePage | None:
    try:
        return store.debate(followed.asks)
    except NotFound:
        return None


def _same_business(store: Store, followed: Followed, sittings: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """What was said under the same heading, word for word, in the same chamber on that day or later."""
    page = _page(store, followed)
    title = page.debate.title if page else followed.title
    named = search.Field("in", " ".join(search.plain_words(title)))
    if not named.value:
        return ()
    return tuple(
        hit
        for hit in _hits(store, search.And((named, _NO_PROCEDURE)), sittings, limit)
        if hit.contribution.debate_title == title and _follows(hit.contribution, page)
    )


def _follows(contribution: Contribution, page: DebatePage | None) -> bool:
    if page is None:
        return True
    return contribution.chamber == page.debate.chamber and contribution.date >= page.debate.date


def _headings(store: Store, followed: Followed, sittings: Collection[str]) -> Iterator[str]:
    """Where a written question stands, and in these sittings wherever its number stands again."""
    page = _page(store, followed)
    if page is None:
        return
    numbers = {c.question_number for c in page.contributions if c.kind == "question"} - {""}
    yield from dict.fromkeys([page.debate.id, *under_numbers(store, numbers, sittings)])
