"""What this room publishes that may name somebody: asks that were agreed, their answers, and promises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.web.asking.models import Answer, Ask, Promise
from folkmoot.web.replies.shelves import Kept, Shelf, in_any, shelf

_ASKED = ("words", "beside", "name", "through", "office", "signed_by")
_PROMISED = ("by", "words", "condition", "source_title", "reply", "reply_by")


def _agreed() -> QuerySet[Ask]:
    return Ask.objects.filter(agreed_on__isnull=False).prefetch_related("answers")


def _asks(name: str) -> Iterable[Kept]:
    answered = Answer.objects.filter(in_any(["words", "by"], name)).values("ask")
    return map(_ask, _agreed().filter(in_any(_ASKED, name) | Q(pk__in=answered)))


def _ask(ask: Ask) -> Kept:
    said = [getattr(ask, name) for name in _ASKED]
    said += [words for answer in ask.answers.all() for words in (answer.by, answer.words)]
    words, address = "\n".join(filter(None, said)), reverse("ask", args=[ask.pk])
    return Kept("ask", str(ask.pk), _("Ask %(n)s") % {"n": ask.pk}, words, address, ask.agreed_on)


def _promises(name: str) -> Iterable[Kept]:
    return map(_promise, Promise.objects.filter(in_any(_PROMISED, name)))


def _promise(one: Promise) -> Kept:
    words = "\n".join(filter(None, (getattr(one, name) for name in _PROMISED)))
    title = _("A promise by %(by)s") % {"by": one.by}
    return Kept("promise", str(one.pk), title, words, reverse("promise", args=[one.pk]), one.made_on)


def _numbered(found: QuerySet[Any], key: str) -> Any:
    return found.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None


def _one_ask(key: str) -> Kept | None:
    found = _numbered(_agreed(), key)
    return _ask(found) if found else None


def _one_promise(key: str) -> Kept | None:
    found = _numbered(Promise.objects.all(), key)
    return _promise(found) if found else None


shelf(Shelf("ask", public=_asks, one=_one_ask))
shelf(Shelf("promise", public=_promises, one=_one_promise))
