"""A new sitting and the planks it touches: looked for at once after reading, proposed, never decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from folkmoot.errors import NotFound
from folkmoot.record.store import Store
from folkmoot.record.store.coming import Standing, standing
from folkmoot.tracing.learning import Lessons
from folkmoot.tracing.matching import Proposal, Search
from folkmoot.tracing.touching import touched
from folkmoot.web.locks import waiting
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import add, asked, best_of, propose, taught
from folkmoot.web.tracing.models import Link, LookedAt
from folkmoot.web.tracing.vocabulary import vocabulary

MOST_A_SITTING = 5  # passages of one sitting that are proposed for one plank


@dataclass(frozen=True, slots=True)
class Touched:
    """Planks that a sitting touches, each with its passages, best first."""

    sitting: str
    planks: tuple[tuple[Plank, tuple[Proposal, ...]], ...]


class Planks:
    """Every plank with words, ready to be compared with one sitting after another."""

    def __init__(self, record: Store) -> None:
        self.record = record
        self.of: list[Plank] = []
        texts: list[str] = []
        lessons: dict[int, Lessons] = {}
        known = vocabulary(record)
        for plank in Plank.objects.filter(versions__isnull=False).distinct().order_by("pk"):
            _title, own = asked(plank)
            teaching = taught(plank, own, record, known)
            lessons |= dict.fromkeys(range(len(texts), len(texts) + len(own)), teaching)
            texts += own
            self.of += [plank] * len(own)
        self.search = Search(texts, record, known, lessons=lessons)

    def touched_by(self, sitting: str) -> Touched:
        """What a sitting of the record says of them."""
        found: dict[int, list[Proposal]] = {}
        planks = {plank.pk: plank for plank in self.of}
        for number, matched in touched(self.search, self.record.contributions_in(sitting)):
            found.setdefault(self.of[number].pk, []).extend(matched.passages)
        return Touched(
            sitting, tuple((planks[pk], tuple(best_of(some, MOST_A_SITTING))) for pk, some in found.items())
        )


def touch(record: Store, now: dt.datetime) -> list[Link]:
    """Propose, for every plank, what sittings say of it that came or were corrected since the last look.

    The first time there is nothing to compare with: planks for which nothing was ever proposed are looked
    for in the whole record, and its sittings are taken as looked at. Run again after being killed it goes
    on where it was. Returns the new proposals.
    """
    with waiting(settings.FOLKMOOT_HOME / "tracing.lock"):
        every = standing(record)
        looked = dict(LookedAt.objects.values_list("sitting", "digest"))
        coming = [one for one in every if looked.get(one.id) != one.digest]
        if not looked:
            return _begin(record, coming, now)
        return _touch(record, coming, now)


def _begin(record: Store, every: Sequence[Standing], now: dt.datetime) -> list[Link]:
    new: list[Link] = []
    for plank in Plank.objects.filter(versions__isnull=False, links=None).distinct().order_by("pk"):
        new += propose(None, plank, record, now=now)
    _note(every)
    return new


def _touch(record: Store, coming: Sequence[Standing], now: dt.datetime) -> list[Link]:
    new: list[Link] = []
    planks = Planks(record) if coming and Plank.objects.exists() else None
    for one in coming:
        if planks is not None:
            for plank, proposals in planks.touched_by(one.id).planks:
                new += add(plank, proposals, one.id, now)
        _note([one])
    return new


def _note(sittings: Sequence[Standing]) -> None:
    LookedAt.objects.bulk_create(
        [LookedAt(sitting=one.id, digest=one.digest) for one in sittings],
        update_conflicts=True, unique_fields=["sitting"], update_fields=["digest"],
    )  # fmt: skip


def touched_by(record: Store, sitting: str = "") -> list[Touched]:
    """The planks that one sitting touches, or each sitting of the record's newest day; nothing is kept.

    Raises NotFound where the record does not hold the sitting.
    """
    if sitting:
        wanted = [record.sitting(sitting).id]
    else:
        days = record.days()
        if not days:
            raise NotFound("The record holds no sitting yet; read one with 'folkmoot record read PATH'.")
        wanted = [one.id for one in record.sittings(day=days[0])]
    planks = Planks(record)
    return [planks.touched_by(gid) for gid in wanted]
