"""Whose matters are told: those of a moot, of a place, of an edition, or one plank alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.errors import NotFound
from folkmoot.opinion.themes.recurring import town_of
from folkmoot.web.manifesto.models import Edition, Plank, PlankVersion
from folkmoot.web.meetings.models import Moot, Statement

PUBLIC = Q(statements__moderation__gte=Statement.Moderation.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of planks with a name and an address; `moots` are those whose words are shown, None for all."""

    kind: str
    key: str
    title: str
    planks: QuerySet[Plank]
    moots: frozenset[int] | None = None

    @property
    def address(self) -> str:
        return reverse("told", args=[self.kind, self.key])

    def way(self, name: str, *more: object) -> str:
        """The address of the same as a feed, an export or a code."""
        return reverse(f"told_{name}", args=[self.kind, self.key, *more])


def scope(kind: str, key: str) -> Scope:
    """What an address names. Raises NotFound for anything that is not here."""
    found = _FINDERS[kind](key) if kind in _FINDERS else None
    if found is None:
        raise NotFound(
            _("Nothing is told of %(kind)s %(key)s here; see the list of what is.")
            % {"kind": kind, "key": key},
            of=kind,
            key=key,
        )
    return found


def _worded() -> QuerySet[Plank]:
    """Every plank that has words."""
    return Plank.objects.filter(versions__isnull=False).distinct().order_by("position", "slug")


def _of_moots(moots: list[Moot]) -> QuerySet[Plank]:
    keys = Plank.objects.filter(PUBLIC, statements__moot__in=moots).values("pk")
    return _worded().filter(pk__in=keys)


def _moot(slug: str) -> Scope | None:
    moot = Moot.objects.filter(slug=slug).first()
    return moot and Scope("moot", slug, moot.title, _of_moots([moot]), frozenset([moot.pk]))


def _place(key: str) -> Scope | None:
    moots = [moot for moot in Moot.objects.exclude(place="") if slugify(town_of(moot.place)) == key]
    if not moots:
        return None
    return Scope(
        "place", key, town_of(moots[0].place), _of_moots(moots), frozenset(moot.pk for moot in moots)
    )


def _edition(number: str) -> Scope | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    edition = Edition.objects.filter(number=int(number)).first()
    if edition is None:
        return None
    slugs = [plank["plank"] for plank in json.loads(edition.document)["planks"]]
    title = _("Manifesto, edition %(n)d") % {"n": edition.number}
    return Scope("edition", str(edition.number), title, _worded().filter(slug__in=slugs))


def _plank(slug: str) -> Scope | None:
    version = PlankVersion.objects.filter(plank__slug=slug).order_by("number").last()
    return version and Scope("plank", slug, version.title, _worded().filter(slug=slug))


_FINDERS: dict[str, Callable[[str], Scope | None]] = {
    "moot": _moot,
    "place": _place,
    "edition": _edition,
    "plank": _plank,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Something that is told of, on the list of all."""

    kind: str
    key: str
    title: str
    about: str
    planks: int


def listed() -> list[Listed]:
    """Every moot that has planks, every place, every edition, in this order."""
    moots = list(Moot.objects.order_by("-held_on", "slug"))
    told = [Listed("moot", m.slug, m.title, m.place, _of_moots([m]).count()) for m in moots]
    places: dict[str, list[Moot]] = {}
    for moot in moots:
        if town := town_of(moot.place):
            places.setdefault(town, []).append(moot)
    told += [
        Listed("place", slugify(town), town, "", _of_moots(there).count())
        for town, there in sorted(places.items())
        if slugify(town)
    ]
    for edition in Edition.objects.order_by("-number"):
        found = scope("edition", str(edition.number))
        told.append(Listed("edition", found.key, found.title, "", found.planks.count()))
    return [one for one in told if one.planks]
