"""What is followed, as Atom feeds: a search, a person, a department, a debate or written question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from folkmoot.record import citing, following
from folkmoot.record.following import Followed
from folkmoot.record.store import Hit, Store
from folkmoot.web.record import notices
from folkmoot.web.record.views.common import british, page

FEED_SIZE = 50


def feed(request: HttpRequest, store: Store, title: str, link: str, hits: Iterable[Hit]) -> HttpResponse:
    """Contributions as a feed, as they stand; `link` is the page that shows the same."""
    site = request.build_absolute_uri("/")[:-1]
    newest = store.sittings(limit=1)
    made = Atom1Feed(
        title=printable(title),
        link=request.build_absolute_uri(link),
        description="",
        subtitle=printable(" ".join(notices.beside(newest[0].id)) if newest else ""),
        language="en-gb",
        feed_url=printable(request.build_absolute_uri()),
        feed_copyright=citing.notice(newest[0].id if newest else ""),
    )
    for hit in hits:
        c = hit.contribution
        when = dt.datetime.combine(c.date, dt.time(), dt.UTC)
        address = site + reverse("contribution", args=[c.id])
        what = f"{c.speaker_name}: {c.debate_title}, {british(c.date)}" if c.speaker_name else c.debate_title
        made.add_item(
            printable(what),
            address,
            printable(hit.snippet.quote),
            unique_id=address,
            pubdate=when,
            updateddate=when,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def printable(text: str) -> str:
    """Words that XML can hold: control characters left out."""
    return "".join(char for char in text if char >= " " or char in "\t\n")


def _newest(store: Store, followed: Followed) -> tuple[Hit, ...]:
    return following.found(store, followed, limit=FEED_SIZE)[:FEED_SIZE]


@page
def person(request: HttpRequest, store: Store, person: str) -> HttpResponse:
    """The newest words of one person."""
    followed = following.follow(store, "person", person)
    if followed.asks != person:
        return redirect("person_feed", followed.asks)
    return feed(request, store, followed.title, reverse("person", args=[person]), _newest(store, followed))


@page
def department(request: HttpRequest, store: Store, department: str) -> HttpResponse:
    """The newest words in debates that one department answers in."""
    followed = following.follow(store, "department", department)
    if followed.asks != department:
        return redirect("department_feed", followed.asks)
    link = reverse("department", args=[followed.asks])
    return feed(
        request,
        store,
        _("Debates with the %(department)s") % {"department": followed.title},
        link,
        _newest(store, followed),
    )


@page
def debate(request: HttpRequest, store: Store, debate: str) -> HttpResponse:
    """The newest words under one heading, and later ones like it; of a written question, its answers."""
    followed = following.follow(store, "debate", debate)
    if followed.asks != debate:
        return redirect("debate_feed", followed.asks)
    return feed(request, store, followed.title, reverse("debate", args=[debate]), _newest(store, followed))
