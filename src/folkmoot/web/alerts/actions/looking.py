"""Look through what came into the record, once for every question that is followed."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from folkmoot.errors import BadQuery
from folkmoot.record import following
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Store
from folkmoot.record.store.coming import Standing, fresh, ids_in, standing
from folkmoot.tracing.telling import News
from folkmoot.web.alerts import matters, queries
from folkmoot.web.alerts.models import Following, Item, NotedSitting, Question
from folkmoot.web.locks import waiting
from folkmoot.web.record.queries.opening import record

CORRECTED_DAYS = 90
"""For so long after its day the ids of a sitting are kept, to tell what a correction of it adds."""

_AT_ONCE = 200
"""Sittings of one transaction."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How many sittings were new or corrected, and what was found in them."""

    sittings: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class _News:
    """A sitting with all its ids, and those that were not there before."""

    standing: Standing
    ids: tuple[str, ...]
    new: frozenset[str]


def look(now: dt.datetime) -> Looked:
    """Ask every followed question of what came since the last look, and keep what they found.

    Questions to the record are asked of the sittings that came; those about our own matters of what was
    answered or changed. Run again after being killed it goes on where it was; nothing is found twice.
    """
    if not queries.anybody():
        return Looked()
    store = record()
    with waiting(settings.FOLKMOOT_HOME / "alerts.lock"):
        questions = list(queries.active_questions())
        ours = [question for question in questions if queries.is_ours(question)]
        if not queries.begun():  # after a restore nothing is known of what was sent
            Following.objects.update(upto=0)
            _begin(store)
            _take_all_as_known(ours, store, now)
            return Looked()
        items = _look_at_ours(ours, store, now)
        if store is None:
            return Looked(items=items)
        looked = _look(store, now, [question for question in questions if not queries.is_ours(question)])
        return Looked(looked.sittings, looked.items + items)


def take_as_known(question: Question, now: dt.datetime) -> None:
    """Note everything that stands in our own matters now, so that whoever begins to follow is sent none."""
    if queries.is_ours(question):
        with waiting(settings.FOLKMOOT_HOME / "alerts.lock"):
            _look_at_ours([question], record(), now)


@transaction.atomic
def _take_all_as_known(ours: Sequence[Question], store: Store | None, now: dt.datetime) -> None:
    _look_at_ours(ours, store, now)
    for question in ours:
        question.followings.update(upto=queries.newest_item(question))


def _look_at_ours(ours: Iterable[Question], store: Store | None, now: dt.datetime) -> int:
    """Keep what is new in our own matters; how much that was. A thing found once is never new again."""
    return sum(_keep_news(question, matters.news_of(question.followed, store), now) for question in ours)


@transaction.atomic
def _keep_news(question: Question, found: Iterable[News], now: dt.datetime) -> int:
    known = set(question.items.values_list("passage", flat=True))
    new = [
        Item(question=question, passage=one.key, debate=one.matter.id, found_at=now)
        for one in found
        if one.key not in known
    ]
    Item.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def take_stock() -> None:
    """Note what stands in the record as seen, so that whoever begins to follow is sent none of it."""
    with waiting(settings.FOLKMOOT_HOME / "alerts.lock"):
        _begin(record())


def _begin(store: Store | None) -> None:
    if store is not None:
        _look(store, None, [])
    NotedSitting.objects.get_or_create(sitting=queries.BEGUN, defaults={"day": dt.date.min})


def _look(store: Store, now: dt.datetime | None, questions: Sequence[Question]) -> Looked:
    every = standing(store)
    noted = queries.noted()
    changed = [one for one in every if noted.get(one.id) != one.digest]
    kept_from = max((one.day for one in every), default=dt.date.min) - dt.timedelta(days=CORRECTED_DAYS)
    items = 0
    for start in range(0, len(changed), _AT_ONCE):
        news = [_news(store, one, noted) for one in changed[start : start + _AT_ONCE]]
        found = [(question, _found(store, question, news)) for question in questions]
        items += _keep(news, found, now, kept_from)
    if changed:
        NotedSitting.objects.filter(day__lt=kept_from).exclude(known=b"").update(known=b"")
    return Looked(len(changed), items)


def _news(store: Store, one: Standing, noted: dict[str, str]) -> _News:
    ids = ids_in(store, one.id)
    if one.id not in noted:
        return _News(one, ids, frozenset(ids))
    known = _unpacked(bytes(NotedSitting.objects.get(sitting=one.id).known))
    return _News(one, ids, frozenset(fresh(store, one.id, known)) if known else frozenset())


def _found(store: Store, question: Question, news: Sequence[_News]) -> list[Contribution]:
    """What a question finds among what is new, in reading order."""
    new = frozenset().union(*(one.new for one in news))
    places = [one.standing.id for one in news if one.new]
    if not places:
        return []
    try:
        hits = following.found(store, question.followed, sittings=places)
    except BadQuery:  # the language has changed since it was asked
        return []
    spoken = [hit.contribution for hit in hits if hit.contribution.id in new]
    return sorted(spoken, key=lambda c: (c.date, c.sitting_id, c.seq))


@transaction.atomic
def _keep(
    news: Iterable[_News],
    found: Iterable[tuple[Question, list[Contribution]]],
    now: dt.datetime | None,
    kept_from: dt.date,
) -> int:
    """What was found and where it was looked for, together or not at all."""
    items = [
        Item(question=question, passage=c.id, debate=c.debate_id, found_at=now)
        for question, contributions in found
        for c in contributions
    ]
    Item.objects.bulk_create(items, ignore_conflicts=True, batch_size=500)
    rows = [
        NotedSitting(
            sitting=one.standing.id,
            day=one.standing.day,
            digest=one.standing.digest,
            known=_packed(one.ids) if one.standing.day >= kept_from else b"",
        )
        for one in news
    ]
    NotedSitting.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sitting"],
        update_fields=["day", "digest", "known"],
        batch_size=100,
    )
    return len(items)


def _packed(ids: Iterable[str]) -> bytes:
    return zlib.compress("\n".join(ids).encode())


def _unpacked(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split("\n") if packed else []
