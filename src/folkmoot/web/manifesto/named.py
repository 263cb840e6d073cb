"""What this room publishes that may name somebody: planks as they stand, and what they cite."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from folkmoot.web.manifesto.models import Citation, PlankVersion
from folkmoot.web.replies.shelves import Kept, Shelf, in_any, shelf

_WORDS = ("title", "words", "purpose", "lead", "supporters", "dispute", "decided_by", "why")
_CITED = ("title", "publisher", "quote", "reply", "reply_by")


def _newest() -> QuerySet[PlankVersion]:
    newest = PlankVersion.objects.filter(plank=OuterRef("plank")).order_by("-number").values("pk")[:1]
    return PlankVersion.objects.filter(pk=Subquery(newest)).select_related("plank")


def _planks(name: str) -> Iterable[Kept]:
    found = list(_newest().filter(in_any(_WORDS, name)))
    cited = set(Citation.objects.filter(in_any(_CITED, name)).values_list("plank_id", flat=True))
    cited -= {one.plank_id for one in found}
    return map(_plank, [*found, *_newest().filter(plank__in=cited)])


def _plank(version: PlankVersion) -> Kept:
    said = [getattr(version, name) for name in _WORDS[1:]]
    for citation in version.plank.citations.all():
        said += [getattr(citation, name) for name in _CITED]
    words = "\n".join(filter(None, said))
    address = reverse("plank", args=[version.plank.slug])
    return Kept("plank", version.plank.slug, version.title, words, address, version.made_at.date())


def _one(key: str) -> Kept | None:
    found = _newest().filter(plank__slug=key).first()
    return _plank(found) if found else None


shelf(Shelf("plank", public=_planks, one=_one))
